import { bounds } from '../fileBounds';
import type { Archive } from './archive';
import { readXml } from './xml';

/** How the numbers of a cell style are meant. */
export interface NumberStyle {
	readonly isDate: boolean;
	/** Digits that a format of zeros alone, such as 000000, fills up to; 0 for others. */
	readonly digits: number;
	/** Shown as a hundred times what is stored. */
	readonly isPercent: boolean;
}

/** Built-in formats that are dates or times (ECMA-376 part 1, §18.8.30), those of East Asian editions with them. */
const builtInDates = new Set([
	14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

const builtInPercents = new Set([9, 10]);

const plain: NumberStyle = { isDate: false, digits: 0, isPercent: false };

function styleOf(code: string): NumberStyle {
	// Texts in quotes, escaped characters, colours and conditions are no part of the pattern.
	const pattern = code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '').split(';')[0];
	if (/^0+$/.test(pattern) && pattern.length > 1) return { ...plain, digits: pattern.length };
	if (pattern.includes('%')) return { ...plain, isPercent: true };
	return /general/i.test(pattern) ? plain : { ...plain, isDate: /[ymdhs]/i.test(pattern) };
}

/** The styles of a workbook's cells, by their number. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<readonly NumberStyle[]> {
	if (part === undefined || !archive.has(part)) return [];
	const formats = new Map<number, string>();
	const styles: NumberStyle[] = [];
	let inCells = false;
	await readXml(archive.read(part, bounds.smallPart), {
		open(name, { numFmtId, formatCode }) {
			if (name === 'numFmt') formats.set(Number(numFmtId), formatCode);
			else if (name === 'cellXfs') inCells = true;
			else if (name === 'xf' && inCells) {
				const id = Number(numFmtId ?? 0);
				const code = formats.get(id);
				styles.push(code === undefined ? { ...plain, isDate: builtInDates.has(id), isPercent: builtInPercents.has(id) } : styleOf(code));
			}
		},
		close(name) {
			if (name === 'cellXfs') inCells = false;
		},
	});
	return styles;
}
