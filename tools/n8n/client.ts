import { setTimeout as sleep } from 'node:timers/promises';
import type { IConnections, INode, INodeTypeDescription, IRunExecutionData, IWorkflowSettings } from 'n8n-workflow';
import type { Owner } from './environment';

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	readonly id: string;
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
	[key: string]: unknown;
}

/** One execution as n8n's public API gives it. */
export interface Execution {
	readonly id: string;
	readonly workflowId: string;
	readonly status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed' | 'unknown';
	readonly startedAt: string;
	readonly stoppedAt: string | null;
	readonly data: IRunExecutionData;
}

export interface CommunityPackage {
	readonly packageName: string;
	readonly installedVersion: string;
	readonly updateAvailable?: string;
	readonly failedLoading?: boolean;
	readonly installedNodes: ReadonlyArray<{ name: string; type: string; latestVersion: number }>;
}

/** A CRM Database credential as n8n shows it: without its password. */
export interface StoredCredential {
	readonly id: string;
	readonly name: string;
	readonly data?: Readonly<Record<string, string | number>>;
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	liveVersionId: string | null;
	triggers: Array<{ errorMessage?: string | null }>;
}

const ENDED = new Set<Execution['status']>(['success', 'error', 'canceled', 'crashed', 'waiting']);
const SCOPES = ['workflow:read', 'workflow:list', 'execution:read', 'execution:list', 'credential:create'];

/** What the owner does in n8n, by the same requests that n8n's editor sends. */
export class N8nClient {
	private cookie = '';
	private key: Promise<string> | undefined;

	constructor(readonly url: string) {}

	async login(owner: Pick<Owner, 'email' | 'password'>): Promise<void> {
		const body = { emailOrLdapLoginId: owner.email, password: owner.password };
		const response = await this.send('POST', '/rest/login', body);
		const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
		this.cookie = cookie.join('; ');
		await answerOf(response);
	}

	/** An answer of n8n's internal API, its `data` unwrapped. @throws Error with n8n's message */
	async rest<T>(method: string, path: string, body?: unknown): Promise<T> {
		return (await answerOf<{ data: T }>(await this.send(method, `/rest${path}`, body))).data;
	}

	/** Stores a workflow under its own id: a new one, or a new version of the one that is there. Answers its version. */
	async saveWorkflow(workflow: WorkflowJson): Promise<string> {
		const { id, name, nodes, connections, settings = {} } = workflow;
		const existing = await this.send('GET', `/rest/workflows/${id}`);
		const body = { id, name, nodes, connections, settings };
		const saved =
			existing.status === 404
				? await this.rest<{ versionId: string }>('POST', '/workflows', body)
				: await this.rest<{ versionId: string }>('PATCH', `/workflows/${id}`, body);
		return saved.versionId;
	}

	/** A workflow as a user sees it in the editor; undefined when there is none. */
	async storedWorkflow(id: string): Promise<(WorkflowJson & { readonly versionId: string }) | undefined> {
		const response = await this.send('GET', `/rest/workflows/${id}`);
		if (response.status === 404) return undefined;
		return (await answerOf<{ data: WorkflowJson & { versionId: string } }>(response)).data;
	}

	/** Makes a CRM Database credential and answers its id. */
	async createCredential(name: string, data: object): Promise<string> {
		return (await this.rest<{ id: string }>('POST', '/credentials', { name, type: 'crmDatabaseApi', data })).id;
	}

	/** Replaces what is filled in in a credential and answers its id. */
	async updateCredential(id: string, name: string, data: object): Promise<string> {
		return (await this.rest<{ id: string }>('PATCH', `/credentials/${id}`, { name, type: 'crmDatabaseApi', data })).id;
	}

	/** The CRM Database credentials that the user may see. */
	async databaseCredentials(): Promise<StoredCredential[]> {
		const all = await this.rest<Array<StoredCredential & { type: string }>>('GET', '/credentials?includeData=true');
		return all.filter(({ type }) => type === 'crmDatabaseApi');
	}

	/** Publishes a version and resolves when its triggers and webhooks listen. @throws Error naming what did not start */
	async publish(id: string, versionId: string, timeoutMs = 20_000): Promise<void> {
		await this.rest('POST', `/workflows/${id}/activate`, { versionId, name: '', description: '' });
		for (const deadline = Date.now() + timeoutMs; ; await sleep(50)) {
			const { status, liveVersionId, triggers } = await this.rest<PublicationStatus>('GET', `/workflows/${id}/publication-status`);
			if (status === 'published' && liveVersionId === versionId) return;
			const problems = triggers.flatMap(({ errorMessage }) => errorMessage ?? []).join('; ');
			if (status === 'failed' || status === 'partial') throw new Error(`Workflow ${id} was not published: ${problems}`);
			if (Date.now() > deadline) throw new Error(`Workflow ${id} is still ${status} after ${timeoutMs} ms.`);
		}
	}

	/** Takes a workflow and its executions away for good. */
	async removeWorkflow(id: string): Promise<void> {
		await this.rest('POST', `/workflows/${id}/archive`, {});
		await this.rest('DELETE', `/workflows/${id}`);
	}

	async unpublish(id: string): Promise<void> {
		await this.rest('POST', `/workflows/${id}/deactivate`, {});
	}

	/** Runs a stored workflow as the editor's button does, from the trigger named. Answers the execution's id. */
	async runWorkflow(workflow: WorkflowJson, trigger: string): Promise<string> {
		const body = { workflowData: workflow, triggerToStartFrom: { name: trigger } };
		return (await this.rest<{ executionId: string }>('POST', `/workflows/${workflow.id}/run`, body)).executionId;
	}

	/** The newest executions, with the data of every node. */
	async executions(filter: { workflowId?: string; status?: Execution['status']; limit?: number } = {}): Promise<Execution[]> {
		const query = new URLSearchParams({ includeData: 'true' });
		for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
		return (await this.publicApi<{ data: Execution[] }>('GET', `/executions?${query}`)).data;
	}

	/** Resolves with an execution when it has ended or waits. */
	async untilEnded(id: string, timeoutMs = 30_000): Promise<Execution> {
		for (const deadline = Date.now() + timeoutMs; ; await sleep(100)) {
			const execution = await this.publicApi<Execution>('GET', `/executions/${id}?includeData=true`);
			if (ENDED.has(execution.status)) return execution;
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${execution.status} after ${timeoutMs} ms.`);
		}
	}

	/** A request to n8n's public API with a key made for it on first use. */
	async publicApi<T>(method: string, path: string, body?: unknown): Promise<T> {
		this.key ??= this.makeKey();
		return await answerOf<T>(await this.send(method, `/api/v1${path}`, body, { 'X-N8N-API-KEY': await this.key }));
	}

	/** What n8n's editor is told of these node types, in the order asked for. @throws Error when one of them is not loaded */
	async nodeTypes(names: readonly string[]): Promise<INodeTypeDescription[]> {
		return await this.rest('POST', '/node-types', { nodeInfos: names.map((name) => ({ name, version: 1 })) });
	}

	async communityPackages(): Promise<CommunityPackage[]> {
		return await this.rest('GET', '/community-packages');
	}

	/** n8n's own installation from the registry, as Settings → Community nodes → Install does it. */
	async installPackage(name: string, version?: string): Promise<CommunityPackage> {
		return await this.rest('POST', '/community-packages', { name, version });
	}

	/** n8n's own update, as the Update button does it. */
	async updatePackage(name: string, version?: string): Promise<CommunityPackage> {
		return await this.rest('PATCH', '/community-packages', { name, version });
	}

	private async makeKey(): Promise<string> {
		const body = { label: `guanxi ${Date.now()}`, expiresAt: null, scopes: SCOPES };
		return (await this.rest<{ rawApiKey: string }>('POST', '/api-keys', body)).rawApiKey;
	}

	private async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
		return await fetch(`${this.url}${path}`, {
			method,
			headers: { 'Content-Type': 'application/json', Cookie: this.cookie, ...headers },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
	}
}

async function answerOf<T>(response: Response): Promise<T> {
	const text = await response.text();
	if (!response.ok) throw new Error(`n8n answered ${response.status} to ${new URL(response.url).pathname}: ${text.slice(0, 1000)}`);
	return JSON.parse(text) as T;
}
