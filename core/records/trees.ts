import { validationFailed } from '../schema/parseFields';
import type { CrmObject, Field } from '../schema/types';
import { Bindings, quote, type Sql } from '../store';
import type { Draft } from './draft';
import type { Fail } from './settle';

/** Fields that make a tree of an object's records: a customer's parent, a user's manager. */
const treeFields = (object: CrmObject): Field[] =>
	object.fields.filter((field) => field.ref === object.name && field.onDelete === 'restrict');

interface Edge {
	readonly to: unknown;
	/** The input that put it there; undefined for a stored one. */
	readonly index?: number;
}

/** Marks drafts that would make a record its own ancestor. One statement per field. */
export async function checkTrees(sql: Sql, object: CrmObject, drafts: readonly Draft[], fail: Fail): Promise<void> {
	for (const field of treeFields(object)) {
		// A new record has no children yet and closes no ring.
		const moved = drafts.filter(({ before, after }) => before && after[field.name] !== null && after[field.name] !== before[field.name]);
		if (moved.length === 0) continue;
		await sql.dialect.takeTurns(sql, 'tree', [object.name]);
		const edges = await ancestors(
			sql,
			{ object, field },
			moved.map((draft) => draft.after[field.name]),
		);
		for (const draft of drafts) {
			const { before, after, index } = draft;
			if (before && after[field.name] !== before[field.name])
				closeRing({ edges, object, field }, { id: after.id, to: after[field.name], index }, fail);
		}
	}
}

interface Tree {
	readonly edges: Map<string, Edge>;
	readonly object: CrmObject;
	readonly field: Field;
}

function closeRing({ edges, object, field }: Tree, move: { id: string; to: unknown; index: number }, fail: Fail): void {
	const because: number[] = [];
	const seen = new Set<unknown>();
	for (let at: unknown = move.to; typeof at === 'string' && !seen.has(at);) {
		if (at === move.id) {
			const message = { en: 'would make the record its own ancestor', 'zh-CN': '会使该记录成为自己的上级' };
			fail(move.index, validationFailed(object, [{ field: field.name, message }]), because);
			return;
		}
		seen.add(at);
		const edge = edges.get(at);
		if (edge?.index !== undefined) because.push(edge.index);
		at = edge?.to;
	}
	edges.set(move.id, move);
}

async function ancestors(sql: Sql, tree: { object: CrmObject; field: Field }, from: readonly unknown[]): Promise<Map<string, Edge>> {
	const [table, parent] = [quote(tree.object.table), `t.${quote(tree.field.name)}`];
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string; parent: string }>(
		`WITH RECURSIVE up(id) AS (SELECT w.value FROM ${bindings.list(from)} w UNION SELECT ${parent} FROM up JOIN ${table} t ON t."id" = up.id WHERE ${parent} IS NOT NULL)
		SELECT t."id" AS id, ${parent} AS parent FROM up JOIN ${table} t ON t."id" = up.id WHERE ${parent} IS NOT NULL`,
		bindings.values,
	);
	return new Map(rows.map((row) => [row.id, { to: row.parent }]));
}
