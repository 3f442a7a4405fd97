import type { Problem } from '../../errors';
import type { Objects } from '../../schema/objects';
import { foldName } from '../../normalise/names';
import type { CrmObject, Field } from '../../schema/types';
import { breathe, type Sql } from '../../store';
import type { Row } from '../file/table';
import type { MappedColumn } from '../mapping/mapColumns';
import { KeyNumbers } from '../keyNumbers';
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

interface Reading {
	readonly row: Row;
	readonly fields: Record<string, unknown>;
	readonly problems: Problem[];
	/** A row above makes what this one refers to, and nothing of it is stored, as this is a dry run. */
	readonly announced: boolean;
}

const nameIn = ({ cells }: Row, { place }: Filled): string => foldName(String(cells[place] ?? ''));

/** Makes rows into fields, some hundred at a time. */
export class RowReader {
	readonly #columns: readonly Filled[];
	readonly #references: References;
	/** Columns by which rows of the file refer to others of it: a branch to its head office. */
	readonly #upward: readonly Filled[];
	/** The names of a dry run's rows so far. */
	readonly #above?: KeyNumbers;

	constructor(
		{ columns, object }: { readonly columns: readonly MappedColumn[]; readonly object: CrmObject },
		objects: Objects,
		private readonly caller: { readonly timeZone?: string; readonly dryRun: boolean },
	) {
		this.#references = new References(objects);
		this.#columns = columns.flatMap(({ column, field }) => (field ? [{ place: column.place, field }] : []));
		this.#upward = this.#columns.filter(({ field }) => field.ref === object.name);
		const title = this.#columns.find(({ field }) => field.name === object.title);
		this.nameOf = (row) => (title && this.#upward.length > 0 ? nameIn(row, title) : '');
		if (caller.dryRun) this.#above = new KeyNumbers();
	}

	/** What other rows may refer to a row by; '' where none does. */
	readonly nameOf: (row: Row) => string;

	/** Whether a row refers to one of some names. */
	refersTo(row: Row, names: { has(name: string): boolean }): boolean {
		return this.#upward.some((column) => names.has(nameIn(row, column)));
	}

	async read(sql: Sql, rows: readonly Row[]): Promise<RowInput[]> {
		const inputs: Reading[] = [];
		for (const row of rows) {
			inputs.push(this.#readRow(row));
			const name = this.nameOf(row);
			if (name !== '') this.#above?.set(name, row.number);
			await breathe();
		}
		for (const { field } of this.#columns) if (field.ref) await this.#resolve(sql, field, inputs);
		return inputs;
	}

	#readRow(row: Row): Reading {
		const fields: Record<string, unknown> = {};
		const problems: Problem[] = [];
		for (const { place, field } of this.#columns) {
			const read = readCell(field, row.cells[place] ?? null, this.caller);
			if (!read.ok) problems.push({ field: field.name, message: read.problem });
			else if (read.value !== null) fields[field.name] = read.value;
		}
		return { row, fields, problems, announced: this.#above !== undefined && this.refersTo(row, this.#above) };
	}

	async #resolve(sql: Sql, field: Field, inputs: readonly Reading[]): Promise<void> {
		const texts = new Set(inputs.flatMap(({ fields }) => (field.name in fields ? [String(fields[field.name]).trim()] : [])));
		if (texts.size === 0 || !field.ref) return;
		const found = await this.#references.find(sql, field.ref, texts);
		const isUpward = this.#upward.some((column) => column.field === field);
		for (const { fields, problems, announced } of inputs) {
			const what = field.name in fields ? found.get(String(fields[field.name]).trim()) : undefined;
			if (!what) continue;
			if ('id' in what) fields[field.name] = what.id;
			else {
				delete fields[field.name];
				if (!(announced && isUpward)) problems.push({ field: field.name, message: what.problem });
			}
		}
	}
}
