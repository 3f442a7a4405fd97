import type { CrmRecord } from '../crm';
import { foldCompany, foldName } from '../normalise/names';
import { clock } from '../clock';
import { foldDomain } from '../normalise/domain';
import { amountOf, moneyOf, writePrice } from '../money';
import { amountsOf, sortablePrice } from '../schema/amounts';
import type { CrmObject, Field, Fold } from '../schema/types';
import { newId } from './ids';
import { quote } from './sql';
import type { ColumnType } from './table';
import { columnType, customColumn } from './tables';

/** How an object's records stand in their table; made once per object. */
export interface RowFormat {
	readonly columns: readonly string[];
	/** What stands in each of them. */
	readonly types: readonly ColumnType[];
	/** The record's own columns for SELECT from its table as `t`. */
	readonly select: string;
	/** The statement that reads records, by what follows `SELECT … FROM` its table as `t`: one text for the same end, which is found faster than one put together anew. */
	reading(end: string): string;
	encode(record: CrmRecord): unknown[];
	/** What one column is to hold, by its place in `columns`; of custom fields, which share one, what differs from `before`. */
	cell(record: CrmRecord, column: number, before?: CrmRecord): unknown;
	/** The places of the columns in which two states of a record differ. */
	differing(before: CrmRecord, after: CrmRecord): number[];
	decode(row: Record<string, unknown>): CrmRecord;
}

const formats = new WeakMap<CrmObject, RowFormat>();

export function formatOf(object: CrmObject): RowFormat {
	let format = formats.get(object);
	if (!format) formats.set(object, (format = buildFormat(object)));
	return format;
}

/** Ends of statements that are remembered for an object: filters have any number of them. */
const maxEnds = 200;

function remembered(beginning: string): (end: string) => string {
	const texts = new Map<string, string>();
	return (end) => {
		let text = texts.get(end);
		if (text === undefined) {
			if (texts.size >= maxEnds) texts.clear();
			texts.set(end, (text = `${beginning} ${end}`));
		}
		return text;
	};
}

function buildFormat(object: CrmObject): RowFormat {
	const builtIn = object.fields.filter((field) => field.custom === undefined);
	const custom = customFormat(object.fields.filter((field) => field.custom !== undefined));
	const names = builtIn.map((field) => field.name);
	const derived = Object.entries(object.matchKeys);
	const lists = builtIn.filter((field) => field.type === 'list').map((field) => field.name);
	const amounts = amountsOf(object);
	const booleans = builtIn.filter((field) => field.type === 'boolean').map((field) => field.name);
	/** The field that each column comes from, and how it is changed on the way. */
	const sources = [
		...builtIn.map((field) => ({ name: field.name, fold: foldOf(field) })),
		...derived.map(([, { field, fold }]) => ({ name: field, fold: (value: unknown) => matchKey(fold, value) })),
	];
	const cell = (record: CrmRecord, column: number, before?: CrmRecord): unknown => {
		if (column === sources.length) return custom?.encode(record, before);
		const { name, fold } = sources[column];
		return fold ? fold(record[name], record) : (record[name] ?? null);
	};
	const select = [...names, ...(custom ? [customColumn] : [])].map((name) => `t.${quote(name)}`).join(', ');
	return {
		columns: [...names, ...derived.map(([name]) => name), ...(custom ? [customColumn] : [])],
		types: [...builtIn.map(columnType), ...derived.map(() => 'text' as const), ...(custom ? ['json' as const] : [])],
		select,
		reading: remembered(`SELECT ${select} FROM`),
		encode: (record) => [...sources.map((_, column) => cell(record, column)), ...(custom ? [custom.encode(record)] : [])],
		cell,
		differing: (before, after) => {
			const columns: number[] = [];
			for (let column = 0; column < sources.length; column++) {
				const { name } = sources[column];
				if (!sameValue(before[name] ?? null, after[name] ?? null)) columns.push(column);
			}
			if (custom?.differs(before, after)) columns.push(sources.length);
			return columns;
		},
		decode: (row) => {
			const record = { ...blankOf(object) };
			for (const name of names) record[name] = row[name];
			custom?.decode(row[customColumn], record);
			for (const name of lists) if (typeof record[name] === 'string') record[name] = JSON.parse(record[name]);
			for (const name of booleans) if (record[name] !== null) record[name] = Boolean(record[name]);
			for (const field of amounts) {
				const { name, money = '' } = field;
				if (record[name] !== null) record[name] = amountText(field, record[name], String(record[money]));
			}
			return record;
		},
	};
}

type CellOf = (value: unknown, record: CrmRecord) => unknown;

/** How a value becomes what its column holds, where the two differ. */
function foldOf({ type, money = '' }: Field): CellOf | undefined {
	if (type === 'list') return listCell;
	if (type === 'price') return (value) => (value == null ? null : sortablePrice(String(value)));
	return type === 'money' ? (value, record) => minorUnits(value, record[money]) : undefined;
}

/** The decimal text of what the column of an amount holds. */
const amountText = ({ type }: Field, stored: unknown, currency: string): string =>
	type === 'price' ? writePrice({ unitPrice: String(stored), currency }) : amountOf({ minor: BigInt(stored as number), currency });

const minorUnits = (amount: unknown, currency: unknown): number | null =>
	amount == null ? null : Number(moneyOf(String(amount), String(currency)).minor);

/**
 * Custom fields in their one column. A field that is switched off, or that this process has not heard of yet, keeps its
 * entry there: a change writes only what differs.
 */
function customFormat(fields: readonly Field[]) {
	if (fields.length === 0) return undefined;
	const differing = (before: CrmRecord, after: CrmRecord) =>
		fields.filter(({ name }) => !sameValue(before[name] ?? null, after[name] ?? null));
	return {
		encode(record: CrmRecord, before?: CrmRecord): string {
			const written = before ? differing(before, record) : fields.filter(({ name }) => record[name] != null);
			return JSON.stringify(Object.fromEntries(written.map(({ name, custom }) => [custom, record[name] ?? null])));
		},
		differs: (before: CrmRecord, after: CrmRecord) => differing(before, after).length > 0,
		decode(stored: unknown, record: CrmRecord): void {
			const values = (typeof stored === 'string' ? JSON.parse(stored) : stored) as Record<string, unknown>;
			for (const { name, custom = '' } of fields) if (Object.hasOwn(values, custom)) record[name] = values[custom];
		},
	};
}

const listCell = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));

const folds: Readonly<Record<Fold, (value: string) => string>> = { name: foldName, company: foldCompany, domain: foldDomain };

/** The folded form of a value that matching compares; `null` for a blank one. */
export function matchKey(fold: Fold, value: unknown): string | null {
	return typeof value === 'string' ? folds[fold](value) || null : null;
}

const blanks = new WeakMap<CrmObject, CrmRecord>();

/** In the order in which people read a record: what it is about before what the CRM keeps about it. */
const inReadingOrder = ({ fields }: CrmObject): readonly Field[] => {
	const kept = fields.filter(({ name, system }) => system && name !== 'id');
	return [...fields.filter((field) => !kept.includes(field)), ...kept];
};

/** A record of blanks, which the engine copies faster than it puts one together field by field. */
function blankOf(object: CrmObject): CrmRecord {
	let blank = blanks.get(object);
	if (!blank) blanks.set(object, (blank = Object.fromEntries(inReadingOrder(object).map(({ name }) => [name, null])) as CrmRecord));
	return blank;
}

/** A new record with every field of its object; fields not given are null. */
export function newRecord(object: CrmObject, fields: Readonly<Record<string, unknown>>): CrmRecord {
	const record = { ...blankOf(object) };
	for (const name of Object.keys(fields)) if (object.byName.has(name)) record[name] = fields[name] ?? null;
	record.id = newId();
	record.version = 1;
	record.createdAt = record.updatedAt = clock.iso();
	record.deletedAt = null;
	return record;
}

export const sameValue = (a: unknown, b: unknown): boolean =>
	a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** The record with `fields` in place, one version on; the same object when nothing differs. */
export function changedRecord(before: CrmRecord, fields: Readonly<Record<string, unknown>>): CrmRecord {
	const names = Object.keys(fields).filter((name) => !sameValue(before[name] ?? null, fields[name] ?? null));
	if (names.length === 0) return before;
	const after = { ...before, version: before.version + 1, updatedAt: clock.iso() } as CrmRecord;
	for (const name of names) after[name] = fields[name] ?? null;
	return after;
}

const logged = new WeakMap<CrmObject, readonly Field[]>();

/** The fields whose changes the event log keeps: the record's own, without what follows from them. */
export function loggedFields(object: CrmObject): readonly Field[] {
	let fields = logged.get(object);
	if (!fields) logged.set(object, (fields = object.fields.filter((field) => !field.system && !field.derived)));
	return fields;
}
