import { clock } from '../clock';
import type { CrmRecord, NewWork } from '../crm';
import { rescheduleByKey, scheduleWork } from '../work';
import type { StoreTx } from '../store';

/** Milliseconds after which a message is asked about that went to a provider. */
const checkAfter = 15 * 60_000;

/** Most milliseconds between two questions, and how long after it was sent a message is asked about at all. */
const longestPause = 86_400_000;
const askedFor = 7 * longestPause;

/** Has deferred messages sent at their time, by a workflow that listens to due work. One that is deferred anew comes anew. */
export async function scheduleDeferred(tx: StoreTx, records: readonly CrmRecord[]): Promise<void> {
	const works = records.map((record) => workOn('message.deferred', record, String(record.earliestAt)));
	if (works.length > 0) await scheduleWork(tx, works);
}

/** Has messages asked about of which the provider alone knows what became of them, once nobody can be sending them any more. */
export async function scheduleChecks(tx: StoreTx, records: readonly CrmRecord[]): Promise<void> {
	const works = records.map((record) => {
		const { at, sendUntil } = record;
		const sent = typeof sendUntil === 'string' ? Date.parse(sendUntil) + 1 : 0;
		return check(record, Math.max(Date.parse(String(at)) + checkAfter, sent));
	});
	if (works.length > 0) await scheduleWork(tx, works);
}

/** The same for messages of which the provider knew nothing yet: after twice the time, also where a workflow has the work now. */
export async function scheduleNextChecks(tx: StoreTx, records: readonly CrmRecord[]): Promise<void> {
	const now = clock.now();
	const works = records.flatMap((record) => {
		const age = now - Date.parse(String(record.at));
		return age < askedFor ? [check(record, now + Math.min(Math.max(age, checkAfter), longestPause))] : [];
	});
	if (works.length === 0) return;
	await scheduleWork(tx, works);
	await rescheduleByKey(tx, works);
}

const check = (record: CrmRecord, dueAt: number) => workOn('message.check', record, new Date(dueAt).toISOString());

const workOn = (kind: string, { id, version }: CrmRecord, dueAt: string): NewWork => ({
	kind,
	object: 'message',
	recordId: id,
	dueAt,
	key: `${id} ${version}`,
});
