import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresConnection } from '../../crm';
import type { FieldIndex, PlanNow } from '../fieldIndexes';
import { connectAlone } from './open';
import { schemaKey } from './advisoryLocks';
import { sqlOf } from './statements';
import type { Sql } from '../sql';

/** Held by the process that builds indexes in a database; any number that is the same for all versions. */
const buildingLock = 0x6778_10;

/** Milliseconds between two attempts to be the one that builds. Waiting for the lock in a statement would keep the build waiting for us. */
const pause = 200;

/** Nulls come first, as they do in lists. */
function createStatement({ name, table, unique, on: [value, ...rest], where }: FieldIndex): string {
	const columns = [unique ? value : `${value} NULLS FIRST`, ...rest].join(', ');
	return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY IF NOT EXISTS "${name}" ON "${table}" (${columns})${where ? ` WHERE ${where}` : ''}`;
}

/** Brings the indexes of a custom field to what is wanted while others go on reading and writing. */
export async function buildIndexes(connection: PostgresConnection, planNow: PlanNow): Promise<void> {
	// Not one of the pool's, which has few: a build may take minutes.
	const client = await connectAlone(connection);
	const sql = sqlOf(client);
	try {
		// A build waits for every transaction that was there before it.
		await sql.query('SET lock_timeout = 0');
		while (!(await isBuilder(sql))) await sleep(pause);
		// Asked only now: whoever built before may have done so for a later definition of the field.
		const plan = await planNow();
		if (!plan) return;
		for (const name of plan.drop) await sql.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
		for (const index of plan.create) await build(sql, index);
		// What an expression's values are like is known only then, and plans depend on it.
		for (const table of new Set(plan.create.map((index) => index.table))) await sql.query(`ANALYZE "${table}"`);
	} finally {
		await client.end();
	}
}

async function isBuilder(sql: Sql): Promise<boolean> {
	const [row] = await sql.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${buildingLock}, ${schemaKey}) AS held`);
	return row.held;
}

async function build(sql: Sql, index: FieldIndex): Promise<void> {
	await dropUnfinished(sql, index);
	try {
		await sql.query(createStatement(index));
	} catch (error) {
		await dropUnfinished(sql, index);
		throw error;
	}
}

/** A build that was cut off leaves an index that is kept up to date and never used. */
async function dropUnfinished(sql: Sql, { name }: FieldIndex): Promise<void> {
	const [unfinished] = await sql.query(
		`SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
		WHERE c.relname = ? AND c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid`,
		[name],
	);
	if (unfinished) await sql.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
}
