import type { Cell } from '../table';
import type { ColumnKind } from '../tableWriter';
import { serialOf } from './cellValue';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no form for other control characters and half characters. */
export const escaped = (text: string): string =>
	text
		.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
		.replace(/[&<>"]/g, (character) => escapes[character])
		.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu, '');

/** The most decimals of an amount: those of a unit price. */
const mostDecimals = 7;

/** Of an amount; what suits a number would show a large one with an exponent. */
const decimalFormats = ['0', ...Array.from({ length: mostDecimals }, (_, i) => `0.${'0'.repeat(i + 1)}`)];

/** The formats of the cells, by the number of their style. 49 is text and 0 what suits a number. */
const formats = [
	{ id: 49 },
	{ id: 49, font: 1 },
	{ id: 0 },
	...['yyyy-mm-dd', 'yyyy-mm-dd hh:mm', ...decimalFormats].map((code, i) => ({ id: 164 + i, code })),
];
const style = { heading: 1, number: 2, date: 3, dateTime: 4 } as const;

/** The style of an amount with so many decimals. */
const decimalStyle = (decimals: number): number => (decimals > mostDecimals ? style.number : style.dateTime + 1 + decimals);

const numFmts = formats.flatMap((format) => ('code' in format ? [`<numFmt numFmtId="${format.id}" formatCode="${format.code}"/>`] : []));

const cellXfs = formats.map((format) => {
	const font = 'font' in format ? ` fontId="${format.font}" applyFont="1"` : '';
	return `<xf numFmtId="${format.id}"${font} applyNumberFormat="1"/>`;
});

/** The content of a workbook's part of styles: fonts, plain and bold, and the formats of {@link cellXml}. */
export const stylesXml = `<numFmts count="${numFmts.length}">${numFmts.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${cellXfs.length}">${cellXfs.join('')}</cellXfs>`;

/** Digits that a spreadsheet keeps. */
const keptDigits = 15;

const decimal = /^-?(0|[1-9]\d*)(?:\.(\d+))?$/;

/** The style of a number that a spreadsheet keeps as it is; undefined for a text, and for more digits than it keeps. */
function numberStyle(cell: string | number): number | undefined {
	const [text, whole, decimals = ''] = decimal.exec(String(cell)) ?? [];
	// Too large or too small a number to be written without an exponent.
	if (text === undefined) return typeof cell === 'number' ? style.number : undefined;
	const digits = `${whole}${decimals.replace(/0+$/, '')}`.replace(/^0+/, '');
	if (digits.length > keptDigits) return undefined;
	return typeof cell === 'number' ? style.number : decimalStyle(decimals.length);
}

const valueXml = (value: string | number, of: number): string => `<c s="${of}"><v>${value}</v></c>`;

/** A cell of a column of numbers or days; undefined where it can only be a text. */
function typedXml(cell: string | number, kind: Exclude<ColumnKind, 'text'>): string | undefined {
	if (kind === 'number') {
		const of = numberStyle(cell);
		return of === undefined ? undefined : valueXml(cell, of);
	}
	const serial = serialOf(String(cell));
	return serial === undefined ? undefined : valueXml(serial, style[kind]);
}

const textXml = (text: string, of: string): string => `<c${of} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** A cell of the row of headings. */
export const headingXml = (cell: Cell): string => (cell === null ? '<c/>' : textXml(String(cell), ` s="${style.heading}"`));

/** A cell. It carries no address: cells stand in order. Of a column of one kind, a blank one has the format of the others. */
export function cellXml(cell: Cell, kind: ColumnKind = 'text'): string {
	if (cell === null) return kind === 'text' ? '<c/>' : `<c s="${style[kind]}"/>`;
	if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
	if (kind !== 'text') return typedXml(cell, kind) ?? textXml(String(cell), '');
	return typeof cell === 'number' ? `<c><v>${cell}</v></c>` : textXml(cell, '');
}
