import { clock } from '../clock';
import type { CrmRecord, NewWork, SendOptions, WorkState } from '../crm';
import { reopenByKey, rescheduleByKey, scheduleWork } from '../work';
import type { StoreTx } from '../store';
import { isoAt } from './gate/rules';
import { waitsForPerson } from './waiting';

const hour = 3_600_000;

/** Milliseconds after which a message is asked about that went to a provider. */
const checkAfter = 15 * 60_000;

/** Most milliseconds between two questions, and how long after it was sent a message is asked about at all. */
const longestPause = 86_400_000;
const askedFor = 7 * longestPause;

/** Whether due work has a message sent at its time. */
export const isScheduled = (record: CrmRecord, { sendLater }: SendOptions): boolean =>
	sendLater === true && record.status === 'deferred' && !waitsForPerson(record);

/**
 * Has those that are deferred sent at their time, by a workflow that listens to due work, where the caller wants that. One
 * that is deferred anew comes anew; work that was closed, though its message still waits, is opened again.
 */
export async function scheduleDeferred(tx: StoreTx, options: SendOptions, records: readonly CrmRecord[]): Promise<void> {
	const works = records.filter((record) => isScheduled(record, options)).map((record) => sendingOf(record, options));
	if (works.length === 0) return;
	const scheduled = await scheduleWork(tx, works);
	await reopenByKey(
		tx,
		works.filter((_, i) => isOver.has(scheduled[i].work.state)),
	);
}

const isOver: ReadonlySet<WorkState> = new Set(['done', 'cancelled', 'dead', 'late']);

function sendingOf(record: CrmRecord, { withinHours = usualHours(record) }: SendOptions): NewWork {
	const dueAt = String(record.earliestAt);
	const notAfter = withinHours > 0 ? isoAt(Date.parse(dueAt) + withinHours * hour) : undefined;
	return { ...workOn('message.deferred', record, dueAt), key: `${record.id} ${dueAt}`, notAfter };
}

/** Greetings and offers of yesterday are worse than none; what somebody waits for goes however late. */
const usualHours = ({ purpose }: CrmRecord): number => (purpose === 'marketing' || purpose === 'care' ? 24 : 0);

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
