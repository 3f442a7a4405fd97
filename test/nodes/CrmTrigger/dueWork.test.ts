import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeParameters, WorkflowActivateMode } from 'n8n-workflow';

import { closeStores, openCrm } from '../../../core';
import type { Crm, DueWork, ScheduleInput } from '../../../core/crm';
import { defaultConnection } from '../../../nodes/shared/readDatabase';
import { activateTrigger, type ActiveTrigger, type NodeSetup } from '../../support/harness';
import { valueOf } from '../../support/testCrm';
import { freshCrm } from '../../support/userFolder';

const active: ActiveTrigger[] = [];
let crm: Crm;

beforeEach(() => {
	freshCrm();
	crm = openCrm(defaultConnection(), { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });
});
afterEach(async () => {
	crm.release();
	await Promise.all(active.splice(0).map(async (trigger) => await trigger.deactivate()));
});
afterAll(closeStores);

const count: NodeSetup = { type: 'crm', parameters: { resource: 'customer', operation: 'count' } };

const byId = (id: string): INodeParameters => ({ __rl: true, mode: 'id', value: id });

const failing: NodeSetup = {
	type: 'crm',
	parameters: { resource: 'customer', operation: 'get', customerId: byId('01890a5d-ac96-774b-bcce-b302099a8057') },
};

const own = (...names: string[]): INodeParameters => ({ events: ['dueWork'], dueKinds: ['custom'], dueNames: names.join(', ') });

const activate = async (parameters: INodeParameters, then = count, activation: WorkflowActivateMode = 'activate') => {
	const trigger = await activateTrigger(parameters, then, activation);
	active.push(trigger);
	return trigger;
};

const schedule = async (work: Partial<ScheduleInput> = {}): Promise<DueWork> =>
	valueOf((await crm.work.schedule([{ item: 0, kind: 'custom:Call', dueAt: new Date(0).toISOString(), ...work }]))[0]).work;

const open = async () => (await crm.work.list({ limit: 100 })).work;

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
	const giveUp = Date.now() + 10_000;
	while (!(await done()) && Date.now() < giveUp) await sleep(10);
	expect(await done()).toBe(true);
}

it('starts the workflow with what is due, and is done with it when the workflow ends well', async () => {
	const trigger = await activate(own('Call'));
	const { id } = await schedule({ key: 'a phone number', payload: { tries: 2 } });
	await until(async () => trigger.runs.length === 1 && (await open()).length === 0);
	expect(trigger.emitted).toEqual([
		expect.objectContaining({ event: 'dueWork', kind: 'custom', name: 'Call', workId: id, attempt: 1, payload: { tries: 2 } }),
	]);
	expect(trigger.runs[0].json).toEqual([{ count: 0 }]);
});

it('has an output for each kind and each own name, and gives nothing to the others', async () => {
	const trigger = await activate({ ...own('Visit', 'Call'), dueKinds: ['message.check', 'custom'] });
	expect(trigger.outputs).toEqual(['Message to Check', 'Visit', 'Call']);
	await schedule();
	await until(() => trigger.starts.length === 1);
	expect(trigger.starts[0].map((items) => items.length)).toEqual([0, 0, 1]);
});

it('keeps its one output without a name where no due work is asked for', async () => {
	expect((await activate({ events: ['created'] })).outputs).toEqual([undefined]);
});

it('gives out events and due work side by side', async () => {
	const trigger = await activate({ ...own('Call'), events: ['created', 'dueWork'], objects: ['customer'] });
	expect(trigger.outputs).toEqual(['Events', 'Call']);
	await schedule();
	valueOf((await crm.records.create('customer', [{ item: 0, fields: { name: '华为' } }]))[0]);
	await until(() => trigger.starts.length === 2);
	const lengths = trigger.starts.map((outputs) => outputs.map((items) => items.length));
	expect(lengths).toEqual(
		expect.arrayContaining([
			[1, 0],
			[0, 1],
		]),
	);
	expect(trigger.emitted.map(({ event }) => event).sort()).toEqual(['created', 'dueWork']);
});

it('gives failed work out again, with the same key', async () => {
	const trigger = await activate(own('Call'), failing);
	await schedule();
	await until(() => trigger.emitted.length > 1);
	expect(trigger.emitted[1]).toMatchObject({ key: trigger.emitted[0].key, attempt: 2 });
});

it('starts one execution with many items where it is told to', async () => {
	for (let n = 0; n < 7; n++) await schedule({ key: String(n) });
	const trigger = await activate({ ...own('Call'), options: { batch: 5 } });
	await until(async () => (await open()).length === 0);
	expect(trigger.emitted).toHaveLength(7);
	expect(trigger.runs).toHaveLength(2);
});

it('leaves the end to a CRM node where that is asked for', async () => {
	const trigger = await activate({ ...own('Call'), options: { completeWithin: 5 } });
	const { id } = await schedule();
	await until(() => trigger.runs.length === 1);
	await sleep(100);
	expect(await open()).toMatchObject([{ id, state: 'running' }]);
	valueOf((await crm.work.complete([{ item: 0, id }]))[0]);
	expect(await open()).toEqual([]);
});

it('refuses a second workflow on one kind, and names the first', async () => {
	await activate(own('Call', 'Visit'));
	await expect(activateTrigger(own('Visit'), { ...count, workflow: { id: 'workflow-2', name: 'Another' } })).rejects.toMatchObject({
		message: expect.stringContaining('"Visit" already goes to the node "CRM Trigger" of the workflow "A workflow"'),
		description: expect.stringContaining('Deactivate "A workflow"'),
	});
	await active.pop()?.deactivate();
	await activate(own('Visit'));
});

it.each([
	['no kind', { events: ['dueWork'] }, 'Kinds of Due Work'],
	['no name of own work', own(), 'Names of Own Work'],
	['a name that is too long', own('x'.repeat(101)), 'Names of Own Work'],
])('says what is missing where there is %s', async (_, parameters, label) => {
	await expect(activateTrigger(parameters, count)).rejects.toThrow(label);
});

describe('the test in the editor', () => {
	it('shows the next of each kind on its output, and takes it from nobody', async () => {
		const { id } = await schedule({ dueAt: '2126-01-01T00:00:00.000Z' });
		const test = await activateTrigger(own('Visit', 'Call'), count, 'manual');
		expect(test.starts[0].map((items) => items.map(({ json }) => json.workId))).toEqual([[], [id]]);
		expect(await open()).toMatchObject([{ id, state: 'waiting', attempts: 0 }]);
	});

	it('says what to do when there is none', async () => {
		await expect(activateTrigger(own('Call'), count, 'manual')).rejects.toMatchObject({
			message: expect.stringContaining('no due work'),
			description: expect.stringContaining('Due Work → Schedule'),
		});
	});
});
