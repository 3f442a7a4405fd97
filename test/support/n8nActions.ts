import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresConnection } from '../../core/crm';
import type { N8nClient, Execution, WorkflowJson } from '../../tools/n8n/client';
import { withDatabase, type Credential } from '../../tools/n8n/database';
import { checkout } from '../../tools/n8n/locations';

export type { Execution, WorkflowJson };

/** What a test does with a running n8n, of one process or of many. */
export abstract class N8nActions {
	/** Logged in as the owner. */
	client!: N8nClient;
	#credential?: Credential;

	/** Where webhooks are called, without a slash at the end. */
	abstract get url(): string;

	/** The end of n8n's log, to show when something failed. */
	abstract logTail(): string;

	/** Imports a workflow and publishes it; resolves when its webhooks and triggers listen. */
	async publish(workflow: WorkflowJson): Promise<WorkflowJson> {
		await this.client.publish(workflow.id, await this.client.saveWorkflow(workflow));
		return workflow;
	}

	/** A shipped workflow by its file's name, imported and published; see {@link useDatabase}. */
	async publishShipped(name: string): Promise<WorkflowJson> {
		return await this.publish(this.shipped(name));
	}

	/** The same as it would be published. */
	shipped(name: string): WorkflowJson {
		return this.onDatabase(JSON.parse(readFileSync(join(checkout, 'workflows', name), 'utf8')) as WorkflowJson);
	}

	/** Makes a credential for a database, which shipped workflows that are published from then on work with. */
	async useDatabase({ kind, tls: _, ...fields }: PostgresConnection): Promise<void> {
		const name = 'CRM';
		this.#credential = { id: await this.client.createCredential(name, { engine: kind, ...fields }), name };
	}

	/** Makes a credential of a type and answers it as a node names it. */
	async credential(type: string, data: object): Promise<Credential & { readonly type: string }> {
		const { id } = await this.client.rest<{ id: string }>('POST', '/credentials', { name: type, type, data });
		return { type, id, name: type };
	}

	/** A workflow whose CRM nodes work with the database that {@link useDatabase} was told; without it, as it is. */
	onDatabase(workflow: WorkflowJson): WorkflowJson {
		return withDatabase(workflow, this.#credential);
	}

	/** Runs a workflow as the editor's button does and gives its finished execution. */
	async run(workflow: WorkflowJson, trigger: string): Promise<Execution> {
		await this.client.saveWorkflow(workflow);
		return await this.client.untilEnded(await this.client.runWorkflow(workflow, trigger));
	}

	/**
	 * Posts JSON to a production webhook (`guanxi/lead` for `…/webhook/guanxi/lead`). Waits while n8n says that the path
	 * is not registered (yet), so that a post right after a restart arrives once.
	 */
	async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
		for (const deadline = Date.now() + 20_000; ; await sleep(100)) {
			const response = await fetch(`${this.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json', ...headers },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			});
			if (response.status !== 404 || Date.now() > deadline) return response;
			const text = await response.clone().text();
			if (!/not registered/.test(text)) return response;
		}
	}

	/** Resolves with the executions of a workflow that have ended, newest first, when there are at least `count`. */
	async untilExecutions(workflowId: string, count = 1, timeoutMs = 30_000): Promise<Execution[]> {
		for (const deadline = Date.now() + timeoutMs; ; await sleep(150)) {
			const executions = await this.client.executions({ workflowId, limit: 250 });
			const ended = executions.filter(({ status }) => !['new', 'running'].includes(status));
			if (ended.length >= count) return ended;
			if (Date.now() > deadline) {
				throw new Error(`${ended.length} of ${count} executions of ${workflowId} ended in ${timeoutMs} ms:\n${this.logTail()}`);
			}
		}
	}
}

/** Items that a node gave on one of its outputs in an execution, as plain JSON. */
export function itemsOf(execution: Execution, node: string, output = 0): unknown[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []).map(({ json }) => json);
}

/** A workflow with this credential in every node that names one of its type, as a person chooses it. */
export const withAccount = (workflow: WorkflowJson, { type, ...credential }: Credential & { readonly type: string }): WorkflowJson => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.credentials?.[type] ? { ...node, credentials: { ...node.credentials, [type]: credential } } : node,
	),
});
