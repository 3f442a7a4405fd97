import { customField } from '../schema/customFields';
import type { FieldRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import type { ObjectName } from '../schema/types';
import { fieldSql } from './fieldSql';
import { quote, type Dialect } from './sql';
import { columnType } from './tables';

/** An index on the entries of a custom field, without the words that make it. */
export interface FieldIndex {
	readonly name: string;
	readonly table: string;
	readonly unique: boolean;
	/** SQL of what is indexed, part by part. */
	readonly on: readonly string[];
	/** SQL condition of the rows that are in it. */
	readonly where?: string;
}

/** What is to be built for a field, and which indexes are to go that it may have from before. */
export interface IndexPlan {
	readonly drop: readonly string[];
	readonly create: readonly FieldIndex[];
}

/** Says what is to be built when a builder's turn has come; undefined: nothing any more. */
export type PlanNow = () => Promise<IndexPlan | undefined>;

/** Stands in an index's name for the type of what it holds: of another type it is another index. */
const letters = { text: 't', integer: 'n', real: 'n', boolean: 'b', json: 'j', document: 'j', binary: 'x' } as const;

/** Short enough for PostgreSQL, which cuts names after 63 characters; table names would be too long. */
const nameOf = (kind: 'cu' | 'cx', { object, name }: FieldRecord, letter: string) => `${kind}_${object}_${name}_${letter}`;

/** Whether an index of that name is of a custom field: those are of one database, and no schema file knows them. */
export const isFieldIndex = (index: string): boolean => /^c[ux]_/.test(index);

/** The name of the custom field whose uniqueness the index of that name keeps. */
export const uniqueFieldOf = (index: string): string | undefined => /^cu_[^_]+_([^_]+)_\w$/.exec(index)?.[1];

/** The indexes that a field is to have: one that keeps its values apart, one to filter and sort by. */
export function indexPlan(dialect: Dialect, definition: FieldRecord): IndexPlan {
	const field = customField(definition);
	const letter = letters[columnType(field)];
	const value = fieldSql(dialect, field);
	const table = objects.get(definition.object as ObjectName).table;
	const active = definition.active !== false;
	const wanted: FieldIndex[] = [
		...(active && definition.unique
			? [{ name: nameOf('cu', definition, letter), table, unique: true, on: [value], where: '"deletedAt" IS NULL' }]
			: []),
		...(active && definition.indexed ? [{ name: nameOf('cx', definition, letter), table, unique: false, on: [value, quote('id')] }] : []),
	];
	const possible = (['cu', 'cx'] as const).flatMap((kind) => ['t', 'n', 'b'].map((one) => nameOf(kind, definition, one)));
	return { create: wanted, drop: possible.filter((name) => !wanted.some((index) => index.name === name)) };
}
