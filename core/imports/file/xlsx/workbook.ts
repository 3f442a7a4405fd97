import { bounds } from '../fileBounds';
import { unreadable } from '../fileErrors';
import type { Archive } from './archive';
import { readXml, type Attributes } from './xml';

interface Sheet {
	readonly name: string;
	/** Its part in the archive. */
	readonly part: string;
	readonly hidden: boolean;
}

export interface Workbook {
	readonly sheets: readonly Sheet[];
	/** Whether day 0 is 1904-01-01, as Excel for Mac once wrote. */
	readonly from1904: boolean;
	readonly sharedStrings?: string;
	readonly styles?: string;
}

interface Relation {
	readonly type: string;
	readonly part: string;
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1);

/** The part a target names, which is relative to the folder of the part that names it. */
function partOf(folder: string, target: string): string {
	const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
	for (const step of target.split('/').filter(Boolean)) {
		if (step === '..') parts.pop();
		else if (step !== '.') parts.push(step);
	}
	return parts.join('/');
}

async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
	const folder = folderOf(part);
	const own = `${folder}_rels/${part.slice(folder.length)}.rels`;
	const relations = new Map<string, Relation>();
	if (!archive.has(own)) return relations;
	await readXml(archive.read(own, bounds.smallPart), {
		open(name, { Id, Type, Target }) {
			if (name === 'Relationship' && Target)
				relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), part: partOf(folder, Target) });
		},
	});
	return relations;
}

/** Which sheets a workbook has and where its parts are. @throws CrmError when the archive holds no workbook */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
	const root = [...(await relationsOf(archive, '')).values()].find(({ type }) => type === 'officeDocument')?.part;
	if (root?.endsWith('.bin')) throw unreadable({ en: 'The file is a binary workbook (.xlsb)', 'zh-CN': '该文件是二进制工作簿（.xlsb）' });
	if (root === undefined || !archive.has(root))
		throw unreadable({ en: 'The file is a zip archive, not a workbook', 'zh-CN': '该文件是压缩包，不是工作簿' });
	const relations = await relationsOf(archive, root);
	const byType = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.part;
	const sheets: Sheet[] = [];
	let from1904 = false;
	await readXml(archive.read(root, bounds.smallPart), {
		open(name, attributes) {
			if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904);
			const part = name === 'sheet' ? relations.get(idOf(attributes)) : undefined;
			if (part?.type === 'worksheet')
				sheets.push({ name: attributes.name, part: part.part, hidden: attributes.state !== undefined && attributes.state !== 'visible' });
		},
	});
	return { sheets, from1904, sharedStrings: byType('sharedStrings'), styles: byType('styles') };
}

const idOf = (attributes: Attributes): string => Object.entries(attributes).find(([name]) => /(^|:)id$/.test(name))?.[1] ?? '';
