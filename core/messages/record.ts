import { linksOfMessage, writeSuppressions, type Stopped } from '../consents';
import type { SendResult } from '../channels/channel';
import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { breathe, changedRecord, recordsById, writeChanges, type Change, type StoreTx } from '../store';
import { answer } from './answer';
import type { Job, SendCall } from './call';
import { cardsAmong, keepCards } from './cards';
import { scheduleChecks, scheduleDeferred } from './later';
import { resultFields } from './results';
import { staffTasks } from './staffTask';
import { step } from './transaction';

const message = objects.get('message');

/** A message that its channel was given, and what it said. */
export interface Handed {
	readonly job: Job;
	readonly id: string;
	readonly result: SendResult;
}

/** States that a channel's answer may change: a report may have come before it, and an answer may come late. */
const open = new Set(['sending', 'unclear']);

/** Records what became of messages, with what follows from it, and tells the caller. */
export async function recordResults(call: SendCall, handed: readonly Handed[]): Promise<void> {
	if (handed.length === 0) return;
	const written = await step(call.session, async (tx) => await write(tx, call, handed));
	for (const { job, id, result } of handed) {
		const record = written.get(id);
		const hint = 'fault' in result ? result.fault.hint : undefined;
		if (record) answer(call, { job, record }, hint && { hint });
		await breathe();
	}
}

async function write(tx: StoreTx, call: SendCall, handed: readonly Handed[]): Promise<Map<string, CrmRecord>> {
	const ids = handed.map(({ id }) => id);
	const records = await recordsById(tx, message, { ids, scope: { kind: 'all' }, lock: 'change' });
	const changes: Change[] = [];
	for (const { job, id, result } of handed) {
		const before = records.get(id);
		if (!before) continue;
		const after = changedRecord(before, fieldsOf(before, result));
		records.set(id, after);
		if (after !== before) changes.push({ object: message, before, after, item: job.item, emits: emitted(before, after) });
		await breathe();
	}
	await writeChanges(tx, [...changes, ...(await staffTasks(tx, call, waitingFor(handed, records)))]);
	await keepCards(tx, cardsAmong(call, handed));
	await writeSuppressions(tx, badAddresses(handed, records, call));
	const now = [...records.values()];
	await scheduleDeferred(tx, call.options, now);
	if (call.channel.check)
		await scheduleChecks(
			tx,
			now.filter(({ status }) => status === 'awaitingStaff' || status === 'unclear'),
		);
	return records;
}

const emitted = (before: CrmRecord, { status }: CrmRecord): string[] => (status === before.status ? [] : [`message.${String(status)}`]);

function fieldsOf(before: CrmRecord, result: SendResult): Readonly<Record<string, unknown>> {
	if (open.has(String(before.status))) return resultFields(before, result);
	// It is settled already; only the provider's name of it is news.
	return 'providerId' in result && before.providerId === null ? { providerId: result.providerId ?? null } : {};
}

const waitingFor = (handed: readonly Handed[], records: ReadonlyMap<string, CrmRecord>) =>
	handed.flatMap(({ id, result, job }) => {
		const record = records.get(id);
		return record && result.status === 'awaitingStaff' ? [{ record, result, item: job.item }] : [];
	});

/** Addresses that the provider says are wrong for good, or whose holder wants nothing more. */
function badAddresses(handed: readonly Handed[], records: ReadonlyMap<string, CrmRecord>, { channel }: SendCall): Stopped[] {
	return handed.flatMap(({ id, result, job }): Stopped[] => {
		const record = records.get(id);
		if (!('fault' in result) || !result.fault.address || !record || typeof record.address !== 'string' || record.userId !== null) return [];
		const { code, address } = result.fault;
		return [
			{
				addressKind: channel.addressKind,
				address: record.address,
				links: linksOfMessage(record),
				reason: address === 'optOut' ? 'optOut' : 'hardBounce',
				at: clock.iso(),
				source: channel.id,
				detail: code.slice(0, 100),
				item: job.item,
			},
		];
	});
}
