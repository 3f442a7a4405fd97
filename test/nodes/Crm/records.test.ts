import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { runNode, type NodeRun, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

/** The form filled in by hand, each field from the item's key of the same name. */
const mapped = (names: readonly string[], matchingColumns: string[] = []): INodeParameters => ({
	mappingMode: 'defineBelow',
	value: Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`])),
	matchingColumns,
	schema: [],
});

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const byId = (id: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(id) });

type Extra = Pick<NodeSetup, 'items' | 'onError'>;

const customer = async (operation: string, parameters: INodeParameters, extra: Extra = {}): Promise<NodeRun> =>
	await runNode({ type: 'crm', parameters: { resource: 'customer', operation, ...parameters }, ...extra });

const create = async (items: readonly IDataObject[], onError?: NodeSetup['onError']): Promise<NodeRun> =>
	await customer('create', { fields: mapped(['name', 'city', 'phone', 'tier', 'unifiedSocialCreditCode']) }, { items, onError });

const given = async (...items: IDataObject[]): Promise<readonly IDataObject[]> => {
	const run = await customer('create', { fields: automatic }, { items });
	if (run.error) throw run.error;
	return run.json;
};

const names = ({ json }: NodeRun) => json.map(({ name }) => name);

describe('create', () => {
	it('stores a record for every item and pairs each with its item', async () => {
		const run = await create([{ name: '华为' }, { name: 'Siemens', city: 'München' }]);
		expect(run.error).toBeUndefined();
		expect(run.json).toMatchObject([
			{ name: '华为', number: 'C000001', version: 1 },
			{ name: 'Siemens', city: 'München' },
		]);
		expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('stores nothing when one item is bad and names that item', async () => {
		const run = await create([{ name: '甲公司' }, { name: '乙公司', phone: 'abc' }, { name: '丙公司' }]);
		expect(run.error).toMatchObject({ context: { itemIndex: 1 } });
		expect(run.error?.description).toMatch(/<li>Item 1: [^<]*Phone/);
		expect((await customer('count', {})).json).toEqual([{ count: 0 }]);
	});

	it('gives an error for the bad item and stores the others when the node continues on fail', async () => {
		const run = await create([{ name: '甲公司' }, { name: '乙公司', tier: 'Z' }, { name: '丙公司' }], 'continueRegularOutput');
		expect(run.error).toBeUndefined();
		expect(run.json[1]).toMatchObject({
			error: expect.any(String),
			details: { code: 'ValidationFailed', item: 1, problems: [{ field: 'tier' }] },
		});
		expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(names(await customer('getAll', { returnAll: true }))).toEqual(expect.arrayContaining(['甲公司', '丙公司']));
	});

	it('sends the bad item to the error output where the node has one', async () => {
		const run = await create([{ name: '甲公司' }, { phone: '13800138000' }, { name: '丙公司' }], 'continueErrorOutput');
		expect(run.outputs.map((items) => items.length)).toEqual([2, 1]);
		expect(run.outputs[1][0].json).toMatchObject({ phone: '13800138000', error: expect.any(String) });
	});

	it('keeps the values of a bad item out of the error', async () => {
		const run = await create([{ name: '甲公司', phone: 'not-my-phone-4711' }]);
		expect(`${run.error?.message} ${run.error?.description}`).not.toContain('4711');
	});

	it('marks the item whose expression fails, by the name of the parameter', async () => {
		const value = { name: '={{ $json.name ?? $("Nowhere").first() }}' };
		const parameters = { fields: { ...mapped([]), value } };
		const run = await customer('create', parameters, { items: [{ name: '甲公司' }, {}], onError: 'continueRegularOutput' });
		expect(run.json[0]).toMatchObject({ name: '甲公司' });
		expect(run.json[1]).toMatchObject({ error: expect.stringContaining('fields.value'), details: { item: 1 } });
	});

	it('takes the keys of the item in automatic mode and leaves out what the product sets', async () => {
		const items = [{ name: '甲公司', city: '上海', number: 'C999999', version: 7, createdAt: '2020-01-01' }];
		const run = await customer('create', { fields: automatic }, { items });
		expect(run.json[0]).toMatchObject({ name: '甲公司', city: '上海', number: 'C000001', version: 1 });
	});

	it('refuses a key the object does not have in automatic mode and names it', async () => {
		const run = await customer('create', { fields: automatic }, { items: [{ name: '甲公司', colour: 'red' }] });
		expect(`${run.error?.message} ${run.error?.description}`).toContain('colour');
	});

	it('returns the first result for a repeated idempotency key', async () => {
		const once = { fields: mapped(['name']), options: { idempotencyKey: 'order-1' } };
		const first = await customer('create', once, { items: [{ name: '甲公司' }] });
		const second = await customer('create', once, { items: [{ name: '甲公司' }] });
		expect(second.json[0].id).toBe(first.json[0].id);
	});
});

describe('create or update', () => {
	it('updates the record of the same unique key and creates the others', async () => {
		await given({ name: '甲公司', unifiedSocialCreditCode: '91310000MA1FL5GE8W' });
		const fields = mapped(['name', 'unifiedSocialCreditCode'], ['unifiedSocialCreditCode']);
		const items = [
			{ name: '甲公司（上海）', unifiedSocialCreditCode: '91310000MA1FL5GE8W' },
			{ name: '乙公司', unifiedSocialCreditCode: '91110108551385082Q' },
		];
		const run = await customer('upsert', { fields }, { items });
		expect(run.error).toBeUndefined();
		expect(run.json).toMatchObject([
			{ name: '甲公司（上海）', created: false, version: 2 },
			{ name: '乙公司', created: true, version: 1 },
		]);
	});

	it('finds a record by its ID', async () => {
		const [{ id }] = await given({ name: '甲公司' });
		const run = await customer('upsert', { fields: mapped(['id', 'name'], ['id']) }, { items: [{ id, name: '新名' }] });
		expect(run.json[0]).toMatchObject({ id, name: '新名', created: false });
	});
});

describe('get', () => {
	it('returns what people know the record by, and everything when Simplify is off', async () => {
		const [{ id }] = await given({ name: '甲公司', city: '上海' });
		const simple = await customer('get', { customerId: byId(id) });
		expect(simple.json[0]).toMatchObject({ id, name: '甲公司', number: 'C000001' });
		expect(simple.json[0]).not.toHaveProperty('city');
		const full = await customer('get', { customerId: byId(id), simplify: false });
		expect(full.json[0]).toMatchObject({ city: '上海', version: 1, bankAccount: null });
	});

	it('says that a record does not exist', async () => {
		const run = await customer('get', { customerId: byId('01890a5d-ac96-774b-bcce-b302099a8057') });
		expect(run.error?.message).toMatch(/not (found|exist)|no customer/i);
		expect(run.error?.description).toBeTruthy();
	});
});

describe('get many', () => {
	it('stops at the limit and returns all in pages when asked to', async () => {
		await given(...Array.from({ length: 1203 }, (_, at) => ({ name: `公司 ${at}` })));
		expect((await customer('getAll', { limit: 7 })).json).toHaveLength(7);
		const all = await customer('getAll', { returnAll: true });
		expect(new Set(all.json.map(({ id }) => id)).size).toBe(1203);
	});

	it('joins filters by all or by any and sorts', async () => {
		await given({ name: '甲', city: '上海', tier: 'A' }, { name: '乙', city: '上海', tier: 'B' }, { name: '丙', city: '北京', tier: 'A' });
		const filters = {
			conditions: [
				{ field: 'city', operator: 'equals', value: '上海' },
				{ field: 'tier', operator: 'in', value: 'A, C' },
			],
		};
		const sort = { keys: [{ field: 'number', direction: 'desc' }] };
		expect(names(await customer('getAll', { filters, match: 'all', sort }))).toEqual(['甲']);
		expect(names(await customer('getAll', { filters, match: 'any', sort }))).toEqual(['丙', '乙', '甲']);
	});

	it('finds records without a value, and by words', async () => {
		await given({ name: '甲公司', city: '上海' }, { name: '乙公司' });
		const filters = { conditions: [{ field: 'city', operator: 'isEmpty' }] };
		expect(names(await customer('getAll', { filters }))).toEqual(['乙公司']);
		expect(names(await customer('getAll', { options: { search: '甲公' } }))).toEqual(['甲公司']);
	});

	it('asks once for every item, each with its own filter', async () => {
		await given({ name: '甲', city: '上海' }, { name: '乙', city: '北京' });
		const filters = { conditions: [{ field: 'city', operator: 'equals', value: '={{ $json.city }}' }] };
		const run = await customer('getAll', { filters }, { items: [{ city: '北京' }, { city: '上海' }] });
		expect(run.outputs[0].map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['乙', { item: 0 }],
			['甲', { item: 1 }],
		]);
	});

	it.each(['', ' '])('asks for the value of a filter that has none: %j', async (value) => {
		const run = await customer('getAll', { filters: { conditions: [{ field: 'city', operator: 'equals', value }] } });
		expect(run.error?.message).toContain('missing');
	});

	it('counts what it would return', async () => {
		await given({ name: '甲', city: '上海' }, { name: '乙', city: '北京' });
		const filters = { conditions: [{ field: 'city', operator: 'equals', value: '上海' }] };
		expect((await customer('count', { filters })).json).toEqual([{ count: 1 }]);
	});
});

describe('update', () => {
	it('changes the mapped fields, leaves blank ones alone and empties the chosen ones', async () => {
		const [{ id }] = await given({ name: '甲公司', city: '上海', phone: '021-62345678' });
		const parameters = { customerId: byId(id), fields: mapped(['name', 'city']), options: { clear: ['phone'] } };
		const run = await customer('update', parameters, { items: [{ name: '新名', city: '' }] });
		expect(run.json[0]).toMatchObject({ name: '新名', city: '上海', phone: null, version: 2 });
	});

	it.each([
		['no character', ''],
		['spaces', ' \u3000'],
		['characters that nobody sees', ' \u200b\ufeff\u00ad'],
	])('leaves a field as it is when its value is %s', async (_, blank) => {
		const [{ id }] = await given({ name: '华为', city: '深圳', phone: '13800138000' });
		const parameters = { customerId: byId(id), fields: mapped(['name', 'city', 'phone']) };
		const run = await customer('update', parameters, { items: [{ name: blank, city: blank, phone: blank }] });
		expect(run.error).toBeUndefined();
		expect(run.json).toMatchObject([{ name: '华为', city: '深圳', phone: '+8613800138000', version: 1 }]);
	});

	it('says that a form without any field changes nothing', async () => {
		const [{ id }] = await given({ name: '华为' });
		const run = await customer('update', { customerId: byId(id), fields: mapped([]) });
		expect(run.error?.message).toContain('nothing to change');
		expect(run.error?.description).toContain('Add at least one field');
	});

	it('refuses the second of two updates with one version', async () => {
		const [{ id }] = await given({ name: '甲公司' });
		const parameters = { customerId: byId(id), fields: mapped(['name']), options: { version: 1 } };
		expect((await customer('update', parameters, { items: [{ name: '乙' }] })).json[0]).toMatchObject({ version: 2 });
		const late = await customer('update', parameters, { items: [{ name: '丙' }] });
		expect(late.error?.message).toBeTruthy();
		expect((await customer('get', { customerId: byId(id) })).json[0]).toMatchObject({ name: '乙' });
	});
});

describe('delete and restore', () => {
	it('hides a record and brings it back', async () => {
		const [{ id }] = await given({ name: '甲公司' });
		const removed = await customer('delete', { customerId: byId(id) });
		expect(removed.json[0]).toMatchObject({ id, deleted: true, deletedAt: expect.any(String) });
		expect(names(await customer('getAll', {}))).toEqual([]);
		expect(names(await customer('getAll', { options: { deleted: 'only' } }))).toEqual(['甲公司']);
		await customer('restore', { customerId: byId(id) });
		expect(names(await customer('getAll', {}))).toEqual(['甲公司']);
	});
});

describe('timeline', () => {
	it('tells what changed, and in which workflow and node', async () => {
		const [{ id }] = await given({ name: '甲公司', city: '上海' });
		await customer('update', { customerId: byId(id), fields: mapped(['city']) }, { items: [{ city: '北京' }] });
		const run = await customer('timeline', { customerId: byId(id), returnAll: true });
		expect(run.json[0]).toMatchObject({
			object: 'customer',
			recordId: id,
			actor: 'workflow:workflow-1',
			changes: { city: { from: '上海', to: '北京' } },
			origin: { workflowId: 'workflow-1', nodeName: 'Under Test' },
		});
		expect(run.json).toHaveLength(2);
		expect(run.json.map(({ summary }) => summary)).toEqual(['Record Updated: City 上海 → 北京', 'Record Created']);
	});

	it('says in one line what a follow-up says', async () => {
		const [{ id }] = await given({ name: '甲公司' });
		const log = { resource: 'activity', operation: 'log', about: 'customer', customerId: byId(id), method: 'note', detail: 'call today' };
		await runNode({ type: 'crm', parameters: log });
		const run = await customer('timeline', { customerId: byId(id) });
		expect(run.json.map(({ summary }) => summary)).toContain('Activity: Note; call today');
	});
});
