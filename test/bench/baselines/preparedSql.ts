import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { objects } from '../../../core';
import { foldCompany } from '../../../core/normalise/names';
import { newId } from '../../../core/store/ids';
import { searchTokens } from '../../../core/store/sqlite/search';
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

/** The fields a caller gives, in the order of the columns. */
const fields = columns.slice(5, 18) as Array<keyof BenchCustomer>;
/** The values of personal fields stand in the side table; the event only names them. */
const personal = new Set(fields.filter((name) => customerObject.byName.get(name)?.personal));

type Row = Record<string, SQLInputValue>;
type Changes = Record<string, [SQLInputValue, SQLInputValue] | null>;

/** What an event says besides the change. */
interface Event {
	readonly seq: number;
	readonly callId: number;
	readonly at: string;
	readonly item: number;
}

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

	#create(customer: BenchCustomer, number: string, event: Event): void {
		const { insert, addIdentity, index } = this.#statements;
		const id = newId();
		const { lastInsertRowid } = insert.run(
			...[id, 1, event.at, event.at, number],
			...fields.map((name) => customer[name]),
			foldCompany(customer.name),
		);
		addIdentity.run('phone', customer.phone, id);
		addIdentity.run('email', customer.email, id);
		index.run(lastInsertRowid, searchTokens(customerObject, { ...customer, id, number, version: 1 }));
		const changes: Changes = { number: [null, number] };
		for (const name of fields) changes[name] = [null, customer[name]];
		this.#log('created', { id, version: 1, changes }, event);
	}

	#change(row: Row, customer: BenchCustomer, event: Event): void {
		const { update, updateCity, dropIdentity, addIdentity, index } = this.#statements;
		const id = String(row.id);
		const version = Number(row.version) + 1;
		const changes: Changes = {};
		for (const name of fields) if (row[name] !== customer[name]) changes[name] = [row[name], customer[name]];
		if (!changes.name) updateCity.run(customer.city, version, event.at, id);
		else {
			update.run(customer.name, foldCompany(customer.name), customer.city, customer.phone, version, event.at, id);
			dropIdentity.run('phone', row.phone, id);
			addIdentity.run('phone', customer.phone, id);
			index.run(row.rowId, searchTokens(customerObject, { ...customer, id, number: row.number, version }));
		}
		this.#log('updated', { id, version, changes }, event);
	}

	#log(kind: string, of: { id: string; version: number; changes: Changes }, { seq, callId, at, item }: Event): void {
		const aside: Changes = {};
		let any = false;
		for (const name of personal) {
			if (!of.changes[name]) continue;
			aside[name] = of.changes[name];
			of.changes[name] = null;
			any = true;
		}
		this.#statements.event.run(seq, callId, at, kind, `["${kind}"]`, of.id, of.version, item, JSON.stringify(of.changes));
		if (any) this.#statements.personal.run(seq, JSON.stringify(aside));
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
