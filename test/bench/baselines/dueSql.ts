import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Client } from 'pg';
import type { Connection } from '../../../core/crm';
import { connectAlone } from '../../../core/store/postgres/open';
import { dueKind } from '../dueItems';

/** Someone who claims due work and completes it, with nothing but the statements that takes. */
export interface Claimant {
	/** Completes what it has, claims up to `limit` more, in one transaction. Answers how many it has now. */
	round(limit: number): Promise<number>;
	close(): Promise<void>;
}

const lease = 30_000;

const set = `"state" = 'running', "nextAt" = ?, "lease" = ?, "interruptions" = "interruptions" + 1, "updatedAt" = ?`;
const done = `"state" = 'done', "nextAt" = NULL, "lease" = NULL, "payload" = NULL, "reason" = NULL, "updatedAt" = ?, "closedAt" = ?`;

class OnSqlite implements Claimant {
	readonly #claim: StatementSync;
	readonly #done: StatementSync;
	#has: string[] = [];

	constructor(
		private readonly database: DatabaseSync,
		private readonly name: string,
	) {
		this.#claim = database.prepare(
			`UPDATE "crm_due" SET ${set} WHERE "id" IN (SELECT "id" FROM "crm_due" WHERE "kind" = '${dueKind}' AND "nextAt" <= ? ORDER BY "nextAt", "id" LIMIT ?) RETURNING *`,
		);
		this.#done = database.prepare(`UPDATE "crm_due" SET ${done} WHERE "id" = ? AND "lease" = ?`);
	}

	round(limit: number): Promise<number> {
		const time = Date.now();
		const [now, until] = [new Date(time).toISOString(), new Date(time + lease).toISOString()];
		this.database.exec('BEGIN IMMEDIATE');
		for (const id of this.#has) this.#done.run(now, now, id, this.name);
		this.#has = this.#claim.all(until, this.name, now, now, limit).map((row) => String(row.id));
		this.database.exec('COMMIT');
		return Promise.resolve(this.#has.length);
	}

	close(): Promise<void> {
		this.database.close();
		return Promise.resolve();
	}
}

/** `?` as PostgreSQL numbers them. */
const numbered = (sql: string): string => {
	let n = 0;
	return sql.replace(/\?/g, () => `$${++n}`);
};

const claimSql = numbered(
	`UPDATE "crm_due" SET ${set} WHERE "id" IN (SELECT "id" FROM "crm_due" WHERE "kind" = '${dueKind}' AND "nextAt" <= ? ORDER BY "nextAt" NULLS FIRST, "id" LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING *`,
);
const doneSql = numbered(`UPDATE "crm_due" SET ${done} WHERE "id" = ANY(?) AND "lease" = ?`);

class OnPostgres implements Claimant {
	#has: string[] = [];

	constructor(
		private readonly client: Client,
		private readonly name: string,
	) {}

	async round(limit: number): Promise<number> {
		const time = Date.now();
		const [now, until] = [new Date(time).toISOString(), new Date(time + lease).toISOString()];
		await this.client.query('BEGIN');
		if (this.#has.length > 0) await this.client.query({ name: 'done', text: doneSql, values: [now, now, this.#has, this.name] });
		const { rows } = await this.client.query<{ id: string }>({
			name: 'claim',
			text: claimSql,
			values: [until, this.name, now, now, limit],
		});
		await this.client.query('COMMIT');
		this.#has = rows.map(({ id }) => id);
		return rows.length;
	}

	async close(): Promise<void> {
		await this.client.end();
	}
}

/** A claimant with a connection of its own, set up as the product sets up its own. */
export async function claimantOn(connection: Connection, name: string): Promise<Claimant> {
	if (connection.kind === 'postgres') return new OnPostgres(await connectAlone(connection), name);
	const { DatabaseSync: Database } = await import('node:sqlite');
	const database = new Database(connection.path);
	database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
	return new OnSqlite(database, name);
}
