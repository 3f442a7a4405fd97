import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { PostgresConnection } from '../../core/crm';
import { makeOwner } from '../../tools/n8n/account';
import { ensureN8n } from '../../tools/n8n/cache';
import { N8nClient } from '../../tools/n8n/client';
import { installTarball } from '../../tools/n8n/installPackage';
import { N8nInstance } from '../../tools/n8n/instance';
import { freePort } from '../../tools/n8n/ports';
import { queueEnvironment, workerEnvironment } from '../../tools/n8n/queueEnvironment';
import type { Role } from '../../tools/n8n/role';
import { startPostgres, type PostgresServer, type ServerOptions } from '../../tools/servers/postgres';
import { startRedis, type RedisServer } from '../../tools/servers/redis';
import { N8nActions } from './n8nActions';
import { packBuilt } from './realN8n';

const MINUTES = 60_000;

/** n8n waits a minute and a half until it gives a killed worker's executions up; a test has less patience. */
const impatient = { QUEUE_WORKER_LOCK_DURATION: '6000', QUEUE_WORKER_LOCK_RENEW_TIME: '2000', QUEUE_WORKER_STALLED_INTERVAL: '3000' };

/**
 * An n8n in queue mode for all tests of one file: a main process, two workers and a webhook processor, each with a user
 * folder of its own and the built package in it, over one Redis and one PostgreSQL. Call it at the top of a describe.
 */
export function useQueueN8n(): QueueN8n {
	const n8n = new QueueN8n({ env: impatient });
	jest.setTimeout(2 * MINUTES);
	// The first run ever on a machine installs n8n.
	beforeAll(() => n8n.begin(), 20 * MINUTES);
	afterAll(() => n8n.end(), MINUTES);
	return n8n;
}

interface QueueN8nOptions {
	/** For every n8n process. */
	readonly env?: Record<string, string>;
	readonly server?: ServerOptions;
}

/** @see useQueueN8n */
export class QueueN8n extends N8nActions {
	readonly #folder = mkdtempSync(join(tmpdir(), 'guanxi-queue-'));
	readonly #database = `guanxi_${randomBytes(4).toString('hex')}`;
	readonly owner = { email: 'owner@example.com', password: 'Guanxi-test-1' };
	workers: N8nInstance[] = [];
	#main!: N8nInstance;
	#webhook!: N8nInstance;
	#postgres?: PostgresServer;
	#redis?: RedisServer;

	constructor(private readonly options: QueueN8nOptions) {
		super();
	}

	/** Production webhooks are the webhook processor's. */
	get url(): string {
		return this.#webhook.url;
	}

	/** The CRM's database, which is n8n's own too, each in a schema of its own. */
	get connection(): PostgresConnection {
		if (!this.#postgres) throw new Error('PostgreSQL is not started yet.');
		const { address } = this.#postgres;
		return { kind: 'postgres', ...address, database: this.#database, schema: 'guanxi', poolSize: 5 };
	}

	logTail(): string {
		return this.#processes.map((process) => `${process.options.role}:\n${process.logTail(20)}`).join('\n\n');
	}

	async begin(): Promise<void> {
		const n8n = await ensureN8n({ onProgress: ({ en }) => process.stderr.write(`${en}\n`) });
		[this.#postgres, this.#redis] = await Promise.all([startPostgres(this.options.server), startRedis()]);
		await this.#sql(`CREATE DATABASE ${this.#database}`);
		const tarball = await packBuilt(this.#folder);
		const owner = await makeOwner(n8n, this.owner.email, this.owner.password);
		const make = async (role: Role, name: string = role): Promise<N8nInstance> => {
			const userFolder = join(this.#folder, name);
			await installTarball(tarball, userFolder);
			return new N8nInstance({
				n8n,
				role,
				userFolder,
				port: await freePort(),
				owner,
				encryptionKey: 'a key for tests',
				logFile: join(userFolder, 'n8n.log'),
				editor: false,
				env: { ...(await this.#environment(role)), ...this.options.env },
			});
		};
		this.#main = await make('main');
		// It makes n8n's tables.
		await this.#main.start();
		this.workers = [await make('worker', 'worker-1'), await make('worker', 'worker-2')];
		this.#webhook = await make('webhook');
		await Promise.all([...this.workers, this.#webhook].map(async (process) => await process.start()));
		this.client = new N8nClient(this.#main.url);
		await this.client.login(this.owner);
		await this.useDatabase(this.connection);
	}

	async end(): Promise<void> {
		await Promise.all(this.#processes.map(async (process) => await process.stop(5_000)));
		if (this.#postgres) await this.#sql(`DROP DATABASE IF EXISTS ${this.#database} WITH (FORCE)`);
		await Promise.all([this.#postgres?.stop(), this.#redis?.stop()]);
		rmSync(this.#folder, { recursive: true, force: true });
	}

	get #processes(): N8nInstance[] {
		return [this.#main, ...this.workers, this.#webhook].filter(Boolean);
	}

	async #environment(role: Role): Promise<Record<string, string>> {
		if (!this.#redis) throw new Error('Redis is not started yet.');
		const queue = queueEnvironment({ postgres: { ...this.connection }, redis: this.#redis });
		return { ...queue, ...(role === 'worker' && workerEnvironment(await freePort())), QUEUE_BULL_PREFIX: this.#database };
	}

	async #sql(statement: string): Promise<void> {
		const { host, port, user, password, database } = (this.#postgres as PostgresServer).address;
		const client = new Client({ host, port, user, password, database });
		await client.connect();
		try {
			await client.query(statement);
		} finally {
			await client.end();
		}
	}
}
