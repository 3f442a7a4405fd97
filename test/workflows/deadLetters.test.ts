import type { INode } from 'n8n-workflow';

import { listen, passTime } from '../core/triggers/listener';
import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n, type WorkflowJson } from '../support/realN8n';
import { valueOf } from '../support/testCrm';
import { inARow, type Step } from '../support/workflows';

const start: Step = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

const system = (name: string, parameters: INode['parameters']): Step => ({
	name,
	type: 'n8n-nodes-guanxi.crm',
	parameters: { resource: 'system', ...parameters },
});

describe('an event whose workflow fails five times', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);

	const onTeam: Step = {
		name: 'Team Created',
		type: 'n8n-nodes-guanxi.crmTrigger',
		parameters: { events: ['created'], objects: ['team'] },
	};
	const broken = inARow('Welcome', [
		onTeam,
		{ name: 'Mail', type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'The mail server is down' } },
	]);
	const mended: WorkflowJson = {
		...broken,
		nodes: broken.nodes.map((node) => (node.name === 'Mail' ? { ...node, type: 'n8n-nodes-base.noOp', parameters: {} } : node)),
	};

	/** The attempts after those that n8n made: its pauses of up to two minutes pass here, in another process, at once. */
	const failOn = async () => {
		const { id: workflowId, name: workflowName, nodes } = broken;
		await n8n.client.unpublish(workflowId);
		const listener = await listen(desk.crm, {
			id: `${workflowId}:${nodes[0].id}`,
			workflowId,
			workflowName,
			nodeName: nodes[0].name,
			filter: { events: ['created'], objects: ['team'], changedFields: [] },
			work: () => ({ failed: 'Mail: The mail server is down' }),
		});
		await until(async () => {
			passTime(200);
			// Any write wakes the subscription, which sees then that time has passed.
			valueOf((await desk.crm.records.create('customer', [{ item: 0, fields: { name: 'Somebody' } }]))[0]);
			return (await desk.crm.system.deadLetters({ limit: 1 })).letters.length > 0;
		});
		await listener.close();
		return listener.items.map(({ attempt }) => attempt);
	};

	it('is listed by the CRM node, and comes to the mended workflow when the CRM node retries it', async () => {
		await n8n.publish(broken);
		const team = valueOf((await desk.crm.records.create('team', [{ item: 0, fields: { name: 'East' } }]))[0]);
		const [failed] = await n8n.untilExecutions(broken.id);
		expect(failed.status).toBe('error');
		expect((await failOn()).at(-1)).toBe(5);
		const failures = (await n8n.untilExecutions(broken.id)).length;

		const listing = await n8n.run(inARow('List', [start, system('List', { operation: 'deadLetters', returnAll: true })]), 'Start');
		const letters = itemsOf(listing, 'List') as Array<{ id: string }>;
		expect(letters).toMatchObject([
			{ workflowId: broken.id, event: 'created', object: 'team', recordId: team.id, attempts: 5, reason: 'Mail: The mail server is down' },
		]);

		await n8n.publish(mended);
		const retry = system('Retry', { operation: 'retryDeadLetter', deadLetterId: letters[0].id });
		const retried = await n8n.run(inARow('Retry', [start, retry]), 'Start');
		expect(itemsOf(retried, 'Retry')).toMatchObject([{ id: letters[0].id }]);
		const [delivered] = await n8n.untilExecutions(broken.id, failures + 1);
		expect(delivered.status).toBe('success');
		expect(itemsOf(delivered, 'Mail')).toMatchObject([{ event: 'created', recordId: team.id, attempt: 1, record: { name: 'East' } }]);
		expect((await desk.crm.system.deadLetters({ limit: 1 })).letters).toEqual([]);
	});
});
