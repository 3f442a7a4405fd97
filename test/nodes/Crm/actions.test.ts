import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (id: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(id) });

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const run = async (parameters: INodeParameters, items: readonly IDataObject[] = [{}]) => await runNode({ type: 'crm', parameters, items });

const given = async (resource: string, ...items: IDataObject[]) => {
	const done = await run({ resource, operation: 'create', fields: automatic }, items);
	if (done.error) throw done.error;
	return done.json;
};

describe('activity → log', () => {
	it('stores the follow-up and makes a task of the next step', async () => {
		const [user] = await given('user', { name: '李娜' });
		const [lead] = await given('lead', { name: '张伟', phone: '13800138000', ownerId: user.id });
		const done = await run({
			resource: 'activity',
			operation: 'log',
			about: 'lead',
			leadId: byId(lead.id),
			method: 'call',
			result: 'interested',
			detail: '希望本周看样品',
			nextStep: '寄样品',
			nextStepOn: '2026-03-05T00:00:00',
			options: { at: '2026-03-01T09:30:00' },
		});
		expect(done.error).toBeUndefined();
		expect(done.json[0]).toMatchObject({
			// Half past nine in the workflow's time zone, Asia/Shanghai.
			activity: { leadId: lead.id, method: 'call', result: 'interested', at: '2026-03-01T01:30:00.000Z' },
			task: { subject: '寄样品', dueOn: '2026-03-05', leadId: lead.id, assigneeId: user.id },
		});
	});

	it('is about now when nobody says otherwise', async () => {
		const [customer] = await given('customer', { name: '华为' });
		const before = new Date().toISOString();
		const done = await run({
			resource: 'activity',
			operation: 'log',
			about: 'customer',
			customerId: byId(customer.id),
			method: 'note',
			detail: '已寄合同',
		});
		const { activity } = done.json[0] as { activity: IDataObject };
		expect(String(activity.at) >= before).toBe(true);
		expect(done.json[0]).not.toHaveProperty('task.id');
	});
});

describe('ownership → assign', () => {
	it('gives a record to a user', async () => {
		const [li, chen] = await given('user', { name: '李娜' }, { name: '陈静' });
		const [customer] = await given('customer', { name: '华为', ownerId: li.id });
		const done = await run({
			resource: 'ownership',
			operation: 'assign',
			object: 'customer',
			customerId: byId(customer.id),
			assignTo: 'user',
			userId: byId(chen.id),
		});
		expect(done.json[0]).toMatchObject({ record: { id: customer.id, ownerId: chen.id }, owner: { name: '陈静' } });
	});

	it('lets a rule choose', async () => {
		const [team] = await given('team', { name: '销售一组' });
		const [li] = await given('user', { name: '李娜', teamId: team.id });
		const [lead] = await given('lead', { name: '张伟', phone: '13800138000' });
		await runNode({
			type: 'crmLead',
			parameters: { resource: 'assignmentRule', operation: 'define', name: '轮流', teamId: team.id as string },
		});
		const done = await run({
			resource: 'ownership',
			operation: 'assign',
			object: 'lead',
			leadId: byId(lead.id),
			assignTo: 'rule',
			rule: '轮流',
		});
		expect(done.json[0]).toMatchObject({ owner: { id: li.id } });
	});
});

describe('system', () => {
	it('tells once about the health of the CRM, however many items come in', async () => {
		const done = await run({ resource: 'system', operation: 'health' }, [{}, {}, {}]);
		expect(done.json).toHaveLength(1);
		expect(Object.keys(done.json[0]).length).toBeGreaterThan(2);
	});

	it('lists what is still to be set up, in words', async () => {
		const done = await run({ resource: 'system', operation: 'setupProblems' });
		expect(done.json.length).toBeGreaterThan(0);
		expect(done.json.every(({ code, message, hint }) => [code, message, hint].every((text) => typeof text === 'string'))).toBe(true);
	});

	it('says so when nothing is missing', async () => {
		await run({ resource: 'system', operation: 'loadDemo' });
		expect((await run({ resource: 'system', operation: 'setupProblems' })).json).toEqual([
			{ code: 'complete', message: 'Nothing is missing', hint: expect.any(String) },
		]);
	});

	it('has no dead letters in a new CRM and says so for one that does not exist', async () => {
		expect((await run({ resource: 'system', operation: 'deadLetters', returnAll: true })).json).toEqual([]);
		const retried = await run({ resource: 'system', operation: 'retryDeadLetter', deadLetterId: '01890a5d-ac96-774b-bcce-b302099a8057' });
		expect(retried.error?.message).toBeTruthy();
	});

	it('loads the demo once and takes its records away again', async () => {
		const count = async (resource: string) => (await run({ resource, operation: 'count' })).json[0].count;
		await run({ resource: 'system', operation: 'loadDemo' });
		const leads = await count('lead');
		expect(leads).toBeGreaterThan(3);
		await run({ resource: 'system', operation: 'loadDemo' });
		expect(await count('lead')).toBe(leads);
		const removed = await run({ resource: 'system', operation: 'removeDemo' });
		expect(removed.json).toMatchObject([{ removed: { lead: leads }, note: expect.stringContaining('new leads still go to these users') }]);
		expect(await count('lead')).toBe(0);
		expect(await count('user')).toBe(6);
	});
});
