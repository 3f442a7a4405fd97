import { clock } from '../clock';
import { insertRows } from './insert';
import { chunksOf } from './pace';
import { Bindings, type Sql } from './sql';
import type { StoreTx } from './store';

export interface KeptResult {
	readonly operation: string;
	readonly key: string;
	/** Ids and outcomes only, never personal data: it is not erased with a person. */
	readonly result: unknown;
}

/** First results by key, for keys that were used before (not before `since`, when given). */
export async function firstResults<Result>(
	sql: Sql,
	wanted: { operation: string; keys: readonly string[]; since?: string },
): Promise<Map<string, Result>> {
	const found = new Map<string, Result>();
	for (const chunk of chunksOf([...new Set(wanted.keys)], 500)) {
		const bindings = new Bindings();
		// Driven by the wanted keys, so that each is one look-up in the primary key.
		const rows = await sql.query<{ key: string; result: string }>(
			`SELECT r."key", r."result" FROM ${bindings.list(chunk)} w CROSS JOIN "crm_idempotency" r
			ON r."operation" = ${bindings.add(wanted.operation)} AND r."key" = w.value AND r."at" >= ${bindings.add(wanted.since ?? '')}`,
			bindings.values,
		);
		for (const row of rows) found.set(row.key, JSON.parse(row.result) as Result);
	}
	return found;
}

/** Keeps results for their keys, in the transaction that made them. A key whose time has run out is taken over. */
export async function keepResults(tx: StoreTx, results: readonly KeptResult[]): Promise<void> {
	const at = clock.iso();
	const rows = results.map(({ operation, key, result }) => [operation, key, at, JSON.stringify(result)]);
	await insertRows(tx, { verb: 'REPLACE', table: 'crm_idempotency', columns: ['operation', 'key', 'at', 'result'] }, rows);
}
