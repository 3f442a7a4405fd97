import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { objects } from '../../../core';
import { foldCompany } from '../../../core/normalise/names';
import { newId } from '../../../core/store/ids';
import { searchTokens } from '../../../core/store/search';
import type { BenchCustomer } from '../people';

const customerObject = objects.get('customer');
const columns = ['id', 'version', 'createdAt', 'updatedAt', 'number', 'name', 'type', 'industry', 'region', 'city'];
columns.push('address', 'phone', 'email', 'tier', 'unifiedSocialCreditCode', 'invoiceTitle', 'bankName', 'bankAccount', 'nameKey');

const sql = {
	find: `SELECT * FROM "crm_customer" WHERE "unifiedSocialCreditCode" = ? AND "deletedAt" IS NULL`,
	insert: `INSERT INTO "crm_customer" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
	update: `UPDATE "crm_customer" SET "name" = ?, "nameKey" = ?, "city" = ?, "phone" = ?, "version" = ?, "updatedAt" = ? WHERE "id" = ?`,
	updateCity: `UPDATE "crm_customer" SET "city" = ?, "version" = ?, "updatedAt" = ? WHERE "id" = ?`,
	addIdentity: `INSERT INTO "crm_identity" ("kind", "value", "object", "recordId") VALUES (?, ?, 'customer', ?)`,
	dropIdentity: `DELETE FROM "crm_identity" WHERE "kind" = ? AND "value" = ? AND "object" = 'customer' AND "recordId" = ?`,
	index: `REPLACE INTO "crm_customer_search" ("rowid", "tokens") VALUES (?, ?)`,
	call: `INSERT INTO "crm_call" ("at", "actor", "depth") VALUES (?, 'bench', 0) RETURNING "id"`,
	event: `INSERT INTO "crm_event" ("seq", "callId", "at", "kind", "names", "object", "recordId", "recordVersion", "item", "changes") VALUES (?, ?, ?, ?, ?, 'customer', ?, ?, ?, ?)`,
	personal: `INSERT INTO "crm_event_personal" ("seq", "changes") VALUES (?, ?)`,
	take: `INSERT INTO "crm_sequence" ("name", "value") VALUES (?, ?) ON CONFLICT ("name") DO UPDATE SET "value" = "value" + excluded."value" RETURNING "value"`,
} as const;

/** The fields an event of this bench may name; `null` marks the personal one, whose values stand in the side table. */
const openFields = columns.slice(5, 17) as Array<Exclude<keyof BenchCustomer, 'bankAccount'>>;

type Row = Record<string, SQLInputValue>;

/**
 * What the storage itself can do: an upsert of customers by credit code, written by hand for exactly this table over
 * `node:sqlite`, each statement prepared once, everything in one transaction. It writes what the CRM writes: the row,
 * its match keys, its search index (by the CRM's own tokeniser), the event with what changed and the personal part
 * beside it. It checks, normalises and explains nothing, and takes its input in the stored form.
 */
export class PreparedSql {
	readonly #database: DatabaseSync;
	readonly #statements: Record<keyof typeof sql, StatementSync>;

	/** @param file a database with the CRM's tables */
	constructor(file: string) {
		this.#database = new DatabaseSync(file);
		for (const pragma of [
			'journal_mode = WAL',
			'synchronous = NORMAL',
			'wal_autocheckpoint = 0',
			'cache_size = -16000',
			'temp_store = MEMORY',
		]) {
			this.#database.exec(`PRAGMA ${pragma}`);
		}
		const prepared = Object.entries(sql).map(([name, text]) => [name, this.#database.prepare(text)]);
		this.#statements = Object.fromEntries(prepared) as Record<keyof typeof sql, StatementSync>;
	}

	upsert(customers: readonly BenchCustomer[]): void {
		this.#database.exec('BEGIN IMMEDIATE');
		const at = new Date().toISOString();
		const { call, take } = this.#statements;
		const callId = Number(call.get(at)?.id);
		const known = customers.map((customer) => this.#statements.find.get(customer.unifiedSocialCreditCode) as Row | undefined);
		const seq = Number(take.get('event', customers.length)?.value) - customers.length;
		const fresh = known.filter((row) => !row).length;
		let number = fresh > 0 ? Number(take.get('customer', fresh)?.value) - fresh : 0;
		customers.forEach((customer, item) => {
			const row = known[item];
			const event = { seq: seq + item + 1, callId, at, item };
			if (row) this.#change(row, customer, event);
			else this.#create(customer, `C${String(++number).padStart(6, '0')}`, event);
		});
		this.#database.exec('COMMIT');
	}

	#create(customer: BenchCustomer, number: string, event: { seq: number; callId: number; at: string; item: number }): void {
		const { insert, addIdentity, index, personal } = this.#statements;
		const id = newId();
		const { seq, callId, at, item } = event;
		const fields = openFields.map((name) => customer[name]);
		const { lastInsertRowid } = insert.run(id, 1, at, at, number, ...fields, customer.bankAccount, foldCompany(customer.name));
		addIdentity.run('phone', customer.phone, id);
		addIdentity.run('email', customer.email, id);
		index.run(lastInsertRowid, searchTokens(customerObject, { ...customer, id, number, version: 1 }));
		const changes: Record<string, [null, string] | null> = { number: [null, number] };
		for (const name of openFields) changes[name] = [null, customer[name]];
		changes.bankAccount = null;
		this.#statements.event.run(seq, callId, at, 'created', '["created"]', id, 1, item, JSON.stringify(changes));
		personal.run(seq, JSON.stringify({ bankAccount: [null, customer.bankAccount] }));
	}

	#change(row: Row, customer: BenchCustomer, event: { seq: number; callId: number; at: string; item: number }): void {
		const { update, updateCity, dropIdentity, addIdentity, index } = this.#statements;
		const { seq, callId, at, item } = event;
		const changed = openFields.filter((name) => row[name] !== customer[name]);
		const version = Number(row.version) + 1;
		if (changed.length === 1) updateCity.run(customer.city, version, at, row.id);
		else {
			update.run(customer.name, foldCompany(customer.name), customer.city, customer.phone, version, at, row.id);
			dropIdentity.run('phone', row.phone, row.id);
			addIdentity.run('phone', customer.phone, row.id);
			index.run(row.rowId, searchTokens(customerObject, { ...customer, id: String(row.id), number: row.number, version }));
		}
		const changes = Object.fromEntries(changed.map((name) => [name, [row[name], customer[name]]]));
		this.#statements.event.run(seq, callId, at, 'updated', '["updated"]', row.id, version, item, JSON.stringify(changes));
	}

	/** How SQLite finds a row by its key. */
	queryPlan(): string {
		return this.#database
			.prepare(`EXPLAIN QUERY PLAN ${sql.find}`)
			.all('')
			.map(({ detail }) => String(detail))
			.join('; ');
	}

	count(table: string): number {
		return Number(this.#database.prepare(`SELECT count(*) AS n FROM "${table}"`).get()?.n);
	}

	/** Outside the measured time: the CRM, too, does it after its commits. */
	checkpoint(): void {
		this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	}

	close(): void {
		this.#database.close();
	}
}
