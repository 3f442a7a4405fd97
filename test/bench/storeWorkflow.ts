import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, INodeConnections } from 'n8n-workflow';
import type { WorkflowJson } from '../../tools/n8n/client';
import type { RealN8n } from '../support/realN8n';

/** Milliseconds after an answer in which n8n ends the execution: no part of the next round. */
const pause = 150;

export type NodeUnderTest = Pick<INode, 'type' | 'typeVersion' | 'parameters'>;

/** A workflow at that path that hands what is posted to the node, item by item. */
export const publish = (n8n: RealN8n, path: string, node: NodeUnderTest): Promise<WorkflowJson> =>
	publishSteps(n8n, { path, steps: [splitOut, node], answer: 'stored' });

const splitOut: NodeUnderTest = {
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.leads' },
};

interface Steps {
	readonly path: string;
	readonly steps: readonly NodeUnderTest[];
	/** A text or an expression. */
	readonly answer: string;
}

/** webhook → the steps → Respond to Webhook. The executions are not saved: that is n8n's own work. */
export async function publishSteps(n8n: RealN8n, { path, steps, answer }: Steps): Promise<WorkflowJson> {
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: randomUUID(),
		parameters: { httpMethod: 'POST', path, responseMode: 'responseNode', options: {} },
	};
	const respond = {
		type: 'n8n-nodes-base.respondToWebhook',
		typeVersion: 1,
		parameters: { respondWith: 'text', responseBody: answer },
	};
	const nodes = [webhook, ...steps, respond].map((node, i): INode => ({ ...node, id: randomUUID(), name: `Step ${i}`, position: [0, 0] }));
	const to = ({ name }: INode) => [{ node: name, type: 'main' as const, index: 0 }];
	// Capture has an output for each outcome; other nodes have one.
	const connections = nodes.slice(1).map((next, i): [string, INodeConnections] => [nodes[i].name, { main: [to(next), to(next)] }]);
	return await n8n.publish({
		id: randomUUID().slice(0, 13),
		name: `Bench ${path}`,
		nodes,
		connections: Object.fromEntries(connections),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	});
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
