import { CrmError } from '../errors';
import type { ImportFile } from '../importTypes';
import type { Matcher, Session } from '../records';
import type { CrmObject, Field } from '../schema/types';
import { openTable } from './file/openTable';
import type { Table } from './file/table';
import { chooseMatchers } from './mapping/chooseMatchers';
import { importFields, onlyMatches } from './mapping/importFields';
import { mapColumns, type MappedColumn } from './mapping/mapColumns';
import { readHead } from './mapping/readHead';
import { lastColumns } from './rememberedColumns';

/** An open file together with how its rows become records. Close its table when done. */
export interface ImportPlan {
	readonly object: CrmObject;
	readonly table: Table;
	/** Tells the rows of one file and sheet from those of any other. */
	readonly hash: string;
	readonly headingRow: number;
	readonly columns: readonly MappedColumn[];
	readonly matchers: readonly Matcher[];
	/** Required fields that no column fills. */
	readonly missing: readonly string[];
	/** Fields that several columns were said to fill. */
	readonly doubled: readonly Field[];
	/** The import that the columns are taken from; undefined where they are recognised. */
	readonly asIn?: string;
}

/** @throws CrmError for a file that cannot be read, and for a mapping or a way to match that does not exist */
export async function planImport(session: Session, input: ImportFile): Promise<ImportPlan> {
	const object = session.objects.get(input.object);
	const table = await openTable(input.file, input);
	try {
		const { headingRow, columns } = await readHead(table, object, input.headingRow);
		const last = input.asLastTime ? await lastColumns(session, object, columns) : undefined;
		const { columns: mapped, doubled } = mapColumns(object, columns, { ...last?.columns, ...input.mapping });
		const filled = new Set(mapped.flatMap(({ field }) => field?.name ?? []));
		const matchers = chooseMatchers(object, filled, input.matchOn);
		const missing = importFields(object).filter((field) => field.required && field.default === undefined && !filled.has(field.name));
		return {
			object,
			table,
			hash: [table.hash, table.sheet].join(' ').trim(),
			headingRow,
			columns: withoutIdle(mapped, matchers),
			matchers,
			missing: missing.map(({ name }) => name),
			doubled,
			asIn: last?.name,
		};
	} catch (error) {
		await table.close();
		throw error;
	}
}

/** A number that no record is found by cannot be entered either. */
function withoutIdle(columns: readonly MappedColumn[], matchers: readonly Matcher[]): MappedColumn[] {
	const used = new Set(matchers.flatMap(({ fields }) => fields));
	return columns.map(({ column, field, confidence }) =>
		field && onlyMatches(field) && !used.has(field.name) ? { column, confidence: 0 } : { column, field, confidence },
	);
}

/** @throws CrmError when two columns fill one field, or none does any: the heading row was not found, or the file is about something else */
export function refuseUnmapped({ object, columns, doubled }: ImportPlan): void {
	const [twice] = doubled;
	if (twice)
		throw new CrmError(
			'ValidationFailed',
			{ en: `Two columns are to fill ${twice.label.en}`, 'zh-CN': `有两列都要填入“${twice.label['zh-CN']}”` },
			{ hint: { en: 'Leave one of them out.', 'zh-CN': '请将其中一列设为不导入。' }, field: 'mapping' },
		);
	if (columns.some(({ field }) => field && !onlyMatches(field))) return;
	throw new CrmError(
		'ValidationFailed',
		{
			en: `No column of the file was recognised as a field of ${object.label.en}`,
			'zh-CN': `文件中没有可识别为${object.label['zh-CN']}字段的列`,
		},
		{
			hint: {
				en: 'Set the row of the headings in the options, or say which column is which field.',
				'zh-CN': '请在选项中指定标题所在行，或设置各列对应的字段。',
			},
			field: 'mapping',
		},
	);
}
