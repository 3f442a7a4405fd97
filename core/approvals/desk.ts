import { companyCalendar } from '../calendar';
import type { CrmRecord } from '../crm';
import { CrmError } from '../errors';
import type { ApprovalVerb, Session } from '../records';
import { Bindings, breathe, chunksOf, formatOf, quote, recordsById, writeChanges, type Change, type Sql, type StoreTx } from '../store';
import { cancelByRecord, scheduleWork } from '../work';
import { objectNamed } from './approvable';
import { approvalObject, decisionObject, pendingKeyOf, taskObject, type Approval, type Decision, type Task } from './approvalRecords';
import { Case } from './case';
import { Directory } from './directory';
import { dueKinds, type Office } from './startStep';
import { summariesOf } from './summary';
import type { CrmObject } from '../schema/types';

const all = { kind: 'all' } as const;

/** Records of one of the approval's objects that belong to some approvals, the oldest first. */
async function belonging<R extends CrmRecord>(sql: Sql, object: CrmObject, approvalIds: readonly string[]): Promise<R[]> {
	const format = formatOf(object);
	const found: R[] = [];
	for (const chunk of chunksOf(approvalIds, 250)) {
		const bindings = new Bindings(sql);
		const where = bindings.among('"approvalId"', chunk);
		const rows = await sql.query(`SELECT ${format.select} FROM ${quote(object.table)} t WHERE ${where} ORDER BY "id"`, bindings.values);
		for (const row of rows) found.push(format.decode(row) as R);
		await breathe();
	}
	return found;
}

/** Approvals by what callers name them by: their own ids, those of their tasks, and of the records that wait (or, with `latest`, that waited). */
export async function approvalIds(sql: Sql, given: Iterable<string>, latest = false): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	const ids = [...new Set(given)];
	for (const chunk of chunksOf(ids, 250)) {
		const bindings = new Bindings(sql);
		const wanted = (column: string) => bindings.among(column, chunk);
		const rows = await sql.query<{ given: string; id: string }>(
			`SELECT "recordId" AS given, "id" AS id FROM "crm_approval" WHERE ${wanted('"recordId"')} AND "deletedAt" IS NULL AND ${latest ? 'TRUE' : '"pendingKey" IS NOT NULL'}
			UNION ALL SELECT "id", "approvalId" FROM "crm_approval_task" WHERE ${wanted('"id"')}
			UNION ALL SELECT "id", "id" FROM "crm_approval" WHERE ${wanted('"id"')} ORDER BY 2`,
			bindings.values,
		);
		for (const row of rows) found.set(row.given, row.id);
		await breathe();
	}
	return found;
}

type Lock = 'change' | 'free';

/** Leaves out approvals whose records are there, but were not to be had. */
async function leaveBusy(
	sql: Sql,
	session: Pick<Session, 'objects'>,
	approvals: Map<string, Approval>,
	had: ReadonlyMap<string, CrmRecord>,
): Promise<void> {
	const without = [...approvals.values()].filter(({ object, recordId }) => !had.has(pendingKeyOf(object, recordId)));
	const there = await recordsOf(sql, session, without);
	for (const { id, object, recordId } of without) if (there.has(pendingKeyOf(object, recordId))) approvals.delete(id);
}

/**
 * Approvals with all that belongs to them.
 * @param lock in a write: nobody else changes them until it ends, nor the records, which everybody locks before their
 * approvals; `free`: those that somebody else is changing, or whose records are, are left out
 */
export async function readCases(
	sql: Sql,
	session: Pick<Session, 'objects'>,
	wanted: Iterable<string>,
	lock?: Lock,
): Promise<Map<string, Case>> {
	const ids = [...wanted];
	const read = async (locked?: Lock) =>
		(await recordsById(sql, approvalObject, { ids, scope: all, lock: locked })) as Map<string, Approval>;
	const records = await recordsOf(sql, session, [...(await read()).values()], lock);
	const approvals = await read(lock);
	if (lock === 'free') await leaveBusy(sql, session, approvals, records);
	const known = [...approvals.keys()];
	const tasks = Map.groupBy(await belonging<Task>(sql, taskObject, known), ({ approvalId }) => approvalId);
	const decisions = Map.groupBy(await belonging<Decision>(sql, decisionObject, known), ({ approvalId }) => approvalId);
	return new Map(
		[...approvals.values()].map((approval) => {
			const { id, object, recordId } = approval;
			return [id, new Case(approval, tasks.get(id) ?? [], decisions.get(id) ?? [], records.get(pendingKeyOf(object, recordId)))];
		}),
	);
}

/** What is approved, by object and id; the objects in one order, so that no two calls wait for each other. */
async function recordsOf(
	sql: Sql,
	{ objects }: Pick<Session, 'objects'>,
	approvals: readonly Approval[],
	lock?: Lock,
): Promise<Map<string, CrmRecord>> {
	const found = new Map<string, CrmRecord>();
	const byObject = Map.groupBy(approvals, ({ object }) => object);
	for (const name of [...byObject.keys()].sort()) {
		const object = objectNamed(objects, name);
		if (!object) continue;
		const ids = (byObject.get(name) ?? []).map(({ recordId }) => recordId);
		for (const [id, record] of await recordsById(sql, object, { ids, scope: all, lock })) found.set(pendingKeyOf(name, id), record);
	}
	return found;
}

/** What the steps of some cases need. */
export async function openOffice(tx: Sql, session: Session, cases: Iterable<Case>): Promise<Office> {
	const records = [...cases].flatMap(({ approval, record }) => (record ? [{ object: approval.object, record }] : []));
	return {
		directory: await Directory.read(tx, session.context.timeZone),
		calendar: await companyCalendar(tx),
		summaries: await summariesOf(tx, session, records),
	};
}

/** A step that a record makes because of its approval. */
export interface Following {
	readonly kase: Case;
	readonly verb: ApprovalVerb;
	readonly reason?: string;
	readonly item?: number;
	/** Is told when the record refuses. */
	refused(error: CrmError): void;
}

/** Lets records follow their approvals, all of an object at once; those without a lifecycle for it stay as they are. */
export async function followRecords(session: Session, tx: StoreTx, followings: readonly Following[]): Promise<void> {
	for (const [name, list] of Map.groupBy(followings, ({ kase }) => kase.approval.object)) {
		const object = objectNamed(session.objects, name);
		const subject = object && session.subjects[object.name];
		const there = list.flatMap((following) => (following.kase.record ? [{ ...following, record: following.kase.record }] : []));
		if (!subject || there.length === 0) continue;
		const asked = there.map(({ record, verb, reason, item }) => ({ record, verb, item, ...(reason !== undefined && { reason }) }));
		const changes = await subject.steps(session, tx, asked);
		for (const [at, change] of changes.entries()) {
			const { kase, refused, item } = there[at];
			if (change instanceof CrmError) refused(change);
			else {
				kase.record = change.after;
				kase.plan.changes.push({ ...change, item: change.item ?? item });
			}
			await breathe();
		}
	}
}

/** Writes what was decided about cases, and the times that begin and end with it. `taken`: tasks whose due work a workflow has at the moment. */
export async function writeCases(tx: StoreTx, cases: Iterable<Case>, taken: ReadonlySet<string> = new Set()): Promise<void> {
	const changes: Change[] = [];
	const ended: string[] = [];
	const begun = [...cases].flatMap(({ plan }) => {
		changes.push(...plan.changes);
		ended.push(...plan.closed.filter((id) => !taken.has(id)));
		return plan.work;
	});
	await writeChanges(tx, changes);
	if (begun.length > 0) await scheduleWork(tx, begun);
	const kinds = Object.values(dueKinds);
	if (ended.length > 0)
		await cancelByRecord(
			tx,
			ended.map((id) => ({ object: 'approvalTask' as const, id, kinds })),
		);
}
