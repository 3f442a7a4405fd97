/** `binary`: bytes; `document`: a JSON object whose keys are looked into; `json`: JSON that is only read, and comes back as it was written. */
export type ColumnType = 'text' | 'integer' | 'real' | 'boolean' | 'json' | 'document' | 'binary';

export interface Column {
	readonly name: string;
	readonly type: ColumnType;
	readonly notNull?: boolean;
	/** SQL literal. */
	readonly default?: string;
	readonly references?: { readonly table: string; readonly onDelete: 'restrict' | 'setNull' };
}

export interface Index {
	readonly name: string;
	readonly columns: readonly string[];
	readonly unique?: boolean;
	/** SQL condition of a partial index. */
	readonly where?: string;
}

/** A table as the code wants it; migrations bring the database there and the drift test compares the two. */
export interface Table {
	readonly name: string;
	readonly columns: readonly Column[];
	/** Columns of the primary key; absent: an integer `rowId` given by the database. */
	readonly primaryKey?: readonly string[];
	readonly indexes: readonly Index[];
}
