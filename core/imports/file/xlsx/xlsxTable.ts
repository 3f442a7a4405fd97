import { CrmError } from '../../../errors';
import { breathe } from '../../../store';
import { unreadable } from '../fileErrors';
import type { Spool } from '../spool';
import { batchSize, type Cell, type Row, type Table } from '../table';
import { Archive } from './archive';
import { MergeFill, readMerges } from './merges';
import { SharedStrings } from './sharedStrings';
import { SheetRows, type Book } from './sheetRows';
import { readStyles } from './styles';
import { readWorkbook, type Workbook } from './workbook';
import { XmlReader } from './xml';

/** A workbook's sheet: the one of that name, or the first that is shown. @throws CrmError when there is none */
export async function openXlsx(spool: Spool, wanted?: string): Promise<Table> {
	const archive = await Archive.open(spool.file);
	const workbook = await readWorkbook(archive);
	const sheet = chooseSheet(workbook, wanted);
	const merges = await readMerges(archive.read(sheet.part));
	const styles = await readStyles(archive, workbook.styles);
	const strings = await SharedStrings.read(archive, workbook.sharedStrings);
	const book: Book = { from1904: workbook.from1904, styles, shared: (index) => strings.get(index) };
	let read = 0;
	const chunks = async function* () {
		read = 0;
		for await (const chunk of archive.read(sheet.part)) {
			read += chunk.length;
			yield chunk;
		}
	};
	return {
		format: 'xlsx',
		sheet: sheet.name,
		sheets: workbook.sheets.map(({ name }) => name),
		rows: () => rowsOf(chunks(), book, new MergeFill(merges)),
		progress: () => read / Math.max(1, archive.sizeOf(sheet.part)),
		close: async () => {
			await strings.close();
			await spool.file.close();
		},
	};
}

function chooseSheet({ sheets }: Workbook, wanted?: string): Workbook['sheets'][number] {
	const chosen = wanted === undefined ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : sheets.find(({ name }) => name === wanted);
	if (chosen) return chosen;
	if (wanted === undefined) throw unreadable({ en: 'The workbook has no sheet with cells', 'zh-CN': '工作簿中没有可读取的工作表' });
	const names = sheets.map(({ name }) => name).join(', ');
	throw new CrmError(
		'ValidationFailed',
		{ en: `The workbook has no sheet "${wanted}"`, 'zh-CN': `工作簿中没有工作表“${wanted}”` },
		{ hint: { en: `Choose one of: ${names}`, 'zh-CN': `请选择：${names}` }, field: 'sheet' },
	);
}

async function* rowsOf(chunks: AsyncIterable<Buffer>, book: Book, merges: MergeFill): AsyncGenerator<readonly Row[], void, undefined> {
	const sheet = new SheetRows(book);
	const reader = new XmlReader(sheet);
	for await (const chunk of chunks) {
		reader.write(chunk);
		await breathe();
		if (sheet.done.length >= batchSize) yield filled(sheet, merges);
	}
	if (sheet.done.length > 0) yield filled(sheet, merges);
}

function filled(sheet: SheetRows, merges: MergeFill): readonly Row[] {
	const rows = sheet.done.splice(0);
	for (const { number, cells } of rows) merges.fill(number, cells as Cell[]);
	return rows;
}
