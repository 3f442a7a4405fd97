import { hash } from 'node:crypto';
import { clock } from '../clock';
import { insertRows } from './insert';
import { breathe, chunksOf } from './pace';
import { Bindings } from './sql';
import type { StoreTx } from './store';

const keptColumns = ['key', 'expiresAt', 'result'];

/** Milliseconds for which a caller's key gives the first result: longer than any workflow waits or is replayed. */
const keyLife = 400 * 86_400_000;

export interface KeptResult {
	/** {@link keptKey} */
	readonly key: string;
	/** Ids and outcomes only, never personal data: it is not erased with a person. */
	readonly result: unknown;
	/** Milliseconds for which it is kept; default 400 days. */
	readonly life?: number;
}

/**
 * A key as it is kept: what callers give may be a phone number, so only a hash of it stays, 128 bits, of which no two
 * will ever meet by chance. Keys of one operation mean nothing to another.
 */
export const keptKey = (operation: string, key: string): string => `${hash('sha256', key, 'base64url').slice(0, 22)}.${operation}`;

/** The keys that callers gave, as they are kept, in the order of the inputs; undefined for an input without one. */
export async function keptKeys(
	operation: string,
	inputs: ReadonlyArray<{ readonly idempotencyKey?: string }>,
): Promise<Array<string | undefined>> {
	const keys: Array<string | undefined> = [];
	for (const { idempotencyKey } of inputs) {
		keys.push(idempotencyKey === undefined ? undefined : keptKey(operation, idempotencyKey));
		await breathe();
	}
	return keys;
}

/**
 * First results by kept key, for keys that were used before and whose time has not run out. Whoever else asks for one of
 * the keys waits until this transaction has ended, and then finds its results.
 */
export async function firstResults<Result>(tx: StoreTx, keys: ReadonlyArray<string | undefined>): Promise<Map<string, Result>> {
	const found = new Map<string, Result>();
	const now = clock.iso();
	const given = [...new Set(keys)].filter((key) => key !== undefined);
	await tx.dialect.takeTurns(tx, 'repeat', given);
	for (const chunk of chunksOf(given, 240)) {
		const bindings = new Bindings(tx);
		// Driven by the wanted keys, so that each is one look-up in the index.
		const rows = await tx.query<{ key: string; result: string }>(
			`SELECT r."key", r."result" FROM ${bindings.list(chunk)} w CROSS JOIN "crm_idempotency" r
			WHERE r."key" = w.value AND r."expiresAt" > ${bindings.add(now)}`,
			bindings.values,
		);
		for (const row of rows) found.set(row.key, JSON.parse(row.result) as Result);
		await breathe();
	}
	return found;
}

/** Keeps results for their keys, in the transaction that made them, and forgets those whose time has run out. */
export async function keepResults(tx: StoreTx, results: readonly KeptResult[]): Promise<void> {
	if (results.length === 0) return;
	const now = clock.now();
	const at = new Date(now).toISOString();
	// Where none is that old, which is nearly always, no engine goes looking for them.
	await tx.send('DELETE FROM "crm_idempotency" WHERE "expiresAt" <= ? AND (SELECT min("expiresAt") FROM "crm_idempotency") <= ?', [at, at]);
	// Two inputs of one call may have a key whose first result is gone; a statement writes a row once.
	const distinct = new Map(results.map((result) => [result.key, result]));
	for (const chunk of chunksOf([...distinct.values()], 240)) {
		const rows = chunk.map(({ key, result, life = keyLife }) => [key, new Date(now + life).toISOString(), JSON.stringify(result)]);
		await insertRows(tx, { table: 'crm_idempotency', columns: keptColumns, key: ['key'] }, rows);
	}
}
