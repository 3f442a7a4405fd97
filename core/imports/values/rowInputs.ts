import type { Problem } from '../../errors';
import type { Objects } from '../../schema/objects';
import type { Field } from '../../schema/types';
import { breathe, type Sql } from '../../store';
import type { Row } from '../file/table';
import type { MappedColumn } from '../mapping/mapColumns';
import { readCell } from './readCell';
import { References } from './references';

/** A row as fields of a record, with what is wrong with its cells. Blank cells are left out: they never erase anything. */
export interface RowInput {
	readonly row: Row;
	readonly fields: Readonly<Record<string, unknown>>;
	readonly problems: readonly Problem[];
}

interface Filled {
	readonly place: number;
	readonly field: Field;
}

/** Makes rows into fields, some hundred at a time. */
export class RowReader {
	readonly #columns: readonly Filled[];
	readonly #references: References;

	constructor(
		columns: readonly MappedColumn[],
		objects: Objects,
		private readonly caller: { readonly timeZone?: string },
	) {
		this.#references = new References(objects);
		this.#columns = columns.flatMap(({ column, field }) => (field ? [{ place: column.place, field }] : []));
	}

	async read(sql: Sql, rows: readonly Row[]): Promise<RowInput[]> {
		const inputs = [];
		for (const row of rows) {
			inputs.push(this.#readRow(row));
			await breathe();
		}
		for (const { field } of this.#columns) if (field.ref) await this.#resolve(sql, field, inputs);
		return inputs;
	}

	#readRow(row: Row): { row: Row; fields: Record<string, unknown>; problems: Problem[] } {
		const fields: Record<string, unknown> = {};
		const problems: Problem[] = [];
		for (const { place, field } of this.#columns) {
			const read = readCell(field, row.cells[place] ?? null, this.caller);
			if (!read.ok) problems.push({ field: field.name, message: read.problem });
			else if (read.value !== null) fields[field.name] = read.value;
		}
		return { row, fields, problems };
	}

	async #resolve(sql: Sql, field: Field, inputs: ReadonlyArray<{ fields: Record<string, unknown>; problems: Problem[] }>): Promise<void> {
		const texts = new Set(inputs.flatMap(({ fields }) => (field.name in fields ? [String(fields[field.name]).trim()] : [])));
		if (texts.size === 0 || !field.ref) return;
		const found = await this.#references.find(sql, field.ref, texts);
		for (const { fields, problems } of inputs) {
			const what = field.name in fields ? found.get(String(fields[field.name]).trim()) : undefined;
			if (!what) continue;
			if ('id' in what) fields[field.name] = what.id;
			else {
				delete fields[field.name];
				problems.push({ field: field.name, message: what.problem });
			}
		}
	}
}
