import type { Connection } from '../crm';
import type { ColumnType } from './table';

/** Columns by name, in the order of a row's values. */
export type RowColumns = Readonly<Record<string, ColumnType>>;

/**
 * What an engine says in its own way, one object per engine; `list` and `json` are SQL. All other statements outside the
 * engine's folder are SQL that every engine reads alike.
 */
export interface Dialect {
	readonly engine: Connection['kind'];
	/** The values of a JSON list as a table with the column `value`, for FROM and IN. */
	values(list: string, type: ColumnType): string;
	/** The rows of a JSON list of lists as a table, for FROM. */
	rows(list: string, columns: RowColumns): string;
	/** Whether a JSON list has an entry, or a JSON object a key, that is in the table `wanted`. */
	holds(json: string, part: 'entry' | 'key', wanted: string): string;
}
