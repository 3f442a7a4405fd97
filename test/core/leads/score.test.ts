import fc from 'fast-check';
import { type EngagementEvent, scoreLead, type ScoringModel } from '../../../core/leads/score';

type FitRule = NonNullable<ScoringModel['fitRules']>[number];
type EngagementRule = NonNullable<ScoringModel['engagementRules']>[number];

const NOW = Date.parse('2026-03-01T00:00:00.000Z');
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
const touch = (days: number, kind = 'web'): EngagementEvent => ({ event: 'touchpoint', kind, at: daysAgo(days) });

const model = (fitRules: FitRule[], engagementRules: EngagementRule[] = [], caps: Partial<ScoringModel> = {}): ScoringModel => ({
	fitCap: 60,
	engagementCap: 40,
	fitRules,
	engagementRules,
	...caps,
});
const fitOf = (lead: Record<string, unknown>, rule: Omit<FitRule, 'points'>) =>
	scoreLead(lead, [], model([{ ...rule, points: 10 }]), NOW).score > 0;
const engagementOf = (events: EngagementEvent[], rule: Partial<EngagementRule>) =>
	scoreLead({}, events, model([], [{ event: 'touchpoint', points: 10, ...rule }]), NOW).score;

describe('a fit rule', () => {
	it.each<[string, Record<string, unknown>, Omit<FitRule, 'points'>]>([
		['equal but for case, width and spaces', { industry: '生 物ＡBC' }, { field: 'industry', operator: 'equals', value: '生物abc' }],
		['equal by the Chinese label of an option', { source: 'exhibition' }, { field: 'source', operator: 'equals', value: '展会' }],
		['equal by the English label of an option', { source: 'wecom' }, { field: 'source', operator: 'in', value: 'Referral, WeCom' }],
		['contained', { position: '华东区采购总监' }, { field: 'position', operator: 'contains', value: '总监' }],
		['one of a list with Chinese commas', { city: '杭州' }, { field: 'city', operator: 'in', value: '上海、杭州，苏州' }],
		['different', { region: '华北' }, { field: 'region', operator: 'notEquals', value: '华东' }],
		['different because blank', { region: null }, { field: 'region', operator: 'notEquals', value: '华东' }],
		['one of a list with a line each', { city: '杭州' }, { field: 'city', operator: 'in', value: '上海\n杭州' }],
		['one of a list whose entry has a semicolon', { city: 'A; B' }, { field: 'city', operator: 'in', value: 'C, A; B' }],
		['filled in', { email: 'a@example.com' }, { field: 'email', operator: 'isSet' }],
		['empty', { email: null }, { field: 'email', operator: 'isEmpty' }],
		['not there at all', {}, { field: 'email', operator: 'isEmpty' }],
		['a greater number, not a greater text', { score: 100 }, { field: 'score', operator: 'greaterThan', value: '20' }],
		['a smaller number', { score: -5 }, { field: 'score', operator: 'lessThan', value: '2.5' }],
		['a later time', { createdAt: '2026-02-01T08:00:00.000Z' }, { field: 'createdAt', operator: 'greaterThan', value: '2026-01-31' }],
	])('fits what is %s', (_what, lead, rule) => expect(fitOf(lead, rule)).toBe(true));

	it.each<[string, Record<string, unknown>, Omit<FitRule, 'points'>]>([
		['is something else', { industry: '化工' }, { field: 'industry', operator: 'equals', value: '生物' }],
		['is part of a listed value', { city: '杭' }, { field: 'city', operator: 'in', value: '上海、杭州' }],
		['is blank, by a list with a gap', { city: null }, { field: 'city', operator: 'in', value: '上海,,杭州' }],
		['is equal as a number', { score: 20 }, { field: 'score', operator: 'greaterThan', value: '20' }],
		['is no number', { city: '上海' }, { field: 'city', operator: 'greaterThan', value: '20' }],
		['is blank, compared by size', { score: null }, { field: 'score', operator: 'lessThan', value: '20' }],
		['is anything, when the rule lacks its value', { city: '上海' }, { field: 'city', operator: 'notEquals' }],
		['is blank, when the rule lacks its value', { city: null }, { field: 'city', operator: 'equals', value: ' ' }],
		['is inherited, not a field', {}, { field: 'constructor', operator: 'isSet' }],
	])('does not fit what %s', (_what, lead, rule) => expect(fitOf(lead, rule)).toBe(false));

	it('explains itself by its name and the field, in both languages, without a value', () => {
		const rules: FitRule[] = [
			{ field: 'phone', operator: 'equals', value: '+8613800138000', points: 5, name: 'VIP' },
			{ field: 'industry', operator: 'isSet', points: 3 },
		];
		const { parts } = scoreLead({ phone: '+8613800138000', industry: '化工' }, [], model(rules), NOW);
		expect(parts).toEqual([
			{ kind: 'fit', rule: 'VIP', points: 5, reason: { en: "VIP: Phone equals the rule's value", 'zh-CN': 'VIP：电话等于规则设定的值' } },
			{ kind: 'fit', rule: 'industry isSet', points: 3, reason: { en: 'Industry is filled in', 'zh-CN': '行业已填写' } },
		]);
		expect(JSON.stringify(parts)).not.toContain('138');
	});
});

describe('an engagement rule', () => {
	it('counts each event of its kind', () => {
		const events = [touch(1), touch(2, 'wecom'), { ...touch(3), event: 'activity' as const }];
		expect(engagementOf(events, {})).toBe(20);
		expect(engagementOf(events, { match: 'wecom' })).toBe(10);
		expect(engagementOf(events, { match: '企业微信' })).toBe(10);
		expect(engagementOf(events, { match: 'sms' })).toBe(0);
	});

	it('halves with every half-life, and rounds its sum once, half up', () => {
		expect(engagementOf([touch(0)], { halfLifeDays: 30 })).toBe(10);
		expect(engagementOf([touch(30)], { halfLifeDays: 30 })).toBe(5);
		expect(engagementOf([touch(60)], { halfLifeDays: 30 })).toBe(3);
		expect(engagementOf([touch(60), touch(60)], { halfLifeDays: 30 })).toBe(5);
		expect(engagementOf([touch(3650)], { halfLifeDays: 30 })).toBe(0);
	});

	it('comes to the same in whatever order the events come, even on the edge of rounding', () => {
		const events = [10, 6, 8, 2].map((days) => touch(days));
		const edge = { points: 7, halfLifeDays: 0.5242231537420544 };
		expect(engagementOf(events, edge)).toBe(engagementOf([...events].reverse(), edge));
	});

	it('does not grow an event that lies in the future', () => expect(engagementOf([touch(-90)], { halfLifeDays: 30 })).toBe(10));

	it('stays within its own cap and says so', () => {
		const rule: EngagementRule = { event: 'touchpoint', match: 'web', points: 10, cap: 25, halfLifeDays: 90, name: 'Visits' };
		const { parts } = scoreLead({}, [touch(0), touch(0), touch(0)], model([], [rule]), NOW);
		expect(parts).toEqual([
			{
				kind: 'engagement',
				rule: 'Visits',
				points: 25,
				reason: {
					en: 'Visits: Touchpoint (Website) 3 times, halved every 90 days, limited to 25',
					'zh-CN': 'Visits：触点（网站） 3 次，每 90 天减半，上限 25',
				},
			},
		]);
	});

	it('keeps a negative sum within the cap too', () => {
		const penalty: EngagementRule = { event: 'activity', points: -10, cap: 15 };
		const events: EngagementEvent[] = [1, 2, 3].map((days) => ({ event: 'activity', kind: 'call', at: daysAgo(days) }));
		expect(scoreLead({ city: '上海' }, events, model([{ field: 'city', operator: 'isSet', points: 50 }], [penalty]), NOW).score).toBe(35);
	});
});

describe('the whole score', () => {
	const fit = (points: number): FitRule => ({ field: 'name', operator: 'isSet', points });

	it('is cut at the caps of fit and engagement, each shown', () => {
		const { score, parts } = scoreLead({ name: '王' }, [touch(0)], model([fit(50), fit(30)], [{ event: 'touchpoint', points: 100 }]), NOW);
		expect(score).toBe(100);
		expect(parts.filter(({ kind }) => kind === 'cap')).toEqual([
			{ kind: 'cap', rule: 'fitCap', points: -20, reason: { en: 'Fit counts up to 60 points', 'zh-CN': '匹配分上限为 60 分' } },
			{
				kind: 'cap',
				rule: 'engagementCap',
				points: -60,
				reason: { en: 'Engagement counts up to 40 points', 'zh-CN': '互动分上限为 40 分' },
			},
		]);
	});

	it('is never below 0, and a part says so', () => {
		const { score, parts } = scoreLead({ name: '王' }, [], model([fit(10), fit(-30)]), NOW);
		expect(score).toBe(0);
		expect(parts[2]).toEqual({
			kind: 'cap',
			rule: 'floor',
			points: 20,
			reason: { en: 'A score is never below 0', 'zh-CN': '评分不低于 0' },
		});
	});

	it('has no cap where the model has none, and is 0 without rules', () => {
		expect(scoreLead({ name: '王' }, [], model([fit(500)], [], { fitCap: null }), NOW).score).toBe(500);
		expect(scoreLead({}, [], { fitCap: null, engagementCap: null, fitRules: null, engagementRules: null }, NOW)).toEqual({
			score: 0,
			parts: [],
		});
	});
});

const points = fc.integer({ min: -1000, max: 1000 });
const anyFit = fc.record<FitRule>({
	field: fc.constantFrom('city', 'name', 'source', 'nothing'),
	operator: fc.constantFrom('equals', 'notEquals', 'contains', 'in', 'isSet', 'isEmpty', 'greaterThan', 'lessThan'),
	value: fc.constantFrom('上海', 'web', '10', ''),
	points,
});
const anyEngagement = fc.record<EngagementRule>(
	{
		event: fc.constantFrom('touchpoint', 'activity'),
		points,
		match: fc.constantFrom('web', 'call', ''),
		cap: fc.nat(10_000),
		halfLifeDays: fc.double({ min: 0.01, max: 3650, noNaN: true }),
	},
	{ requiredKeys: ['event', 'points'] },
);
const anyEvent = fc.record<EngagementEvent>({
	event: fc.constantFrom('touchpoint', 'activity'),
	kind: fc.constantFrom('web', 'call', 'wecom'),
	at: fc.integer({ min: -10, max: 4000 }).map(daysAgo),
});
const anyModel = fc.record<ScoringModel>({
	fitCap: fc.option(fc.nat(10_000)),
	engagementCap: fc.option(fc.nat(10_000)),
	fitRules: fc.array(anyFit, { maxLength: 8 }),
	engagementRules: fc.array(anyEngagement, { maxLength: 8 }),
});
const anyLead = fc.record({ city: fc.constantFrom('上海', null, '10'), name: fc.constant('王小明'), source: fc.constantFrom('web', null) });

it('is whole, not negative, and exactly the sum of its parts, in whatever order the events come', () => {
	fc.assert(
		fc.property(anyLead, fc.array(anyEvent, { maxLength: 20 }), anyModel, (lead, events, rules) => {
			const result = scoreLead(lead, events, rules, NOW);
			expect(result.parts.reduce((sum, part) => sum + part.points, 0)).toBe(result.score);
			expect(Number.isInteger(result.score) && result.score >= 0).toBe(true);
			expect(result.parts.every((part) => Number.isInteger(part.points) && part.points !== 0)).toBe(true);
			expect(scoreLead(lead, [...events].reverse(), rules, NOW)).toEqual(result);
		}),
	);
});
