import fc from 'fast-check';
import type { Cell } from '../../../core/imports/file/table';
import { encodeText } from '../../../core/imports/file/textEncoding';
import { failureOf } from '../../support/testCrm';
import { bytesOf, cellsOf, fileOf } from './files';
import { workbookOf } from './workbook';

const runs = { numRuns: 60, seed: 20260301 };

/** Texts as they stand in lists, with everything that has a meaning in CSV or XML. */
const cellText = fc
	.array(
		fc.oneof(
			fc.constantFrom(',', ';', '"', '\n', '\r\n', '<', '&', "'", '=', '+', '-', ' ', '王', '龘', '㐀', '😀', '€', '\t'),
			fc.string({ unit: 'grapheme', maxLength: 3 }),
		),
		{
			minLength: 1,
			maxLength: 6,
		},
	)
	.map((parts) => parts.join(''))
	.filter(
		(text) => text !== '' && !/(?![\t\n\r])\p{Cc}|[\ufffe\uffff\ufeff]|\p{Surrogate}/u.test(text) && !/^'[=+\-@＝＋－＠\t\r\n]/.test(text),
	);
const tables = fc.array(
	fc.array(fc.option(cellText), { minLength: 2, maxLength: 5 }).filter((row) => row.some((cell) => cell !== null)),
	{
		minLength: 1,
		maxLength: 20,
	},
);
const withoutEnd = (row: readonly Cell[]) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1);

describe('a file that we wrote', () => {
	it.each([
		['CSV in UTF-8', { format: 'csv' }],
		['CSV in GB18030', { format: 'csv', encoding: 'gb18030' }],
		['CSV with semicolons', { format: 'csv', delimiter: ';' }],
		['XLSX', { format: 'xlsx' }],
	] as const)('as %s is read back as it was', async (_name, options) => {
		await fc.assert(
			fc.asyncProperty(tables, async (rows) => {
				// A first row of plain headings says what stands between cells.
				const table = [Array.from({ length: 6 }, (_, i) => `列${i}`), ...rows];
				const read = await cellsOf(
					fileOf(await bytesOf(table, options), 'x', 13),
					options.format === 'csv' ? { encoding: 'encoding' in options ? options.encoding : 'utf-8' } : {},
				);
				const expected = options.format === 'xlsx' ? table.map((row) => row.map((cell) => cell && cell.replace(/\r\n?/g, '\n'))) : table;
				expect(read.map(withoutEnd)).toEqual(expected.map(withoutEnd));
			}),
			runs,
		);
	});

	it('keeps numbers and yes and no in a workbook', async () => {
		const rows = [
			['a', 'b', 'c', 'd'],
			[1, -2.5, true, false],
		];
		expect(await cellsOf(fileOf(await bytesOf(rows, { format: 'xlsx' })))).toEqual(rows);
	});

	it('has no cell that a spreadsheet takes for a formula, and phone numbers as they are', async () => {
		const bytes = await bytesOf([['=1+1', '@x', '-2+3', '+8613812345678', '-5', '+852 2123 4567']], { format: 'csv' });
		expect(bytes.toString()).toBe("\uFEFF'=1+1,'@x,'-2+3,+8613812345678,-5,+852 2123 4567\r\n");
		expect((await bytesOf([['＝1+1', '\n=1', '－1+A1']], { format: 'csv' })).toString()).toBe("\uFEFF'＝1+1,\"'\n=1\",'－1+A1\r\n");
	});
});

it('encodes every character that GB18030 has as its decoder reads it', () => {
	const decoder = new TextDecoder('gb18030', { fatal: true });
	const text = Array.from({ length: 0xffff }, (_, i) => i)
		.filter((point) => (point < 0xd800 || point > 0xf8ff) && point !== 0xfffd)
		.map((point) => String.fromCharCode(point))
		.join('');
	expect(decoder.decode(encodeText(text, 'gb18030', false)) === text).toBe(true);
	expect(decoder.decode(encodeText('😀𠮷', 'gb18030', false))).toBe('😀𠮷');
});

describe('a CSV file', () => {
	it.each([
		[
			'semicolons',
			'姓名;电话\r\n王芳;1',
			[
				['姓名', '电话'],
				['王芳', '1'],
			],
		],
		[
			'tabs',
			'姓名\t电话\n王芳\t1\n',
			[
				['姓名', '电话'],
				['王芳', '1'],
			],
		],
		[
			"Excel's own line about it",
			'sep=|\r\na|b\r\n1|2',
			[
				['a', 'b'],
				['1', '2'],
			],
		],
		[
			'old line ends',
			'a,b\r1,2\r',
			[
				['a', 'b'],
				['1', '2'],
			],
		],
		[
			'marks inside a cell',
			'a,b\n5" pipe,"say ""hi"""\n',
			[
				['a', 'b'],
				['5" pipe', 'say "hi"'],
			],
		],
		[
			'line ends inside a cell',
			'a,b\n"x\ny",2',
			[
				['a', 'b'],
				['x\ny', '2'],
			],
		],
		[
			'something after a closing mark',
			'a,b\n"x"y,2',
			[
				['a', 'b'],
				['xy', '2'],
			],
		],
		[
			'an empty last cell',
			'a,b\n1,',
			[
				['a', 'b'],
				['1', null],
			],
		],
		['one column', 'name\nAda', [['name'], ['Ada']]],
	])('is read with %s', async (_what, text, rows) => {
		for (const piece of [1, 2, 1000]) expect(await cellsOf(fileOf(text, 'x.csv', piece))).toEqual(rows);
	});

	it.each([
		['UTF-8 with a byte order mark', Buffer.from('\uFEFF姓名,备注\n王芳,龘')],
		['UTF-8', Buffer.from('姓名,备注\n王芳,龘')],
		['GBK', encodeText('姓名,备注\n王芳,龘', 'gb18030', false)],
		['UTF-16 without a mark', Buffer.from('姓名,备注\n王芳,龘', 'utf16le')],
		['UTF-16 the other way round', Buffer.from('姓名,备注\n王芳,龘', 'utf16le').swap16()],
		['UTF-16, as Excel saves Unicode text', Buffer.from('\uFEFF姓名\t备注\n王芳\t龘', 'utf16le')],
	])('is read in %s', async (_what, bytes) => {
		expect(await cellsOf(fileOf(bytes, 'x.csv', 3))).toEqual([
			['姓名', '备注'],
			['王芳', '龘'],
		]);
	});

	it.each([
		['a mark that is never closed', 'a,b\n1,2\n"x,3\n4,5', 'Row 3 has a quotation mark that is never closed'],
		[
			'a huge cell',
			`a,b\n1,"${'x'.repeat(200_000)}"`,
			'Row 2 has a cell of more than 100,000 characters: a quotation mark may be missing there',
		],
		['too many columns', `a\n${','.repeat(2000)}`, 'The file has more than 1,000 columns'],
		['bytes that are no text', Buffer.from([0x61, 0x2c, 0xff, 0xfe, 0xff, 0x0a]), 'The file is neither UTF-8 nor GBK text'],
		['nothing', '', 'The file is empty'],
		['a PDF', '%PDF-1.7 …', 'The file is a PDF, not a table'],
		['a web page called .xls', '<html><table><tr><td>1', 'The file is a web page or XML that only has the name of a spreadsheet'],
		[
			'an old workbook',
			Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
			'The file is an old Excel file (.xls), which cannot be read',
		],
		[
			'a workbook with a password',
			Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(90_000), Buffer.from('EncryptedPackage', 'utf16le')]),
			'The workbook is protected by a password',
		],
		['a broken archive', Buffer.from('PK\x03\x04 and no more'), 'The workbook is damaged'],
	])('is refused with %s, and says what to do', async (_what, content, message) => {
		const error = await failureOf(cellsOf(fileOf(content)));
		expect(error).toMatchObject({ code: 'ValidationFailed', text: { en: message } });
		expect(error.hint['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
	});
});

describe('a workbook', () => {
	const row = (cells: string, number = 1, more = '') => `<row r="${number}"${more}>${cells}</row>`;

	it('is read with shared, inline and formula texts, and without how they are pronounced', async () => {
		const bytes = await workbookOf({
			sheets: [
				{
					name: '名单',
					rows: row(
						'<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r></is></c><c r="E1" t="str"><f>A1</f><v>公式</v></c>',
					),
				},
			],
			shared: '<si><t>姓名</t></si><si><r><t>王</t></r><r><t>芳</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></si>',
		});
		expect(await cellsOf(fileOf(bytes))).toEqual([['姓名', '王芳', null, '内联', '公式']]);
	});

	it('gives dates, times, phone numbers and filled-up codes as they are shown', async () => {
		const styles = `<numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="201" formatCode="000000"/><numFmt numFmtId="202" formatCode="[Red]0.00&quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="202"/></cellXfs>`;
		const cells = (list: Array<[style: number, value: string]>) =>
			list.map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`).join('');
		const data = cells([
			[1, '46082'],
			[2, '46082.395833333336'],
			[3, '46082'],
			[0, '13812345678'],
			[4, '1234'],
			[5, '0.30000000000000004'],
			[1, '59'],
			[1, '1'],
		]);
		const sheets = [{ name: 'x', rows: row(data) }];
		expect(await cellsOf(fileOf(await workbookOf({ sheets, styles })))).toEqual([
			['2026-03-01', '2026-03-01 09:30:00', '2026-03-01', 13812345678, '001234', 0.3, '1900-02-28', '1900-01-01'],
		]);
		const mac = await workbookOf({ sheets: [{ name: 'x', rows: row(cells([[1, '44620']])) }], styles, from1904: true });
		expect(await cellsOf(fileOf(mac))).toEqual([['2026-03-01']]);
	});

	it('gives percentages as they are shown', async () => {
		const styles =
			'<numFmts><numFmt numFmtId="200" formatCode="0.0%;[Red]-0.0%"/></numFmts><cellXfs><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="200"/></cellXfs>';
		const rows = row('<c s="0"><v>0.13</v></c><c s="1"><v>7.0000000000000007E-2</v></c><c s="2"><v>-0.125</v></c>');
		expect(await cellsOf(fileOf(await workbookOf({ sheets: [{ name: 'x', rows }], styles })))).toEqual([['13%', '7%', '-12.5%']]);
	});

	it('says of a formula that the file does not hold its result', async () => {
		const rows = row('<c><f>1+1</f></c><c><f>1+1</f><v/></c><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c>');
		expect(await cellsOf(fileOf(await workbookOf({ sheets: [{ name: 'x', rows }] })))).toEqual([['#FORMULA?', '#FORMULA?', null, 2]]);
	});

	it('may have rows that were coloured to their end', async () => {
		const rows = row(`<c r="A1"><v>1</v></c><c r="XFD1" s="0"/>`);
		expect(await cellsOf(fileOf(await workbookOf({ sheets: [{ name: 'x', rows }] })))).toEqual([[1]]);
		const far = row(`<c r="XFD1"><v>1</v></c>`);
		expect(await failureOf(cellsOf(fileOf(await workbookOf({ sheets: [{ name: 'x', rows: far }] }))))).toMatchObject({
			text: { en: 'The file has more than 1,000 columns' },
		});
	});

	it('has characters written out that XML has no form for, and texts that only look so', async () => {
		const rows = row('<c t="inlineStr"><is><t>a_x000D_\nb</t></is></c><c t="s"><v>0</v></c>');
		const bytes = await workbookOf({ sheets: [{ name: 'x', rows }], shared: '<si><t>_x005F_x0041_</t></si>' });
		expect(await cellsOf(fileOf(bytes))).toEqual([['a\r\nb', '_x0041_']]);
		const ours = [['a_x0041_b', '_x005F_', '__x0041__']];
		expect(await cellsOf(fileOf(await bytesOf(ours, { format: 'xlsx' })))).toEqual(ours);
	});

	it('gives every row of merged cells what they say', async () => {
		const bytes = await workbookOf({
			sheets: [
				{
					name: 'x',
					rows: `${row('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>')}${row('<c r="B2"><v>3</v></c>', 2)}${row('<c r="B3"><v>4</v></c>', 3)}`,
					after: '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="C1:D1"/></mergeCells>',
				},
			],
		});
		expect(await cellsOf(fileOf(bytes, 'x.xlsx', 11))).toEqual([
			[1, 2],
			[1, 3],
			[null, 4],
		]);
	});

	it('reads the first sheet that is shown, or the one that is named', async () => {
		const bytes = await workbookOf({
			sheets: [
				{ name: '说明', rows: row('<c><v>1</v></c>'), hidden: true },
				{ name: '客户', rows: row('<c><v>2</v></c>') },
				{ name: '联系人', rows: row('<c><v>3</v></c>') },
			],
		});
		expect(await cellsOf(fileOf(bytes))).toEqual([[2]]);
		expect(await cellsOf(fileOf(bytes), { sheet: '联系人' })).toEqual([[3]]);
		expect((await failureOf(cellsOf(fileOf(bytes), { sheet: '没有' }))).hint.en).toBe('Choose one of: 说明, 客户, 联系人');
	});

	it('is read when its XML has prefixes', async () => {
		const bytes = await workbookOf({ sheets: [{ name: 'x', rows: '<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>' }], prefix: 'x:' });
		expect(await cellsOf(fileOf(bytes))).toEqual([[7]]);
	});

	it('knows no entities of its own, so that a small file stays small', async () => {
		const bytes = await workbookOf({
			sheets: [{ name: 'x', rows: row('<c t="str"><v>&lol;</v></c>') }],
			declaration: '<!DOCTYPE x [<!ENTITY lol "lollollol">]>',
		});
		expect((await failureOf(cellsOf(fileOf(bytes)))).text.en).toBe('The workbook is damaged');
	});

	it('is refused when a part of it unpacks to hundreds of times its bytes, before it is unpacked', async () => {
		const rows = '<row r="1"><c t="s"><v>0</v></c></row>';
		const bytes = await workbookOf({ sheets: [{ name: 'S', rows }], shared: '<si/>'.repeat(2_200_000) });
		expect(bytes.length).toBeLessThan(100_000);
		const refused = await failureOf(cellsOf(fileOf(bytes)));
		expect(refused.message).toBe('The workbook unpacks to far more than it should');
		expect(refused.hint.en).toContain('Excel or WPS');
	});

	it('may be large, and say the same in every cell', async () => {
		const row = `<row>${'<c t="inlineStr"><is><t>yes</t></is></c>'.repeat(12)}</row>`;
		const bytes = await workbookOf({ sheets: [{ name: 'S', rows: row.repeat(22_000) }] });
		expect(await cellsOf(fileOf(bytes))).toHaveLength(22_000);
	});

	it('is refused when it is a zip archive of something else', async () => {
		const { ZipFile } = await import('yazl');
		const zip = new ZipFile();
		zip.addBuffer(Buffer.from('hello'), 'hello.txt');
		zip.end();
		const chunks: Buffer[] = [];
		for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
		expect((await failureOf(cellsOf(fileOf(Buffer.concat(chunks))))).text.en).toBe('The file is a zip archive, not a workbook');
	});
});
