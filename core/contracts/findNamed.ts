import { foldName } from '../normalise/names';
import type { Session } from '../records';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject, ObjectName } from '../schema/types';
import type { Text } from '../text';
import { Bindings, breathe, chunksOf, matchKey, quote, scopeSql, type StoreTx } from '../store';

/** How a form may name the record that a field refers to, beside its id and its number. */
interface Naming {
	/** The object that has the field. */
	readonly of: CrmObject;
	readonly field: string;
	readonly object: ObjectName;
	/** The surest first: the code of a product before its name. */
	readonly by: readonly string[];
}

/** The records that fields name. */
export interface Named {
	/** The id of the record; undefined where none is named. @throws CrmError for one that is unknown, or a name of several */
	find(name: unknown): string | undefined;
}

const asText = (name: unknown): string => (typeof name === 'string' ? name.trim() : '');

/** People know records by their names and codes, forms have nothing else. Finds them in one statement for some hundreds. */
export async function findNamed(tx: StoreTx, { context, objects }: Session, naming: Naming, names: readonly unknown[]): Promise<Named> {
	const object = objects.get(naming.object);
	const ids = new Set<string>();
	const keys = naming.by.map(() => new Map<string, string | null>());
	for (const chunk of chunksOf([...new Set(names.map(asText))].filter(Boolean), 250)) {
		const bindings = new Bindings(tx);
		const lower = chunk.map((one) => one.toLowerCase());
		const parts = [bindings.among('t."id"', lower), ...naming.by.map((column) => namedSql(object, column, chunk, bindings))];
		const rows = await tx.query<Record<string, string | null>>(
			`SELECT t."id", ${naming.by.map((column) => `t.${quote(column)}`).join(', ')} FROM ${quote(object.table)} t
			WHERE (${parts.join(' OR ')}) AND t."deletedAt" IS NULL AND ${scopeSql(object, context.scope, bindings)}`,
			bindings.values,
		);
		for (const row of rows) {
			ids.add(String(row.id));
			for (const [i, column] of naming.by.entries()) remember(keys[i], row[column], String(row.id));
		}
		await breathe();
	}
	return {
		find: (name) => {
			const text = asText(name);
			if (text === '') return undefined;
			if (ids.has(text.toLowerCase())) return text.toLowerCase();
			const found = keys.map((known) => known.get(foldName(text))).find((id) => id !== undefined);
			if (found) return found;
			throw validationFailed(naming.of, [{ field: naming.field, message: found === null ? ambiguous : unknown(object) }]);
		},
	};
}

/** The records that may have one of the names, as people type them: in any case and width. By the match key where there is one. */
function namedSql({ matchKeys }: CrmObject, column: string, names: readonly string[], bindings: Bindings): string {
	const key = Object.entries(matchKeys).find(([, { field }]) => field === column);
	if (key) {
		const [name, { fold }] = key;
		return bindings.among(
			`t.${quote(name)}`,
			names.flatMap((one) => matchKey(fold, one) ?? []),
		);
	}
	const spelled = names.flatMap((one) => [one, one.toLowerCase(), one.normalize('NFKC').toLowerCase(), foldName(one)]);
	return bindings.among(`lower(t.${quote(column)})`, [...new Set(spelled)]);
}

function remember(known: Map<string, string | null>, name: string | null, id: string): void {
	if (name === null) return;
	const key = foldName(name);
	known.set(key, known.has(key) && known.get(key) !== id ? null : id);
}

const unknown = ({ label }: CrmObject): Text => ({
	en: `names no ${label.en.toLowerCase()} that is there: give its ID, its number or code, or its exact name`,
	'zh-CN': `对应的${label['zh-CN']}不存在：请填写 ID、编号（编码）或完整名称`,
});

const ambiguous: Text = { en: 'is the name of several: give the number or the ID', 'zh-CN': '有多条同名记录：请填写编号或 ID' };
