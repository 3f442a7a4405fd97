import type { CrmRecord } from '../crm';
import type { CrmObject } from '../schema/types';
import { Bindings, breathe, chunksOf, matchKey, quote, recordsById, recordsByKey, type Sql } from '../store';
import type { Draft } from './draft';
import { takeKeyTurns } from './keyTurns';

/** One way to tell whether a record is there already. */
export interface Matcher {
	readonly fields: readonly string[];
	/**
	 * `key`: a unique key, or the id. `identity`: a phone number, an address …, in whichever of the object's fields it stands.
	 * `name`: names that are compared folded, such as a company's without its legal form. The last two may find several.
	 */
	readonly kind: 'key' | 'identity' | 'name';
	/** Of `identity`: which kind of key. */
	readonly identity?: string;
	/** Of `name`: the columns that hold the folded names, one for each field. */
	readonly columns?: readonly string[];
}

const known = new WeakMap<CrmObject, readonly Matcher[]>();

/** Every way to match records of an object, the surest first. Names only where an index answers. */
export function matchersOf(object: CrmObject): readonly Matcher[] {
	const matchers = known.get(object) ?? findMatchers(object);
	known.set(object, matchers);
	return matchers;
}

function findMatchers(object: CrmObject): readonly Matcher[] {
	const keys = [['id'], ...object.keys].map((fields): Matcher => ({ kind: 'key', fields }));
	const taken = new Set(object.keys.filter((fields) => fields.length === 1).flat());
	const identities = object.fields
		.filter((field) => field.identity !== undefined && !taken.has(field.name))
		.map((field): Matcher => ({ kind: 'identity', fields: [field.name], identity: field.identity }));
	const names = object.indexes
		.filter((columns) => columns.every((column) => column in object.matchKeys))
		.map((columns): Matcher => ({ kind: 'name', fields: columns.map((column) => object.matchKeys[column].field), columns }));
	return [...keys, ...identities, ...names];
}

/** The matcher of exactly these fields, in whatever order they are named. */
export const matcherFor = (object: CrmObject, names: readonly string[]): Matcher | undefined =>
	matchersOf(object).find(({ fields }) => fields.length === names.length && fields.every((name) => names.includes(name)));

/** What a record is matched on, in the form that is compared; undefined where a part is missing. */
export function tupleOf(object: CrmObject, { fields, columns }: Matcher, values: Readonly<Record<string, unknown>>): string | undefined {
	const tuple = fields.map((name, i) => (columns ? matchKey(object.matchKeys[columns[i]].fold, values[name]) : (values[name] ?? null)));
	return tuple.includes(null) ? undefined : JSON.stringify(tuple);
}

/** Live records by what a matcher compares. Records the caller may not see are there too: their keys are taken. */
export async function recordsMatching(
	sql: Sql,
	object: CrmObject,
	wanted: { matcher: Matcher; tuples: Iterable<string> },
): Promise<Map<string, CrmRecord[]>> {
	const { matcher } = wanted;
	const tuples = [...new Set(wanted.tuples)].map((tuple) => JSON.parse(tuple) as unknown[]);
	if (tuples.length === 0) return new Map();
	await takeMatchTurns(sql, object, { matcher, tuples });
	if (matcher.kind === 'key') {
		const found = await recordsByKey(sql, object, { fields: matcher.fields, tuples, lock: 'change' });
		return new Map([...found].map(([tuple, record]) => [tuple, [record]]));
	}
	const ids = new Map<string, string[]>();
	for (const chunk of chunksOf(tuples, 250)) {
		for (const { id, ...columns } of await idsMatching(sql, object, { matcher, tuples: chunk })) {
			const tuple = JSON.stringify(matcher.fields.map((_, i) => columns[`k${i}`]));
			ids.set(tuple, [...(ids.get(tuple) ?? []), String(id)]);
		}
		await breathe();
	}
	const records = await recordsById(sql, object, { ids: [...ids.values()].flat(), scope: { kind: 'all' }, lock: 'change' });
	return new Map([...ids].map(([tuple, list]) => [tuple, list.flatMap((id) => live(records.get(id)))]));
}

const live = (record: CrmRecord | undefined): CrmRecord[] => (record && record.deletedAt === null ? [record] : []);

/** Whoever is about to make a record of the same person or company comes one after the other: the second finds the first one's record. */
async function takeMatchTurns(
	sql: Sql,
	object: CrmObject,
	{ matcher, tuples }: { matcher: Matcher; tuples: readonly unknown[][] },
): Promise<void> {
	if (matcher.kind === 'key') return await takeKeyTurns(sql, object, { fields: matcher.fields, tuples });
	if (matcher.kind === 'name') return await takeKeyTurns(sql, object, { fields: [...matcher.fields, 'folded'], tuples });
	await sql.dialect.takeTurns(
		sql,
		'person',
		tuples.map(([value]) => `${matcher.identity} ${String(value)}`),
	);
}

/** Driven by the wanted tuples, so that each is one look-up in an index. */
async function idsMatching(
	sql: Sql,
	object: CrmObject,
	{ matcher, tuples }: { matcher: Matcher; tuples: readonly unknown[][] },
): Promise<Array<Record<string, unknown>>> {
	const bindings = new Bindings(sql);
	const names = matcher.fields.map((_, i) => `k${i}`);
	const wanted = bindings.rows(tuples, Object.fromEntries(names.map((name) => [name, 'text' as const])));
	const keys = names.map((name) => `w.${quote(name)}`).join(', ');
	if (matcher.kind === 'identity') {
		const where = `i."kind" = ${bindings.add(matcher.identity)} AND i."value" = w."k0" AND i."object" = ${bindings.add(object.name)}`;
		return await sql.query(
			`SELECT i."recordId" AS id, ${keys} FROM ${wanted} w CROSS JOIN "crm_identity" i WHERE ${where}`,
			bindings.values,
		);
	}
	const on = names.map((name, i) => `t.${quote(matcher.columns?.[i] ?? matcher.fields[i])} = w.${quote(name)}`).join(' AND ');
	return await sql.query(
		`SELECT t."id" AS id, ${keys} FROM ${wanted} w CROSS JOIN ${quote(object.table)} t WHERE ${on} AND t."deletedAt" IS NULL`,
		bindings.values,
	);
}

/** The records a call may match: those read from the store, and what its inputs so far have made of them or added. */
export class MatchIndex {
	readonly #byTuple = new Map<string, Set<string>>();
	readonly #records = new Map<string, { record: CrmRecord; draft?: Draft }>();

	/** Every way to look at a record: a number stands under every field of its kind, as it does in the store. */
	readonly #ways: ReadonlyArray<readonly [place: number, matcher: Matcher]>;

	constructor(
		private readonly object: CrmObject,
		matchers: readonly Matcher[],
	) {
		this.#ways = matchers.flatMap((matcher, place) => {
			if (matcher.kind !== 'identity') return [[place, matcher] as const];
			const alike = object.fields.filter(({ identity }) => identity === matcher.identity);
			return alike.map(({ name }) => [place, { ...matcher, fields: [name] }] as const);
		});
	}

	addStored(record: CrmRecord): void {
		this.#put(record);
	}

	addDraft(draft: Draft): void {
		this.#put(draft.after, draft);
	}

	#put(record: CrmRecord, draft?: Draft): void {
		this.#records.set(record.id, { record, draft });
		for (const [place, tuple] of this.#tuplesOf(record)) {
			const key = `${place} ${tuple}`;
			const ids = this.#byTuple.get(key);
			if (ids) ids.add(record.id);
			else this.#byTuple.set(key, new Set([record.id]));
		}
	}

	#tuplesOf(record: CrmRecord): Array<[place: number, tuple: string]> {
		const tuples: Array<[number, string]> = [];
		for (const [place, matcher] of this.#ways) {
			const tuple = tupleOf(this.object, matcher, record);
			if (tuple !== undefined) tuples.push([place, tuple]);
		}
		return tuples;
	}

	/** The records that a matcher finds now, with the last input of this call that changed each. */
	find(place: number, tuple: string): Array<{ record: CrmRecord; draft?: Draft }> {
		const found = [...(this.#byTuple.get(`${place} ${tuple}`) ?? [])].flatMap((id) => this.#records.get(id) ?? []);
		return found.filter(({ record }) => this.#tuplesOf(record).some(([at, own]) => at === place && own === tuple));
	}
}
