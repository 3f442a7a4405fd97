import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { leadLifecycle, scoreLead } from '../leads';
import { deleteRecords, upsertRecords, type Session } from '../records';
import { objects } from '../schema/objects';
import type { ScoringModelRecord } from '../schema/generated/records';
import type { ObjectName } from '../schema/types';
import { Bindings, quote, writeChanges, type Sql } from '../store';
import type { Locale } from '../text';
import { cancelByRecord, scheduleWork } from '../work';
import * as company from './demoCompany';
import { addContract, ensureApprovals } from './demoContracts';
import { addCatalogue, addDeals } from './demoDeals';
import { addEnrolment, ensureCadence } from './demoFollowUp';
import { demoReminders, remindedOf } from './demoReminders';
import { pipeline as salesPipeline } from './demoSales';
import { dateOf, Draftboard, timeOf } from './draftboard';

const batch = 'demo';
async function demoRecords(sql: Sql): Promise<Array<{ object: ObjectName; id: string }>> {
	return await sql.query<{ object: ObjectName; id: string }>(
		`SELECT e."object" AS object, e."recordId" AS id FROM "crm_call" c JOIN "crm_event" e ON e."callId" = c."id" WHERE c."batch" = ? AND e."kind" = 'created'`,
		[batch],
	);
}

/** What the demo makes, and what may belong to it, each after what it belongs to; what was decided about it stays on record. */
const made: readonly ObjectName[] = [
	'customer',
	'lead',
	'contact',
	'exchangeRate',
	'productLine',
	'product',
	'priceBook',
	'price',
	'opportunity',
	'opportunityProduct',
	'opportunityContact',
	'contract',
	'contractProduct',
	'file',
	'enrolment',
	'message',
	'activity',
	'task',
	'touchpoint',
];

async function liveDemo(sql: Sql): Promise<Map<ObjectName, string[]>> {
	const live = new Map<ObjectName, string[]>();
	const records = await demoRecords(sql);
	for (const name of made) {
		const bindings = new Bindings(sql);
		const ids = records.filter((row) => row.object === name).map((row) => row.id);
		const rows = await sql.query<{ id: string }>(
			`SELECT "id" FROM ${quote(objects.get(name).table)} WHERE "deletedAt" IS NULL AND ${bindings.among('"id"', ids)}`,
			bindings.values,
		);
		if (rows.length > 0)
			live.set(
				name,
				rows.map((row) => row.id),
			);
	}
	return live;
}

/** Users, teams, rules and the pipeline: the set-up, which stays when the demo goes. */
async function ensureSetUp(session: Session): Promise<{ users: Map<string, string>; model: ScoringModelRecord; pipeline: CrmRecord }> {
	const put = async (name: ObjectName, rows: ReadonlyArray<Record<string, unknown>>, matchOn: string[]) => {
		const outcomes = await upsertRecords(
			session,
			objects.get(name),
			rows.map((fields, item) => ({ item, fields, matchOn })),
		);
		return outcomes.map((outcome) => (outcome.ok ? outcome.value.record : undefined) as CrmRecord);
	};
	const teams = await put(
		'team',
		company.teams.map(({ key: _key, ...team }) => team),
		['name'],
	);
	const teamId = (key: string) => teams[company.teams.findIndex((team) => team.key === key)].id;
	const userRows = company.users.map(({ key: _key, team, manager: _manager, absent, ...user }) => ({
		...user,
		teamId: team ? teamId(team) : null,
		absences: absent ? [{ from: dateOf(absent[0]), to: dateOf(absent[1]), reason: '年假' }] : null,
	}));
	const saved = await put('user', userRows, ['email']);
	const users = new Map(company.users.map((user, i) => [user.key, saved[i].id]));
	await put(
		'user',
		company.users.flatMap(({ email, manager }) => (manager ? [{ email, managerId: users.get(manager) }] : [])),
		['email'],
	);
	const [model] = await put('scoringModel', [company.scoring], ['name']);
	const branches = company.teams.map((team) => ({
		field: 'region',
		values: [team.key === 'east' ? '华东' : '华南'],
		teamId: teamId(team.key),
	}));
	await put('assignmentRule', [{ name: '按区域分配', method: 'leastOpenWork', branches }], ['name']);
	const [pipeline] = await put('pipeline', [salesPipeline], ['name']);
	return { users, model: model as unknown as ScoringModelRecord, pipeline };
}

function addCustomers(board: Draftboard, users: ReadonlyMap<string, string>): void {
	for (const [i, { contacts, owner, ...rest }] of company.customers.entries()) {
		const { uscc, ...fields } = { uscc: null, ...rest };
		const at = timeOf(-90 + i * 12);
		const ownerId = users.get(owner);
		const customer = board.add(
			'customer',
			{ ...fields, unifiedSocialCreditCode: uscc, invoiceTitle: uscc ? fields.name : null, ownerId, assignedAt: at },
			{ at, emits: ['customer.assigned'] },
		);
		for (const contact of contacts)
			board.add('contact', { ...contact, customerId: customer.id, ownerId, assignedAt: at }, { at, emits: ['contact.assigned'] });
	}
}

function addLead(
	board: Draftboard,
	one: (typeof company.leads)[number],
	set: { users: ReadonlyMap<string, string>; model: ScoringModelRecord },
): void {
	const { owner, day: offset, activity, utm, ...fields } = { activity: undefined, utm: {}, ...one };
	const at = timeOf(offset, 1);
	const ownerId = set.users.get(owner);
	const lead = board.add('lead', { ...fields, ownerId, assignedAt: at }, { at, emits: ['lead.captured', 'lead.assigned'] });
	board.add('touchpoint', { at, channel: fields.source, message: fields.message, ...utm, leadId: lead.id }, { at });
	const events = [{ event: 'touchpoint' as const, kind: String(fields.source), at }];
	if (activity) {
		const { in: due, at: when, ...said } = activity;
		const done = timeOf(when, 6);
		events.push({ event: 'activity' as never, kind: activity.method, at: done });
		const logged = board.add('activity', { ...said, at: done, nextStepOn: dateOf(due), leadId: lead.id, userId: ownerId }, { at: done });
		board.add(
			'task',
			{ subject: activity.nextStep, kind: 'nextStep', dueOn: dateOf(due), assigneeId: ownerId, leadId: lead.id, activityId: logged.id },
			{ at: done, emits: ['task.assigned'] },
		);
		Object.assign(lead, { lastActivityAt: done, status: leadLifecycle.apply({ status: 'new' }, 'startWork').to });
	} else {
		board.add(
			'task',
			{
				subject: `首次联系：${fields.name}`,
				kind: 'firstContact',
				dueOn: dateOf(Math.max(offset + 1, 0)),
				assigneeId: ownerId,
				leadId: lead.id,
			},
			{ at, emits: ['task.assigned'] },
		);
	}
	const { score, parts } = scoreLead(lead, events, set.model, clock.now());
	Object.assign(lead, { score, scoreParts: parts, scoredAt: clock.iso() });
}

/** Fills the store with a small company to look at; does nothing when it is there already. Gives what was made, by object. */
export async function loadDemo(session: Session, locale: Locale = 'zh-CN'): Promise<Record<string, number>> {
	const demo: Session = { ...session, context: { ...session.context, partial: false, batch } };
	const setUp: Session = { ...session, context: { ...session.context, partial: false } };
	return await session.store.write(demo.context, async (tx) => {
		if ((await liveDemo(tx)).size > 0) return {};
		const set = await ensureSetUp(setUp);
		await ensureApprovals(setUp);
		const cadence = await ensureCadence(setUp, locale);
		const board = new Draftboard();
		addCustomers(board, set.users);
		for (const lead of company.leads) addLead(board, lead, set);
		addCatalogue(board);
		addDeals(board, set);
		const moves = addEnrolment(board, cadence);
		await writeChanges(tx, board.changes);
		await moves.writeRest(tx);
		await scheduleWork(tx, demoReminders(board));
		await addContract(demo, board);
		const live = await liveDemo(tx);
		return Object.fromEntries([...live].map(([name, ids]) => [name, ids.length]));
	});
}

/**
 * Takes the demo's records away, and what was added to them: follow-ups, opportunities and their products; users, teams,
 * rules and the pipeline stay. Gives what was removed, by object.
 */
export async function removeDemo(session: Session): Promise<Record<string, number>> {
	// A contract that is no draft any more goes too: nobody but the demo has it.
	const { contract: _, contractProduct: __, ...rules } = session.rules;
	const removing: Session = { ...session, rules, context: { ...session.context, partial: true } };
	return await session.store.write(removing.context, async (tx) => {
		const going = await liveDemo(tx);
		for (const name of made) going.set(name, [...new Set([...(going.get(name) ?? []), ...(await belonging(tx, name, going))])]);
		await cancelByRecord(
			tx,
			remindedOf.flatMap((object) => (going.get(object) ?? []).map((id) => ({ object, id }))),
		);
		const removed: Record<string, number> = {};
		for (const name of made.toReversed()) {
			const ids = going.get(name) ?? [];
			const outcomes = await deleteRecords(
				removing,
				objects.get(name),
				ids.map((id, item) => ({ item, id })),
			);
			const count = outcomes.filter((outcome) => outcome.ok).length;
			if (count > 0) removed[name] = count;
		}
		return removed;
	});
}

/** Records that say something about one of those that go: follow-ups, parts of an opportunity, and opportunities themselves. */
async function belonging(sql: Sql, name: ObjectName, going: ReadonlyMap<ObjectName, readonly string[]>): Promise<string[]> {
	const object = objects.get(name);
	const isPart = object.timeline !== undefined || (object.scope && 'through' in object.scope);
	if (!isPart && name !== 'opportunity') return [];
	const found: string[] = [];
	for (const [target, ids] of going) {
		const field = object.fields.find((candidate) => candidate.ref === target && candidate.name === `${target}Id`);
		if (!field || target === 'activity') continue;
		const bindings = new Bindings(sql);
		const rows = await sql.query<{ id: string }>(
			`SELECT "id" FROM ${quote(object.table)} WHERE "deletedAt" IS NULL AND ${bindings.among(quote(field.name), ids)}`,
			bindings.values,
		);
		found.push(...rows.map((row) => row.id));
	}
	return found;
}
