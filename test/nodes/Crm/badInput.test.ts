import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores, objects } from '../../../core';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const byId = (id: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(id) });

const run = async (parameters: INodeParameters, items: readonly IDataObject[] = [{}], onError?: NodeSetup['onError']) =>
	await runNode({ type: 'crm', parameters, items, onError });

const create = async (resource: string, item: IDataObject) => await run({ resource, operation: 'create', fields: automatic }, [item]);

/** A bad item stands behind a good one and leaves it stored; the bad one's problems, by field. */
const problemsOf = async (item: IDataObject, resource = 'contact'): Promise<string[]> => {
	const done = await run({ resource, operation: 'create', fields: automatic }, [{ name: '好的' }, item], 'continueRegularOutput');
	expect(done.json[0]).toMatchObject({ name: '好的' });
	const details = done.json[1].details as { problems: Array<{ field: string; message: string }> } | undefined;
	return (details?.problems ?? []).map(({ field }) => field).sort();
};

/** The lead's fields that take any text. */
const textFields = objects
	.get('lead')
	.fields.filter(
		({ type, system, readOnly, maxLength = 0 }) => (type === 'text' || type === 'longText') && !system && !readOnly && maxLength > 64,
	)
	.map(({ name }) => name);

describe('what cannot be stored', () => {
	it.each([
		['a missing required field', { city: '上海' }, ['city', 'name']],
		['several things at once', { name: '', mobile: 'abc', email: 'a@@b', birthday: '2026-02-30' }, ['birthday', 'email', 'mobile', 'name']],
		['a wrong type', { name: { first: '张' }, primary: 'perhaps' }, ['name', 'primary']],
		['a text that is too long', { name: 'x'.repeat(1_000_000) }, ['name']],
		['a NUL byte', { name: 'a\u0000b', position: '\u0000' }, ['name', 'position']],
		['a date that does not exist', { name: '张伟', birthday: '2025-02-29' }, ['birthday']],
		['a landline where a mobile is wanted', { name: '张伟', mobile: '010-62345678' }, ['mobile']],
		['an id that is none', { name: '张伟', customerId: 'C000001' }, ['customerId']],
		['a record that is not there', { name: '张伟', customerId: '01890a5d-ac96-774b-bcce-b302099a8057' }, ['customerId']],
	])('is refused by field: %s', async (_what, item, fields) => {
		expect(await problemsOf(item)).toEqual(fields);
	});

	it('is refused: a reference to a deleted record', async () => {
		const [customer] = (await create('customer', { name: '华为' })).json;
		await run({ resource: 'customer', operation: 'delete', customerId: byId(customer.id) });
		expect(await problemsOf({ name: '张伟', customerId: customer.id })).toEqual(['customerId']);
	});

	it('keeps every value out of the error', async () => {
		const secret = 'geheim4711';
		const done = await create('contact', {
			name: '张伟',
			mobile: secret,
			email: `${secret}@@x`,
			birthday: secret,
			customerId: secret,
			[secret]: 1,
		});
		const { message, description } = done.error ?? {};
		expect(`${message} ${description}`.replaceAll(`${secret}:`, '').replaceAll(`"${secret}"`, '')).not.toMatch(
			new RegExp(`(mobile|email|birthday|customerId)[^\\n]*${secret}`),
		);
	});
});

describe('what is stored as it is', () => {
	it.each([
		['emoji and combining characters', 'Zoë 👩‍👩‍👧 e\u0301 𠮷野家'],
		['SQL', `'; DROP TABLE "crm_customer"; --`],
		['templates', '{{ $json.x }} ={{ 1 + 1 }} ${process.env.HOME} {{{raw}}} <%= 1 %>'],
		['markup', '<script>alert(1)</script>&amp;"\''],
	])('%s, in every text field', async (_what, value) => {
		expect(textFields.length).toBeGreaterThan(5);
		const item = Object.fromEntries(textFields.map((name) => [name, value]));
		const done = await create('lead', { ...item, phone: '13800138000' });
		expect(done.error).toBeUndefined();
		const filters = { conditions: [{ field: 'company', operator: 'contains', value: String(done.json[0].company) }] };
		const [stored] = (await run({ resource: 'lead', operation: 'getAll', simplify: false, filters })).json;
		for (const name of textFields) expect(String(stored[name]).normalize('NFC')).toBe(value.normalize('NFC'));
	});
});

describe('a store that cannot serve', () => {
	const file = () => join(process.env.N8N_USER_FOLDER as string, '.n8n', 'guanxi', 'crm.sqlite');

	it('is named when the file is no database, and nothing of it is touched', async () => {
		await create('customer', { name: '华为' });
		await closeStores();
		writeFileSync(file(), 'this is not a database, it is a letter to my aunt'.repeat(100));
		const done = await create('customer', { name: '中兴' });
		expect(done.error?.description).toBeTruthy();
		expect(done.error?.message).not.toMatch(/SQLITE_|undefined/);
		expect(statSync(file()).size).toBe(4900);
		truncateSync(file(), 0);
		await closeStores();
		expect((await create('customer', { name: '又好了' })).error).toBeUndefined();
	});
});
