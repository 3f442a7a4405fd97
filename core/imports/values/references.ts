import { foldCompany, foldName } from '../../normalise/names';
import type { Objects } from '../../schema/objects';
import { parseValue } from '../../schema/parseValue';
import type { CrmObject, Field, ObjectName } from '../../schema/types';
import type { Text } from '../../text';
import { Bindings, breathe, chunksOf, quote, type Sql } from '../../store';

/** Names that are remembered from one chunk of rows to the next: owners and teams are few. */
const remembered = 5000;

export type Found = { readonly id: string } | { readonly problem: Text };

/** One way in which a reference may be written: a number, an address, a name. */
interface Way {
	readonly column: string;
	fold(text: string): string | undefined;
}

/** What a text may be for a field: its stored form, or nothing. */
const stored = (field: Field) => (text: string) => {
	const parsed = parseValue(field, text);
	return parsed.ok && typeof parsed.value === 'string' ? parsed.value : undefined;
};

/** `北京分公司 (C000012)`, as exports write it. */
const withNumber = /^.*[(（]([^()（）]+)[)）]$/s;

function waysOf(object: CrmObject): Way[] {
	const single = object.keys
		.flatMap((key) => (key.length === 1 ? (object.byName.get(key[0]) ?? []) : []))
		.filter(({ custom }) => custom === undefined);
	const keys = [...object.fields.filter(({ type }) => type === 'id'), ...single].map((field): Way => ({
		column: field.name,
		fold: stored(field),
	}));
	const number = object.fields.find((field) => field.number);
	const inBrackets: Way[] = number ? [{ column: number.name, fold: (text) => withNumber.exec(text)?.[1].trim() }] : [];
	return [...keys, ...inBrackets, ...nameWay(object, single)];
}

/** By name only where that is no walk through all records: an index answers, or there are as few as users and teams. */
function nameWay(object: CrmObject, keys: readonly Field[]): Way[] {
	if (keys.some(({ name }) => name === object.title)) return [];
	const [column, match] = Object.entries(object.matchKeys).find(([, { field }]) => field === object.title) ?? [];
	if (column && match && object.indexes.some((index) => index[0] === column)) {
		const fold = match.fold === 'name' ? foldName : foldCompany;
		return [{ column, fold: (text) => fold(text) || undefined }];
	}
	const title = object.byName.get(object.title);
	return object.scope || !title ? [] : [{ column: title.name, fold: stored(title) }];
}

/** Finds what references mean, many at once: a user by name or address, a customer by number or name. */
export class References {
	readonly #known = new Map<string, Found>();

	constructor(private readonly objects: Objects) {}

	/** What each text refers to. A few statements for all of them. */
	async find(sql: Sql, name: ObjectName, texts: Iterable<string>): Promise<ReadonlyMap<string, Found>> {
		const object = this.objects.get(name);
		const found = new Map<string, Found>();
		const open = new Set<string>();
		for (const text of texts) {
			const known = this.#known.get(`${name} ${text}`);
			if (known) found.set(text, known);
			else open.add(text);
		}
		for (const way of waysOf(object)) {
			for (const [text, ids] of await lookUp(sql, object, { way, texts: open })) {
				found.set(text, ids.length === 1 ? { id: ids[0] } : { problem: several(object) });
				open.delete(text);
			}
		}
		for (const text of open) found.set(text, { problem: nothing(object, text) });
		this.#remember(name, found);
		return found;
	}

	#remember(name: ObjectName, found: ReadonlyMap<string, Found>): void {
		if (this.#known.size > remembered) this.#known.clear();
		// What is not there may come with a later row.
		for (const [text, what] of found) if ('id' in what) this.#known.set(`${name} ${text}`, what);
	}
}

async function lookUp(sql: Sql, object: CrmObject, { way, texts }: { way: Way; texts: Iterable<string> }): Promise<Map<string, string[]>> {
	const byValue = new Map<string, string[]>();
	for (const text of texts) {
		const value = way.fold(text);
		if (value !== undefined) byValue.set(value, [...(byValue.get(value) ?? []), text]);
	}
	const ids = new Map<string, string[]>();
	for (const chunk of chunksOf([...byValue.keys()], 250)) {
		const bindings = new Bindings(sql);
		const column = quote(way.column);
		const rows = await sql.query<{ id: string; value: string }>(
			`SELECT t."id" AS id, w.value AS value FROM ${bindings.list(chunk)} w CROSS JOIN ${quote(object.table)} t WHERE t.${column} = w.value AND t."deletedAt" IS NULL`,
			bindings.values,
		);
		for (const { id, value } of rows) for (const text of byValue.get(value) ?? []) ids.set(text, [...(ids.get(text) ?? []), id]);
		await breathe();
	}
	return ids;
}

/** Characters of a cell that are told. */
const shown = 40;

const nothing = ({ label }: CrmObject, text: string): Text => ({
	en: `names a ${label.en.toLowerCase()} that the CRM does not have: ${text.slice(0, shown)}`,
	'zh-CN': `CRM 中没有该${label['zh-CN']}：${text.slice(0, shown)}`,
});

const several = ({ label, plural }: CrmObject): Text => ({
	en: `names several ${plural.en.toLowerCase()}: use the number, the email or the ID`,
	'zh-CN': `对应多个${label['zh-CN']}：请改用编号、邮箱或 ID`,
});
