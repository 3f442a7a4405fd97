import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from './realN8n';

/** A node of a test's workflow; what is not said is as n8n's editor makes it. */
export type Step = Partial<INode> & Pick<INode, 'name' | 'type'>;

/** A workflow of nodes in a row, the first one its trigger. */
export function inARow(name: string, steps: readonly Step[]): WorkflowJson {
	const nodes = steps.map((step, place): INode => ({
		id: randomUUID(),
		typeVersion: 1,
		position: [place * 200, 0],
		parameters: {},
		...(step.type === 'n8n-nodes-base.webhook' && { webhookId: randomUUID() }),
		...step,
	}));
	const connections = Object.fromEntries(
		steps.slice(1).map((step, place) => [steps[place].name, { main: [[{ node: step.name, type: 'main' as const, index: 0 }]] }]),
	);
	return { id: randomUUID().replaceAll('-', '').slice(0, 16), name, nodes, connections, settings: { executionOrder: 'v1' } };
}

/** Something that a CRM Message node does with messages. */
export const messageStep = (name: string, parameters: INodeParameters): Step => ({
	name,
	type: 'n8n-nodes-guanxi.crmMessage',
	parameters: { resource: 'message', ...parameters },
});

/** A webhook on a path, answering at once. */
export const webhook = (name: string, path: string): Step => ({
	name,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
});

/** Fields of a record by the names of the input items' keys, or as given. */
export const fieldsOf = (value?: Record<string, string>): INodeParameters => ({
	mappingMode: value ? 'defineBelow' : 'autoMapInputData',
	value: value ?? null,
	matchingColumns: [],
	schema: [],
});

/** Asks how the store is, when its button Start is pressed. */
export const healthCheck = (): WorkflowJson =>
	inARow('Health', [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		{ name: 'Check', type: 'n8n-nodes-guanxi.crm', parameters: { resource: 'system', operation: 'health' } },
	]);

/** Hears of new leads and does nothing. */
export const leadListener = (): WorkflowJson =>
	inARow('New leads', [
		{ name: 'Lead Created', type: 'n8n-nodes-guanxi.crmTrigger', parameters: { events: ['created'], objects: ['lead'] } },
		{ name: 'Done', type: 'n8n-nodes-base.noOp' },
	]);
