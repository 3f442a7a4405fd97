import { createHash } from 'node:crypto';
import type { Session } from '../records';
import type { CrmObject } from '../schema/types';
import { isReason } from './badRowsFile';
import type { Column } from './mapping/guess';
import { importFields } from './mapping/importFields';
import { leaveOut, type MappedColumn } from './mapping/mapColumns';

/** A field's name by heading, or {@link leaveOut}. */
type Columns = Readonly<Record<string, string>>;

/** The columns of an earlier import. */
export interface Remembered {
	/** The name of that import. */
	readonly name: string;
	readonly columns: Columns;
}

/** The same for files of the same headings, in whatever order; the reasons in a file of rows to correct are none of them. */
function headingsHash(columns: readonly Column[]): string {
	const headings = columns.map(({ heading }) => heading).filter((heading) => !isReason(heading));
	return createHash('sha256').update(JSON.stringify(headings.sort())).digest('hex');
}

/** What an import keeps of its columns for the next file like its own. */
export const columnsToKeep = (columns: readonly MappedColumn[]) => ({
	headings: headingsHash(columns.map(({ column }) => column)),
	mapping: JSON.stringify(Object.fromEntries(columns.map(({ column, field }) => [column.heading, field?.name ?? leaveOut]))),
});

/** How the last import of a file with these headings had its columns; one that was undone is no example. */
export async function lastColumns({ store }: Session, object: CrmObject, columns: readonly Column[]): Promise<Remembered | undefined> {
	const [last] = await store.read.query<{ name: string; mapping: string }>(
		`SELECT "name", "mapping" FROM "crm_import" WHERE "headings" = ? AND "object" = ? AND "state" <> 'undone'
		ORDER BY "startedAt" DESC, "name" LIMIT 1`,
		[headingsHash(columns), object.name],
	);
	if (!last) return undefined;
	const kept = JSON.parse(last.mapping) as Columns;
	const fields = new Set(importFields(object).map(({ name }) => name));
	const fieldOf = (heading: string) => (Object.hasOwn(kept, heading) && fields.has(kept[heading]) ? kept[heading] : leaveOut);
	return { name: last.name, columns: Object.fromEntries(columns.map(({ heading }) => [heading, fieldOf(heading)])) };
}
