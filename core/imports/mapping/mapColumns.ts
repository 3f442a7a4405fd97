import { isBlank } from '../../blank';
import { CrmError } from '../../errors';
import type { CrmObject, Field } from '../../schema/types';
import { guessFields, type Column } from './guess';
import { importFields } from './importFields';

export interface MappedColumn {
	readonly column: Column;
	/** Absent: the column is left out. */
	readonly field?: Field;
	/** Of a guess, 0 to 1; 1 where somebody said it. */
	readonly confidence: number;
}

/** In place of a field: leave the column out. */
export const leaveOut = '-';

/** What a column was said to be: the field's name or label, whatever the case. */
function fieldNamed(object: CrmObject, name: string): Field {
	const wanted = name.trim().toLowerCase();
	const field = importFields(object).find((candidate) =>
		[candidate.name, candidate.label.en, candidate.label['zh-CN']].some((known) => known.toLowerCase() === wanted),
	);
	if (field) return field;
	throw new CrmError(
		'ValidationFailed',
		{
			en: `${object.label.en} has no field "${name.slice(0, 60)}" that a column can fill`,
			'zh-CN': `${object.label['zh-CN']}没有可导入的字段“${name.slice(0, 60)}”`,
		},
		{
			hint: {
				en: `Choose one of: ${importFields(object)
					.map(({ label }) => label.en)
					.join(', ')}`,
				'zh-CN': `请选择：${importFields(object)
					.map(({ label }) => label['zh-CN'])
					.join('、')}`,
			},
			field: 'mapping',
		},
	);
}

export interface Mapping {
	readonly columns: readonly MappedColumn[];
	/** Fields that a column was said to fill after another one: that column is left out. */
	readonly doubled: readonly Field[];
}

/**
 * Which field each column fills: what was said about it, and for the others what is guessed.
 * @param said a field by heading, or {@link leaveOut}; headings that the file has not are passed over
 * @throws CrmError for a field that there is not
 */
export function mapColumns(object: CrmObject, columns: readonly Column[], said: Readonly<Record<string, unknown>> = {}): Mapping {
	const given = new Map<Column, Field | undefined>();
	const taken = new Set<Field>();
	const doubled: Field[] = [];
	for (const column of columns) {
		const name = Object.hasOwn(said, column.heading) ? said[column.heading] : undefined;
		if (isBlank(name)) continue;
		const field = name === leaveOut ? undefined : fieldNamed(object, String(name));
		const again = field && taken.has(field);
		if (again) doubled.push(field);
		else if (field) taken.add(field);
		given.set(column, again ? undefined : field);
	}
	const guesses = guessFields(
		object,
		columns.filter((column) => !given.has(column)),
	);
	const mapped = columns.map((column): MappedColumn => {
		if (given.has(column)) return { column, field: given.get(column), confidence: 1 };
		const guess = guesses.get(column);
		return guess && !taken.has(guess.field) ? { column, field: guess.field, confidence: guess.confidence } : { column, confidence: 0 };
	});
	return { columns: mapped, doubled };
}
