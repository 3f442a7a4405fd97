import type { ColumnPreview, ImportPreview, PreviewRequest } from '../importTypes';
import type { Session } from '../records';
import { freeName } from './importName';
import { ImportPass } from './importPass';
import { planImport } from './importPlan';
import { importFields } from './mapping/importFields';
import type { MappedColumn } from './mapping/mapColumns';

const shownSamples = 3;

const columnOf = ({ column, field, confidence }: MappedColumn): ColumnPreview => ({
	heading: column.heading,
	samples: [...new Set(column.samples)].slice(0, shownSamples),
	field: field?.name ?? null,
	label: field?.label ?? null,
	confidence,
});

/** What is in a file, which field each column fills, and what would become of every row. */
export async function previewImport(session: Session, input: PreviewRequest): Promise<ImportPreview> {
	const plan = await planImport(session, input);
	const { table } = plan;
	try {
		const pass = new ImportPass({ ...session, context: { ...session.context, partial: true } }, plan, {});
		await pass.run();
		return {
			object: plan.object.name,
			file: input.file.name,
			format: table.format,
			encoding: table.encoding,
			delimiter: table.delimiter,
			sheet: table.sheet,
			sheets: table.sheets,
			headingRow: plan.headingRow,
			columns: plan.columns.map(columnOf),
			columnsAsIn: plan.asIn ?? null,
			fields: importFields(plan.object).map(({ name, label }) => ({ name, label })),
			name: await freeName(session, { name: input.name, file: input.file.name }, { object: plan.object.name, fileHash: plan.hash }),
			missing: plan.missing,
			doubled: plan.doubled.map((field) => field.name),
			matchOn: plan.matchers.map(({ fields }) => fields),
			...pass.counts,
			hiddenRows: pass.hiddenRows,
			badRows: pass.badRows,
			overwriting: pass.overwriting,
			overwrites: pass.overwrites,
		};
	} finally {
		await table.close();
	}
}
