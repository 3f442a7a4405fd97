import { withoutResult, type Cell } from '../table';
import type { NumberStyle } from './styles';

const day = 86_400_000;

/** Day 0 of each calendar. Excel counts a 29 February 1900 that never was, so that days before March 1900 are one later. */
const zero1900 = Date.UTC(1899, 11, 30);
const zero1904 = Date.UTC(1904, 0, 1);

/** The last day that a spreadsheet knows, 9999-12-31. */
const lastSerial = 2_958_465;

/** A spreadsheet's day number as `2026-03-01`, with a part of a day as `2026-03-01 09:30:00`; undefined when it is no day. */
export function dateOfSerial(serial: number, from1904 = false): string | undefined {
	if (!(serial >= 0) || serial > lastSerial + 1) return undefined;
	const shift = !from1904 && serial < 60 ? day : 0;
	const time = new Date((from1904 ? zero1904 : zero1900) + shift + Math.round(serial * 86_400) * 1000);
	if (Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999) return undefined;
	const iso = time.toISOString();
	const clock = iso.slice(11, 19);
	if (serial < 1) return clock;
	return clock === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${clock}`;
}

const dayOrTime = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d))?$/;

/**
 * The day number of `2026-03-01` or `2026-03-01 09:30:00`; undefined where there is none, and before March 1900, where
 * spreadsheets count differently.
 */
export function serialOf(text: string): number | undefined {
	const [, date, clock = '00:00:00'] = dayOrTime.exec(text) ?? [];
	const serial = date === undefined ? NaN : (Date.parse(`${date}T${clock}Z`) - zero1900) / day;
	return serial > 60 ? serial : undefined;
}

/** What stands in a cell's XML. */
export interface RawCell {
	readonly type: string;
	readonly style?: NumberStyle;
	readonly text: string;
	readonly isFormula?: boolean;
}

/** Spreadsheets show 15 digits and keep 17: 0.30000000000000004 is 0.3. */
const shown = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(15)));

function numberOf({ style, text }: RawCell, from1904: boolean): Cell {
	const value = Number(text);
	if (text === '' || !Number.isFinite(value)) return text || null;
	// 13 % is stored as 0.13, and people mean what they see.
	if (style?.isPercent) return `${shown(Number((value * 100).toPrecision(15)))}%`;
	if (style?.isDate) return dateOfSerial(value, from1904) ?? shown(value);
	if (style?.digits && Number.isInteger(value) && value >= 0) return String(value).padStart(style.digits, '0');
	return shown(value);
}

/** Characters that XML has no form for are written `_x000D_`, and a text that looks so with its first sign as `_x005F_`. */
const unescaped = (text: string): string =>
	text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** A cell's value. Of a formula it is what the formula came to when the file was saved; programs that only write files leave it out. */
export function cellValue(cell: RawCell, book: { readonly from1904: boolean; shared(index: number): string }): Cell {
	switch (cell.type) {
		case 's':
			return unescaped(book.shared(Number(cell.text))) || null;
		case 'b':
			return cell.text === '1' || cell.text === 'true';
		case 'd':
			return cell.text.replace('T', ' ').replace(/( 00:00:00)?(\.0+)?Z?$/, '') || null;
		case 'str':
		case 'inlineStr':
		case 'e':
			return unescaped(cell.text) || null;
		default:
			if (cell.isFormula && cell.text === '') return withoutResult;
			return numberOf(cell, book.from1904);
	}
}
