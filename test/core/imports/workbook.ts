import { ZipFile } from 'yazl';

interface Parts {
	readonly sheets: ReadonlyArray<{ readonly name: string; readonly rows: string; readonly hidden?: boolean; readonly after?: string }>;
	readonly shared?: string;
	readonly styles?: string;
	readonly from1904?: boolean;
	/** Before the names of the sheets' elements. */
	readonly prefix?: string;
	readonly declaration?: string;
}

const relations = (list: ReadonlyArray<[id: string, type: string, target: string]>) =>
	`<Relationships>${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** A workbook put together by hand, with what other programs write and ours does not. */
export async function workbookOf({ sheets, shared, styles, from1904, prefix = '', declaration = '' }: Parts): Promise<Buffer> {
	const zip = new ZipFile();
	const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name);
	add('_rels/.rels', relations([['r', 'officeDocument', '/xl/workbook.xml']]));
	const list = sheets.map(
		({ name, hidden }, i) => `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="s${i}"/>`,
	);
	add(
		'xl/workbook.xml',
		`<workbook xmlns:r="x"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
	);
	add(
		'xl/_rels/workbook.xml.rels',
		relations([
			...sheets.map((_, i): [string, string, string] => [`s${i}`, 'worksheet', `worksheets/sheet${i}.xml`]),
			['t', 'styles', 'styles.xml'],
			['u', 'sharedStrings', 'sharedStrings.xml'],
		]),
	);
	for (const [i, { rows, after = '' }] of sheets.entries()) {
		const data = `<${prefix}sheetData>${rows}</${prefix}sheetData>`;
		add(`xl/worksheets/sheet${i}.xml`, `${declaration}<${prefix}worksheet xmlns:x="x">${data}${after}</${prefix}worksheet>`);
	}
	if (styles) add('xl/styles.xml', `<styleSheet>${styles}</styleSheet>`);
	if (shared) add('xl/sharedStrings.xml', `<sst>${shared}</sst>`);
	zip.end();
	const chunks: Buffer[] = [];
	for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
