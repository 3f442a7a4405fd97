import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PostgresConnection } from '../../crm';
import type { Condition, Description, Engine, Opened } from '../engine';
import type { PlanNow } from '../fieldIndexes';
import { migrate } from '../migrate';
import type { Sql } from '../sql';
import { typeorm } from '../typeorm';
import { UnitOfWork, type Transactions } from '../unitOfWork';
import { schemaKey } from './advisoryLocks';
import { postgresDialect } from './dialect';
import { notUnicode, tablesGone, tooOld, uncertain, unfinishedHint } from './failures';
import { buildIndexes } from './indexes';
import { channelOf, Listener } from './listener';
import { lockTimeout, openPostgres, poolOf } from './open';
import { Places } from './places';
import { sqlOf } from './statements';

const oldestServer = 140_000;

/** Held while a process migrates; any number that is the same for all versions. */
const migrationLock = 0x6775_616e;

interface Connections extends Opened {
	readonly dataSource: DataSource;
}

/** A schema of a PostgreSQL database: a pool of connections, shared by reads and writes. */
export class PostgresEngine implements Engine {
	readonly dialect = postgresDialect;
	#connections?: Connections;
	#opening?: Promise<Connections>;
	#stale = false;
	/** Tables that were there and are gone must not be replaced by empty ones behind the user's back. */
	#wasThere = false;
	#announcing = false;
	#unsaid = false;
	/** Transactions leave one connection of the pool for reads: a call may read while it writes, and would wait for itself. */
	readonly #places: Places;

	constructor(private readonly connection: PostgresConnection) {
		this.#places = new Places(Math.max(connection.poolSize - 1, 1));
	}

	async open(): Promise<Connections> {
		if (this.#connections && !this.#stale) return this.#connections;
		this.#opening ??= this.#reopen().finally(() => (this.#opening = undefined));
		return await this.#opening;
	}

	distrust(): void {
		this.#stale = true;
	}

	async close(): Promise<void> {
		await this.#opening?.catch(() => undefined);
		const connections = this.#connections;
		this.#connections = undefined;
		await connections?.dataSource.destroy();
	}

	async describe(): Promise<Description> {
		const { host, port, database, schema } = this.connection;
		const [{ bytes }] = await (
			await this.open()
		).read.query<{ bytes: number }>(
			`SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bytes FROM pg_class c
			WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`,
		);
		return { engine: 'postgres', server: `${host}:${port}/${database}`, schema, bytes };
	}

	/** The server looks after its pages itself; what it can be asked is whether an index was left unfinished. */
	async check(): Promise<Condition> {
		const broken = await (
			await this.open()
		).read.query<{ name: string }>(
			`SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
			WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid
			AND NOT EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)`,
		);
		if (broken.length === 0) return { status: 'ok' };
		return { status: 'damaged', problem: `unfinished index ${broken.map(({ name }) => name).join(', ')}`, hint: unfinishedHint };
	}

	async survey<Row>(text: string, parameters: readonly string[]): Promise<Row[]> {
		return await (await this.open()).read.query<Row>(text, parameters);
	}

	async buildIndexes(planNow: PlanNow): Promise<void> {
		await this.open();
		await buildIndexes(this.connection, planNow);
	}

	/** In a transaction of its own: as part of the write it would make the server commit one after the other. */
	announce(what: 'events' | 'news'): void {
		if (!this.#connections) return;
		if (this.#announcing) {
			// Events that nobody was told of are found by looking; news are not.
			this.#unsaid ||= what === 'news';
			return;
		}
		this.#announcing = true;
		const told = this.#connections.read.query('SELECT pg_notify(?, ?)', [channelOf(this.connection), what]);
		void told
			.catch(() => undefined)
			.finally(() => {
				this.#announcing = false;
				if (!this.#unsaid) return;
				this.#unsaid = false;
				this.announce('news');
			});
	}

	committed(): void {}

	watch(wake: () => void): () => void {
		const listener = new Listener(this.connection, async () => (await this.open()).read, wake);
		return () => listener.close();
	}

	async #reopen(): Promise<Connections> {
		await this.#connections?.dataSource.destroy();
		this.#connections = undefined;
		const dataSource = await openPostgres(this.connection);
		try {
			const connections = await this.#prepare(dataSource);
			this.#stale = false;
			this.#wasThere = true;
			return (this.#connections = connections);
		} catch (error) {
			await dataSource.destroy();
			throw error;
		}
	}

	async #prepare(dataSource: DataSource): Promise<Connections> {
		const read = sqlOf(poolOf(dataSource));
		const [server] = await read.query<{ number: string; version: string; encoding: string }>(
			`SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version, current_setting('server_encoding') AS encoding`,
		);
		if (Number(server.number) < oldestServer) throw tooOld(server.version);
		if (server.encoding !== 'UTF8') throw notUnicode(server.encoding);
		if (this.#wasThere && !(await isMade(read))) throw tablesGone();
		await migrate({ sql: read, isMade, exclusively: (work) => exclusively(dataSource, this.connection.schema, work) });
		return { dataSource, read, unit: new UnitOfWork(transactionsOn(dataSource, this.#places)), entities: dataSource.manager };
	}
}

/** A database may have another default; a row that was waited for is to be read as it is then. */
const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED';

/** Waits for whoever migrates for as long as that takes; for a lock on a table as long as any statement. */
const aloneMigrating = `${begin}; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(${migrationLock}); SET LOCAL lock_timeout = ${lockTimeout}`;

/** Whether migrations have run on the schema. */
async function isMade(sql: Sql): Promise<boolean> {
	const [table] = await sql.query(`SELECT 1 FROM pg_class WHERE relname = 'crm_meta' AND relnamespace = current_schema()::regnamespace`);
	return table !== undefined;
}

/** The right to make schemas is asked for only where there is none: an administrator may have made it. */
async function ensureSchema(sql: Sql, schema: string): Promise<void> {
	const [there] = await sql.query('SELECT 1 FROM pg_namespace WHERE nspname = ?', [schema]);
	if (!there) await sql.query(`CREATE SCHEMA "${schema}"`);
}

async function exclusively(
	dataSource: DataSource,
	schema: string,
	work: (sql: Sql, steps: () => Promise<void>) => Promise<void>,
): Promise<void> {
	const runner = dataSource.createQueryRunner();
	await transacting(runner, aloneMigrating, async (sql) => {
		// Two that make one at the same moment would fail, whatever IF NOT EXISTS says.
		await ensureSchema(sql, schema);
		await work(sql, async () => {
			const executor = new (typeorm().MigrationExecutor)(dataSource, runner);
			executor.transaction = 'none';
			await executor.executePendingMigrations();
		});
	});
}

const transactionsOn = (dataSource: DataSource, places: Places): Transactions => ({
	run: (work, alone) => places.hold(() => transacting(dataSource.createQueryRunner(), `${begin}; ${beside(alone)}`, work)),
});

/** Held by every transaction that writes: shared, or by one that is to be alone. Any number that is the same for all versions. */
const writingLock = 0x6778_11;

/** On the same way to the server as {@link begin}, and before anything is read. */
const beside = (alone: boolean) => `SELECT pg_advisory_xact_lock${alone ? '' : '_shared'}(${writingLock}, ${schemaKey})`;

/** Runs `work` in a transaction on the runner's connection and gives that back. */
async function transacting<T>(runner: QueryRunner, start: string, work: (sql: Sql) => Promise<T>): Promise<T> {
	const client = (await runner.connect()) as PoolClient;
	try {
		// Waited for: what the work reads beside the transaction it reads under the lock.
		await client.query(start);
		const result = await work(sqlOf(client));
		await commit(client);
		return result;
	} catch (error) {
		await client.query('ROLLBACK').catch(() => undefined);
		throw error;
	} finally {
		await runner.release();
	}
}

async function commit(client: PoolClient): Promise<void> {
	const { command } = await client.query('COMMIT').catch((error: { code?: string }) => {
		// With an SQLSTATE the server has said no; without one nobody knows what it did.
		throw error.code && /^[0-9A-Z]{5}$/.test(error.code) && !error.code.startsWith('57P') && !error.code.startsWith('08')
			? error
			: uncertain();
	});
	// An error inside that nobody passed on: the server undoes everything and only says so here.
	if (command !== 'COMMIT') throw new Error('the transaction was undone because one of its statements had failed');
}
