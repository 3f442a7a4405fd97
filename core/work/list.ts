import { clock } from '../clock';
import type { DueWork, WorkQuery } from '../crm';
import type { Session } from '../records';
import { Bindings, decodeCursor, encodeCursor, pageLimit } from '../store';
import { selectedWork, workOf, type WorkRow } from './row';
import { workScopeSql } from './scope';

const listName = 'due work';

type Listed = NonNullable<WorkQuery['states']>[number];

const all: readonly Listed[] = ['waiting', 'running', 'late', 'dead'];

/** What stands in the index by state for each state that is listed; late work may still stand among what waits. */
const arms: Readonly<Record<Listed, ReadonlyArray<(now: string, bindings: Bindings) => string>>> = {
	waiting: [(now, bindings) => `d."state" = 'waiting' AND (d."notAfter" IS NULL OR d."notAfter" >= ${bindings.add(now)})`],
	running: [() => `d."state" = 'running'`],
	late: [
		() => `d."state" = 'late'`,
		(now, bindings) => `d."state" = 'waiting' AND d."dueAt" < ${bindings.add(now)} AND d."notAfter" < ${bindings.add(now)}`,
	],
	dead: [() => `d."state" = 'dead'`],
};

/** Due work that is not done, as far as the caller may see it, the earliest due first. @throws CrmError ValidationFailed for a bad cursor */
export async function listWork(session: Session, query: WorkQuery): Promise<{ work: DueWork[]; nextCursor?: string }> {
	const { store } = session;
	const limit = pageLimit(query.limit);
	const after = query.cursor ? decodeCursor(listName, 2, query.cursor) : undefined;
	const now = clock.iso();
	const bindings = new Bindings(store.read);
	const states = query.states && query.states.length > 0 ? query.states : all;
	const parts = states
		.flatMap((state) => arms[state])
		.map((arm, at) => {
			const where = ['d."closedAt" IS NULL', arm(now, bindings), ...filters(query, bindings), workScopeSql(session, bindings)];
			if (after) where.push(`(d."dueAt", d."id") > (${bindings.add(after[0])}, ${bindings.add(after[1])})`);
			const own = `SELECT ${selectedWork('d')} FROM "crm_due" d WHERE ${where.join(' AND ')} ORDER BY d."dueAt", d."id" LIMIT ${limit + 1}`;
			return `SELECT * FROM (${own}) s${at}`;
		});
	const rows = await store.read.query<WorkRow>(
		`SELECT * FROM (${parts.join(' UNION ALL ')}) w ORDER BY "dueAt", "id" LIMIT ${limit + 1}`,
		bindings.values,
	);
	const last = rows.length > limit ? rows[limit - 1] : undefined;
	return {
		work: rows.slice(0, limit).map((row) => workOf(row, now)),
		nextCursor: last && encodeCursor(listName, [last.dueAt, last.id]),
	};
}

function filters({ kinds, object, recordId }: WorkQuery, bindings: Bindings): string[] {
	const where: string[] = [];
	if (kinds && kinds.length > 0) where.push(bindings.among('d."kind"', kinds));
	if (object) where.push(`d."object" = ${bindings.add(object)}`);
	if (recordId) where.push(`d."recordId" = ${bindings.add(recordId)}`);
	return where;
}
