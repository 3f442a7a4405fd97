import type { Client } from 'pg';
import { objects } from '../../../core';
import type { PostgresConnection } from '../../../core/crm';
import { connectAlone } from '../../../core/store/postgres/open';
import { foldCompany } from '../../../core/normalise/names';
import { newId } from '../../../core/store/ids';
import { indexed } from '../../../core/store/postgres/search';
import type { BenchCustomer } from '../people';

const customerObject = objects.get('customer');
const fields = Object.keys({
	name: 0,
	type: 0,
	industry: 0,
	region: 0,
	city: 0,
	address: 0,
	phone: 0,
	email: 0,
	tier: 0,
	unifiedSocialCreditCode: 0,
	invoiceTitle: 0,
	bankName: 0,
	bankAccount: 0,
} satisfies Record<keyof BenchCustomer, 0>) as Array<keyof BenchCustomer>;
const columns = ['id', 'version', 'createdAt', 'updatedAt', 'number', ...fields, 'nameKey'];
/** The values of personal fields stand in the side table; the event only names them. */
const personal = new Set<string>(fields.filter((name) => customerObject.byName.get(name)?.personal));

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
/** Rows of a table from one array a column. */
const unnest = (types: readonly string[], from = 1) => `unnest(${types.map((type, i) => `$${i + from}::${type}[]`).join(', ')})`;
const insert = (table: string, names: readonly string[], types: readonly string[]) =>
	`INSERT INTO "${table}" (${quoted(names)}) SELECT * FROM ${unnest(types)}`;

const eventColumns = ['seq', 'callId', 'at', 'kind', 'names', 'object', 'recordId', 'recordVersion', 'item', 'changes'];
const eventTypes = ['bigint', 'bigint', 'text', 'text', 'json', 'text', 'text', 'bigint', 'bigint', 'json'];
const typesOf = (names: readonly string[]) => names.map((name) => (name === 'version' ? 'bigint' : 'text'));

const sql = {
	find: `SELECT t.* FROM ${unnest(['text'])} w(code) JOIN "crm_customer" t ON t."unifiedSocialCreditCode" = w.code AND t."deletedAt" IS NULL FOR NO KEY UPDATE OF t`,
	insert: insert('crm_customer', columns, typesOf(columns)),
	update: `UPDATE "crm_customer" t SET "name" = v.name, "nameKey" = v.key, "city" = v.city, "phone" = v.phone, "version" = v.version, "updatedAt" = v.at
		FROM ${unnest(['text', 'text', 'text', 'text', 'text', 'bigint', 'text'])} v(id, name, key, city, phone, version, at) WHERE t."id" = v.id`,
	addIdentities: insert('crm_identity', ['kind', 'value', 'object', 'recordId'], ['text', 'text', 'text', 'text']),
	dropIdentities: `DELETE FROM "crm_identity" i USING ${unnest(['text', 'text'])} v(value, id)
		WHERE i."kind" = 'phone' AND i."value" = v.value AND i."object" = 'customer' AND i."recordId" = v.id`,
	index: `INSERT INTO "crm_customer_search" ("id", "tokens", "text") SELECT id, string_to_array(tokens, ' '), text FROM ${unnest(['text', 'text', 'text'])} v(id, tokens, text)
		ON CONFLICT ("id") DO UPDATE SET "tokens" = excluded."tokens", "text" = excluded."text"`,
	call: `INSERT INTO "crm_call" ("at", "actor", "depth") VALUES ($1, 'bench', 0) RETURNING "id"`,
	numbers: `SELECT nextval('crm_event_number') AS n FROM generate_series(1, $1)`,
	take: `INSERT INTO "crm_sequence" AS s ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO UPDATE SET "value" = s."value" + excluded."value" RETURNING "value"`,
	events: insert('crm_event', eventColumns, eventTypes),
	personal: insert('crm_event_personal', ['seq', 'changes'], ['bigint', 'json']),
} as const;

type Row = Record<string, unknown>;
type Changes = Record<string, [unknown, unknown] | null>;

/** One record as it is written, with what its event says. */
interface Written {
	readonly row: Row;
	readonly before?: Row;
	readonly changes: Changes;
	readonly item: number;
}

/**
 * What the storage itself can do: an upsert of customers by credit code, written by hand for exactly this table over
 * `pg`, one prepared `unnest` statement for each kind of write, everything in one transaction. It writes what the CRM
 * writes; it checks, normalises and explains nothing, and takes its input in the stored form.
 */
export class UnnestSql {
	private constructor(private readonly client: Client) {}

	static async on(connection: PostgresConnection): Promise<UnnestSql> {
		return new UnnestSql(await connectAlone(connection));
	}

	async upsert(customers: readonly BenchCustomer[]): Promise<void> {
		await this.client.query('BEGIN');
		const at = new Date().toISOString();
		const found = await this.#run('find', [customers.map((customer) => customer.unifiedSocialCreditCode)]);
		const known = new Map(found.map((row) => [row.unifiedSocialCreditCode, row]));
		const fresh = customers.length - known.size;
		let number = fresh > 0 ? Number((await this.#run('take', ['customer', fresh]))[0].value) - fresh : 0;
		const written = customers.map((customer, item) => {
			const before = known.get(customer.unifiedSocialCreditCode);
			return before ? changed(before, customer, { at, item }) : created(customer, { at, item, number: ++number });
		});
		await this.#create(written.filter(({ before }) => !before).map(({ row }) => row));
		await this.#change(written.filter(({ before }) => before));
		await this.#index(written.filter(({ changes }) => changes.name).map(({ row }) => row));
		await this.#log(written, at);
		await this.client.query('COMMIT');
	}

	async #create(rows: readonly Row[]): Promise<void> {
		if (rows.length === 0) return;
		await this.#run('insert', byColumn(rows.map((row) => columns.map((name) => row[name]))));
		const keys = rows.flatMap(({ id, phone, email }) => [
			['phone', phone, 'customer', id],
			['email', email, 'customer', id],
		]);
		await this.#run('addIdentities', byColumn(keys));
	}

	async #change(written: readonly Written[]): Promise<void> {
		if (written.length === 0) return;
		const names = ['id', 'name', 'nameKey', 'city', 'phone', 'version', 'updatedAt'];
		await this.#run('update', byColumn(written.map(({ row }) => names.map((name) => row[name]))));
		const moved = written.filter(({ changes }) => changes.phone);
		await this.#run('dropIdentities', byColumn(moved.map(({ row, before }) => [before?.phone, row.id])));
		await this.#run('addIdentities', byColumn(moved.map(({ row }) => ['phone', row.phone, 'customer', row.id])));
	}

	async #index(rows: readonly Row[]): Promise<void> {
		const entries = rows.map((row) => {
			const { tokens, text } = indexed(customerObject, row as never);
			return [row.id, tokens, text];
		});
		await this.#run('index', byColumn(entries));
	}

	async #log(written: readonly Written[], at: string): Promise<void> {
		const [{ id: callId }] = await this.#run('call', [at]);
		const numbers = await this.#run('numbers', [written.length]);
		const events = written.map(({ row, before, changes, item }, i) => {
			const open = Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, personal.has(name) ? null : change]));
			const kind = before ? 'updated' : 'created';
			return [numbers[i].n, callId, at, kind, `["${kind}"]`, 'customer', row.id, row.version, item, JSON.stringify(open)];
		});
		const aside = written.flatMap(({ changes }, i) => {
			const hidden = Object.entries(changes).filter(([name]) => personal.has(name));
			return hidden.length > 0 ? [[numbers[i].n, JSON.stringify(Object.fromEntries(hidden))]] : [];
		});
		await this.#run('events', byColumn(events));
		await this.#run('personal', byColumn(aside));
	}

	async #run(name: keyof typeof sql, values: readonly unknown[]): Promise<Row[]> {
		// No rows make no columns.
		if (values.length === 0) return [];
		return (await this.client.query<Row>({ name, text: sql[name], values: [...values] })).rows;
	}

	/** How PostgreSQL finds rows by their key. */
	async queryPlan(): Promise<string> {
		const { rows } = await this.client.query<Row>(`EXPLAIN ${sql.find}`, [['']]);
		return rows.map((row) => String(row['QUERY PLAN']).trim()).join('; ');
	}

	async count(table: string): Promise<number> {
		return Number((await this.client.query<Row>(`SELECT count(*) AS n FROM "${table}"`)).rows[0].n);
	}

	async close(): Promise<void> {
		await this.client.end();
	}
}

function created(customer: BenchCustomer, { at, item, number }: { at: string; item: number; number: number }): Written {
	const given = { number: `C${String(number).padStart(6, '0')}`, ...customer };
	const row = { ...given, id: newId(), version: 1, createdAt: at, updatedAt: at, nameKey: foldCompany(customer.name) };
	return { row, changes: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [null, value]])), item };
}

function changed(before: Row, customer: BenchCustomer, { at, item }: { at: string; item: number }): Written {
	const changes: Changes = {};
	for (const name of fields) if (before[name] !== customer[name]) changes[name] = [before[name], customer[name]];
	const row = { ...before, ...customer, version: Number(before.version) + 1, updatedAt: at, nameKey: foldCompany(customer.name) };
	return { row, before, changes, item };
}

const byColumn = (rows: ReadonlyArray<readonly unknown[]>): unknown[][] =>
	(rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
