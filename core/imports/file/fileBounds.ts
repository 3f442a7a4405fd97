import type { Text } from '../../text';
import { tooLarge } from './fileErrors';

/** What a file may hold. Rows as in Excel; the rest is far beyond any list that people keep. */
export const bounds = {
	/** Bytes of the file as it came. */
	file: 500_000_000,
	/** Bytes of one part of an .xlsx when unpacked. */
	part: 2_000_000_000,
	/**
	 * How often its packed bytes a part may be when unpacked, where it is no small one. A sheet that says the same in all of
	 * its cells comes to 190; nothing but empty elements comes to 500 and more, and a small file of them to minutes of work.
	 */
	unpacking: { times: 300, from: 10_000_000 },
	/** Bytes of a part that is kept in memory: styles, names of sheets. */
	smallPart: 20_000_000,
	rows: 1_048_576,
	columns: 1000,
	/** Characters of one cell; Excel's own bound is 32,767. */
	cell: 100_000,
	merges: 20_000,
} as const;

const numbers = new Intl.NumberFormat('en');

/** @throws CrmError for a row beyond the last one, or with too many columns */
export function checkRow(row: number, columns: number): void {
	if (row > bounds.rows) throw tooLarge(sentence('rows', '行', bounds.rows));
	if (columns > bounds.columns) throw tooLarge(sentence('columns', '列', bounds.columns));
}

const sentence = (en: string, zh: string, limit: number): Text => ({
	en: `The file has more than ${numbers.format(limit)} ${en}`,
	'zh-CN': `文件超过 ${numbers.format(limit)} ${zh}`,
});

/** @throws CrmError for a cell that holds more than a text */
export function checkCell(length: number, row: number): void {
	if (length <= bounds.cell) return;
	throw tooLarge({
		en: `Row ${row} has a cell of more than ${numbers.format(bounds.cell)} characters: a quotation mark may be missing there`,
		'zh-CN': `第 ${row} 行有单元格超过 ${numbers.format(bounds.cell)} 个字符，可能缺少引号`,
	});
}
