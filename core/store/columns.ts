import type { Column } from './table';

export const text = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'text', notNull: true, ...more });
export const integer = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'integer', notNull: true, ...more });
export const optional = (column: Column): Column => ({ ...column, notNull: undefined });
