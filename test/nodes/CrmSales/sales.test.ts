import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { CrmSales } from '../../../nodes/CrmSales/CrmSales.node';
import { editorContext, runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const json = async (setup: Omit<NodeSetup, 'items'> & { items?: readonly IDataObject[] }) => {
	const done = await runNode(setup);
	if (done.error) throw done.error;
	return done.json;
};

const given = async (resource: string, ...items: IDataObject[]) =>
	await json({ type: 'crm', parameters: { resource, operation: 'create', fields: automatic }, items });

const sales = (resource: string, operation: string, more: Partial<NodeSetup> & { parameters?: INodeParameters } = {}): NodeSetup => ({
	...more,
	type: 'crmSales',
	parameters: { resource, operation, ...more.parameters },
});

/** The form of Define as a user fills it in, with lists inside lists. */
const pipelineForm: INodeParameters = {
	name: 'Standard',
	active: true,
	isDefault: true,
	allowBack: true,
	stages: {
		items: [
			{ name: 'Contact', key: 'contact', kind: 'open', probability: 10, maxAgeDays: 14, requiredFields: [], conditions: {} },
			{
				name: 'Quote',
				key: '',
				kind: 'open',
				probability: 60,
				maxAgeDays: 0,
				requiredFields: ['expectedCloseOn'],
				conditions: { items: [{ field: 'amount', operator: 'greaterOrEqual', value: '1000' }] },
			},
			{ name: 'Won', kind: 'won' },
		],
	},
};

const definePipeline = async (more: INodeParameters = {}) =>
	(await json(sales('pipeline', 'define', { parameters: { ...pipelineForm, ...more } })))[0];

describe('a pipeline', () => {
	it('is defined in a form with conditions inside its stages, and changed by its name', async () => {
		const first = await definePipeline();
		expect(first).toMatchObject({
			name: 'Standard',
			isDefault: true,
			stages: [
				{ name: 'Contact', key: 'contact', kind: 'open', probability: 10, maxAgeDays: 14, requiredFields: [] },
				{
					name: 'Quote',
					kind: 'open',
					probability: 60,
					requiredFields: ['expectedCloseOn'],
					conditions: [{ field: 'amount', operator: 'greaterOrEqual', value: '1000' }],
				},
				{ name: 'Won', kind: 'won' },
			],
		});
		expect(await definePipeline({ allowBack: false })).toMatchObject({ id: first.id, allowBack: false, version: 2 });
	});

	it('offers the fields of an opportunity for its conditions', async () => {
		const fields = await new CrmSales().methods.loadOptions.opportunityFields.call(editorContext('crmSales', {}));
		expect(fields).toContainEqual({ name: 'Expected Close Date', value: 'expectedCloseOn' });
		expect(fields).toContainEqual({ name: 'Last Activity At', value: 'lastActivityAt' });
	});

	it('demands of a stage what somebody can fill in', async () => {
		const fields = await new CrmSales().methods.loadOptions.opportunityInputs.call(editorContext('crmSales', {}));
		const names = fields.map(({ value }) => value);
		expect(names).toEqual(expect.arrayContaining(['expectedCloseOn', 'amount', 'customerId', 'competitor']));
		for (const derived of ['status', 'stage', 'stageEnteredAt', 'closedAt', 'lossReason', 'number']) expect(names).not.toContain(derived);
	});
});

describe('an opportunity', () => {
	const move = (id: unknown, stage: string) =>
		sales('opportunity', 'moveStage', { parameters: { opportunityId: byId(String(id)), stage } });

	it('moves, with the field or the rule named where it may not', async () => {
		await definePipeline();
		const [{ id }] = await given('opportunity', { name: 'Deal', amount: '¥999.99' });
		const refused = await runNode(move(id, 'Quote'));
		expect(refused.error?.message).toContain('Expected Close Date is needed; Amount must be at least CN¥1,000.00');
		await json({
			type: 'crm',
			parameters: { resource: 'opportunity', operation: 'update', opportunityId: byId(String(id)), fields: automatic },
			items: [{ amount: '1000', expectedCloseOn: '2030-01-01' }],
		});
		expect(await json(move(id, 'Quote'))).toMatchObject([{ stage: 'Quote', probability: 60, amount: '1000.00' }]);
	});

	it('that may not move leaves the others alone when the node goes on', async () => {
		await definePipeline();
		const deals = await given('opportunity', { name: 'A', amount: '5000', expectedCloseOn: '2030-01-01' }, { name: 'B' });
		const setup = sales('opportunity', 'moveStage', {
			parameters: { opportunityId: byId('={{ $json.id }}'), stage: 'Quote' },
			items: deals.map(({ id }) => ({ id })),
		});
		expect((await runNode(setup)).error).toBeTruthy();
		const { outputs } = await runNode({ ...setup, onError: 'continueRegularOutput' });
		expect(outputs[0].map(({ json: data }) => data.stage ?? data.error)).toEqual(['Quote', expect.stringContaining('Expected Close Date')]);
	});

	it('is won, reopened and lost, each once', async () => {
		await definePipeline();
		const [{ id }] = await given('opportunity', { name: 'Deal', expectedCloseOn: '2030-01-01', amount: '1000' });
		const step = async (operation: string, parameters: INodeParameters = {}) =>
			await runNode(sales('opportunity', operation, { parameters: { opportunityId: byId(String(id)), ...parameters } }));
		expect((await step('win')).json).toMatchObject([{ status: 'won', stage: 'Won', probability: 100 }]);
		expect((await step('win')).error?.message).toContain('the status is “Won”');
		expect((await step('reopen', { options: { stage: 'Quote' } })).json).toMatchObject([{ status: 'open', stage: 'Quote' }]);
		await expect(step('lose')).rejects.toThrow('"Loss Reason" is required');
		const lost = { lossReason: 'competitor', lossDetail: 'Faster', competitor: 'Someone' };
		expect((await step('lose', lost)).json).toMatchObject([{ status: 'lost', ...lost }]);
		expect((await step('reopen', { options: { version: 1 } })).error?.message).toContain('changed by someone else');
	});

	it('that wants looking at is listed with the reasons in words', async () => {
		await given('opportunity', { name: 'A' }, { name: 'B' });
		const listed = async (parameters: INodeParameters) => await json(sales('opportunity', 'review', { parameters }));
		expect(await listed({ returnAll: true, reasons: [] })).toMatchObject([
			{
				opportunity: { name: 'A' },
				daysInStage: null,
				reasons: [{ code: 'noDecider', text: 'No contact with the role Decider is known' }, { code: 'noNextStep' }],
			},
			{ opportunity: { name: 'B' } },
		]);
		expect(await listed({ returnAll: false, limit: 1, reasons: ['noNextStep'] })).toHaveLength(1);
		expect(await listed({ returnAll: true, reasons: ['tooLongInStage'] })).toEqual([]);
	});

	it('is offered the stages of its own pipeline in their order, or those of all', async () => {
		await definePipeline();
		const other = await definePipeline({ name: 'Channel', isDefault: false, stages: { items: [{ name: 'Registered', kind: 'open' }] } });
		const [{ id }] = await given('opportunity', { name: 'Deal', pipelineId: other.id });
		const stages = async (value: string) =>
			await new CrmSales().methods.loadOptions.stages.call(
				editorContext('crmSales', { resource: 'opportunity', operation: 'moveStage', opportunityId: byId(value) }),
			);
		expect(await stages(String(id))).toEqual([{ name: 'Registered', value: 'Registered' }]);
		expect(await stages('={{ $json.id }}')).toEqual([
			{ name: 'Channel · Registered', value: 'Registered' },
			{ name: 'Standard · Contact', value: 'contact' },
			{ name: 'Standard · Quote', value: 'Quote' },
			{ name: 'Standard · Won', value: 'Won' },
		]);
	});
});

describe('prices and rates', () => {
	it('are found for a quantity and a day', async () => {
		const [product] = await given('product', { code: 'P1', name: 'Purifier', defaultPrice: '120' });
		const [book] = await given('priceBook', { name: 'List', validTo: '2026-06-30' });
		await given(
			'price',
			{ priceBookId: book.id, productId: product.id, unitPrice: '100' },
			{ priceBookId: book.id, productId: product.id, unitPrice: '90', minQuantity: 10 },
		);
		const find = async (parameters: INodeParameters) =>
			await json(sales('price', 'find', { parameters: { productId: byId(String(product.id)), ...parameters } }));
		expect(await find({ priceBook: book.id as string, quantity: 10, on: '2026-06-30' })).toMatchObject([
			{ unitPrice: '90.00', total: '900.00', source: 'priceBook' },
		]);
		expect(await find({ priceBook: book.id as string, quantity: 10, on: '2026-07-01T00:00:00' })).toMatchObject([
			{ unitPrice: '120.00', source: 'product' },
		]);
		expect(await find({ priceBook: '', quantity: 2, on: '' })).toMatchObject([{ unitPrice: '120.00', total: '240.00' }]);
	});

	it('are converted at the rate of the day', async () => {
		await given(
			'exchangeRate',
			{ base: 'USD', quote: 'CNY', date: '2026-01-01', rate: 7.1 },
			{ base: 'USD', quote: 'CNY', date: '2026-02-01', rate: '7.2' },
		);
		const find = async (parameters: INodeParameters) =>
			await runNode(sales('exchangeRate', 'find', { parameters: { base: 'usd', quote: 'CNY', ...parameters } }));
		expect((await find({ on: '2026-01-31', amount: '100.05' })).json).toMatchObject([
			{ rate: '7.1', date: '2026-01-01', converted: '710.36' },
		]);
		expect((await find({ on: '', amount: '' })).json).toMatchObject([{ rate: '7.2' }]);
		expect((await find({ on: '2025-01-01' })).error?.message).toContain('no exchange rate from USD to CNY');
	});
});
