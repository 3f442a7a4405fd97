import { objects } from '../../../../core';
import type { BadRow, ColumnPreview, ImportPreview, ImportResult, Overwrites, RowCounts } from '../../../../core/importTypes';
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
	nothing: {
		en: 'No row can be imported with these columns. Change them and check again, or stop and mend the file.',
		'zh-CN': '按以上设置，没有可导入的行。请更改各列对应的字段后重新检查，或停止并修正文件。',
	},
	overwriting: {
		en: 'Rows that overwrite an earlier row of this file (are both really one record?): ',
		'zh-CN': '覆盖了文件中前面行内容的行（请确认是否确为同一条记录）：',
	},
	unlisted: { en: 'More of these: ', 'zh-CN': '未列出的还有：' },
	leftOut: { en: 'Left out: ', 'zh-CN': '不导入的列：' },
	asIn: {
		en: 'The columns are as chosen in the last import of a file with these headings: ',
		'zh-CN': '各列沿用上次相同标题文件的导入设置：',
	},
	noOwner: { en: 'No column fills the owner: new records get none.', 'zh-CN': '没有负责人列：新增的记录没有负责人。' },
	noScore: { en: 'Imported leads get no score.', 'zh-CN': '导入的线索没有评分。' },
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

const paragraphs = (lines: readonly string[]): string => lines.map((line) => `<p>${plain(line)}</p>`).join('');

/** The counts, and the first bad rows with their reasons, as HTML. */
function badRowsHtml(result: RowCounts & Overwrites & { badRows: readonly BadRow[] }, locale: Locale): string {
	const listed = result.badRows.map(({ row, reason }) => [row, reason[locale]]);
	const bad = listed.length > 0 ? table([words.row[locale], words.reason[locale]], listed) : '';
	return countsTable(result, locale) + bad + overwritesHtml(result, locale);
}

/** That people may be lost stands before all that is only good to know. */
function overwritesHtml({ overwriting, overwrites }: Overwrites, locale: Locale): string {
	if (overwriting === 0) return '';
	const more = overwriting - overwrites.length;
	const lines = [...overwrites.map(({ text }) => text[locale]), ...(more > 0 ? [words.unlisted[locale] + more] : [])];
	return `<p><strong>${words.overwriting[locale]}${overwriting}</strong></p>${paragraphs(lines)}`;
}

/** What an import did, as HTML for the page that ends a form. */
export const resultHtml = (result: ImportResult, locale: Locale): string =>
	(result.repeated ? `<p>${words.repeated[locale]}</p>` : '') + badRowsHtml(result, locale);

function summary(preview: ImportPreview, locale: Locale, wanted?: string): string {
	const known = new Map(preview.fields.map(({ name, label }) => [name, label[locale]]));
	const labels = (names: readonly string[]) => names.map((name) => known.get(name) ?? name).join(' + ');
	const list = (lines: readonly string[]) => lines.join(locale === 'en' ? ', ' : '、');
	const { label, byName } = objects.get(preview.object);
	const filled = new Set(preview.columns.map(({ field }) => field));
	const out = preview.columns.filter(({ field }) => field === null).map(({ heading }) => heading);
	const lines = [
		preview.bad === preview.rows ? words.nothing[locale] : '',
		preview.missing.length > 0 ? words.missing[locale] + list(preview.missing.map((name) => labels([name]))) : '',
		preview.doubled.length > 0 ? words.doubled[locale] + list(preview.doubled.map((name) => labels([name]))) : '',
		words[wanted === undefined || preview.name === wanted.trim() ? 'name' : 'taken'][locale] + preview.name,
		preview.matchOn.length > 0 ? words.matched[locale] + list(preview.matchOn.map(labels)) : '',
		preview.hiddenRows > 0 ? words.hidden[locale] + preview.hiddenRows : '',
		byName.has('ownerId') && !filled.has('ownerId') ? words.noOwner[locale] : '',
		byName.has('score') ? words.noScore[locale] : '',
		preview.columnsAsIn === null ? '' : words.asIn[locale] + preview.columnsAsIn,
		out.length > 0 ? words.leftOut[locale] + list(out) : '',
		words.columns[locale],
	].filter((line) => line !== '');
	return `<p><strong>${plain(preview.file)}</strong> · ${label[locale]}</p>${badRowsHtml(preview, locale)}${paragraphs(lines)}`;
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
