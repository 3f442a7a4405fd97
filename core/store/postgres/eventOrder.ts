import type { Sql } from '../sql';

/**
 * Transactions end in another order than their events are numbered, and a reader that went on behind the highest number
 * would never see the events of one that ends later. A snapshot does not tell which are still to come: its xmax is the
 * transaction behind the last one that *ended*, and those that began since are not in it. So a transaction that is about
 * to take numbers says so by an advisory lock, which the server ends with the transaction: no number of the transaction
 * is below the one in the lock's key.
 */
const numbers = 'crm_event_number';

const sequence = `CAST(CAST('${numbers}' AS REGCLASS) AS OID)`;

/** The key of a lock: the sequence, for a database may hold several CRMs, and the lower half of the number. */
const keyOf = (number: string): string => `(CAST(${sequence} AS BIGINT) << 32) | (${number} & 4294967295)`;

/** How far the number in a lock's key is behind the last one given; the key of a lock taken since is far ahead. */
const behind = `((given."last_value" - CAST(l.objid AS BIGINT)) & 4294967295)`;

/** The number up to which all transactions have ended: the lock table is read after the last number given, and before any event. */
const bound = `(SELECT given."last_value" - coalesce((SELECT max(${behind}) FROM pg_locks l
	WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.classid = ${sequence} AND ${behind} < 2147483648
	AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())), 0) FROM "${numbers}" given)`;

/** {@link Dialect.settledSeq}; what was committed while the statement ran is left to the next one. */
export const settledSeq = `(SELECT max(e."seq") FROM "crm_event" e WHERE e."seq" <= ${bound})`;

/** {@link Dialect.eventNumbers} */
export async function eventNumbers(tx: Sql, count: number): Promise<number[]> {
	const rows = await tx.query<{ n: number }>(
		`WITH mark AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(${keyOf('"last_value"')}) FROM "${numbers}")
		SELECT nextval('${numbers}') AS n FROM mark, generate_series(1, CAST(? AS INTEGER))`,
		[count],
		'kept',
	);
	return rows.map(({ n }) => n);
}
