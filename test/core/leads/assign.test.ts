import fc from 'fast-check';
import { type AssignmentRule, type AssignmentState, type Person, planAssignment } from '../../../core/leads/assign';

const TODAY = '2026-03-01';
const START: AssignmentState = { next: 1, last: {} };

const person = (id: string, traits: Partial<Person> = {}): Person => ({
	id,
	name: id,
	teamId: 'east',
	active: true,
	absences: [],
	openWork: 0,
	...traits,
});
const rule = (traits: Partial<AssignmentRule> = {}): AssignmentRule => ({ method: 'roundRobin', teamId: 'east', branches: [], ...traits });
const leads = (count: number, fields: Record<string, unknown> = {}) => Array.from({ length: count }, () => fields);
const given = (items: Array<Record<string, unknown>>, by: AssignmentRule, people: Person[], state = START) =>
	planAssignment(items, by, { people, state, today: TODAY }).assignments.map(({ userId }) => userId);

const team = [person('chen'), person('ai'), person('bo')];

describe('round robin', () => {
	it('goes round in the order of names, and on from where the last batch stopped', () => {
		const first = planAssignment(leads(4), rule(), { people: team, state: START, today: TODAY });
		expect(first.assignments.map(({ userId }) => userId)).toEqual(['ai', 'bo', 'chen', 'ai']);
		expect(first.state).toEqual({ next: 5, last: { ai: 4, bo: 2, chen: 3 } });
		expect(given(leads(3), rule(), team, first.state)).toEqual(['bo', 'chen', 'ai']);
	});

	it('gives to two of one name in the order of their ids', () => {
		expect(given(leads(2), rule(), [person('2', { name: '王' }), person('1', { name: '王' })])).toEqual(['1', '2']);
	});

	it('leaves the given state and people as they were', () => {
		const state = Object.freeze({ next: 1, last: Object.freeze({}) });
		planAssignment(leads(3), rule(), { people: Object.freeze(team.map((one) => Object.freeze(one))) as Person[], state, today: TODAY });
		expect(state).toEqual(START);
	});

	it('gives one item, not the backlog, to a person who comes back', () => {
		const state = { next: 101, last: { ai: 99, bo: 100, chen: 3 } };
		expect(given(leads(4), rule(), team, state)).toEqual(['chen', 'ai', 'bo', 'chen']);
	});
});

describe('least open work', () => {
	it('fills up whoever has least, counting what it gives, and takes turns among equals', () => {
		const people = [person('ai', { openWork: 3 }), person('bo', { openWork: 1 }), person('chen', { openWork: 1 })];
		expect(given(leads(6), rule({ method: 'leastOpenWork' }), people, { next: 9, last: { bo: 8 } })).toEqual([
			'chen',
			'bo',
			'chen',
			'bo',
			'ai',
			'chen',
		]);
	});
});

describe('presence', () => {
	it.each([
		['on the first day', [{ from: TODAY, to: '2026-03-09' }]],
		['on the last day', [{ from: '2026-02-01', to: TODAY }]],
		[
			'in the second of two absences',
			[
				{ from: '2026-01-01', to: '2026-01-02' },
				{ from: '2026-02-28', to: '2026-03-02' },
			],
		],
	])('passes over a person absent %s', (_when, absences) => {
		expect(given(leads(2), rule(), [person('ai', { absences }), person('bo')])).toEqual(['bo', 'bo']);
	});

	it('gives on the day before and after an absence', () => {
		const absences = [
			{ from: '2026-02-20', to: '2026-02-28' },
			{ from: '2026-03-02', to: '2026-03-05' },
		];
		expect(given(leads(1), rule(), [person('ai', { absences })])).toEqual(['ai']);
	});

	it('passes over people who left and people of other teams', () => {
		expect(given(leads(2), rule(), [person('ai', { active: false }), person('bo'), person('chen', { teamId: 'south' })])).toEqual([
			'bo',
			'bo',
		]);
	});

	it('gives to everyone when the rule names no team', () => {
		expect(given(leads(2), rule({ teamId: null }), [person('ai', { teamId: null }), person('bo', { teamId: 'south' })])).toEqual([
			'ai',
			'bo',
		]);
	});

	it('gives to nobody, and says why, when all are away', () => {
		const plan = planAssignment(leads(2), rule(), { people: [person('ai', { active: false })], state: START, today: TODAY });
		expect(plan.assignments[1]).toEqual({ userId: undefined, reason: { en: 'default: nobody is present', 'zh-CN': '默认分配：无人在岗' } });
		expect(plan.state).toEqual(START);
	});
});

describe('a branch', () => {
	const people = [...team, person('dai', { teamId: 'south' }), person('fu', { teamId: 'south', absences: [{ from: TODAY, to: TODAY }] })];
	const branched = rule({
		branches: [
			{ field: 'region', values: ['华南', '华 中'], teamId: 'south' },
			{ field: 'source', values: ['展会', 'Referral'], userId: 'chen' },
			{ field: 'region', values: ['华南'], userId: 'ai' },
			{ field: 'city', values: ['Berlin'], userId: 'fu' },
			{ field: 'industry', values: ['化工'], userId: 'fu', teamId: 'south', method: 'leastOpenWork' },
		],
	});
	const reasonOf = (item: Record<string, unknown>) =>
		planAssignment([item], branched, { people, state: START, today: TODAY }).assignments[0];

	it('takes what has one of its values, the first match winning', () => {
		const items = [
			{ region: ' 华南' },
			{ region: '华中', source: 'exhibition' },
			{ source: 'exhibition' },
			{ source: 'referral' },
			{ region: '华北' },
		];
		expect(given(items, branched, people)).toEqual(['dai', 'dai', 'chen', 'chen', 'ai']);
	});

	it('takes no blank value for a match', () => {
		expect(given([{ region: null }, {}], rule({ branches: [{ field: 'region', values: [' '], userId: 'chen' }] }), team)).toEqual([
			'ai',
			'bo',
		]);
	});

	it('says which branch and method chose', () => {
		expect(reasonOf({ region: '华南' })).toEqual({
			userId: 'dai',
			reason: { en: 'branch 1 (Region): round robin', 'zh-CN': '分支 1（区域）：轮流分配' },
		});
	});

	it('falls back to its team when its user is away', () => {
		expect(reasonOf({ industry: '化工' })).toEqual({
			userId: 'dai',
			reason: { en: 'branch 5 (Industry): least open work', 'zh-CN': '分支 5（行业）：待办最少优先' },
		});
	});

	it('that names nobody changes only the method', () => {
		const people = [person('ai', { openWork: 5 }), person('bo')];
		const byMethod = rule({ branches: [{ field: 'region', values: ['华南'], method: 'leastOpenWork' }] });
		const [assignment] = planAssignment([{ region: '华南' }], byMethod, { people, state: START, today: TODAY }).assignments;
		expect(assignment).toEqual({
			userId: 'bo',
			reason: { en: 'branch 1 (Region): least open work', 'zh-CN': '分支 1（区域）：待办最少优先' },
		});
	});

	it('falls back to the default when nobody of it is present', () => {
		expect(reasonOf({ city: 'BERLIN' })).toEqual({
			userId: 'ai',
			reason: { en: 'branch 4 (City): nobody is present; default: round robin', 'zh-CN': '分支 4（城市）：无人在岗；默认分配：轮流分配' },
		});
	});
});

const anyPeople = fc
	.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 8 })
	.map((ids) => ids.map((id) => person(id)));

it('is fair: in round robin nobody gets two more than another, however the items are split into batches', () => {
	fc.assert(
		fc.property(anyPeople, fc.array(fc.nat(20), { maxLength: 6 }), (people, batches) => {
			let state = START;
			const got = new Map(people.map(({ id }) => [id, 0]));
			for (const size of batches) {
				const plan = planAssignment(leads(size), rule(), { people, state, today: TODAY });
				state = plan.state;
				for (const { userId = '' } of plan.assignments) got.set(userId, (got.get(userId) ?? 0) + 1);
			}
			expect(Math.max(...got.values()) - Math.min(...got.values())).toBeLessThanOrEqual(1);
			expect(got.size).toBe(people.length);
		}),
	);
});

it('levels: by least open work the counts end at most one apart once the work suffices', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(10), { minLength: 1, maxLength: 6 }), (counts) => {
			const people = counts.map((openWork, i) => person(`p${i}`, { openWork }));
			const open = new Map(people.map(({ id, openWork }) => [id, openWork]));
			const enough = counts.length * 10;
			for (const id of given(leads(enough), rule({ method: 'leastOpenWork' }), people)) open.set(id ?? '', (open.get(id ?? '') ?? 0) + 1);
			expect(Math.max(...open.values()) - Math.min(...open.values())).toBeLessThanOrEqual(1);
		}),
	);
});
