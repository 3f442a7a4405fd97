import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CrmRecord } from '../../core/crm';
import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n, type WorkflowJson } from '../support/realN8n';
import { valueOf } from '../support/testCrm';

const day = 86_400_000;

const folder = mkdtempSync(join(tmpdir(), 'guanxi-clock-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the shipped workflow that follows up', () => {
	const clockFile = join(folder, 'demo-clock');
	const n8n = useRealN8n({ env: { GUANXI_DEMO_CLOCK: clockFile } });
	const desk = frontDesk(n8n);
	let workflow: WorkflowJson;
	let owner: CrmRecord;

	let ahead = 0;
	/** Puts the clock of the CRM in n8n ahead, as `npm start -- --jump` does. */
	const jump = (ms: number) => writeFileSync(clockFile, String((ahead += ms)));

	beforeAll(async () => {
		[owner] = (await desk.crm.records.create('user', [{ item: 0, fields: { name: '李娜' } }])).map(valueOf);
		workflow = await n8n.publishShipped('follow-up-cadence.json');
		const run = await n8n.run(workflow, 'Start by Hand');
		expect(run.status).toBe('success');
		expect(itemsOf(run, 'Define the Cadence')).toMatchObject([{ name: 'New Lead Follow-Up', affected: { count: 0 } }]);
	}, 90_000);

	const lead = async (name: string, phone: string) =>
		valueOf((await desk.crm.records.create('lead', [{ item: 0, fields: { name, phone, ownerId: owner.id } }]))[0]);

	const enrolmentOf = async ({ id }: CrmRecord) => (await desk.all('enrolment')).find(({ leadId }) => leadId === id);
	const messagesTo = async ({ id }: CrmRecord) =>
		(await desk.all('message')).filter(({ leadId, userId, direction }) => leadId === id && userId === null && direction === 'outbound');
	const toOwner = async () => (await desk.all('message')).filter(({ userId }) => userId === owner.id);
	const openTasks = async ({ id }: CrmRecord) => (await desk.all('task')).filter(({ leadId, status }) => leadId === id && status === 'open');

	/** Days go by, and the owner does what there is to do, until something has come about. */
	async function live(come: () => Promise<boolean>, of: CrmRecord): Promise<void> {
		for (let days = 0; days < 60; days++) {
			if (await come()) return;
			for (const task of await openTasks(of))
				if (task.kind === 'call') valueOf((await desk.crm.records.update('task', [{ item: 0, id: task.id, fields: { status: 'done' } }]))[0]);
			jump(day / 2);
			await new Promise((resolve) => setTimeout(resolve, 1500));
		}
		throw new Error('sixty days were not enough');
	}

	it('takes a lead that never answers through all steps, each once, and leaves its owner a task', async () => {
		const silent = await lead('赵磊', '13900139001');
		await until(async () => (await enrolmentOf(silent)) !== undefined);
		await live(async () => (await enrolmentOf(silent))?.status === 'finished', silent);
		expect((await messagesTo(silent)).map(({ subject }) => subject).sort()).toEqual(
			['感谢您的咨询', '同类客户的使用情况', '还需要我们做些什么？'].sort(),
		);
		await until(async () => (await openTasks(silent)).length === 1);
		expect(await openTasks(silent)).toMatchObject([
			{ subject: 'Decide how to go on: the cadence ended without a reply', assigneeId: owner.id },
		]);
		expect((await toOwner()).map(({ subject }) => subject).sort()).toEqual(['First Call: 赵磊', 'Second Call: 赵磊'].sort());
	}, 240_000);

	it('ends with the reply of a lead, and tells its owner', async () => {
		const lively = await lead('王芳', '13900139002');
		await live(async () => (await messagesTo(lively)).length === 1, lively);
		const reply = { phone_number: '13900139002', content: '请发报价', sequence_id: 1 };
		valueOf((await desk.crm.inbound.record([{ item: 0, source: 'smsAliyun', json: [reply] }]))[0]);
		await until(async () => (await toOwner()).some(({ subject }) => subject === '王芳 has replied'));
		expect(await enrolmentOf(lively)).toMatchObject({ status: 'exited', exitReason: 'reply' });
	}, 120_000);
});
