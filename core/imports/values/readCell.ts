import { isBlank } from '../../blank';
import { plainNumber } from '../../money';
import type { Field } from '../../schema/types';
import { text, type Locale, type Text } from '../../text';
import { dateOfSerial } from '../file/xlsx/cellValue';
import { withoutResult, type Cell } from '../file/table';
import { chineseDay } from './chineseDay';
import { momentOf } from './localTime';

/** A cell in a form that the field's own parser reads, or what is wrong with it. */
export type ReadCell = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Text };

const fine = (value: unknown): ReadCell => ({ ok: true, value });

const excelErrors = new Set(['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NUM!', '#SPILL!', '#CALC!']);

const excelError: ReadCell = {
	ok: false,
	problem: { en: 'is an error of the spreadsheet, such as #N/A', 'zh-CN': '是表格中的错误值（如 #N/A）' },
};

const digitsLost: ReadCell = {
	ok: false,
	problem: {
		en: 'was a number of more than 15 digits, of which a spreadsheet keeps only 15: format the column as text and enter it again',
		'zh-CN': '超过 15 位数字，表格只保留前 15 位：请将该列设为文本格式后重新填写',
	},
};

const cutShort: ReadCell = {
	ok: false,
	problem: {
		en: 'was cut short by a spreadsheet, as in 1.38E+10: format the column as text and enter it again',
		'zh-CN': '被表格转成了科学计数法（如 1.38E+10），末尾数字已丢失：请将该列设为文本格式后重新填写',
	},
};

const noResult: ReadCell = {
	ok: false,
	problem: {
		en: 'is a formula without its result: open the file in Excel or WPS, save it there, and import it again',
		'zh-CN': '是没有计算结果的公式：请用 Excel 或 WPS 打开并保存该文件后重新导入',
	},
};

/** A long number as a spreadsheet writes it into a CSV. */
const shortened = /^[-+]?\d(\.\d+)?E\+(0?[89]|[1-9]\d)$/i;

/** What people write where there is nothing. A text may really say this; a phone number may not. */
const nothing = new Set(['-', '--', '—', '——', '/', '\\', '无', '暂无', '未知', 'n/a', 'na', 'null', 'nil', 'none', '#n/a']);

/** What is asked before: a text may say anything, and an option may be called so. */
const free = new Set<Field['type']>(['text', 'longText', 'option']);

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

function readDay(cell: Cell): string | undefined {
	if (typeof cell === 'number')
		return Number.isInteger(cell) && cell >= 19_000_101 && cell <= 99_991_231 ? compactDay(String(cell)) : dateOfSerial(cell);
	const text = String(cell).normalize('NFKC').trim();
	if (/^\d{8}$/.test(text)) return compactDay(text);
	if (/^\d{5}(\.\d+)?$/.test(text)) return dateOfSerial(Number(text));
	const spaced = text.replace(/\s*([年月日号/.-])\s*/g, '$1').replace(/号/g, '日');
	return chineseDay(spaced.replace(/\s/g, '')) ?? spaced;
}

const compactDay = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;

const dayAndTime = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]?(\d{1,2})[:时](\d{1,2})分?(?::?(\d{1,2})秒?)?)?$/;

const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');

function readDate(cell: Cell, field: Field, timeZone?: string): unknown {
	const text = readDay(cell) ?? String(cell);
	const parts = dayAndTime.exec(text);
	if (!parts) return text;
	const day = `${parts[1]}-${two(parts[2])}-${two(parts[3])}`;
	if (field.type === 'date') return day;
	return momentOf(`${day} ${two(parts[4])}:${two(parts[5])}:${two(parts[6])}`, timeZone) ?? text;
}

const truths: Readonly<Record<string, boolean>> = {
	'√': true,
	'✓': true,
	'✔': true,
	y: true,
	v: true,
	t: true,
	有: true,
	对: true,
	在职: true,
	'×': false,
	x: false,
	'✗': false,
	n: false,
	f: false,
	无: false,
	没有: false,
	离职: false,
};

/** Options that are named where a cell has another one, and characters of the cell that are told. */
const namedOptions = 4;
const shown = 40;

function readOption(field: Field, cell: string): ReadCell {
	const wanted = fold(cell);
	const options = field.options ?? [];
	const meant = options.find(({ value, label }) => [value, label.en, label['zh-CN']].some((name) => fold(name) === wanted));
	if (meant) return fine(meant.value);
	// Only now: an option may be called 无 itself.
	if (nothing.has(wanted)) return fine(null);
	const list = (locale: Locale, separator: string) =>
		options
			.slice(0, namedOptions)
			.map(({ label }) => label[locale])
			.join(separator) + (options.length > namedOptions ? `${separator}…` : '');
	return { ok: false, problem: text`${noOption(field, cell)}${{ en: list('en', ', '), 'zh-CN': list('zh-CN', '、') }}` };
}

/** The reason is kept with the import, so that it never has what is personal. */
function noOption({ personal }: Field, cell: string): Text {
	const said = cell.trim().slice(0, shown);
	return personal
		? { en: 'is none of the options: ', 'zh-CN': '不在选项中，可填 ' }
		: { en: `has no option "${said}"; there are: `, 'zh-CN': `没有选项“${said}”，可填 ` };
}

/** 1,234.50, ￥1200元 and 13% as numbers are written: where a percentage is meant, 13 stands for it. */
const bareNumber = (text: string): string => text.normalize('NFKC').replace(/[,\s¥$€£]|元$|%$|rmb|cny/gi, '');

const phones = new Set<Field['type']>(['phone', 'mobile']);

/** A text without what programs put around digits so that spreadsheets keep them, ="0138…" or '0138…, or make of a phone number: 138….0. */
function asEntered(text: string, { type }: Field): string {
	const digits = text.replace(/^\s*(?:="(\d+)"|'(\d+))\s*$/, '$1$2');
	return phones.has(type) ? digits.replace(/^(\d{7,})\.0$/, '$1') : digits;
}

/**
 * What a spreadsheet's cell means for a field, before the field's own rules are asked: a number that is a phone, a day in
 * any spelling or as a day number, a tick for yes, 无 for nothing. Blank is null.
 */
export function readCell(field: Field, cell: Cell, { timeZone }: { readonly timeZone?: string }): ReadCell {
	if (isBlank(cell)) return fine(null);
	if (typeof cell === 'string') {
		if (excelErrors.has(cell.trim())) return excelError;
		if (cell === withoutResult) return noResult;
		if (!free.has(field.type) && nothing.has(fold(cell))) return fine(field.type === 'boolean' && fold(cell) === '无' ? false : null);
	}
	switch (field.type) {
		case 'date':
		case 'dateTime':
			return fine(readDate(cell, field, timeZone));
		case 'boolean':
			return fine(typeof cell === 'string' ? (truths[fold(cell)] ?? cell) : cell);
		case 'option':
			return readOption(field, String(cell));
		case 'integer':
		case 'number':
			return fine(typeof cell === 'string' ? bareNumber(cell) : cell);
		default:
			if (typeof cell === 'number') return Math.abs(cell) >= 1e15 ? digitsLost : fine(asEntered(plainNumber(cell), field));
			return shortened.test(String(cell).trim()) ? cutShort : fine(asEntered(String(cell), field));
	}
}
