import { clock } from '../clock';
import type { Outcome } from '../context';
import type { InboundInput, InboundResult } from '../inboundTypes';
import { Batch, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, firstResults, keepResults, keptKeys, recordsById, type StoreTx } from '../store';
import { readEmail } from './email/readEmail';
import type { InboundNotice } from './notice';
import { outboundOf } from './outbound';
import { readAliyun } from './sms/aliyun';
import { writeReceived } from './writeReceived';
import { writeReports } from './writeReports';

const operation = 'message.recordInbound';

/** What is kept for a repeat: ids and outcomes only. */
interface Kept {
	readonly kind: InboundResult['kind'];
	readonly messageId?: string;
	readonly aboutId?: string;
	readonly known: boolean;
	readonly optedOut: boolean;
}

export interface NoticeInput {
	readonly notice: InboundNotice;
	readonly item: number;
	readonly userId?: string;
}

async function noticesOf({ source, json, files = [] }: InboundInput, now: number): Promise<InboundNotice[]> {
	return source === 'email' ? await readEmail(json, files, now) : readAliyun(json, now);
}

/** Records what came in, each thing once, whoever sends it again. */
export async function recordInbound(session: Session, inputs: readonly InboundInput[]): Promise<Array<Outcome<readonly InboundResult[]>>> {
	const batch = new Batch<InboundInput, readonly InboundResult[]>(inputs);
	const notices: NoticeInput[] = [];
	const places: number[] = [];
	const now = clock.now();
	for (const [index, input] of inputs.entries()) {
		for (const notice of await noticesOf(input, now)) {
			notices.push({ notice, item: input.item });
			places.push(index);
		}
		await breathe();
	}
	const results = await session.store.write(session.context, async (tx) => await recordNotices(tx, notices));
	const byInput = Map.groupBy([...results.keys()], (i) => places[i]);
	for (const index of inputs.keys())
		batch.done(
			index,
			(byInput.get(index) ?? []).map((i) => results[i]),
		);
	return batch.outcomes();
}

/** Writes notices that did not come before; one result each, in their order. */
async function recordNotices(tx: StoreTx, inputs: readonly NoticeInput[]): Promise<InboundResult[]> {
	const keys = (await keptKeys(
		operation,
		inputs.map(({ notice }) => ({ idempotencyKey: `${notice.channel} ${notice.id}` })),
	)) as string[];
	const kept = await firstResults<Kept>(tx, keys);
	const first = new Map<string, number>();
	for (const [i, key] of keys.entries()) if (!kept.has(key) && !first.has(key)) first.set(key, i);
	const fresh = [...first.values()];
	const written = await writeFresh(
		tx,
		fresh.map((i) => inputs[i]),
	);
	const results = new Map(fresh.map((i, n) => [i, written[n]]));
	await keepResults(
		tx,
		fresh.map((i, n) => ({ key: keys[i], result: keptOf(written[n]) })),
	);
	const earlier = await resultsOf(tx, kept);
	return keys.map((key, i) => results.get(i) ?? earlier.get(key) ?? repeated(results.get(first.get(key) as number) as InboundResult));
}

const repeated = (result: InboundResult): InboundResult => ({ ...result, repeated: true });

const keptOf = ({ kind, message, about, known, optedOut }: InboundResult): Kept => ({
	kind,
	messageId: message?.id,
	aboutId: about?.id,
	known,
	optedOut,
});

async function writeFresh(tx: StoreTx, inputs: readonly NoticeInput[]): Promise<InboundResult[]> {
	const outbound = await outboundOf(
		tx,
		inputs.map(({ notice }) => notice),
	);
	const received = inputs.flatMap(({ notice, ...rest }) => (notice.kind === 'received' ? [{ notice, ...rest }] : []));
	const reports = inputs.flatMap(({ notice, item }) => (notice.kind === 'report' ? [{ report: notice, item }] : []));
	const results = [await writeReceived(tx, received, outbound), await writeReports(tx, reports, outbound)].map((list) => list.values());
	return inputs.map(({ notice }) => results[notice.kind === 'received' ? 0 : 1].next().value as InboundResult);
}

/** What earlier calls made of the same, with their records as they are now. */
async function resultsOf(tx: StoreTx, kept: ReadonlyMap<string, Kept>): Promise<Map<string, InboundResult>> {
	const ids = [...kept.values()].flatMap(({ messageId, aboutId }) => [messageId, aboutId].filter((id) => id !== undefined));
	const records = await recordsById(tx, objects.get('message'), { ids, scope: { kind: 'all' } });
	return new Map(
		[...kept].map(([key, { messageId = '', aboutId = '', ...rest }]) => [
			key,
			{ ...rest, message: records.get(messageId), about: records.get(aboutId), repeated: true },
		]),
	);
}
