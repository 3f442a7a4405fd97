import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locale } from '../../core/text';
import { makeOwner } from '../../tools/n8n/account';
import { ensureN8n } from '../../tools/n8n/cache';
import { N8nClient, type Execution, type WorkflowJson } from '../../tools/n8n/client';
import { crmDatabase } from '../../tools/n8n/demoData';
import { installTarball, packPackage } from '../../tools/n8n/installPackage';
import { recordInstalled } from '../../tools/n8n/installedRows';
import { N8nInstance } from '../../tools/n8n/instance';
import { checkout } from '../../tools/n8n/locations';
import { freePort } from '../../tools/n8n/ports';
import { seedDatabase } from '../../tools/n8n/template';
import { Registry } from '../servers/registry';

export type { Execution, WorkflowJson };

export interface RealN8nOptions {
	/** What n8n is told at start; English by default. */
	locale?: Locale;
	/** Serve n8n's editor too, for a browser; starts about 2 s slower. */
	editor?: boolean;
	env?: Record<string, string>;
	/** Give n8n a stand-in for the npm registry, for installs and updates through n8n itself. */
	registry?: boolean;
	/** Start without our package. */
	bare?: boolean;
}

const MINUTES = 60_000;

/**
 * A real n8n for all tests of one file, with our built package installed as n8n installs it, in a user folder of its
 * own. Call it at the top of the file or of a describe; it is there from beforeAll on and stopped in afterAll.
 */
export function useRealN8n(options: RealN8nOptions = {}): RealN8n {
	const n8n = new RealN8n(options);
	jest.setTimeout(2 * MINUTES);
	// The first run ever on a machine installs n8n.
	beforeAll(() => n8n.begin(), 20 * MINUTES);
	afterAll(() => n8n.end(), MINUTES);
	return n8n;
}

/** The n8n of one test file. @see useRealN8n */
export class RealN8n {
	/** n8n's user folder; the CRM's file is {@link crmFile}. */
	readonly userFolder = mkdtempSync(join(tmpdir(), 'guanxi-n8n-'));
	readonly owner = { email: 'owner@example.com', password: 'Guanxi-test-1' };
	instance!: N8nInstance;
	/** Logged in as the owner. */
	client!: N8nClient;
	registry!: Registry;
	/** The tarball that is installed. */
	tarball!: string;
	/** The folder of the pinned n8n itself. */
	n8n!: string;

	constructor(private readonly options: RealN8nOptions) {}

	get url(): string {
		return this.instance.url;
	}

	get crmFile(): string {
		return crmDatabase(this.userFolder);
	}

	/** Installs, starts and logs in; useRealN8n calls it. */
	async begin(): Promise<void> {
		const { locale, editor = false, env, bare, registry } = this.options;
		this.n8n = await ensureN8n({ onProgress: ({ en }) => process.stderr.write(`${en}\n`) });
		await seedDatabase(this.n8n, this.userFolder);
		this.tarball = await packBuilt(this.userFolder);
		if (!bare) await recordInstalled(this.n8n, this.userFolder, await installTarball(this.tarball, this.userFolder));
		if (registry) this.registry = await Registry.start();
		this.instance = new N8nInstance({
			n8n: this.n8n,
			userFolder: this.userFolder,
			port: await freePort(),
			owner: await makeOwner(this.n8n, this.owner.email, this.owner.password),
			encryptionKey: 'a key for tests',
			logFile: join(this.userFolder, 'n8n.log'),
			locale,
			editor,
			env: { ...(registry && this.registry.environment()), ...env },
		});
		await this.instance.start();
		this.client = new N8nClient(this.url);
		await this.client.login(this.owner);
	}

	/** Stops everything and removes the user folder; useRealN8n calls it. */
	async end(): Promise<void> {
		await this.instance?.stop();
		await this.registry?.stop();
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** Imports a workflow and publishes it; resolves when its webhooks and triggers listen. */
	async publish(workflow: WorkflowJson): Promise<WorkflowJson> {
		await this.client.publish(workflow.id, await this.client.saveWorkflow(workflow));
		return workflow;
	}

	/** A shipped workflow by its file's name, imported and published. */
	async publishShipped(name: string): Promise<WorkflowJson> {
		return await this.publish(JSON.parse(readFileSync(join(checkout, 'workflows', name), 'utf8')) as WorkflowJson);
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
				throw new Error(`${ended.length} of ${count} executions of ${workflowId} ended in ${timeoutMs} ms:\n${this.instance.logTail()}`);
			}
		}
	}

	/** kill -9 and a new start on the same data; resolves when the published workflows listen again. */
	async killAndRestart(): Promise<void> {
		await this.instance.kill();
		await this.instance.start();
	}
}

/** Items that a node gave on one of its outputs in an execution, as plain JSON. */
export function itemsOf(execution: Execution, node: string, output = 0): unknown[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []).map(({ json }) => json);
}

async function packBuilt(folder: string): Promise<string> {
	if (!existsSync(join(checkout, 'dist', 'guanxi.js'))) throw new Error('The package is not built: npm run build');
	return await packPackage(checkout, join(folder, 'packed'));
}
