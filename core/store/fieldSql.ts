import type { Field } from '../schema/types';
import { quote, type Dialect } from './sql';
import { columnType, customColumn } from './tables';

/** A field's value in SQL: its column, or its entry in the column of custom fields. `alias` is the table's name in the statement. */
export function fieldSql(dialect: Dialect, field: Field, alias?: string): string {
	const column = (name: string) => (alias ? `${alias}.${quote(name)}` : quote(name));
	return field.custom === undefined ? column(field.name) : dialect.custom(column(customColumn), field.custom, columnType(field));
}
