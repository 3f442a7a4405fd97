import type { INode } from 'n8n-workflow';

import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n, type WorkflowJson } from '../support/realN8n';
import { valueOf } from '../support/testCrm';
import { fieldsOf, inARow, webhook, type Step } from '../support/workflows';

/** Starts a workflow when this happens to a team. */
const onTeam = (event: string): Step => ({
	name: 'Team Event',
	type: 'n8n-nodes-guanxi.crmTrigger',
	parameters: { events: [event], objects: ['team'] },
});

const crmNode = (name: string, parameters: INode['parameters']): Step => ({ name, type: 'n8n-nodes-guanxi.crm', parameters });

const called: Step = {
	name: 'Called',
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	parameters: { inputSource: 'passthrough' },
};

const call = ({ id }: WorkflowJson): Step => ({
	name: 'Call',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters: { workflowId: { __rl: true, mode: 'id', value: id }, options: {} },
});

const postTo = (url: string): Step => ({
	name: 'Post',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify($json) }}', options: {} },
});

describe('a workflow that causes its own events by way of another one', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);

	/** The events kept from this workflow, once there is one. */
	const stopped = async ({ id }: WorkflowJson) => {
		const letters = async () => (await desk.crm.system.deadLetters({ limit: 100 })).letters.filter(({ workflowId }) => workflowId === id);
		await until(async () => (await letters()).length > 0, 60_000);
		return await letters();
	};

	const newTeam = async (name: string) => valueOf((await desk.crm.records.create('team', [{ item: 0, fields: { name } }]))[0]);

	it('through Execute Workflow is stopped at the depth that is set, though each round makes a new record', async () => {
		const fields = fieldsOf({ name: '={{ `Team ${$json.seq}` }}' });
		const writing = await n8n.publish(inARow('Add Team', [called, crmNode('Add', { resource: 'team', operation: 'create', fields })]));
		const between = await n8n.publish(inARow('Route', [called, call(writing)]));
		const started = await n8n.publish(inARow('Hand Over', [onTeam('created'), call(between)]));
		await newTeam('First');
		expect(await stopped(started)).toMatchObject([
			{ attempts: 0, reason: { en: 'Loop: Add Team → Add Team → Hand Over. Workflows may start each other 5 times in a row.' } },
		]);
		expect(await desk.all('team')).toHaveLength(6);
		expect(await n8n.untilExecutions(started.id, 5)).toHaveLength(5);
	});

	it('through a webhook is stopped when a record has changed too often within a minute', async () => {
		const writing = await n8n.publish(
			inARow('Rename Team', [
				webhook('Hook', 'rename'),
				crmNode('Rename', {
					resource: 'team',
					operation: 'update',
					teamId: { __rl: true, mode: 'id', value: '={{ $json.body.recordId }}' },
					fields: fieldsOf({ name: '={{ `Team ${$json.body.seq}` }}' }),
				}),
			]),
		);
		const started = await n8n.publish(inARow('Notify', [onTeam('updated'), postTo(`${n8n.url}/webhook/rename`)]));
		const team = await newTeam('Second');
		await desk.crm.records.update('team', [{ item: 0, id: team.id, fields: { name: 'Renamed' } }]);
		expect(await stopped(started)).toMatchObject([
			{
				recordId: team.id,
				attempts: 0,
				reason: { en: 'This looks like a loop: more than 30 executions changed this record within a minute. Written by: Rename Team.' },
			},
		]);
		const rounds = await n8n.untilExecutions(writing.id, 31);
		expect(rounds).toHaveLength(31);
		expect(itemsOf(rounds[0], 'Rename')).toMatchObject([{ id: team.id }]);
	});
});
