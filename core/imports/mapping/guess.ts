import { isBlank } from '../../blank';
import { parseValue } from '../../schema/parseValue';
import type { CrmObject, Field } from '../../schema/types';
import type { Cell } from '../file/table';
import { readCell } from '../values/readCell';
import { foldHeading } from './foldHeading';
import { importFields } from './importFields';
import { synonymsOf } from './synonyms';

/** A column of a file. */
export interface Column {
	/** Its place, from 0. */
	readonly place: number;
	/** What stands above it; made unique, and `Column D` where nothing does. */
	readonly heading: string;
	/** Some of what stands in it. */
	readonly samples: readonly Cell[];
}

export interface Guess {
	readonly field: Field;
	/** 0 to 1. */
	readonly confidence: number;
}

/** A guess that is not surer than this is none. */
const least = 0.45;

/** Types whose values cannot be taken for others. */
const telling = new Set<Field['type']>(['phone', 'mobile', 'email', 'uscc']);

interface Named {
	readonly field: Field;
	/** Every name, with how sure it makes: labels and the field's own name surer than what it is called besides. */
	readonly names: ReadonlyMap<string, number>;
}

const namedFields = new WeakMap<CrmObject, readonly Named[]>();

function fieldsOf(object: CrmObject): readonly Named[] {
	let fields = namedFields.get(object);
	if (!fields) {
		fields = importFields(object).map((field) => {
			const names = new Map<string, number>();
			synonymsOf(object.name, field.name).forEach((name, i) => names.set(foldHeading(name), 0.94 - i / 1000));
			for (const name of [field.name, field.label.en, field.label['zh-CN']]) names.set(foldHeading(name), 1);
			return { field, names };
		});
		namedFields.set(object, fields);
	}
	return fields;
}

/** How much a heading says that a field is meant, by the words alone. */
function headingScore(heading: string, names: Named['names']): number {
	const exact = names.get(heading);
	if (exact !== undefined) return exact;
	let best = 0;
	for (const name of names.keys()) {
		const shorter = Math.min(name.length, heading.length);
		const longer = Math.max(name.length, heading.length);
		const enough = /[^ -~]/.test(name) ? 2 : 4;
		if (shorter >= enough && (heading.includes(name) || name.includes(heading))) best = Math.max(best, 0.5 + 0.3 * (shorter / longer));
	}
	return best;
}

/** The share of a column's values that a field would take; undefined where there is none to judge by. */
function fitOf(field: Field, samples: readonly Cell[]): number | undefined {
	const values = samples.filter((sample) => !isBlank(sample));
	if (values.length === 0 || field.ref) return undefined;
	const good = values.filter((value) => {
		const cell = readCell(field, value, {});
		return cell.ok && parseValue(field, cell.value).ok;
	});
	return good.length / values.length;
}

function scoreOf({ field, names }: Named, column: Column): number {
	const heading = headingScore(foldHeading(column.heading), names);
	const fit = fitOf(field, column.samples);
	if (fit === undefined) return heading;
	if (telling.has(field.type)) {
		if (heading === 0) return fit >= 0.8 ? 0.5 * fit : 0;
		// Any phone field takes mobiles; where there is a field for them, that one is meant.
		const mobiles = field.type === 'mobile' && fit >= 0.8 ? 0.03 : 0;
		return fit < 0.3 ? heading - 0.35 : Math.min(1, heading + 0.1 * (fit - 0.5) + mobiles);
	}
	return heading > 0 && fit < 0.3 ? heading - 0.25 : heading;
}

/** How surely a row of cells is the headings: one for each cell that is what a field is called. */
export const headingsIn = (object: CrmObject, cells: readonly Cell[]): number =>
	cells.filter((cell) => {
		const heading = typeof cell === 'string' ? foldHeading(cell) : '';
		return heading !== '' && fieldsOf(object).some(({ names }) => names.has(heading));
	}).length;

/** Which field each column most probably fills, by its heading and by what stands in it; one column to a field. */
export function guessFields(object: CrmObject, columns: readonly Column[]): ReadonlyMap<Column, Guess> {
	const pairs = columns.flatMap((column) =>
		fieldsOf(object).map((named) => ({ column, field: named.field, confidence: Math.round(scoreOf(named, column) * 1000) / 1000 })),
	);
	pairs.sort((a, b) => b.confidence - a.confidence || a.column.place - b.column.place);
	const guesses = new Map<Column, Guess>();
	const used = new Set<Field>();
	for (const { column, field, confidence } of pairs) {
		if (confidence < least || used.has(field) || guesses.has(column)) continue;
		guesses.set(column, { field, confidence });
		used.add(field);
	}
	return guesses;
}
