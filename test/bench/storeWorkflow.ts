import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import type { WorkflowJson } from '../../tools/n8n/client';
import type { RealN8n } from '../support/realN8n';

/** Milliseconds after an answer in which n8n ends the execution: no part of the next round. */
const pause = 150;

export type NodeUnderTest = Pick<INode, 'type' | 'typeVersion' | 'parameters'>;

/** A workflow at that path that hands what is posted to the node, item by item. */
export async function publish(n8n: RealN8n, path: string, node: NodeUnderTest): Promise<WorkflowJson> {
	return await n8n.publish(workflowOf(path, node));
}

/** webhook → Split Out → the node → Respond to Webhook. The executions are not saved: that is n8n's own work. */
function workflowOf(path: string, node: NodeUnderTest): WorkflowJson {
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	const nodes: INode[] = [
		{
			...place,
			id: randomUUID(),
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: randomUUID(),
			parameters: { httpMethod: 'POST', path, responseMode: 'responseNode', options: {} },
		},
		{ ...place, id: randomUUID(), name: 'Split Out', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.leads' } },
		{ ...place, id: randomUUID(), name: 'Store', ...node },
		{
			...place,
			id: randomUUID(),
			name: 'Respond',
			type: 'n8n-nodes-base.respondToWebhook',
			parameters: { respondWith: 'text', responseBody: 'stored' },
		},
	];
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	return {
		id: randomUUID().slice(0, 13),
		name: `Bench ${path}`,
		nodes,
		connections: {
			Webhook: { main: [to('Split Out')] },
			'Split Out': { main: [to('Store')] },
			// Capture has an output for each outcome; the Data Table node has one.
			Store: { main: [to('Respond'), to('Respond')] },
		},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
}

/** Milliseconds from the post to the answer. */
export async function timed(n8n: RealN8n, workflow: WorkflowJson, leads: readonly object[]): Promise<number> {
	const path = String(workflow.nodes[0].parameters.path);
	const begun = performance.now();
	const response = await n8n.post(path, { leads });
	const answer = await response.text();
	const took = performance.now() - begun;
	if (answer !== 'stored') throw new Error(`${path} answered ${response.status}: ${answer.slice(0, 500)}\n${n8n.instance.logTail()}`);
	await sleep(pause);
	return took;
}
