import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import type { N8nClient, WorkflowJson } from './client';
import { withDatabase, type Credential } from './database';

/** The CRM's own database in a user folder, where the nodes look unless they are told of a credential. */
export function crmDatabase(userFolder: string): string {
	return join(userFolder, '.n8n', 'guanxi', 'crm.sqlite');
}

/**
 * Loads the demo data as a user would: the CRM node's operation System → Load Demo Data, run once in n8n by a workflow
 * that is removed again. The database then has one owner, the n8n process, from its first moment.
 */
export async function loadDemoData(client: N8nClient, database?: Credential): Promise<void> {
	const workflow = withDatabase(demoWorkflow(), database);
	await client.saveWorkflow(workflow);
	try {
		const execution = await client.untilEnded(await client.runWorkflow(workflow, 'Start'));
		const error = execution.data.resultData.error;
		if (error) throw new Error(`The demo data was not loaded: ${error.message}. ${error.description ?? ''}`, { cause: error });
	} finally {
		await client.removeWorkflow(workflow.id);
	}
}

function demoWorkflow(): WorkflowJson {
	const node = (name: string, type: string, parameters: INode['parameters']): INode => ({
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	});
	return {
		id: randomUUID().slice(0, 13),
		name: 'Load demo data',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('CRM', 'n8n-nodes-guanxi.crm', { resource: 'system', operation: 'loadDemo' }),
		],
		connections: { Start: { main: [[{ node: 'CRM', type: 'main', index: 0 }]] } },
	};
}
