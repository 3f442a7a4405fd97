import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, INodeParameters, WorkflowActivateMode } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { CrmTrigger } from '../../../nodes/CrmTrigger/CrmTrigger.node';
import { activateTrigger, editorContext, runNode, type ActiveTrigger, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

const active: ActiveTrigger[] = [];

beforeEach(freshCrm);
afterEach(async () => {
	await Promise.all(active.splice(0).map(async (trigger) => await trigger.deactivate()));
});
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const byId = (id: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(id) });

const crm = async (parameters: INodeParameters, items: readonly IDataObject[] = [{}]) => {
	const run = await runNode({ type: 'crm', parameters, items });
	if (run.error) throw run.error;
	return run.json;
};

const create = async (resource: string, ...items: IDataObject[]) => await crm({ resource, operation: 'create', fields: automatic }, items);

const setCity = async (id: unknown, city: string) =>
	await crm({ resource: 'customer', operation: 'update', customerId: byId(id), fields: automatic }, [{ city }]);

const countCustomers: NodeSetup = { type: 'crm', parameters: { resource: 'customer', operation: 'count' } };

const activate = async (parameters: INodeParameters, then: NodeSetup = countCustomers, activation: WorkflowActivateMode = 'activate') => {
	const trigger = await activateTrigger(parameters, then, activation);
	active.push(trigger);
	return trigger;
};

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
	const giveUp = Date.now() + 10_000;
	while (!(await done()) && Date.now() < giveUp) await sleep(10);
	expect(await done()).toBe(true);
}

it('starts the workflow with the event, the record as it is, and a key to pass on', async () => {
	const trigger = await activate({ events: ['created'], objects: ['customer'] });
	const [{ id }] = await create('customer', { name: '华为', city: '深圳' });
	await create('lead', { name: '张伟', phone: '13800138000' });
	await until(() => trigger.runs.length === 1);
	expect(trigger.emitted).toMatchObject([
		{
			event: 'created',
			object: 'customer',
			recordId: id,
			record: { name: '华为' },
			seq: expect.any(Number),
			key: expect.any(String),
			attempt: 1,
		},
	]);
	expect(trigger.runs[0].json).toEqual([{ count: 1 }]);
});

it('tells of a changed field only', async () => {
	const [{ id }] = await create('customer', { name: '华为', city: '深圳' });
	const trigger = await activate({ events: ['fieldChanged'], objects: ['customer'], changedFields: ['city'] });
	await crm({ resource: 'customer', operation: 'update', customerId: byId(id), fields: automatic }, [{ industry: '通信' }]);
	await setCity(id, '东莞');
	await until(() => trigger.emitted.length > 0);
	expect(trigger.emitted).toMatchObject([{ changes: { city: { from: '深圳', to: '东莞' } } }]);
});

it('gives out what happened while it was off, and begins with now when it is new', async () => {
	await create('customer', { name: '从前' });
	const before = await activate({ events: ['created'], objects: ['customer'] });
	await active.pop()?.deactivate();
	await create('customer', { name: '其间' });
	const after = await activate({ events: ['created'], objects: ['customer'] });
	await until(() => after.emitted.length > 0);
	expect(before.emitted).toEqual([]);
	expect(after.emitted.map(({ record }) => (record as IDataObject).name)).toEqual(['其间']);
});

describe('a trigger that starts now', () => {
	const parameters = { events: ['created'], objects: ['customer'], start: 'skipMissed' };

	it('leaves out what happened while the workflow was off', async () => {
		await activate(parameters);
		await active.pop()?.deactivate();
		await create('customer', { name: '其间' });
		const after = await activate(parameters);
		await create('customer', { name: '之后' });
		await until(() => after.emitted.length > 0);
		expect(after.emitted.map(({ record }) => (record as IDataObject).name)).toEqual(['之后']);
	});

	it('leaves out nothing when n8n was only restarted', async () => {
		await activate(parameters);
		await active.pop()?.deactivate();
		await create('customer', { name: '重启期间' });
		const after = await activate(parameters, countCustomers, 'init');
		await until(() => after.emitted.length > 0);
		expect(after.emitted.map(({ record }) => (record as IDataObject).name)).toEqual(['重启期间']);
	});
});

it('replays the events since a time, meant in the workflow’s time zone', async () => {
	await create('customer', { name: '从前' });
	const hourAgo = new Date(Date.now() - 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 19);
	const trigger = await activate({ events: ['created'], objects: ['customer'], start: 'replay', replayFrom: hourAgo });
	await until(() => trigger.emitted.length > 0);
	expect(trigger.emitted.map(({ record }) => (record as IDataObject).name)).toEqual(['从前']);
});

it('delivers an event again when its workflow failed', async () => {
	const failing: NodeSetup = {
		type: 'crm',
		parameters: { resource: 'customer', operation: 'get', customerId: byId('01890a5d-ac96-774b-bcce-b302099a8057') },
	};
	const trigger = await activate({ events: ['created'], objects: ['customer'] }, failing);
	await create('customer', { name: '华为' });
	await until(() => trigger.emitted.length > 1);
	expect(trigger.emitted[1]).toMatchObject({ key: trigger.emitted[0].key, attempt: 2 });
});

it.each([
	['a node in its row', false],
	["an AI agent's tool", true],
])('stops a workflow that starts itself by %s, at the depth asked for', async (_, asTool) => {
	const addAnother: NodeSetup = {
		type: 'crm',
		asTool,
		parameters: {
			resource: 'customer',
			operation: 'create',
			fields: { ...automatic, mappingMode: 'defineBelow', value: { name: '又一家' } },
		},
	};
	const trigger = await activate({ events: ['created'], objects: ['customer'], options: { maxDepth: 3 } }, addAnother);
	await create('customer', { name: '第一家' });
	const letters = async () => await crm({ resource: 'system', operation: 'deadLetters', returnAll: true });
	await until(async () => (await letters()).length > 0);
	expect(trigger.runs).toHaveLength(3);
	const [letter] = await letters();
	expect(letter.reason).toContain('A workflow');
});

describe('a store that cannot be opened', () => {
	const parameters = { events: ['created'], objects: ['customer'] };
	/** A file where the store's folder should be. */
	const inTheWay = () => join(String(process.env.N8N_USER_FOLDER), '.n8n', 'guanxi');

	beforeEach(() => {
		mkdirSync(join(inTheWay(), '..'), { recursive: true });
		writeFileSync(inTheWay(), '');
	});

	it('is told to the user who publishes the workflow', async () => {
		await expect(activateTrigger(parameters, countCustomers)).rejects.toThrow('cannot be opened');
	});

	it('is opened later when that is so while n8n starts, where nobody would see the error', async () => {
		const trigger = await activate(parameters, countCustomers, 'init');
		rmSync(inTheWay());
		let name = 0;
		await until(async () => {
			await create('customer', { name: `客户 ${++name}` });
			return trigger.emitted.length > 0;
		});
	});

	it('is not tried any more when the workflow is switched off', async () => {
		await activate(parameters, countCustomers, 'init');
		await active.pop()?.deactivate();
		rmSync(inTheWay());
		await sleep(6_000);
		expect(existsSync(inTheWay())).toBe(false);
	});
});

describe('the test in the editor', () => {
	it('shows the latest event that fits and takes it from nobody', async () => {
		await create('customer', { name: '华为' });
		await create('lead', { name: '张伟', phone: '13800138000' });
		const test = await activateTrigger({ events: ['created'], objects: ['customer'] }, countCustomers, 'manual');
		expect(test.emitted).toMatchObject([{ event: 'created', record: { name: '华为' } }]);
	});

	it('says what to do when there has been none', async () => {
		const test = activateTrigger({ events: ['lead.qualified'] }, countCustomers, 'manual');
		await expect(test).rejects.toMatchObject({
			message: expect.stringContaining('no such event'),
			description: expect.stringContaining('creating'),
		});
	});

	it('offers the fields of the chosen record types', async () => {
		const { methods } = new CrmTrigger();
		const options = await methods.loadOptions.eventFields.call(editorContext('crm', { objects: ['team'] }));
		expect(options).toContainEqual({ name: 'Parent Team', value: 'parentId' });
		expect(options.map(({ value }) => value)).not.toContain('city');
	});
});

it('refuses to be switched on where SQLite cannot serve, and says so', async () => {
	process.env.EXECUTIONS_MODE = 'queue';
	try {
		await expect(activateTrigger({ events: ['created'] }, countCustomers)).rejects.toThrow('PostgreSQL');
	} finally {
		delete process.env.EXECUTIONS_MODE;
	}
});
