import { channels } from '../channels/registry';
import { clock } from '../clock';
import type { Session } from '../records';
import { objects } from '../schema/objects';
import { Bindings, changedRecord, recordsById, writeChanges, type Sql } from '../store';
import { isoAt } from './gate/rules';
import { scheduleChecks } from './later';
import { unclearFields } from './results';
import { step } from './transaction';

/** Milliseconds within which whoever began to send a message has recorded what became of it; no channel waits as long. */
export const sendingTime = 10 * 60_000;

/** The same for one that was reserved and not begun: a call reserves no more than it hands over in far less time. */
const reservedTime = 60 * 60_000;

/** Messages that are looked at in one go; the next call takes the next ones. */
const atOnce = 500;

const message = objects.get('message');

/**
 * Messages whose sender is gone: begun ones may have gone out and are unclear, the others certainly did not and may be sent
 * by hand. Every operation on messages begins with it; where there are none it costs one look into an index.
 */
export async function settleOverdue(session: Session): Promise<void> {
	const ids = await overdueIds(session.store.read);
	if (ids.length === 0) return;
	await step(session, async (tx) => {
		const records = await recordsById(tx, message, { ids, scope: { kind: 'all' }, lock: 'change' });
		const now = clock.iso();
		const left = [...records.values()].filter(({ status, sendUntil, at }) => status === 'sending' && isOver({ sendUntil, at }, now));
		const changes = left.map((before) => {
			const fields = before.sendUntil === null ? interrupted(now) : unclearFields(before, stopped);
			const after = changedRecord(before, fields);
			return { object: message, before, after, emits: [`message.${String(after.status)}`] };
		});
		await writeChanges(tx, changes);
		await scheduleChecks(
			tx,
			changes.flatMap(({ after }) => (after.status === 'unclear' && canBeAsked.has(String(after.channel)) ? [after] : [])),
		);
	});
}

/** Channels that know what became of a message. */
const canBeAsked: ReadonlySet<string> = new Set(channels.flatMap(({ id, check }) => (check ? [id] : [])));

const isOver = ({ sendUntil, at }: { sendUntil: unknown; at: unknown }, now: string): boolean =>
	typeof sendUntil === 'string' ? sendUntil < now : String(at) < reservedBefore();

const reservedBefore = (): string => isoAt(clock.now() - reservedTime);

const interrupted = (now: string) => ({ status: 'deferred', rule: 'interrupted', earliestAt: now });

const stopped = { code: 'INTERRUPTED', message: 'n8n stopped while the message was being sent' };

async function overdueIds(sql: Sql): Promise<string[]> {
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string }>(
		`SELECT "id" FROM "crm_message" WHERE "status" = 'sending' AND "sendUntil" < ${bindings.add(clock.iso())}
		UNION ALL SELECT "id" FROM "crm_message" WHERE "status" = 'sending' AND "sendUntil" IS NULL AND "at" < ${bindings.add(reservedBefore())}
		LIMIT ${atOnce}`,
		bindings.values,
		'kept',
	);
	return rows.map(({ id }) => id);
}
