import type { CrmRecord } from '../../../core/crm';
import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { define } from '../../support/fields';
import { definePipeline } from './selling';

let crm: TestCrm;
let deal: CrmRecord;

beforeEach(async () => {
	crm = openTestCrm({ now: '2026-03-02T01:00:00Z' });
	await definePipeline(crm);
	deal = await crm.given.opportunity();
});

const move = async (stage: string, id = deal.id) => valueOf((await crm.sales.moveStage([{ item: 0, id, stage }]))[0]);
const update = async (fields: object) =>
	valueOf((await crm.records.update('opportunity', [{ item: 0, id: deal.id, fields: { ...fields } }]))[0]);
const ready = async () => {
	const customer = await crm.given.customer();
	return await update({ customerId: customer.id, expectedCloseOn: '2026-05-01', amount: '10000', competitor: '某公司' });
};

describe('moving a stage', () => {
	it('is refused with every field that is missing', async () => {
		const error = await failureOf(move('needs'));
		expect(error).toMatchObject({
			code: 'TransitionRefused',
			field: 'customerId',
			problems: [{ field: 'customerId' }, { field: 'expectedCloseOn' }],
			text: {
				en: '“Move Stage” is not possible: to enter “需求确认”, Customer is needed; Expected Close Date is needed',
				'zh-CN': '“推进阶段”无法执行：进入“需求确认”前，客户为必填项；预计成交日期为必填项',
			},
		});
		expect((await crm.records.get('opportunity', [{ item: 0, id: deal.id }])).map(valueOf)[0]).toMatchObject({ stage: 'contact' });
	});

	it('is refused with the rule that is not fulfilled, its amount in the currency of the opportunity', async () => {
		await ready();
		await update({ amount: '9999.99' });
		expect(await failureOf(move('报价'))).toMatchObject({
			field: 'amount',
			text: {
				en: expect.stringContaining('Amount must be at least CN¥10,000.00') as string,
				'zh-CN': expect.stringContaining('金额不能小于 ¥10,000.00') as string,
			},
		});
	});

	it('gives the stage with its probability and time, and says so in the event log', async () => {
		await ready();
		setNow('2026-03-05T01:00:00Z');
		expect(await move('needs')).toMatchObject({
			stage: 'needs',
			probability: 30,
			stageEnteredAt: '2026-03-05T01:00:00.000Z',
			status: 'open',
		});
		const event = (await crm.eventsOf(deal)).at(-1);
		expect(event).toMatchObject({
			names: ['updated', 'opportunity.stageMoved'],
			changes: { stage: ['contact', 'needs'], probability: [10, 30] },
		});
	});

	it('to where it stands changes nothing', async () => {
		const events = (await crm.eventsOf(deal)).length;
		expect(await move('初步接触')).toMatchObject({ version: deal.version });
		expect(await crm.eventsOf(deal)).toHaveLength(events);
	});

	it('goes back without conditions, unless the pipeline forbids it', async () => {
		await ready();
		await move('quote');
		await update({ expectedCloseOn: null });
		expect(await move('needs')).toMatchObject({ stage: 'needs' });
		await definePipeline(crm, { allowBack: false });
		expect(await failureOf(move('contact'))).toMatchObject({
			code: 'TransitionRefused',
			field: 'stage',
			text: { en: expect.stringContaining('does not let opportunities go back to “初步接触”') as string },
		});
	});

	it('to an unknown stage lists the ones there are', async () => {
		expect(await failureOf(move('nowhere'))).toMatchObject({
			code: 'ValidationFailed',
			field: 'stage',
			hint: { 'zh-CN': '可选阶段：初步接触、需求确认、报价、赢单、输单。' },
		});
	});

	it('into the stage of the won ones wins, and into that of the lost ones asks for a reason', async () => {
		await ready();
		expect(await failureOf(move('lost'))).toMatchObject({ hint: { en: 'Use Lose.' } });
		expect(await move('won')).toMatchObject({ status: 'won', stage: 'won', probability: 100 });
	});

	it('stores the good ones beside a bad one only with continue-on-fail', async () => {
		await ready();
		const other = await crm.given.opportunity();
		const inputs = inputsOf([deal, other, deal].map(({ id }, i) => ({ id, stage: i === 2 ? 'quote' : 'needs' })));
		expect((await failureOf(crm.sales.moveStage(inputs))).items.map(({ item }) => item)).toEqual([1]);
		const outcomes = await crm.as({ partial: true }).sales.moveStage(inputs);
		expect(errorOf(outcomes[1])).toMatchObject({ field: 'customerId' });
		expect(valueOf(outcomes[2])).toMatchObject({ stage: 'quote' });
	});

	it('is refused on a version that has moved on, and out of scope', async () => {
		expect(await failureOf(crm.sales.moveStage([{ item: 0, id: deal.id, stage: 'needs', version: 7 }]))).toMatchObject({
			code: 'VersionConflict',
		});
		const stranger = await crm.given.user();
		const theirs = crm.as({ scope: { kind: 'own', userId: stranger.id } });
		expect(await failureOf(theirs.sales.moveStage([{ item: 0, id: deal.id, stage: 'needs' }]))).toMatchObject({ code: 'RecordNotFound' });
	});

	it.each([
		[{ field: 'competitor', operator: 'in', value: '甲公司，乙公司' }, { competitor: '乙 公司' }, { competitor: '丙公司' }],
		[{ field: 'competitor', operator: 'contains', value: '公司' }, { competitor: '乙公司' }, { competitor: '乙' }],
		[{ field: 'competitor', operator: 'isEmpty' }, {}, { competitor: '乙' }],
		[{ field: 'competitor', operator: 'isNotEmpty' }, { competitor: '乙' }, {}],
		[{ field: 'competitor', operator: 'notEquals', value: '乙' }, {}, { competitor: '乙' }],
		[
			{ field: 'expectedCloseOn', operator: 'lessThan', value: '2026/6/1' },
			{ expectedCloseOn: '2026-05-31' },
			{ expectedCloseOn: '2026-06-01' },
		],
		[{ field: 'amount', operator: 'lessOrEqual', value: '¥100' }, { amount: '100.00' }, { amount: '100.01' }],
		[
			{ field: 'amount', operator: 'greaterOrEqual', value: 'USD 100' },
			{ amount: '100', currency: 'USD' },
			{ amount: '100', currency: 'JPY' },
		],
		[{ field: 'amount', operator: 'greaterThan', value: '100' }, { amount: '100.01' }, { amount: '100' }],
		[{ field: 'currency', operator: 'equals', value: 'rmb' }, {}, { currency: 'USD' }],
	])('under the condition %j lets in %j and not %j', async (condition, good, bad) => {
		const pipeline = await definePipeline(crm, { name: '条件', stages: [{ name: 'A' }, { name: 'B', conditions: [condition] }] });
		const [one, other] = [
			await crm.given.opportunity({ pipelineId: pipeline.id, ...good }),
			await crm.given.opportunity({ pipelineId: pipeline.id, ...bad }),
		];
		expect(await move('B', one.id)).toMatchObject({ stage: 'B' });
		expect(await failureOf(move('B', other.id))).toMatchObject({ field: condition.field });
	});
});

describe('winning, losing and reopening', () => {
	it('closes a won opportunity in the stage of the won ones', async () => {
		const [won] = (await crm.sales.win([{ item: 0, id: deal.id }])).map(valueOf);
		expect(won).toMatchObject({ status: 'won', stage: 'won', probability: 100, closedAt: '2026-03-02T01:00:00.000Z' });
		expect((await crm.eventsOf(deal)).at(-1)?.names).toEqual(['updated', 'opportunity.won', 'opportunity.stageMoved']);
		expect(await failureOf(crm.sales.win([{ item: 0, id: deal.id }]))).toMatchObject({
			code: 'TransitionRefused',
			text: { en: expect.stringContaining('the status is “Won”') as string },
		});
		expect(await failureOf(move('needs'))).toMatchObject({ code: 'TransitionRefused', hint: { en: 'Possible in this status: Reopen.' } });
	});

	it('keeps the reason of a loss, given as value or label, and refuses one without', async () => {
		const lose = async (more: object) => await crm.sales.lose([{ item: 0, id: deal.id, reason: '', ...more }]);
		expect(await failureOf(lose({}))).toMatchObject({ code: 'ValidationFailed', field: 'lossReason' });
		expect(await failureOf(lose({ reason: 'because' }))).toMatchObject({ code: 'ValidationFailed', field: 'lossReason' });
		expect(await failureOf(lose({ reason: 'price' }))).toMatchObject({ code: 'TransitionRefused', field: 'competitor' });
		const [lost] = (await lose({ reason: '价格', detail: '低 8%', competitor: '某公司' })).map(valueOf);
		expect(lost).toMatchObject({
			status: 'lost',
			stage: 'lost',
			probability: 0,
			lossReason: 'price',
			lossDetail: '低 8%',
			competitor: '某公司',
		});
		expect((await crm.eventsOf(deal)).at(-1)?.names).toContain('opportunity.lost');
	});

	it('takes a lost one up again where it can be worked on', async () => {
		await ready();
		await move('quote');
		await crm.sales.lose([{ item: 0, id: deal.id, reason: 'timing' }]);
		const [again] = (await crm.sales.reopen([{ item: 0, id: deal.id }])).map(valueOf);
		expect(again).toMatchObject({ status: 'open', stage: 'contact', probability: 10, lossReason: null, closedAt: null });
		await crm.sales.win([{ item: 0, id: deal.id }]);
		const [back] = (await crm.sales.reopen([{ item: 0, id: deal.id, stage: '报价' }])).map(valueOf);
		expect(back).toMatchObject({ status: 'open', stage: 'quote', probability: 60 });
	});

	it('asks of the stage that is chosen to reopen in what it asks of all', async () => {
		await crm.sales.lose([{ item: 0, id: deal.id, reason: 'price', competitor: '乙' }]);
		const reopen = async (stage: string) => await failureOf(crm.sales.reopen([{ item: 0, id: deal.id, stage }]));
		expect(await reopen('quote')).toMatchObject({ code: 'TransitionRefused', field: 'amount' });
		for (const stage of ['won', 'lost'])
			expect(await reopen(stage)).toMatchObject({
				code: 'TransitionRefused',
				field: 'stage',
				text: { en: expect.stringContaining('is a stage for closed opportunities') as string },
			});
	});

	it('asks of a closing stage what it demands, wherever it stands in the pipeline', async () => {
		const closing = { name: '赢单', key: 'won', kind: 'won', requiredFields: ['amount'] };
		const pipeline = await definePipeline(crm, { name: '倒序', stages: [closing, { name: 'A' }] });
		const { id } = await crm.given.opportunity({ pipelineId: pipeline.id });
		expect(await failureOf(crm.sales.win([{ item: 0, id }]))).toMatchObject({ code: 'TransitionRefused', field: 'amount' });
		expect(await failureOf(move('won', id))).toMatchObject({ code: 'TransitionRefused', field: 'amount' });
	});

	it('needs no stage for it in the pipeline', async () => {
		const pipeline = await definePipeline(crm, { name: '短', stages: [{ name: 'A', probability: 20 }] });
		const short = await crm.given.opportunity({ pipelineId: pipeline.id });
		expect((await crm.sales.win([{ item: 0, id: short.id }])).map(valueOf)).toMatchObject([
			{ status: 'won', stage: 'A', probability: 100 },
		]);
		expect((await crm.sales.reopen([{ item: 0, id: short.id }])).map(valueOf)).toMatchObject([
			{ status: 'open', stage: 'A', probability: 20 },
		]);
	});
});

it('looks at custom fields like at any other, and gives them back', async () => {
	await define(crm, { object: 'opportunity', name: 'budget', label: 'Budget', labelZh: '预算', type: 'number' });
	const condition = { field: 'custom_budget', operator: 'greaterThan', value: '100' };
	const pipeline = await definePipeline(crm, {
		name: '预算',
		stages: [{ name: 'A' }, { name: 'B', requiredFields: ['custom_budget'], conditions: [condition] }],
	});
	const one = await crm.given.opportunity({ pipelineId: pipeline.id });
	expect(await failureOf(move('B', one.id))).toMatchObject({
		field: 'custom_budget',
		text: { en: expect.stringContaining('Budget is needed') as string },
	});
	const write = async (value: number) =>
		await crm.records.update('opportunity', [{ item: 0, id: one.id, fields: { custom_budget: value } }]);
	await write(100);
	expect(await failureOf(move('B', one.id))).toMatchObject({ text: { 'zh-CN': expect.stringContaining('预算必须大于 100') as string } });
	await write(101);
	expect(await move('B', one.id)).toMatchObject({ stage: 'B', custom_budget: 101 });
	expect((await crm.sales.review({ reasons: [], limit: 5, pipelineId: pipeline.id })).found).toMatchObject([
		{ opportunity: { custom_budget: 101 } },
	]);
});
