import { failureReason } from '../attempts';
import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CancelInput, DueWork, FailInput, IdInput, NewWork, RescheduleInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, type Session } from '../records';
import { Bindings, breathe, chunksOf, type StoreTx } from '../store';
import { lockOwned, tellOwners } from './owned';
import { selectedWork, workOf, type WorkRow } from './row';
import { byKey, timeFault } from './schedule';
import { workScopeSql } from './scope';
import { openAfter } from './settle';

const chunk = 240;

const missing = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no due work with this ID', 'zh-CN': '没有该 ID 的到期事项' },
		{
			hint: {
				en: 'Use the workId of an item that CRM Trigger gave, or the ID that Schedule or Get Many Due Work gives.',
				'zh-CN': '请使用 CRM Trigger 输出的 workId，或“安排”“获取多条到期事项”返回的 ID。',
			},
			field: 'workId',
		},
	);

const closed = (verb: { en: string; 'zh-CN': string }) =>
	new CrmError(
		'TransitionRefused',
		{ en: `This due work is done or cancelled and cannot be ${verb.en}`, 'zh-CN': `该到期事项已完成或已取消，不能${verb['zh-CN']}` },
		{ hint: { en: 'Schedule it again with another key.', 'zh-CN': '请使用另一个防重复键重新安排。' }, field: 'workId' },
	);

const notDead = () =>
	new CrmError(
		'TransitionRefused',
		{ en: 'This due work was not given up on', 'zh-CN': '该到期事项并未被放弃' },
		{
			hint: {
				en: 'Only failed due work can be retried; use Reschedule for late ones.',
				'zh-CN': '只有失败的到期事项可以重试；已过期的请使用“改期”。',
			},
			field: 'workId',
		},
	);

type Next = WorkRow | CrmError;

interface Reading {
	readonly user?: Session;
	/** How the statement ends that locks the rows. */
	readonly locked?: string;
}

/** Rows by id, as far as a user may see them; which nobody else may change until the transaction ends. */
const lockWork = async (tx: StoreTx, ids: readonly string[], user?: Session): Promise<Map<string, WorkRow>> =>
	await readWork(tx, ids, { user, locked: tx.dialect.lockRows('change') });

async function readWork(tx: StoreTx, ids: readonly string[], { user, locked = '' }: Reading): Promise<Map<string, WorkRow>> {
	const found = new Map<string, WorkRow>();
	for (const some of chunksOf([...new Set(ids)], chunk)) {
		const bindings = new Bindings(tx);
		const wanted = bindings.among('t."id"', some);
		const visible = user ? ` AND ${workScopeSql(user, bindings, 't')}` : '';
		const rows = await tx.query<WorkRow>(
			`SELECT ${selectedWork('t')} FROM "crm_due" t WHERE ${wanted}${visible}${locked}`,
			bindings.values,
		);
		for (const row of rows) found.set(row.id, row);
		await breathe();
	}
	return found;
}

/** The same by kind and key. */
async function lockByKey(tx: StoreTx, works: ReadonlyArray<Pick<NewWork, 'kind' | 'key'>>): Promise<Map<string, WorkRow>> {
	const found = await byKey(
		tx,
		works.map(({ kind, key = '' }) => [kind, key] as const),
	);
	const locked = await lockWork(
		tx,
		[...found.values()].map(({ id }) => id),
	);
	return new Map([...locked.values()].map((row) => [`${row.kind} ${row.key}`, row]));
}

const writtenColumns = {
	id: 'text',
	dueAt: 'text',
	notAfter: 'text',
	state: 'text',
	nextAt: 'text',
	attempts: 'integer',
	interruptions: 'integer',
	reason: 'text',
	closedAt: 'text',
} as const;

const writtenNames = Object.keys(writtenColumns) as Array<keyof typeof writtenColumns>;

/** Writes rows as they are now; whoever had one claimed has it no more. */
async function writeWork(tx: StoreTx, rows: readonly WorkRow[]): Promise<void> {
	const now = clock.iso();
	for (const some of chunksOf(rows, chunk)) {
		const bindings = new Bindings(tx);
		const sets = writtenNames.slice(1).map((name) => `"${name}" = v."${name}"`);
		await tx.query(
			`UPDATE "crm_due" AS d SET ${sets.join(', ')}, "payload" = CASE WHEN v."closedAt" IS NULL THEN d."payload" END, "lease" = NULL, "updatedAt" = ${bindings.add(now)}
			FROM ${bindings.rows(
				some.map((row) => writtenNames.map((name) => row[name])),
				writtenColumns,
			)} v WHERE d."id" = v."id"`,
			bindings.values,
		);
		await breathe();
	}
	tx.hasNews = true;
}

/** Brings items to what `next` makes of them, all or nothing unless the caller goes on after errors. */
async function change<I extends IdInput>(
	session: Session,
	inputs: readonly I[],
	next: (row: WorkRow, input: I) => Next,
): Promise<Array<Outcome<DueWork>>> {
	const batch = new Batch<I, DueWork>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const ids = inputs.map(({ id }) => id);
		await lockOwned(tx, session, [...(await readWork(tx, ids, { user: session })).values()]);
		const rows = await lockWork(tx, ids, session);
		const changed = new Map<string, WorkRow>();
		const told = new Map<number, DueWork>();
		const now = clock.iso();
		for (const [index, input] of inputs.entries()) {
			const row = changed.get(input.id) ?? rows.get(input.id);
			const after = row ? next(row, input) : missing();
			if (after instanceof CrmError) batch.fail(index, after);
			else {
				told.set(index, workOf(after === row ? row : { ...after, updatedAt: now }, now));
				if (after !== row) changed.set(input.id, after);
			}
			await breathe();
		}
		batch.settle(session.context.partial);
		const rest = Map.groupBy(changed.values(), ({ state }) => (state === 'done' ? 'done' : 'open'));
		await writeWork(tx, rest.get('open') ?? []);
		const failed = new Map((await tellOwners(session, rest.get('done') ?? [], writeWork)).map(({ work, error }) => [work.id, error]));
		for (const [index, { id }] of inputs.entries()) {
			const error = failed.get(id);
			if (error) batch.fail(index, error);
		}
		batch.settle(session.context.partial);
		for (const [index, work] of told) if (batch.isOpen(index)) batch.done(index, work);
		return batch.outcomes();
	});
}

const close = (row: WorkRow, state: 'done' | 'cancelled'): WorkRow =>
	row.closedAt === null ? { ...row, state, nextAt: null, reason: null, payload: null, closedAt: clock.iso() } : row;

export const completeWork = (session: Session, inputs: readonly IdInput[]) => change(session, inputs, (row) => close(row, 'done'));

export const cancelWork = (session: Session, inputs: readonly IdInput[]) => change(session, inputs, (row) => close(row, 'cancelled'));

/** What a workflow put off before it failed waits for that time all the same. */
const notEarlier = (row: WorkRow, after: WorkRow): WorkRow =>
	row.state === 'waiting' && after.nextAt !== null && (row.nextAt ?? '') > after.nextAt ? { ...after, nextAt: row.nextAt } : after;

export const retryWork = (session: Session, inputs: readonly FailInput[]) =>
	change(session, inputs, (row, { reason }) =>
		row.closedAt === null
			? notEarlier(row, { ...row, ...openAfter(row, { failed: failureReason(reason) }) })
			: closed({ en: 'tried again', 'zh-CN': '重试' }),
	);

export const failWork = (session: Session, inputs: readonly FailInput[]) =>
	change(session, inputs, (row, { reason }) =>
		row.closedAt === null
			? { ...row, ...openAfter(row, { dead: failureReason(reason) }) }
			: closed({ en: 'given up on', 'zh-CN': '标记为失败' }),
	);

const anew = { state: 'waiting', attempts: 0, interruptions: 0 } as const;

export const retryDeadWork = (session: Session, inputs: readonly IdInput[]) =>
	change(session, inputs, (row) => (row.state === 'dead' ? { ...row, ...anew, nextAt: clock.iso() } : notDead()));

/** An item at another time; it stays late as long after it as before unless another time is given. */
function moved(row: WorkRow, { dueAt, notAfter }: Pick<NewWork, 'dueAt' | 'notAfter'>): Next {
	if (row.closedAt !== null) return closed({ en: 'moved', 'zh-CN': '改期' });
	const kept = row.notAfter === null ? null : shifted(dueAt, Date.parse(row.notAfter) - Date.parse(row.dueAt));
	return { ...row, ...anew, dueAt, nextAt: dueAt, notAfter: notAfter === undefined ? kept : notAfter, reason: null };
}

const shifted = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

export const rescheduleWork = (session: Session, inputs: readonly RescheduleInput[]) =>
	change(session, inputs, (row, input) => timeFault(input) ?? moved(row, input));

/**
 * Moves work that a domain scheduled, by its kind and key, in the domain's transaction: also what a workflow has at the
 * moment, whose end then changes nothing. Closed and unknown items are left.
 *
 * @throws CrmError ValidationFailed
 */
export async function rescheduleByKey(
	tx: StoreTx,
	works: ReadonlyArray<Pick<NewWork, 'kind' | 'key' | 'dueAt' | 'notAfter'>>,
): Promise<void> {
	const locked = await lockByKey(tx, works);
	const rows: WorkRow[] = [];
	for (const work of works) {
		const fault = timeFault(work);
		if (fault) throw fault;
		const row = locked.get(`${work.kind} ${work.key}`);
		const after = row && moved(row, work);
		if (after && !(after instanceof CrmError)) rows.push(after);
	}
	await writeWork(tx, rows);
}

/** Opens work of a domain again that is done, cancelled, given up on or late, at the time given, in the domain's transaction. */
export async function reopenByKey(tx: StoreTx, works: readonly NewWork[]): Promise<void> {
	const locked = await lockByKey(tx, works);
	const rows = works.flatMap(({ kind, key, dueAt, notAfter = null }): WorkRow[] => {
		const row = locked.get(`${kind} ${key}`);
		return row ? [{ ...row, ...anew, dueAt, nextAt: dueAt, notAfter, reason: null, closedAt: null }] : [];
	});
	await writeWork(tx, rows);
}

/** Closes work that a domain scheduled and that is done already, by its kind and key, in the domain's transaction. */
export async function completeByKey(tx: StoreTx, works: ReadonlyArray<{ readonly kind: string; readonly key: string }>): Promise<void> {
	const locked = await lockByKey(tx, works);
	await writeWork(
		tx,
		[...locked.values()].map((row) => close(row, 'done')),
	);
}

/** Cancels what is open of records that the caller may see, whoever has it. */
export async function cancelRecordWork(session: Session, inputs: readonly CancelInput[]): Promise<Array<Outcome<{ cancelled: number }>>> {
	return await session.store.write(session.context, async (tx) => {
		const counts = await cancelByRecord(tx, inputs, session);
		return counts.map((cancelled) => ({ ok: true, value: { cancelled } }));
	});
}

/** The same in a domain's transaction, which is no user's; how many there were of each input. */
export async function cancelByRecord(tx: StoreTx, wanted: ReadonlyArray<Omit<CancelInput, 'item'>>, user?: Session): Promise<number[]> {
	const cells = wanted.flatMap(({ object, id, kinds = [null] }) => kinds.map((kind) => [object, id, kind]));
	const cancelled: Array<Pick<WorkRow, 'object' | 'recordId' | 'kind'>> = [];
	for (const some of chunksOf(cells, chunk)) {
		const bindings = new Bindings(tx);
		const now = clock.iso();
		const rows = await tx.query<WorkRow>(
			`UPDATE "crm_due" AS d SET "state" = 'cancelled', "nextAt" = NULL, "lease" = NULL, "payload" = NULL,
				"updatedAt" = ${bindings.add(now)}, "closedAt" = ${bindings.add(now)}
			FROM ${bindings.rows(some, { ofObject: 'text', ofRecord: 'text', ofKind: 'text' })} v
			WHERE d."object" = v."ofObject" AND d."recordId" = v."ofRecord" AND (v."ofKind" IS NULL OR d."kind" = v."ofKind") AND d."closedAt" IS NULL${user ? ` AND ${workScopeSql(user, bindings)}` : ''}
			RETURNING "object", "recordId", "kind"`,
			bindings.values,
		);
		cancelled.push(...rows);
		await breathe();
	}
	tx.hasNews = true;
	return wanted.map(
		({ object, id, kinds }) =>
			cancelled.filter((row) => row.object === object && row.recordId === id && (kinds?.includes(row.kind) ?? true)).length,
	);
}
