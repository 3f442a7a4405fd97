import type { WorkflowJson } from './client';

/** A workflow in which every CRM node works with the database of a credential, as a user chooses it node by node. */
export function withDatabase(workflow: WorkflowJson, credential: { readonly id: string; readonly name: string }): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-guanxi.crm') ? { ...node, credentials: { ...node.credentials, crmDatabaseApi: credential } } : node,
	);
	return { ...workflow, nodes };
}
