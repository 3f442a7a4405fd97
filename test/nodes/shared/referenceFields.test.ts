import type { IDataObject, INodeParameters, INodePropertyOptions, ResourceMapperField, ResourceMapperValue } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { Crm } from '../../../nodes/Crm/Crm.node';
import { CrmLead } from '../../../nodes/CrmLead/CrmLead.node';
import { editorContext, runNode, type NodeRun } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const nodes = { crm: new Crm(), crmLead: new CrmLead() };

const autoMap: ResourceMapperValue = {
	mappingMode: 'autoMapInputData',
	value: null,
	matchingColumns: [],
	schema: [],
	attemptToConvertTypes: false,
	convertFieldsToString: false,
};

const created = async (resource: string, items: readonly IDataObject[]): Promise<string[]> => {
	const run = await runNode({ type: 'crm', parameters: { resource, operation: 'create', fields: autoMap }, items });
	if (run.error) throw run.error;
	return run.json.map(({ id }) => String(id));
};

const fieldsFor = async (resource: string, operation = 'create', type: keyof typeof nodes = 'crm', value?: object) => {
	const parameters = { resource, operation, ...(value && { fields: { ...autoMap, mappingMode: 'defineBelow', value } }) };
	const { fields } = await nodes[type].methods.resourceMapping.objectFields.call(editorContext(type, parameters as INodeParameters));
	return new Map(fields.map((field) => [field.id, field]));
};

const namesOf = (options: INodePropertyOptions[] = []) => options.map(({ name }) => name);

const inChinese = async <T>(work: () => Promise<T>): Promise<T> => {
	process.env.N8N_DEFAULT_LOCALE = 'zh-CN';
	try {
		return await work();
	} finally {
		delete process.env.N8N_DEFAULT_LOCALE;
	}
};

describe('a reference in the field form', () => {
	it.each(['create', 'update', 'upsert'])('offers people and teams by name in %s', async (operation) => {
		const [south] = await created('team', [{ name: 'South' }]);
		const [anna, bo] = await created('user', [{ name: 'Anna' }, { name: 'Bo' }]);
		const people = [
			{ name: 'Anna', value: anna },
			{ name: 'Bo', value: bo },
		];
		expect((await fieldsFor('lead', operation)).get('ownerId')).toMatchObject({ displayName: 'Owner', type: 'options', options: people });
		const user = await fieldsFor('user', operation);
		expect(user.get('teamId')).toMatchObject({ type: 'options', options: [{ name: 'South', value: south }] });
		expect(user.get('managerId')).toMatchObject({ type: 'options', options: people });
	});

	it('offers them in the form of Capture too', async () => {
		await created('user', [{ name: 'Anna' }]);
		expect(namesOf((await fieldsFor('lead', 'capture', 'crmLead')).get('ownerId')?.options)).toEqual(['Anna']);
	});

	it('sorts by name as readers do, and leaves out who left, as the names are saved with the workflow', async () => {
		await created('user', [{ name: '张伟' }, { name: 'bo' }, { name: 'Carl' }, { name: '阿明', active: false }, { name: '李娜' }]);
		expect(namesOf((await fieldsFor('lead')).get('ownerId')?.options)).toEqual(['李娜', '张伟', 'bo', 'Carl']);
	});

	it('keeps the one chosen who has left, said so and at the end, so that n8n does not refuse the choice', async () => {
		const [ming] = await created('user', [{ name: '阿明', active: false }, { name: 'Gone', active: false }, { name: '李娜' }]);
		const owners = async (ownerId: unknown) => (await fieldsFor('lead', 'create', 'crm', { ownerId })).get('ownerId')?.options ?? [];
		const names = async () => namesOf(await owners(ming));
		expect(await owners(ming)).toContainEqual({ name: '阿明 (inactive)', value: ming });
		expect(await names()).toEqual(['李娜', '阿明 (inactive)']);
		expect(await inChinese(names)).toEqual(['李娜', '阿明（不在职）']);
		for (const other of ['Gone', '={{ $json.id }}', '', null, 7]) expect(namesOf(await owners(other))).toEqual(['李娜']);
	});

	it('tells namesakes apart, and keeps addresses out of the saved workflow otherwise', async () => {
		const [, , third] = await created('user', [
			{ name: 'Wei', email: 'wei@example.com' },
			{ name: 'Wei', mobile: '13800138000' },
			{ name: 'Wei' },
			{ name: 'Anna', email: 'anna@example.com' },
		]);
		const names = namesOf((await fieldsFor('lead')).get('ownerId')?.options);
		expect(names.sort()).toEqual(['Anna', 'Wei · +8613800138000', 'Wei · wei@example.com', `Wei · ${third}`].sort());
	});

	it('asks for an ID where there are more than fit a list, and where there is nobody yet', async () => {
		const asksForId = { type: 'string', displayName: 'Owner ID' };
		const ownerField = async () => (await fieldsFor('lead')).get('ownerId');
		expect(await ownerField()).toMatchObject(asksForId);
		await created(
			'user',
			Array.from({ length: 200 }, (_, at) => ({ name: `User ${at}` })),
		);
		expect((await ownerField())?.options).toHaveLength(200);
		await created('user', [{ name: 'Left', active: false }]);
		expect((await ownerField())?.options).toHaveLength(200);
		await created('user', [{ name: 'One more' }]);
		expect(await ownerField()).toMatchObject(asksForId);
		expect(await ownerField()).not.toHaveProperty('options');
	});

	it('says that it takes the ID or the number of a customer, in both languages', async () => {
		await created('customer', [{ name: '华为' }]);
		const customer = async () => (await fieldsFor('contact')).get('customerId');
		expect(await customer()).toMatchObject({ type: 'string', displayName: 'Customer (ID or Number)' });
		expect((await inChinese(customer))?.displayName).toBe('客户（ID 或编号）');
	});

	it('is fetched anew by the editor at each opening, which it does for forms whose fields have no `readOnly`', async () => {
		const mappers = Object.values(nodes).flatMap(({ description }) =>
			description.properties.filter(({ type }) => type === 'resourceMapper'),
		);
		expect(mappers.length).toBeGreaterThan(3);
		for (const { typeOptions } of mappers) expect(typeOptions?.resourceMapper?.refreshIncompleteSchemaOnOpen).toBe(true);
		expect([...(await fieldsFor('lead')).values()].filter((field) => 'readOnly' in field)).toEqual([]);
	});

	it('opens without a database', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		try {
			const fields = await fieldsFor('lead');
			expect(fields.get('name')).toMatchObject({ type: 'string' });
			expect(fields.get('ownerId')).toMatchObject({ type: 'string' });
		} finally {
			delete process.env.EXECUTIONS_MODE;
		}
	});
});

describe('a lead created with an owner', () => {
	const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';

	/** The node as the editor saved it when Anna was the only user. */
	const savedNode = async (ownerId: string, items: readonly IDataObject[]): Promise<NodeRun> => {
		const fields = { ...autoMap, mappingMode: 'defineBelow', value: { name: 'A lead', phone: '13800138000', ownerId }, schema };
		return await runNode({ type: 'crm', parameters: { resource: 'lead', operation: 'create', fields }, items });
	};
	let anna: string;
	let schema: ResourceMapperField[];
	beforeEach(async () => {
		[anna] = await created('user', [{ name: 'Anna' }]);
		schema = [...(await fieldsFor('lead')).values()];
	});

	it('takes the one chosen', async () => {
		const run = await savedNode(anna, [{}]);
		expect(run.json).toEqual([expect.objectContaining({ ownerId: anna })]);
	});

	it('takes the one chosen though they have left since, also when the form was opened again', async () => {
		await runNode({
			type: 'crm',
			parameters: { resource: 'user', operation: 'update', userId: { __rl: true, mode: 'id', value: anna }, fields: autoMap },
			items: [{ active: false }],
		});
		schema = [...(await fieldsFor('lead', 'create', 'crm', { ownerId: anna })).values()];
		expect(namesOf(schema.find(({ id }) => id === 'ownerId')?.options)).toEqual(['Anna (inactive)']);
		const run = await savedNode(anna, [{}]);
		expect(run.json).toEqual([expect.objectContaining({ ownerId: anna })]);
	});

	it('takes the ID of an earlier node, also of a colleague who came after the node was saved', async () => {
		const [bo] = await created('user', [{ name: 'Bo' }]);
		const run = await savedNode('={{ $json.userId }}', [{ userId: anna }, { userId: bo }]);
		expect(run.json.map(({ ownerId }) => ownerId)).toEqual([anna, bo]);
	});

	it('takes it from the input in automatic mapping', async () => {
		const [bo] = await created('user', [{ name: 'Bo' }]);
		const parameters = { resource: 'lead', operation: 'create', fields: { ...autoMap, schema } };
		const run = await runNode({ type: 'crm', parameters, items: [{ name: 'A lead', phone: '13800138000', ownerId: bo }] });
		expect(run.json).toEqual([expect.objectContaining({ ownerId: bo })]);
	});

	it.each([
		['an ID that nobody has', nobody, 'Owner refers to a user that does not exist or was deleted'],
		['a name', 'Anna', 'Owner must be a record id'],
	])('says what is wrong with %s, by expression as in automatic mapping', async (_, ownerId, message) => {
		const byExpression = await savedNode('={{ $json.userId }}', [{ userId: ownerId }]);
		const parameters = { resource: 'lead', operation: 'create', fields: { ...autoMap, schema } };
		const automatic = await runNode({ type: 'crm', parameters, items: [{ name: 'A lead', phone: '13800138000', ownerId }] });
		for (const { error } of [byExpression, automatic]) expect(error?.message).toContain(message);
	});
});
