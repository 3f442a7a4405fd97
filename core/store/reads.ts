import type { CallContext, Scope } from '../context';
import type { CrmRecord, Page, Query } from '../crm';
import type { SortKey } from '../filter';
import { comparedAmount, isAmount } from '../schema/amounts';
import type { CrmObject } from '../schema/types';
import { decodeCursor, encodeCursor } from './cursor';
import { fieldSql } from './fieldSql';
import { columnSql, fieldOf, filterSql, neverNull, scopeSql, sortSql, type OrderKey } from './filterSql';
import { badQuery } from './filterValues';
import { breathe, chunksOf } from './pace';
import { formatOf } from './rows';
import { Bindings, quote, type Dialect, type Plan, type RowLock, type Sql } from './sql';
import { columnType } from './tables';

/** Of a look-up of some keys. Of many the best plan depends on the size of the table: one that was kept would outlive it. */
const planOf = (keys: readonly unknown[]): Plan | undefined => (keys.length === 1 ? 'kept' : undefined);

/**
 * Records by id, in no order; those that do not exist or are out of scope are missing. Deleted ones are there.
 * @param wanted with `lock`, for a write: nobody else changes them until it ends; `free`: only those that nobody else has
 * locked are found, and nobody is waited for
 */
export async function recordsById(
	sql: Sql,
	object: CrmObject,
	wanted: { ids: Iterable<string>; scope: Scope; lock?: RowLock | 'free' },
): Promise<Map<string, CrmRecord>> {
	const format = formatOf(object);
	const found = new Map<string, CrmRecord>();
	const ids = [...new Set(wanted.ids)];
	const { lock } = wanted;
	const locked = lock === 'free' ? sql.dialect.skipLocked : lock ? sql.dialect.lockRows(lock) : '';
	for (const chunk of chunksOf(locked ? ids.sort() : ids, 250)) {
		const bindings = new Bindings(sql);
		const where = `${bindings.among('t."id"', chunk)} AND ${scopeSql(object, wanted.scope, bindings)}`;
		const rows = await sql.query(format.reading(`${quote(object.table)} t WHERE ${where}${locked}`), bindings.values, planOf(chunk));
		for (const row of rows) {
			const record = format.decode(row);
			found.set(record.id, record);
		}
		await breathe();
	}
	return found;
}

/**
 * The ids of records, deleted ones too, by the number they are known by; those that do not exist or are out of scope are
 * missing. Live and deleted records have their numbers in an index each.
 */
export async function idsByNumber(
	sql: Sql,
	object: CrmObject,
	wanted: { numbers: Iterable<string>; scope: Scope },
): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (const chunk of chunksOf([...wanted.numbers], 250)) {
		const bindings = new Bindings(sql);
		const part = (deleted: 'NULL' | 'NOT NULL') =>
			`SELECT t."id" AS id, t."number" AS number FROM ${quote(object.table)} t WHERE ${bindings.among('t."number"', chunk)} AND t."deletedAt" IS ${deleted} AND ${scopeSql(object, wanted.scope, bindings)}`;
		const rows = await sql.query<{ id: string; number: string }>(
			`${part('NULL')} UNION ALL ${part('NOT NULL')}`,
			bindings.values,
			planOf(chunk),
		);
		for (const { id, number } of rows) found.set(number, id);
		await breathe();
	}
	return found;
}

/**
 * Live records whose `fields` have one of the given value tuples, by tuple (JSON); of a key of several fields also others,
 * whose values stand in different tuples.
 */
export async function recordsByKey(
	sql: Sql,
	object: CrmObject,
	key: { fields: readonly string[]; tuples: readonly unknown[][]; lock?: RowLock },
): Promise<Map<string, CrmRecord>> {
	const format = formatOf(object);
	const found = new Map<string, CrmRecord>();
	const columns = key.fields.map((name) => fieldOf(object, name));
	const locked = key.lock ? sql.dialect.lockRows(key.lock) : '';
	for (const chunk of chunksOf(key.tuples, 250)) {
		const bindings = new Bindings(sql);
		const where = columns.map((field, i) => {
			const values = new Set(chunk.map((tuple) => tuple[i]));
			return bindings.among(fieldSql(sql.dialect, field, 't'), [...values], columnType(field));
		});
		const rows = await sql.query(
			format.reading(`${quote(object.table)} t WHERE ${where.join(' AND ')} AND t."deletedAt" IS NULL${locked}`),
			bindings.values,
			planOf(chunk),
		);
		for (const row of rows) {
			const record = format.decode(row);
			found.set(JSON.stringify(key.fields.map((field) => record[field])), record);
		}
		await breathe();
	}
	return found;
}

const defaultSort: readonly SortKey[] = [{ field: 'id', direction: 'desc' }];

/** The sort keys with the id last: every record has its own place. */
function totalOrder(dialect: Dialect, object: CrmObject, { sort: wanted = [], search = '' }: Query): readonly OrderKey[] {
	const sort = wanted.length > 0 ? wanted : defaultSort;
	const indexOrder = sort === defaultSort && search.trim() ? dialect.search.order?.(object) : undefined;
	if (sort.length > 3) throw badQuery({ en: 'Sort by three fields at most', 'zh-CN': '最多按三个字段排序' });
	const last = sort.at(-1) as SortKey;
	const total = sort.some((key) => key.field === 'id') ? sort : [...sort, { field: 'id', direction: last.direction }];
	return total.map((key) => {
		const field = fieldOf(object, key.field);
		return { ...key, type: field.type, column: columnSql(dialect, field), ...indexOrder };
	});
}

/** Names a list of records by its object and order: a cursor fits no other. */
const listName = (object: CrmObject, order: readonly SortKey[]) =>
	`${object.name}: ${order.map((key) => `${key.field} ${key.direction}`).join()}`;

/** A record's place in the order, in the stored form of its values. */
const placeOf = (record: CrmRecord, order: readonly OrderKey[]) =>
	order.map(({ field, type }) => {
		const value = record[field] as string | number | boolean | null;
		if (isAmount(type) && value !== null) return comparedAmount(type, String(value));
		return typeof value === 'boolean' ? Number(value) : value;
	});

/** A value of the cursor as it is compared with its key's column. */
const placed = ({ placeOf = (value) => value }: OrderKey, value: unknown, bindings: Bindings): string => placeOf(bindings.add(value));

/** Records after the cursor's place in the order; nulls are the smallest values, on every engine. */
function afterCursor(order: readonly OrderKey[], values: readonly unknown[], bindings: Bindings): string {
	const step = (i: number): string => {
		const { field, direction, column } = order[i];
		const value = values[i];
		const place = () => placed(order[i], value, bindings);
		// Parameters are positional: each part is put together where it stands in the text.
		const rest = () => (i + 1 < order.length ? step(i + 1) : 'FALSE');
		if (neverNull.has(field)) return `(${column} ${direction === 'asc' ? '>' : '<'} ${place()} OR (${column} = ${place()} AND ${rest()}))`;
		if (value === null)
			return direction === 'asc' ? `(${column} IS NOT NULL OR (${column} IS NULL AND ${rest()}))` : `(${column} IS NULL AND ${rest()})`;
		const beyond = direction === 'asc' ? `${column} > ${place()}` : `(${column} < ${place()} OR ${column} IS NULL)`;
		return `(${beyond} OR (${column} = ${place()} AND ${rest()}))`;
	};
	return step(0);
}

/**
 * The records after the cursor's place as ranges that follow each other in the order: nulls are a range of their own,
 * and an index gives one range at a time. Without the bound on the first key the engine would read from the index's
 * start and throw away all pages before.
 */
function rangesAfter(order: readonly OrderKey[], values: readonly unknown[]): ReadonlyArray<(bindings: Bindings) => string> {
	const [{ field, direction, column }] = order;
	const after = (bindings: Bindings) => `${boundOf(order, values, bindings)} AND ${afterCursor(order, values, bindings)}`;
	if (neverNull.has(field)) return [after];
	if (direction === 'asc') return values[0] === null ? [after, () => `${column} IS NOT NULL`] : [after];
	return values[0] === null ? [after] : [after, () => `${column} IS NULL`];
}

/** What limits the range that the cursor's place is in: by the first key, or among its nulls by the next one. */
function boundOf([key, ...next]: readonly OrderKey[], [value, ...rest]: readonly unknown[], bindings: Bindings): string {
	const { field, direction, column } = key;
	if (value !== null || neverNull.has(field)) return `${column} ${direction === 'asc' ? '>=' : '<='} ${placed(key, value, bindings)}`;
	// The id comes last and is never null.
	return `${column} IS NULL AND ${neverNull.has(next[0].field) ? boundOf(next, rest, bindings) : 'TRUE'}`;
}

/** What a query may depend on beside itself: whose records, and when their day begins. */
type Caller = Pick<CallContext, 'scope' | 'timeZone'>;

type Selection = Pick<Query, 'filter' | 'deleted' | 'search'>;

/** What a selection reads from, and its WHERE; undefined when it finds nothing. */
function selectionSql(object: CrmObject, query: Selection & Caller, bindings: Bindings): string | undefined {
	const searched = query.search?.trim();
	const found = searched ? bindings.dialect.search.find(object, searched, bindings) : { from: `${quote(object.table)} t`, where: 'TRUE' };
	if (!found) return undefined;
	const parts = [found.where, scopeSql(object, query.scope, bindings)];
	const deleted = query.deleted ?? false;
	if (deleted !== 'with') parts.push(`t."deletedAt" IS ${deleted === 'only' ? 'NOT ' : ''}NULL`);
	if (query.filter) parts.push(filterSql(object, query.filter, query, bindings));
	const where = parts.filter((part) => part !== 'TRUE').join(' AND ') || 'TRUE';
	return `${found.from} WHERE ${where}`;
}

/** Records a page, 1–500; 50 when `wanted` is no number. */
export const pageLimit = (wanted: number): number => Math.min(Math.max(Math.trunc(Number.isFinite(wanted) ? wanted : 50), 1), 500);

/** One page of records; the next one begins after the last record of this one, whatever is written in between. */
export async function listRecords(sql: Sql, object: CrmObject, query: Query & Caller): Promise<Page> {
	const limit = pageLimit(query.limit);
	const order = totalOrder(sql.dialect, object, query);
	const list = listName(object, order);
	const ranges = query.cursor ? rangesAfter(order, decodeCursor(list, order.length, query.cursor)) : [() => 'TRUE'];
	const format = formatOf(object);
	const records: CrmRecord[] = [];
	for (const range of ranges) {
		const bindings = new Bindings(sql);
		const selection = selectionSql(object, query, bindings);
		if (selection === undefined) return { records: [] };
		const rows = await sql.query(
			format.reading(`${selection} AND ${range(bindings)} ORDER BY ${sortSql(order)} LIMIT ${limit + 1}`),
			bindings.values,
		);
		for (const row of rows) records.push(format.decode(row));
		if (records.length > limit) break;
	}
	const last = records.length > limit ? records[limit - 1] : undefined;
	return { records: records.slice(0, limit), nextCursor: last && encodeCursor(list, placeOf(last, order)) };
}

export async function countRecords(sql: Sql, object: CrmObject, query: Selection & Caller): Promise<number> {
	const bindings = new Bindings(sql);
	const selection = selectionSql(object, query, bindings);
	if (selection === undefined) return 0;
	const [row] = await sql.query<{ n: number }>(`SELECT count(*) AS n FROM ${selection}`, bindings.values);
	return row.n;
}
