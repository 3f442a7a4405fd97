import type { CrmObject } from '../../schema/types';
import { unreadable } from '../file/fileErrors';
import { isBlankRow, type Cell, type Row, type Table } from '../file/table';
import { headingsIn, type Column } from './guess';

/** Rows in which the headings are looked for, and rows that are looked at to see what a column holds. */
const headRows = 20;
const sampleRows = 100;

export interface Head {
	/** The row of the headings, as the spreadsheet counts. */
	readonly headingRow: number;
	readonly columns: readonly Column[];
}

const letterOf = (place: number): string =>
	(place >= 26 ? letterOf(Math.floor(place / 26) - 1) : '') + String.fromCharCode(65 + (place % 26));

async function firstRows(table: Table): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const batch of table.rows()) {
		rows.push(...batch.filter((row) => !isBlankRow(row)));
		if (rows.length >= headRows + sampleRows) break;
	}
	return rows;
}

/** The row with the most cells that are what fields are called; else the first with several texts, which a title above it has not. */
function findHeadings(object: CrmObject, rows: readonly Row[]): Row | undefined {
	const candidates = rows.slice(0, headRows);
	const scores = candidates.map(({ cells }) => headingsIn(object, cells));
	const best = Math.max(0, ...scores);
	if (best > 0) return candidates[scores.indexOf(best)];
	return candidates.find(({ cells }) => cells.filter((cell) => typeof cell === 'string').length > 1) ?? candidates[0];
}

function columnsOf(headings: readonly Cell[], rows: readonly Row[]): Column[] {
	const width = Math.max(headings.length, ...rows.map(({ cells }) => cells.length));
	const seen = new Map<string, number>();
	return Array.from({ length: width }, (_, place): Column => {
		const samples = rows.map(({ cells }) => cells[place] ?? null).filter((cell) => cell !== null);
		const said =
			String(headings[place] ?? '')
				.replace(/\s+/g, ' ')
				.trim() || `Column ${letterOf(place)}`;
		const times = (seen.get(said) ?? 0) + 1;
		seen.set(said, times);
		return { place, heading: times > 1 ? `${said} (${times})` : said, samples };
	}).filter(({ place, samples }) => samples.length > 0 || (headings[place] ?? null) !== null);
}

const noRows = (headings: boolean) =>
	unreadable(
		headings
			? { en: 'The file has headings and no rows below them', 'zh-CN': '文件只有标题，标题下面没有数据行' }
			: { en: 'The file is empty', 'zh-CN': '文件是空的' },
		{
			en: 'Choose the file or the sheet that has the list in it; the first row is taken for the headings.',
			'zh-CN': '请选择含有名单的文件或工作表；第一行须为标题。',
		},
	);

/** Finds the headings of a file and what stands below them. @param given the row of the headings, where somebody said it; @throws CrmError for a file without rows */
export async function readHead(table: Table, object: CrmObject, given?: number): Promise<Head> {
	const rows = await firstRows(table);
	const headings = given === undefined ? findHeadings(object, rows) : rows.find(({ number }) => number === given);
	const headingRow = given ?? headings?.number ?? 1;
	const below = rows.filter(({ number }) => number > headingRow).slice(0, sampleRows);
	if (below.length === 0) throw noRows(rows.length > 0);
	return { headingRow, columns: columnsOf(headings?.cells ?? [], below) };
}
