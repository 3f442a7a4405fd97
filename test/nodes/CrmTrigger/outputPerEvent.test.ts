import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters, WorkflowActivateMode } from 'n8n-workflow';

import { closeStores, openCrm } from '../../../core';
import type { Crm, CrmRecord } from '../../../core/crm';
import type { ObjectName } from '../../../core/schema/types';
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
const each = (...events: string[]): INodeParameters => ({ events, outputPerEvent: true });

const activate = async (parameters: INodeParameters, activation: WorkflowActivateMode = 'activate') => {
	const trigger = await activateTrigger(parameters, count, activation);
	active.push(trigger);
	return trigger;
};

const create = async (object: ObjectName, fields: object): Promise<CrmRecord> =>
	valueOf((await crm.records.create(object, [{ item: 0, fields: fields as Record<string, unknown> }]))[0]);

async function until(done: () => boolean): Promise<void> {
	for (const end = Date.now() + 10_000; !done() && Date.now() < end;) await sleep(10);
	expect(done()).toBe(true);
}

const eventsAt = ({ starts }: ActiveTrigger, output: number) => starts.flatMap((outputs) => outputs[output].map(({ json }) => json.event));

it('has an output for each event, in the order in which they were chosen', async () => {
	const trigger = await activate({ ...each('updated', 'created'), objects: ['customer'] });
	expect(trigger.outputs).toEqual(['Record Updated', 'Record Created']);
	const { id } = await create('customer', { name: '华为' });
	await crm.records.update('customer', [{ item: 0, id, fields: { name: '华为技术' } }]);
	await until(() => trigger.runs.length === 2);
	expect([eventsAt(trigger, 0), eventsAt(trigger, 1)]).toEqual([['updated'], ['created']]);
});

it('gives an event that is several of those chosen out once, by the most telling one', async () => {
	const owner = await create('user', { name: '李娜' });
	const { id } = await create('lead', { name: '张伟', phone: '13800138000' });
	const trigger = await activate(each('updated', 'lead.assigned'));
	await crm.ownership.assign([{ item: 0, object: 'lead', id, userId: owner.id }]);
	await until(() => trigger.runs.length === 1);
	expect([eventsAt(trigger, 0), eventsAt(trigger, 1)]).toEqual([[], ['lead.assigned']]);
});

it('gives an event and due work that are called the same out apart', async () => {
	const trigger = await activate({
		...each('message.deferred', 'message.sent', 'dueWork'),
		dueKinds: ['message.deferred', 'custom'],
		dueNames: 'Call',
	});
	expect(trigger.outputs).toEqual(['Message Deferred', 'Message Sent', 'Deferred Message', 'Call']);
	await crm.work.schedule([{ item: 0, kind: 'custom:Call', dueAt: new Date(0).toISOString() }]);
	await until(() => trigger.runs.length === 1);
	expect(trigger.starts[0].map((items) => items.length)).toEqual([0, 0, 0, 1]);
});

it('changes nothing where it is off, or no event is chosen', async () => {
	expect((await activate({ events: ['created', 'updated'], outputPerEvent: false })).outputs).toEqual([undefined]);
	expect((await activate({ events: [], outputPerEvent: true })).outputs).toEqual([undefined]);
	const own = { events: ['dueWork'], dueKinds: ['custom'], dueNames: 'Visit', outputPerEvent: true };
	expect((await activate(own)).outputs).toEqual(['Visit']);
});

it('shows the latest of each event on its output in the editor', async () => {
	const { id } = await create('customer', { name: '华为' });
	await crm.records.update('customer', [{ item: 0, id, fields: { name: '华为技术' } }]);
	const test = await activate({ ...each('created', 'updated', 'deleted'), objects: ['customer'] }, 'manual');
	await until(() => test.runs.length === 1);
	expect(test.starts[0].map((items) => items.map(({ json }) => json.event))).toEqual([['created'], ['updated'], []]);
});
