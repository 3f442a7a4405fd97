import { failureOf, openTestCrm, type TestCrm } from '../../support/testCrm';
import { definePipeline, stages } from './selling';

let crm: TestCrm;

beforeEach(() => {
	crm = openTestCrm({ now: '2026-03-02T01:00:00Z' });
});

it('is made once and changed the next time', async () => {
	const first = await definePipeline(crm);
	const second = await definePipeline(crm, { allowBack: false });
	expect(second).toMatchObject({ id: first.id, version: 2, allowBack: false, stages: first.stages });
});

it.each([
	['no open stage', { stages: [{ name: '赢单', kind: 'won' }] }, 'stages', /kind Open/],
	[
		'a key twice',
		{
			stages: [
				{ name: 'A', key: 'x' },
				{ name: 'B', key: 'x' },
			],
		},
		'stages',
		/“x” twice/,
	],
	['an unknown required field', { stages: [{ name: 'A', requiredFields: ['amunt'] }] }, 'stages[0].requiredFields', /amunt/],
	[
		'a condition on an unknown field',
		{ stages: [{ name: 'A' }, { name: 'B', conditions: [{ field: 'x', operator: 'isEmpty' }] }] },
		'stages[1].conditions[0].field',
		/not a field/,
	],
	[
		'a condition with a value that its field cannot have',
		{ stages: [{ name: 'A', conditions: [{ field: 'amount', operator: 'greaterThan', value: 'much' }] }] },
		'stages[0].conditions[0].value',
		/amount such as/,
	],
	[
		'a condition without a value',
		{ stages: [{ name: 'A', conditions: [{ field: 'competitor', operator: 'equals' }] }] },
		'stages[0].conditions[0].value',
		/needed/,
	],
	[
		'a part of a number',
		{ stages: [{ name: 'A', conditions: [{ field: 'amount', operator: 'contains', value: '1' }] }] },
		'stages[0].conditions[0].operator',
		/texts only/,
	],
])('is refused with %s, naming the place', async (_what, fields, place, message) => {
	const error = await failureOf(definePipeline(crm, fields));
	expect(error).toMatchObject({ code: 'ValidationFailed', field: place, text: { en: expect.stringMatching(message) as string } });
});

it('keeps the stages that open opportunities are in', async () => {
	await definePipeline(crm);
	const deal = await crm.given.opportunity();
	expect(await failureOf(definePipeline(crm, { stages: stages.slice(1) }))).toMatchObject({
		field: 'stages',
		text: { en: expect.stringContaining('“contact” as one of the kind Open: 1 open') as string },
	});
	const closed = stages.map((stage) => (stage.key === 'contact' ? { ...stage, kind: 'won' } : stage));
	expect(await failureOf(definePipeline(crm, { stages: closed }))).toMatchObject({ field: 'stages' });
	await crm.sales.lose([{ item: 0, id: deal.id, reason: 'price', competitor: '某公司' }]);
	expect(await definePipeline(crm, { stages: stages.slice(1) })).toMatchObject({ stages: { length: 4 } });
});

it('is the only default once it is made the default', async () => {
	await definePipeline(crm, { isDefault: true });
	const other = await definePipeline(crm, { name: '渠道', isDefault: true });
	const { records } = await crm.records.list('pipeline', { limit: 5, sort: [{ field: 'name', direction: 'asc' }] });
	expect(records.map(({ name, isDefault }) => [name, isDefault])).toEqual([
		['标准', false],
		['渠道', true],
	]);
	expect(await crm.given.opportunity()).toMatchObject({ pipelineId: other.id });
});

describe('a new opportunity', () => {
	it('stands in the first stage of the default pipeline', async () => {
		const pipeline = await definePipeline(crm);
		const deal = await crm.given.opportunity();
		expect(deal).toMatchObject({
			number: 'O000001',
			pipelineId: pipeline.id,
			stage: 'contact',
			probability: 10,
			stageEnteredAt: '2026-03-02T01:00:00.000Z',
			status: 'open',
			currency: 'CNY',
		});
	});

	it('goes into the pipeline it names, and begins anew in another one', async () => {
		const [standard, channel] = [await definePipeline(crm), await definePipeline(crm, { name: '渠道', stages: [{ name: '报备' }] })];
		const deal = await crm.given.opportunity({ pipelineId: channel.id });
		expect(deal).toMatchObject({ pipelineId: channel.id, stage: '报备', probability: null });
		const [moved] = await crm.records.update('opportunity', [{ item: 0, id: deal.id, fields: { pipelineId: standard.id } }]);
		expect(moved).toMatchObject({ value: { stage: 'contact', probability: 10 } });
	});

	it('has no stage while no pipeline is defined, and gets into one with its first move', async () => {
		const deal = await crm.given.opportunity();
		expect(deal).toMatchObject({ pipelineId: null, stage: null });
		expect(await failureOf(crm.sales.moveStage([{ item: 0, id: deal.id, stage: 'contact' }]))).toMatchObject({
			code: 'RecordNotFound',
			hint: { en: expect.stringContaining('Pipeline → Define') as string },
		});
		const pipeline = await definePipeline(crm);
		const [moved] = await crm.sales.moveStage([{ item: 0, id: deal.id, stage: 'contact' }]);
		expect(moved).toMatchObject({ value: { pipelineId: pipeline.id, stage: 'contact' } });
	});

	it('cannot have its stage, status or probability written', async () => {
		for (const field of ['stage', 'status', 'probability'])
			expect(await failureOf(crm.given.opportunity({ [field]: 'won' }))).toMatchObject({ field });
	});
});
