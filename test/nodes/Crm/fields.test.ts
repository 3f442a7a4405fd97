import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { Crm } from '../../../nodes/Crm/Crm.node';
import { CrmLead } from '../../../nodes/CrmLead/CrmLead.node';
import { CrmTrigger } from '../../../nodes/CrmTrigger/CrmTrigger.node';
import { capture, counts, first, posted } from '../../support/capturing';
import { editorContext, runNode, type NodeRun } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const define = async (parameters: INodeParameters, more: object = {}): Promise<NodeRun> =>
	await runNode({
		type: 'crm',
		parameters: { resource: 'field', operation: 'define', object: 'customer', type: 'text', ...parameters },
		...more,
	});

const defined = async (parameters: INodeParameters): Promise<IDataObject> => {
	const run = await define(parameters);
	if (run.error) throw run.error;
	return run.json[0];
};

const mapped = (value: IDataObject) =>
	({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] }) as unknown as INodeParameters;

const automatic = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const run = async (operation: string, parameters: INodeParameters = {}, items?: IDataObject[]): Promise<NodeRun> => {
	const result = await runNode({ type: 'crm', parameters: { resource: 'customer', operation, ...parameters }, items });
	if (result.error) throw result.error;
	return result;
};

const editor = (parameters: INodeParameters) => editorContext('crm', parameters);

describe('Define', () => {
	it('makes a field and says by which name other nodes have it', async () => {
		const field = await defined({ label: 'VIP Level', labelZh: '会员等级', required: true });
		expect(field).toMatchObject({
			field: 'custom_vipLevel',
			name: 'vipLevel',
			label: 'VIP Level',
			labelZh: '会员等级',
			required: true,
			active: true,
		});
	});

	it('changes the field when it is there, to what the form says', async () => {
		const { id } = await defined({ label: 'Area', required: true, indexed: true });
		const again = await defined({ label: 'Sales Area', name: 'area' });
		expect(again).toMatchObject({ id, label: 'Sales Area', required: false, indexed: false, indexState: 'none' });
	});

	it('takes options by value, with labels in both languages', async () => {
		const options = { items: [{ value: 'g', label: 'Gold', labelZh: '金' }, { value: 's' }] };
		await defined({ label: 'Grade', type: 'option', options });
		const [made] = (await run('create', { fields: mapped({ name: 'a', custom_grade: '金' }) })).json;
		expect(made.custom_grade).toBe('g');
	});

	it('marks the bad item and goes on with the others', async () => {
		const items = [{ label: 'One' }, { label: 'City' }, { label: 'Two' }];
		const { json } = await define({ label: '={{ $json.label }}' }, { items, onError: 'continueRegularOutput' });
		expect(json.map(({ field, error }) => field ?? error)).toEqual(['custom_one', expect.stringContaining('Label'), 'custom_two']);
	});

	it('is listed, all fields or those of a record type', async () => {
		await defined({ label: 'Area', unique: true });
		await defined({ label: 'Size', object: 'lead' });
		const list = async (fieldsOf: string) =>
			(await runNode({ type: 'crm', parameters: { resource: 'field', operation: 'list', fieldsOf, returnAll: true } })).json;
		expect((await list('')).map(({ field }) => field)).toEqual(['custom_area', 'custom_size']);
		expect(await list('customer')).toMatchObject([{ field: 'custom_area', object: 'customer', indexState: 'ready' }]);
	});
});

describe('a custom field', () => {
	const objectFields = async (parameters: INodeParameters) =>
		new Map((await new Crm().methods.resourceMapping.objectFields.call(editor(parameters))).fields.map((field) => [field.id, field]));

	it('is in the form of its record type, with its type, label and options, and in no other', async () => {
		await defined({ label: 'Area', labelZh: '片区', required: true });
		await defined({ label: 'Staff', type: 'integer' });
		await defined({ label: 'Audited On', type: 'date' });
		await defined({ label: 'Grade', type: 'option', options: { items: [{ value: 'g', label: 'Gold' }] } });
		const fields = await objectFields({ resource: 'customer', operation: 'create' });
		expect(fields.get('custom_area')).toMatchObject({ displayName: 'Area', type: 'string', required: true, removed: false });
		expect(fields.get('custom_staff')).toMatchObject({ type: 'number', required: false });
		expect(fields.get('custom_auditedOn')).toMatchObject({ type: 'dateTime' });
		expect(fields.get('custom_grade')).toMatchObject({ type: 'options', options: [{ name: 'Gold', value: 'g' }] });
		expect((await objectFields({ resource: 'contact', operation: 'create' })).has('custom_area')).toBe(false);
		process.env.N8N_DEFAULT_LOCALE = 'zh-CN';
		try {
			expect((await objectFields({ resource: 'customer', operation: 'create' })).get('custom_area')?.displayName).toBe('片区');
		} finally {
			delete process.env.N8N_DEFAULT_LOCALE;
		}
	});

	it('can be matched on when it is unique', async () => {
		await defined({ label: 'Code', unique: true });
		const fields = await objectFields({ resource: 'customer', operation: 'upsert' });
		expect(fields.get('custom_code')).toMatchObject({ canBeUsedToMatch: true });
		const fieldsOf = (value: IDataObject) => ({ ...mapped(value), matchingColumns: ['custom_code'] });
		const [made] = (await run('upsert', { fields: fieldsOf({ name: 'a', custom_code: 'x' }) })).json;
		const [again] = (await run('upsert', { fields: fieldsOf({ custom_code: 'x', city: '苏州' }) })).json;
		expect([made.created, again.created, again.id]).toEqual([true, false, made.id]);
	});

	it('offers the users for a reference to one', async () => {
		await defined({ label: 'Engineer', type: 'reference', refersTo: 'user' });
		const [user] = (await runNode({ type: 'crm', parameters: { resource: 'user', operation: 'create', fields: mapped({ name: '李娜' }) } }))
			.json;
		const fields = await objectFields({ resource: 'customer', operation: 'create' });
		expect(fields.get('custom_engineer')).toMatchObject({ type: 'options', options: [{ name: '李娜', value: user.id }] });
	});

	it('is taken from the item in automatic mapping, a time in the time zone of the workflow', async () => {
		await defined({ label: 'Visited At', type: 'dateTime' });
		const [made] = (await run('create', { fields: automatic }, [{ name: 'a', custom_visitedAt: '2026-03-01T09:00:00' }])).json;
		expect(made.custom_visitedAt).toBe('2026-03-01T01:00:00.000Z');
	});

	it('is in the lists of filters, orders, fields to clear and changed fields', async () => {
		await defined({ label: 'Area' });
		const { loadOptions } = new Crm().methods;
		for (const method of ['filterFields', 'sortFields', 'clearableFields'] as const)
			expect(await loadOptions[method].call(editor({ resource: 'customer' }))).toContainEqual({ name: 'Area', value: 'custom_area' });
		const changed = new CrmTrigger().methods.loadOptions.eventFields;
		expect(await changed.call(editor({ objects: ['customer'] }))).toContainEqual({ name: 'Area', value: 'custom_area' });
		expect(await changed.call(editor({ objects: ['lead'] }))).not.toContainEqual({ name: 'Area', value: 'custom_area' });
	});

	it('filters, sorts, counts, and is in simplified results', async () => {
		await defined({ label: 'Visited At', type: 'dateTime' });
		await run('create', { fields: automatic }, [
			{ name: 'a', custom_visitedAt: '2026-03-01T23:00:00' },
			{ name: 'b', custom_visitedAt: '2026-03-02T01:00:00' },
			{ name: 'c' },
		]);
		const filters = { conditions: [{ field: 'custom_visitedAt', operator: 'equals', value: '2026-03-01' }] };
		const found = (await run('getAll', { filters, simplify: true })).json;
		expect(found).toMatchObject([{ name: 'a', custom_visitedAt: '2026-03-01T15:00:00.000Z' }]);
		const sort = { keys: [{ field: 'custom_visitedAt', direction: 'desc' }] };
		expect((await run('getAll', { sort })).json.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
		expect((await run('count', { filters })).json).toEqual([{ count: 1 }]);
	});

	it('is named by its label in the timeline', async () => {
		await defined({
			label: 'Grade',
			type: 'option',
			options: {
				items: [
					{ value: 'g', label: 'Gold' },
					{ value: 's', label: 'Silver' },
				],
			},
		});
		const [{ id }] = (await run('create', { fields: mapped({ name: 'a', custom_grade: 'g' }) })).json;
		const customerId = { mode: 'id', value: id } as INodeParameters;
		await run('update', { customerId, fields: mapped({ custom_grade: 's' }) });
		const [line] = (await run('timeline', { customerId })).json;
		expect(line.summary).toContain('Grade Gold → Silver');
	});

	it('leaves the forms with built-in fields where the database cannot be opened', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		try {
			const fields = await objectFields({ resource: 'customer', operation: 'create' });
			expect(fields.has('name')).toBe(true);
		} finally {
			delete process.env.EXECUTIONS_MODE;
		}
	});
});

describe('Capture', () => {
	const ofLead = { object: 'lead' };

	it('takes custom fields from a form by name or label, and from the mapped form', async () => {
		await defined({ ...ofLead, label: 'Budget Range', labelZh: '预算范围' });
		const result = await capture([
			posted({ name: '王芳', phone: '13800138000', 预算范围: '10万' }),
			posted({ name: '李娜', phone: '13900139000', budget_range: '20万' }),
			posted({ name: '张伟', phone: '13700137000', custom_budgetRange: '30万' }),
		]);
		expect(counts(result)).toEqual([3, 0, 0, 0]);
		expect(result.outputs[0].map(({ json }) => (json.lead as IDataObject).custom_budgetRange)).toEqual(['10万', '20万', '30万']);
		const fields = mapped({ name: 'Ada Lovelace', email: 'ada@example.com', custom_budgetRange: '40万' });
		const byForm = await runNode({ type: 'crmLead', parameters: { resource: 'lead', operation: 'capture', takeFrom: 'map', fields } });
		expect(first(byForm).lead).toMatchObject({ custom_budgetRange: '40万' });
	});

	it('shows them in its form', async () => {
		await defined({ ...ofLead, label: 'Budget Range' });
		const context = editorContext('crmLead', { resource: 'lead', operation: 'capture' });
		const { fields } = await new CrmLead().methods.resourceMapping.objectFields.call(context);
		expect(fields.map(({ id }) => id)).toContain('custom_budgetRange');
	});

	it('rejects a value that is wrong, missing, or another lead has, by the label of the field', async () => {
		await defined({ ...ofLead, label: 'Staff', type: 'integer' });
		await defined({ ...ofLead, label: 'Code', unique: true });
		await capture([posted({ name: '王芳', phone: '13800138000', code: 'x' })]);
		const result = await capture([
			posted({ name: '李娜', phone: '13900139000', staff: 'many' }),
			posted({ name: '张伟', phone: '13700137000', code: 'x' }),
			posted({ name: '王芳', phone: '13800138000', code: 'x', city: '苏州' }),
			posted({ name: '陈静', phone: '13600136000', code: 'y' }),
			posted({ name: '刘洋', phone: '13500135000', code: 'y' }),
		]);
		expect(counts(result)).toEqual([1, 1, 0, 3]);
		const errors = result.outputs[3].map(({ json }) => (json.errors as IDataObject[])[0]);
		expect(errors).toMatchObject([
			{ field: 'custom_staff', label: 'Staff' },
			{ field: 'custom_code', label: 'Code' },
			{ field: 'custom_code', label: 'Code' },
		]);
	});

	it('fills a blank of a matched lead', async () => {
		await defined({ ...ofLead, label: 'Budget' });
		await capture([posted({ name: '王芳', phone: '13800138000' })]);
		const again = await capture([posted({ name: '王芳', phone: '13800138000', budget: '10万' })]);
		expect(first(again, 1).lead).toMatchObject({ custom_budget: '10万' });
	});
});
