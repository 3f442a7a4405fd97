import { createHash } from 'node:crypto';
import type { CrmRecord } from '../crm';
import { Bindings, breathe, chunksOf, insertRows, type Catalogue, type Sql, type StoreTx } from '../store';
import type { ContractForm } from './document/form';
import { readParts, type ContractParts, type Related } from './parts';

/**
 * Keeps what contracts are printed with as they are submitted: from there on approvers, signatories and everybody later read
 * the same text, whatever becomes of the template, the customer or the built-in text. Forms are few and stored once.
 */
export async function keepParts(tx: StoreTx, objects: Catalogue, contracts: readonly CrmRecord[]): Promise<void> {
	const live = await readParts(tx, objects, contracts);
	const forms = new Map<string, string>();
	const rows: unknown[][] = [];
	for (const contract of contracts) {
		const { form, related } = live.of(contract);
		const text = JSON.stringify(form);
		const hash = createHash('sha256').update(text).digest('hex');
		forms.set(hash, text);
		rows.push([contract.id, hash, JSON.stringify(related)]);
		await breathe();
	}
	await insertRows(tx, { table: 'crm_contract_form', columns: ['hash', 'form'], key: ['hash'] }, [...forms]);
	await insertRows(tx, { table: 'crm_contract_parts', columns: ['contractId', 'formHash', 'related'], key: ['contractId'] }, rows);
}

/** Statuses in which a contract is still being written. */
const written = new Set<unknown>(['draft', 'rejected']);

/** The kept parts of those contracts that have been submitted, by contract. */
export async function readKeptParts(sql: Sql, contracts: readonly CrmRecord[]): Promise<ReadonlyMap<string, ContractParts>> {
	const ids = contracts.filter(({ status }) => !written.has(status)).map(({ id }) => id);
	const kept = new Map<string, ContractParts>();
	const forms = new Map<string, ContractForm>();
	for (const chunk of chunksOf(ids, 250)) {
		const rows = await rowsOf(sql, chunk);
		await readForms(
			sql,
			forms,
			rows.map(({ formHash }) => formHash),
		);
		for (const { contractId, formHash, related } of rows) {
			kept.set(contractId, { related: JSON.parse(related) as Related, form: forms.get(formHash) as ContractForm });
			await breathe();
		}
	}
	return kept;
}

async function rowsOf(sql: Sql, ids: readonly string[]) {
	const bindings = new Bindings(sql);
	return await sql.query<{ contractId: string; formHash: string; related: string }>(
		`SELECT "contractId", "formHash", "related" FROM "crm_contract_parts" WHERE ${bindings.among('"contractId"', ids)}`,
		bindings.values,
	);
}

async function readForms(sql: Sql, forms: Map<string, ContractForm>, hashes: readonly string[]): Promise<void> {
	const missing = [...new Set(hashes)].filter((hash) => !forms.has(hash));
	if (missing.length === 0) return;
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ hash: string; form: string }>(
		`SELECT "hash", "form" FROM "crm_contract_form" WHERE ${bindings.among('"hash"', missing)}`,
		bindings.values,
	);
	for (const { hash, form } of rows) forms.set(hash, JSON.parse(form) as ContractForm);
}
