import { clock } from '../clock';
import { CrmError } from '../errors';
import type { AssignmentRuleRecord, ScoringModelRecord, UserRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import type { CrmObject, ObjectName } from '../schema/types';
import type { Text } from '../text';
import { Bindings, breathe, chunksOf, formatOf, insertRows, quote, type Sql, type StoreTx } from '../store';
import type { ScoringModel } from './score';
import { planAssignment, type Assignment, type AssignmentRule, type AssignmentState, type Person } from './assign';

/** The policy of that name, or without a name the active one (the oldest when there are several). */
async function policy<Record>(sql: Sql, object: ObjectName, name: string | undefined): Promise<Record | undefined> {
	const { table, label } = objects.get(object);
	const format = formatOf(objects.get(object));
	const where = name === undefined ? '"active" = TRUE' : '"name" = ?';
	const [row] = await sql.query(
		`SELECT ${format.select} FROM ${quote(table)} t WHERE "deletedAt" IS NULL AND ${where} ORDER BY "id" LIMIT 1`,
		name === undefined ? [] : [name],
		'kept',
	);
	if (!row && name !== undefined) throw noPolicy(label, name);
	return row && (format.decode(row) as unknown as Record);
}

const noPolicy = (label: Text, name: string) =>
	new CrmError(
		'RecordNotFound',
		{ en: `There is no ${label.en.toLowerCase()} named "${name}"`, 'zh-CN': `没有名为“${name}”的${label['zh-CN']}` },
		{
			hint: {
				en: 'Make it with Define in a CRM Lead node, or choose another one.',
				'zh-CN': '请先在“CRM 线索”节点中用“定义”创建，或选择其他名称。',
			},
		},
	);

/** A model's rules look at leads as the database has them, with custom fields. */
export async function scoringModel(
	sql: Sql,
	lead: CrmObject,
	name?: string,
): Promise<(ScoringModelRecord & Pick<ScoringModel, 'fields'>) | undefined> {
	const model = await policy<ScoringModelRecord>(sql, 'scoringModel', name);
	return model && { ...model, fields: lead.byName };
}

export const assignmentRule = (sql: Sql, name?: string): Promise<AssignmentRuleRecord | undefined> => policy(sql, 'assignmentRule', name);

/** Open leads and tasks of each of the users, counted in their indexes. */
async function openWork(sql: Sql, userIds: readonly string[]): Promise<Map<string, number>> {
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string; n: number }>(
		`SELECT u.value AS id,
			(SELECT count(*) FROM "crm_lead" WHERE "ownerId" = u.value AND "status" IN ('new', 'working') AND "deletedAt" IS NULL)
			+ (SELECT count(*) FROM "crm_task" WHERE "assigneeId" = u.value AND "status" = 'open' AND "deletedAt" IS NULL) AS n
		FROM ${bindings.list(userIds)} u`,
		bindings.values,
	);
	return new Map(rows.map((row) => [row.id, row.n]));
}

const countsOpenWork = (rule: AssignmentRule) =>
	[rule.method, ...(rule.branches ?? []).map((branch) => branch.method)].includes('leastOpenWork');

/** Salespeople, and whoever the rule names. Open work is counted only where the rule asks for it. */
async function peopleFor(sql: Sql, rule: AssignmentRule): Promise<Person[]> {
	const format = formatOf(objects.get('user'));
	const named = (rule.branches ?? []).flatMap((branch) => branch.userId ?? []);
	const bindings = new Bindings(sql);
	const rows = await sql.query(
		`SELECT ${format.select} FROM "crm_user" t WHERE "deletedAt" IS NULL AND "active" = TRUE AND ("role" = 'sales' OR ${bindings.among('"id"', named)})`,
		bindings.values,
	);
	const users = rows.map((row) => format.decode(row) as unknown as UserRecord);
	const ids = users.map((user) => user.id);
	const open = countsOpenWork(rule) ? await openWork(sql, ids) : new Map<string, number>();
	return users.map((user) => {
		return { id: user.id, name: user.name, teamId: user.teamId, active: true, absences: user.absences, openWork: open.get(user.id) ?? 0 };
	});
}

/**
 * Chooses who gets each of the items and keeps whose turn is next, in the caller's transaction: two executions that
 * assign at once take turns.
 */
export async function assignByRule(
	tx: StoreTx,
	rule: AssignmentRule,
	items: ReadonlyArray<Readonly<Record<string, unknown>>>,
): Promise<Assignment[]> {
	if (items.length === 0) return [];
	await tx.dialect.takeTurns(tx, 'assignment', ['rule']);
	const rows = await tx.query<{ userId: string; lastNumber: number }>('SELECT "userId", "lastNumber" FROM "crm_assignment"');
	const last = Object.fromEntries(rows.map((row) => [row.userId, row.lastNumber]));
	let state: AssignmentState = { last, next: Math.max(0, ...rows.map((row) => row.lastNumber)) + 1 };
	let people = await peopleFor(tx, rule);
	const today = clock.today(tx.context.timeZone);
	const assignments: Assignment[] = [];
	for (const chunk of chunksOf(items, 200)) {
		const plan = planAssignment(chunk, rule, { people, state, today });
		state = plan.state;
		people = withGiven(people, plan.assignments);
		assignments.push(...plan.assignments);
		await breathe();
	}
	const moved = Object.entries(state.last).filter(([id, number]) => last[id] !== number);
	await insertRows(tx, { table: 'crm_assignment', columns: ['userId', 'lastNumber'], key: ['userId'] }, moved);
	return assignments;
}

function withGiven(people: readonly Person[], assignments: readonly Assignment[]): Person[] {
	const given = new Map<string, number>();
	for (const { userId } of assignments) if (userId) given.set(userId, (given.get(userId) ?? 0) + 1);
	return people.map((person) => ({ ...person, openWork: person.openWork + (given.get(person.id) ?? 0) }));
}
