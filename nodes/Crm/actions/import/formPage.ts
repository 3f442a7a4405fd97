import { objects } from '../../../../core';
import type { BadRow, ColumnPreview, ImportPreview, ImportResult, RowCounts } from '../../../../core/importTypes';
import type { Locale, Text } from '../../../../core/text';
import { columnAnswer, leftOut } from './importLists';

/** A field of n8n's form, as its Form node takes it as JSON. */
export type FormField = Readonly<Record<string, unknown>>;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What a file says, as text on a page: no markup, and no expression that a Form node might work out. */
const plain = (value: unknown): string =>
	String(value)
		.replaceAll('{{', '{ {')
		.replace(/[&<>"]/g, (character) => entities[character]);

const words = {
	rows: { en: 'Rows', 'zh-CN': '行数' },
	created: { en: 'New', 'zh-CN': '新增' },
	updated: { en: 'Changed', 'zh-CN': '更新' },
	unchanged: { en: 'Unchanged', 'zh-CN': '无变化' },
	bad: { en: 'Bad', 'zh-CN': '有误' },
	row: { en: 'Row', 'zh-CN': '行' },
	reason: { en: 'Reason', 'zh-CN': '原因' },
	missing: { en: 'No column fills these required fields: ', 'zh-CN': '以下必填字段没有对应的列：' },
	matched: { en: 'Rows find their records by: ', 'zh-CN': '按以下字段匹配已有记录：' },
	name: { en: 'Import Name, to undo it later: ', 'zh-CN': '导入名称（用于日后撤销）：' },
	taken: {
		en: 'This Import Name stands for another import, so that this one gets a free one: ',
		'zh-CN': '该导入名称已用于其他导入，本次改用：',
	},
	doubled: {
		en: 'Two columns were to fill one field; the first does, the other is left out: ',
		'zh-CN': '有两列对应同一字段，仅保留第一列，另一列不导入：',
	},
	hidden: { en: 'Hidden rows are imported too: ', 'zh-CN': '隐藏的行也会导入：' },
	columns: {
		en: 'Each list below says which field a column of the file fills. Change what is wrong, and check again.',
		'zh-CN': '下面逐列列出文件中的列对应的字段；如有不对，请更改后重新检查。',
	},
	repeated: {
		en: 'This file was imported under this Import Name before; nothing was done now. To import it with other columns, choose another name.',
		'zh-CN': '该文件已用该导入名称导入过，本次未执行任何操作。如需更改列后重新导入，请使用其他导入名称。',
	},
	example: { en: 'e.g.', 'zh-CN': '例如' },
} satisfies Record<string, Text>;

const table = (head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>): string => {
	const line = (cells: ReadonlyArray<string | number>, tag: 'td' | 'th') =>
		`<tr>${cells.map((cell) => `<${tag}>${plain(cell)}</${tag}>`).join('')}</tr>`;
	return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`;
};

const countsTable = (counts: RowCounts, locale: Locale): string => {
	const names = ['rows', 'created', 'updated', 'unchanged', 'bad'] as const;
	return table(
		names.map((name) => words[name][locale]),
		[names.map((name) => counts[name])],
	);
};

/** The counts, and the first bad rows with their reasons, as HTML. */
function badRowsHtml(result: RowCounts & { badRows: readonly BadRow[] }, locale: Locale): string {
	const listed = result.badRows.map(({ row, reason }) => [row, reason[locale]]);
	return countsTable(result, locale) + (listed.length > 0 ? table([words.row[locale], words.reason[locale]], listed) : '');
}

/** What an import did, as HTML for the page that ends a form. */
export const resultHtml = (result: ImportResult, locale: Locale): string =>
	(result.repeated ? `<p>${words.repeated[locale]}</p>` : '') + badRowsHtml(result, locale);

function summary(preview: ImportPreview, locale: Locale, wanted?: string): string {
	const known = new Map(preview.fields.map(({ name, label }) => [name, label[locale]]));
	const labels = (names: readonly string[]) => names.map((name) => known.get(name) ?? name).join(' + ');
	const list = (lines: readonly string[]) => lines.join(locale === 'en' ? ', ' : '、');
	const lines = [
		preview.missing.length > 0 ? words.missing[locale] + list(preview.missing.map((name) => labels([name]))) : '',
		preview.doubled.length > 0 ? words.doubled[locale] + list(preview.doubled.map((name) => labels([name]))) : '',
		preview.name === undefined ? '' : words[preview.name === wanted?.trim() ? 'name' : 'taken'][locale] + preview.name,
		preview.matchOn.length > 0 ? words.matched[locale] + list(preview.matchOn.map(labels)) : '',
		preview.hiddenRows > 0 ? words.hidden[locale] + preview.hiddenRows : '',
		words.columns[locale],
	].filter((line) => line !== '');
	const { label } = objects.get(preview.object);
	return `<p><strong>${plain(preview.file)}</strong> · ${label[locale]}</p>${badRowsHtml(preview, locale)}${lines.map((line) => `<p>${plain(line)}</p>`).join('')}`;
}

/** n8n shows at most what fits; a sample says what is in a column. */
const shown = 30;

function columnField(column: ColumnPreview, choices: readonly string[], locale: Locale): FormField {
	const [sample] = column.samples;
	const example = sample === undefined ? '' : ` (${words.example[locale]} ${String(sample).slice(0, shown)})`;
	return {
		fieldLabel: `${column.heading}${example}`.replaceAll('{{', '{ {'),
		fieldName: columnAnswer + column.heading,
		fieldType: 'dropdown',
		requiredField: true,
		fieldOptions: { values: choices.map((option) => ({ option })) },
		defaultValue: column.label?.[locale] ?? leftOut[locale],
	};
}

/**
 * A page of n8n's form: the dry run as a table, and a list for each column with the guessed field chosen.
 * @param wanted the name that the import was to have
 */
export function formPage(preview: ImportPreview, locale: Locale, wanted?: string): FormField[] {
	const choices = [leftOut[locale], ...preview.fields.map(({ label }) => label[locale])];
	return [
		{ fieldType: 'html', elementName: 'summary', html: summary(preview, locale, wanted) },
		...preview.columns.map((column) => columnField(column, choices, locale)),
	];
}
