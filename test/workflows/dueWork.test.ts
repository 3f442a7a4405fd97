import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import type { DueWork } from '../../core/crm';
import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n } from '../support/realN8n';
import { inARow, type Step } from '../support/workflows';

const minute = 60_000;
const day = 24 * 60 * minute;

const folder = mkdtempSync(join(tmpdir(), 'guanxi-clock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const start: Step = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
const done: Step = { name: 'Done', type: 'n8n-nodes-base.noOp' };
const failing: Step = { name: 'Mail', type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'The mail server is down' } };

const crmStep = (name: string, parameters: INode['parameters']): Step => ({ name, type: 'n8n-nodes-guanxi.crm', parameters });

/** A CRM Trigger for work of these names. */
const onDue = (...names: string[]): Step => ({
	name: 'When Due',
	type: 'n8n-nodes-guanxi.crmTrigger',
	parameters: { events: ['dueWork'], dueKinds: ['custom'], dueNames: names.join(', ') },
});

/** When the demo's data is made, whatever day it is, so much lies ahead. */
const week = 7 * day;

describe('due work in n8n', () => {
	const clockFile = join(folder, 'demo-clock');
	const n8n = useRealN8n({ env: { GUANXI_DEMO_CLOCK: clockFile } });
	const desk = frontDesk(n8n);

	let ahead = 0;
	/** Puts the clock of the CRM in n8n ahead, as `npm start -- --jump` does. */
	const jump = (ms: number) => writeFileSync(clockFile, String((ahead += ms)));

	const crm = async (parameters: INode['parameters']) => {
		const run = await n8n.run(inARow('Once', [start, crmStep('CRM', parameters)]), 'Start');
		return itemsOf(run, 'CRM') as unknown as Array<Record<string, unknown>>;
	};
	/** Schedules with the CRM node, in so many minutes by the clock of the CRM. */
	const schedule = async (workName: string, minutes = 0) => {
		const dueAt = new Date(Date.now() + ahead + minutes * minute).toISOString();
		const [{ workId }] = await crm({ resource: 'work', operation: 'schedule', workName, due: 'at', dueAt });
		return String(workId);
	};
	const stateOf = async (workId: string) => {
		const { work } = await desk.crm.work.list({ limit: 100 });
		return work.find(({ id }: DueWork) => id === workId)?.state ?? 'gone';
	};

	it('starts its workflow when the clock gets there, by the output of its name, and is done then', async () => {
		const workflow = await n8n.publish(inARow('Calls', [onDue('Call', 'Visit'), done]));
		const workId = await schedule('Call', 7 * 24 * 60);
		expect(await n8n.client.executions({ workflowId: workflow.id })).toEqual([]);
		jump(7 * day);
		const [execution] = await n8n.untilExecutions(workflow.id);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Done')).toMatchObject([{ event: 'dueWork', kind: 'custom', name: 'Call', workId, attempt: 1 }]);
		await until(async () => (await stateOf(workId)) === 'gone');
		// Nothing is connected to the second output.
		await schedule('Visit');
		const [second] = await n8n.untilExecutions(workflow.id, 2);
		expect(second.status).toBe('success');
		expect(second.data.resultData.runData).not.toHaveProperty('Done');
	});

	it('comes again when its workflow fails, and is among the dead letters in the end, from where it is retried', async () => {
		const workflow = await n8n.publish(inARow('Mails', [onDue('Mail'), failing]));
		const workId = await schedule('Mail');
		for (let attempt = 1; attempt <= 6; attempt++) {
			const [latest] = await n8n.untilExecutions(workflow.id, attempt);
			expect(latest.status).toBe('error');
			jump(60 * minute);
		}
		await until(async () => (await stateOf(workId)) === 'dead');
		const letters = await crm({ resource: 'system', operation: 'deadLetters', returnAll: true });
		expect(letters).toMatchObject([{ id: workId, event: 'dueWork', name: 'Mail', attempts: 6, reason: 'Mail: The mail server is down' }]);
		await crm({ resource: 'system', operation: 'retryDeadLetter', deadLetterId: workId });
		await n8n.untilExecutions(workflow.id, 7);
		await n8n.client.unpublish(workflow.id);
		await crm({ resource: 'system', operation: 'cancelDueWork', cancelBy: 'id', workId });
	});

	it('is refused to a second workflow, in words that name the first, until that one is switched off', async () => {
		const first = await n8n.publish(inARow('Reminders', [onDue('Remind'), done]));
		const second = inARow('More reminders', [onDue('Remind'), done]);
		const refused = n8n.publish(second);
		await expect(refused).rejects.toThrow(
			`"Remind" already goes to the node "When Due" of the workflow "Reminders". Each kind has one active workflow, so that nothing is done twice. Deactivate "Reminders"`,
		);
		await n8n.client.unpublish(first.id);
		await n8n.publish(second);
		await schedule('Remind');
		await n8n.untilExecutions(second.id);
	});

	it('comes again after n8n was killed in the middle of its execution', async () => {
		const pause: Step = {
			name: 'Pause',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { resume: 'timeInterval', amount: '={{ $json.attempt === 1 ? 60 : 0 }}', unit: 'seconds' },
		};
		const workflow = await n8n.publish(inARow('Slow', [onDue('Slow'), pause, done]));
		const workId = await schedule('Slow');
		await until(async () => (await n8n.client.executions({ workflowId: workflow.id, status: 'running' })).length > 0);
		await n8n.killAndRestart();
		expect(await stateOf(workId)).toBe('running');
		jump(minute);
		await until(async () => (await stateOf(workId)) === 'gone');
		const [latest] = await n8n.untilExecutions(workflow.id, 2);
		expect(latest.status).toBe('success');
		expect(itemsOf(latest, 'Done')).toMatchObject([{ workId, attempt: 2 }]);
	});

	it('is shown in the editor’s test without being taken, and where there is none the test says what to do', async () => {
		const workflow = inARow('Try', [onDue('Later'), done]);
		const empty = await n8n.run(workflow, 'When Due').catch((error: Error) => error);
		expect(JSON.stringify(empty instanceof Error ? empty.message : empty.data.resultData.error)).toContain('no due work');
		const workId = await schedule('Later', 30);
		const shown = await n8n.run(workflow, 'When Due');
		expect(itemsOf(shown, 'Done')).toMatchObject([{ workId, name: 'Later' }]);
		expect(await stateOf(workId)).toBe('waiting');
	});

	it('gives the reminders of the demo to the shipped workflow within a week, which makes a task of each', async () => {
		await n8n.publishShipped('due-reminders.json');
		await crm({ resource: 'system', operation: 'loadDemo' });
		const { work } = await desk.crm.work.list({ limit: 100, kinds: ['custom:跟进提醒'] });
		const [{ workId }] = await crm({
			resource: 'work',
			operation: 'schedule',
			workName: 'Follow-Up Reminder',
			due: 'after',
			amount: 2,
			unit: 'hours',
			options: { byWeekdays: true, idempotencyKey: 'one' },
		});
		const before = (await desk.all('task')).length;
		jump(week);
		await until(async () => (await desk.crm.work.list({ limit: 100, kinds: ['custom:跟进提醒', 'custom:Follow-Up Reminder'] })).work.length === 0);
		const tasks = (await desk.all('task')).filter(({ subject }) => String(subject).startsWith('Follow up: '));
		expect(tasks).toHaveLength(work.length + 1);
		expect((await desk.all('task')).length).toBe(before + tasks.length);
		expect(tasks.filter(({ leadId, opportunityId }) => leadId ?? opportunityId)).toHaveLength(work.length);
		expect(await stateOf(String(workId))).toBe('gone');
	});
});
