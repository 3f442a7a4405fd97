import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { writeNumber } from '../schema/numbers';
import { objects } from '../schema/objects';
import type { CrmObject, Field, ObjectName } from '../schema/types';
import { renewVersion } from './catalogue';
import type { Change } from './change';
import { writeEvents } from './events';
import { followed, maxRounds } from './followers';
import { insertRows, withRows } from './insert';
import { breathe, chunksOf } from './pace';
import { formatOf, sameValue } from './rows';
import { takeNumbers } from './sequence';
import { Bindings, quote, type Dialect } from './sql';
import type { StoreTx } from './store';
import { customColumn } from './tables';

/** How many steps of references lie under an object: what it refers to is written before it. */
const depths = new Map<ObjectName, number>();

/** Only references of the schema files count: nothing in the database holds those of custom fields. */
function depthOf(name: ObjectName, below: readonly ObjectName[] = []): number {
	const known = depths.get(name);
	if (known !== undefined) return known;
	const refs = objects
		.get(name)
		.fields.flatMap(({ ref }) => ref ?? [])
		.filter((target) => target !== name && !below.includes(target));
	const depth = refs.length === 0 ? 0 : 1 + Math.max(...refs.map((target) => depthOf(target, [...below, name])));
	depths.set(name, depth);
	return depth;
}

/** Several changes of one record in one call are one: from its first state to its last, with all that happened. */
async function onePerRecord(changes: readonly Change[]): Promise<Iterable<Change>> {
	const merged = new Map<string, Change>();
	for (const change of changes) {
		await breathe();
		const earlier = merged.get(change.after.id);
		const emits = earlier?.emits ? [...new Set([...earlier.emits, ...(change.emits ?? [])])] : change.emits;
		merged.set(change.after.id, earlier ? { ...change, before: earlier.before, kind: strongerKind(earlier, change), emits } : change);
	}
	return merged.values();
}

/** A change outweighs that something only happened. */
function strongerKind(earlier: Change, later: Change): Change['kind'] {
	if (earlier.kind !== undefined && earlier.kind !== 'happened') return earlier.kind;
	return later.kind === 'happened' ? earlier.kind : later.kind;
}

/**
 * Writes records that are already checked, in any order: rows, numbers, match keys, type-ahead index and events, and then
 * what the followers of the call's context make of it.
 */
export async function writeChanges(tx: StoreTx, changes: readonly Change[]): Promise<void> {
	await writeRound(tx, changes, 1);
}

async function writeRound(tx: StoreTx, changes: readonly Change[], round: number): Promise<void> {
	if (changes.length === 0) return;
	if (round > maxRounds) throw new Error(`followers go round in a circle at ${changes[0].object.name}`);
	const written = await writeAll(tx, changes);
	for (const [follower, heard] of followed(tx.context.followers ?? [], written))
		await writeRound(tx, await follower.follow(tx, heard), round + 1);
}

/** Gives what was written, by object. */
async function writeAll(tx: StoreTx, changes: readonly Change[]): Promise<Array<[ObjectName, Change[]]>> {
	const byObject = Map.groupBy(await onePerRecord(changes), (change) => change.object);
	const sorted = [...byObject].sort(([a], [b]) => depthOf(a.name) - depthOf(b.name));
	for (const [object, list] of sorted) {
		await giveNumbers(tx, object, list);
		for (const chunk of chunksOf(list, tx.dialect.chunkSize)) await writeChunk(tx, object, chunk);
		await writeSearch(tx, object, list);
		if (object.name === 'field') await renewVersion(tx);
	}
	const written = sorted.flatMap(([, list]) => list);
	for (const chunk of chunksOf(written, tx.dialect.chunkSize)) await writeEvents(tx, chunk);
	return sorted.map(([object, list]) => [object.name, list]);
}

async function writeChunk(tx: StoreTx, object: CrmObject, chunk: readonly Change[]): Promise<void> {
	const created = chunk.filter((change) => !change.before);
	const changed = chunk.filter((change) => change.before && change.before !== change.after);
	if (object.appendOnly && changed.length > 0) throw new Error(`${object.name} is never changed`);
	const format = formatOf(object);
	await insertRows(
		tx,
		{ table: object.table, columns: format.columns },
		created.map((change) => format.encode(change.after)),
	);
	await updateRows(tx, object, changed);
	await writeIdentities(tx, object, [...created, ...changed]);
	await breathe();
}

async function giveNumbers(tx: StoreTx, object: CrmObject, changes: readonly Change[]): Promise<void> {
	const field = object.fields.find((candidate) => candidate.number);
	if (!field?.number) return;
	const unnumbered = changes.filter((change) => !change.before && change.after[field.name] === null);
	if (unnumbered.length === 0) return;
	const { number } = field;
	// Not the caller's zone: workflows in two zones would count in two years on one night.
	const zone = number.yearly ? await tx.context.companyZone?.(tx) : undefined;
	const year = clock.today(zone ?? tx.context.timeZone).slice(0, 4);
	const last = await takeNumbers(tx, number.yearly ? `${object.name}.${year}` : object.name, unnumbered.length);
	unnumbered.forEach((change, i) => {
		change.after[field.name] = writeNumber(number, last - unnumbered.length + 1 + i, year);
	});
}

/** Updates only the columns that changed: an index on another column is not touched. */
async function updateRows(tx: StoreTx, object: CrmObject, changes: readonly Change[]): Promise<void> {
	const format = formatOf(object);
	const groups = new Map<string, { columns: number[]; rows: unknown[][] }>();
	for (const change of changes) {
		const columns = format.differing(change.before as CrmRecord, change.after);
		const key = columns.join();
		const group = groups.get(key) ?? { columns, rows: [] };
		groups.set(key, group);
		group.rows.push([change.after.id, ...columns.map((column) => format.cell(change.after, column, change.before))]);
	}
	for (const { columns, rows } of groups.values()) {
		const sets = columns
			.map((i, n) => setSql(tx.dialect, format.columns[i], tx.dialect.typed(`v.column${n + 2}`, format.types[i])))
			.join(', ');
		const before = `UPDATE ${quote(object.table)} AS t SET ${sets} FROM (`;
		await withRows(tx, { before, after: ') AS v WHERE t."id" = v.column1' }, rows, [...rows[0].keys()]);
	}
}

const setSql = (dialect: Dialect, column: string, value: string): string =>
	`${quote(column)} = ${column === customColumn ? dialect.merged(`t.${quote(column)}`, value) : value}`;

const identityFields = new WeakMap<CrmObject, readonly Field[]>();

/** The match keys of a record: none once it is deleted. */
function identitiesOf(object: CrmObject, record: CrmRecord): Array<[kind: string, value: string]> {
	if (record.deletedAt !== null) return [];
	let fields = identityFields.get(object);
	if (!fields) identityFields.set(object, (fields = object.fields.filter((field) => field.identity)));
	return fields.flatMap(({ name, identity = '' }): Array<[string, string]> => {
		const value = record[name];
		return typeof value === 'string' ? [[identity, value]] : [];
	});
}

async function writeIdentities(tx: StoreTx, object: CrmObject, changes: readonly Change[]): Promise<void> {
	const stale: string[] = [];
	const rows: unknown[][] = [];
	for (const { before, after } of changes) {
		const keys = identitiesOf(object, after);
		if (before && sameValue(identitiesOf(object, before), keys)) continue;
		if (before) stale.push(after.id);
		const distinct = new Map(keys.map((key) => [key.join('\u0000'), key]));
		for (const [kind, value] of distinct.values()) rows.push([kind, value, object.name, after.id]);
	}
	if (stale.length > 0) {
		const bindings = new Bindings(tx);
		await tx.send(
			`DELETE FROM "crm_identity" WHERE "object" = ${bindings.add(object.name)} AND ${bindings.among('"recordId"', stale)}`,
			bindings.values,
		);
	}
	await insertRows(tx, { table: 'crm_identity', columns: ['kind', 'value', 'object', 'recordId'] }, rows);
}

/** Deleted records stay in the index, so that they are found when one is to be restored. */
async function writeSearch(tx: StoreTx, object: CrmObject, changes: readonly Change[]): Promise<void> {
	const touched = changes.filter(({ before, after }) => object.search.some((field) => !before || before[field] !== after[field]));
	await tx.dialect.search.write(
		tx,
		object,
		touched.map((change) => change.after),
	);
}
