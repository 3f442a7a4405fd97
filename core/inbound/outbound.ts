import { addressKey, type Address } from '../consents';
import type { CrmRecord } from '../recordTypes';
import { objects } from '../schema/objects';
import { Bindings, breathe, chunksOf, recordsById, type StoreTx } from '../store';
import type { InboundNotice } from './notice';

const message = objects.get('message');

/** Milliseconds after which a text from a number is no longer taken for an answer to what was sent to it. */
const answerWithin = 30 * 86_400_000;

/** Messages of ours that notices may be about. */
export interface Outbound {
	/** By the provider's name of it and the address it went to, or by its own id. */
	named(names: readonly string[], ids: readonly string[], to: Address | undefined): CrmRecord | undefined;
	/** The last one that went there before a time. */
	lastTo(address: Address, before: string): CrmRecord | undefined;
}

const isOutbound = ({ direction, deletedAt }: CrmRecord): boolean => direction === 'outbound' && deletedAt === null;

const sameAddress = (record: CrmRecord, to: Address): boolean => record.addressKind === to.addressKind && record.address === to.address;

/** Reads them in a few statements; nobody else changes those that are named meanwhile. */
export async function outboundOf(tx: StoreTx, notices: readonly InboundNotice[]): Promise<Outbound> {
	const names = notices.flatMap((notice) => (notice.kind === 'report' ? notice.about.providerIds : notice.answers));
	const given = notices.flatMap((notice) => (notice.kind === 'report' ? notice.about.messageIds : notice.messageIds));
	const senders = notices.flatMap((notice) => (notice.kind === 'received' ? [notice] : []));
	const latest = await lastMessages(tx, senders);
	const ids = [...given, ...(await idsByProviderId(tx, [...new Set(names)])), ...latest.values()].map(String);
	const records = await recordsById(tx, message, { ids, scope: { kind: 'all' }, lock: 'change' });
	const ours = [...records.values()].filter(isOutbound);
	const byName = Map.groupBy(ours, (record) => String(record.providerId));
	return {
		named: (wanted, wantedIds, to) => {
			const found = [
				...wanted.flatMap((name) => byName.get(name) ?? []),
				...wantedIds.flatMap((id) => ours.find((record) => record.id === id) ?? []),
			];
			// One of a batch to many has the same name as the others.
			return (to && found.find((record) => sameAddress(record, to))) ?? (to && found.length > 1 ? undefined : found[0]);
		},
		lastTo: (address, before) => records.get(latest.get(`${addressKey(address)} ${before}`) ?? ''),
	};
}

async function idsByProviderId(tx: StoreTx, names: readonly string[]): Promise<string[]> {
	const ids: string[] = [];
	for (const chunk of chunksOf(names, 240)) {
		const bindings = new Bindings(tx);
		const rows = await tx.query<{ id: string }>(
			`SELECT m."id" FROM "crm_message" m WHERE ${bindings.among('m."providerId"', chunk)} AND m."direction" = 'outbound'`,
			bindings.values,
		);
		ids.push(...rows.map(({ id }) => id));
		await breathe();
	}
	return ids;
}

/** Ids of the last message to each sender before it wrote: one look-up in the index of addresses each. */
async function lastMessages(tx: StoreTx, senders: ReadonlyArray<{ from: Address; at: string }>): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (const chunk of chunksOf(senders, 240)) {
		const bindings = new Bindings(tx);
		const rows = chunk.map(({ from, at }) => [from.addressKind, from.address, at, new Date(Date.parse(at) - answerWithin).toISOString()]);
		const wanted = bindings.rows(rows, { kind: 'text', address: 'text', before: 'text', after: 'text' });
		const latest = `SELECT m."id" FROM "crm_message" m WHERE m."addressKind" = w."kind" AND m."address" = w."address"
			AND m."at" <= w."before" AND m."at" > w."after" AND m."direction" = 'outbound' AND m."sentAt" IS NOT NULL ORDER BY m."at" DESC LIMIT 1`;
		for (const row of await tx.query<Record<'kind' | 'address' | 'before', string> & { id: string | null }>(
			`SELECT w."kind", w."address", w."before", (${latest}) AS id FROM ${wanted} w`,
			bindings.values,
		))
			if (row.id !== null) found.set(`${row.kind} ${row.address} ${row.before}`, row.id);
		await breathe();
	}
	return found;
}
