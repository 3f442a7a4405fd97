import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { Crm } from '../../../nodes/Crm/Crm.node';
import { editorContext, runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const { methods } = new Crm();

const editor = (parameters: INodeParameters = { resource: 'lead', operation: 'create' }) => editorContext('crm', parameters);

const given = async (resource: string, items: readonly IDataObject[]): Promise<readonly IDataObject[]> => {
	const fields = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
	const run = await runNode({ type: 'crm', parameters: { resource, operation: 'create', fields }, items });
	if (run.error) throw run.error;
	return run.json;
};

const fieldsFor = async (parameters: INodeParameters) => {
	const { fields } = await methods.resourceMapping.objectFields.call(editor(parameters));
	return new Map(fields.map((field) => [field.id, field]));
};

describe('the field form', () => {
	it('offers what a user fills in, by type, and hides what the product sets', async () => {
		const fields = await fieldsFor({ resource: 'lead', operation: 'create' });
		expect(fields.get('name')).toMatchObject({ required: true, removed: false, type: 'string' });
		expect(fields.get('city')).toMatchObject({ required: false, removed: true });
		expect(fields.get('source')).toMatchObject({ type: 'options' });
		expect(fields.get('source')?.options).toContainEqual({ name: 'Exhibition', value: 'exhibition' });
		for (const hidden of ['id', 'version', 'createdAt', 'number', 'score', 'status']) expect(fields.has(hidden)).toBe(false);
	});

	it('asks for no field in an update', async () => {
		const fields = await fieldsFor({ resource: 'lead', operation: 'update' });
		expect([...fields.values()].filter(({ required }) => required)).toEqual([]);
	});

	it('matches on unique keys, the ID, phone and email, and indexed names, and proposes the key that a user can fill in', async () => {
		const fields = [...(await fieldsFor({ resource: 'customer', operation: 'upsert' })).values()];
		const ids = (wanted: 'canBeUsedToMatch' | 'defaultMatch') => fields.filter((field) => field[wanted]).map(({ id }) => id);
		expect(ids('canBeUsedToMatch').sort()).toEqual(['email', 'id', 'name', 'number', 'phone', 'unifiedSocialCreditCode', 'website']);
		expect(ids('defaultMatch')).toEqual(['unifiedSocialCreditCode']);
	});

	it('proposes the ID where an object has no unique key', async () => {
		const fields = [...(await fieldsFor({ resource: 'contact', operation: 'upsert' })).values()];
		expect(fields.filter(({ defaultMatch }) => defaultMatch).map(({ id }) => id)).toEqual(['id']);
	});

	it('speaks Chinese on a Chinese instance', async () => {
		process.env.N8N_DEFAULT_LOCALE = 'zh-CN';
		try {
			const fields = await fieldsFor({ resource: 'lead', operation: 'create' });
			expect(fields.get('company')?.displayName).toBe('公司');
			expect(fields.get('source')?.options).toContainEqual({ name: '展会', value: 'exhibition' });
		} finally {
			delete process.env.N8N_DEFAULT_LOCALE;
		}
	});
});

describe('the list of records', () => {
	it('shows names with something to tell them apart, and finds them by part of a name', async () => {
		const [zhang] = await given('lead', [
			{ name: '张伟', company: '华为', phone: '13800138000' },
			{ name: 'Anna Schmidt', email: 'anna@example.com' },
		]);
		const { results } = await methods.listSearch.searchLead.call(editor(), '张');
		expect(results).toEqual([{ name: '张伟 · 华为 · L000001', value: zhang.id }]);
	});

	it('goes on where the page before ended', async () => {
		await given(
			'customer',
			Array.from({ length: 60 }, (_, at) => ({ name: `公司 ${at}` })),
		);
		const first = await methods.listSearch.searchCustomer.call(editor());
		const second = await methods.listSearch.searchCustomer.call(editor(), undefined, first.paginationToken as string);
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(ids).size).toBe(60);
		expect(second.paginationToken).toBeUndefined();
	});
});

describe('the lists of choices', () => {
	it('offers the fields of the chosen object for filters, sorting and clearing', async () => {
		const valuesOf = async (method: 'filterFields' | 'sortFields' | 'clearableFields') =>
			(await methods.loadOptions[method].call(editor({ resource: 'user' }))).map(({ value }) => value);
		expect(await valuesOf('filterFields')).toEqual(expect.arrayContaining(['name', 'createdAt', 'role']));
		expect(await valuesOf('sortFields')).not.toContain('absences');
		const clearable = await valuesOf('clearableFields');
		expect(clearable).toContain('mobile');
		expect(clearable).not.toContain('name');
		expect(clearable).not.toContain('version');
	});

	it('lists the users', async () => {
		const [user] = await given('user', [{ name: '李娜', email: 'li.na@example.com' }]);
		expect(await methods.loadOptions.users.call(editor())).toEqual([{ name: '李娜 · li.na@example.com', value: user.id }]);
	});
});
