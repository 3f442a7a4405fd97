import type { Outcome } from '../context';
import type { AttachInput, CrmRecord } from '../crm';
import { answerRepeated, Batch, keepFirst, notFound, repeatsWithin, withIds, type Draft, type Session } from '../records';
import { objects } from '../schema/objects';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { ObjectName } from '../schema/types';
import { breathe, newId, newRecord, recordsById, writeChanges, Bindings, type Change, type Sql, type StoreTx } from '../store';
import { dropAbandoned, dropContent, largestFile, storeContent, tooLarge, type Content } from './content';

const file = objects.get('file');

/** An input with the fields that its file gets from what was entered. */
type Job = AttachInput & { readonly fields: Readonly<Record<string, unknown>> };

type FileBatch = Batch<Job, CrmRecord>;

const entered = new Set(['name', 'mimeType', 'kind', 'note']);

/**
 * Stores files with the records they belong to. Everything is judged before the first byte is read, as far as that goes;
 * then the bytes are stored, and in the end all files appear at once.
 */
export async function attachFiles(session: Session, given: readonly AttachInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const { store, context } = session;
	const inputs = await withIds(session, given, ({ object }) => [{ name: 'id', object }]);
	const jobs = inputs.map((input): Job => ({ ...input, fields: fieldsOf(input) }));
	const batch: FileBatch = new Batch(jobs);
	const call = { session, object: file, operation: 'file.attach', batch };
	const parsed = await parseEach(batch);
	await store.write(context, async (tx) => await answerRepeated(tx, call, (record) => record));
	const repeats = repeatsWithin(batch);
	for (const index of repeats.keys()) batch.reserve(index);
	await findTargets(store.read, session, batch);
	batch.settle(context.partial);
	await dropAbandoned(store, context);
	const arrived = await storeAll(session, batch);
	await store
		.write(context, async (tx) => {
			// Somebody may have asked for the same, or deleted the record, while the bytes came in.
			await answerRepeated(tx, call, (record) => record);
			const targets = await findTargets(tx, session, batch);
			batch.settle(context.partial);
			const open = [...arrived].filter(([index]) => batch.isOpen(index));
			const drafts = open.map(([index, content]): Draft => {
				const target = targets.get(index) as CrmRecord;
				return {
					index,
					after: { ...newRecord(file, { ...parsed[index], ...placeOf(jobs[index], target), ...sizeOf(content) }), id: content.id },
				};
			});
			await writeFiles(tx, drafts, jobs);
			await keepFirst(tx, call, drafts);
			for (const { index, after } of drafts) batch.done(index, after);
		})
		.catch(async (error: unknown) => {
			await dropContent(store, context, idsOf(arrived));
			throw error;
		});
	for (const [index, first] of repeats) batch.copy(index, first);
	return await withoutLeftovers(session, batch, arrived);
}

const fieldsOf = ({ file: { name, mimeType }, kind, note }: AttachInput): Readonly<Record<string, unknown>> => ({
	// The kind's own default where none is given.
	name: plainName(name),
	mimeType: mediaType(mimeType),
	...(kind !== undefined && { kind }),
	...(note !== undefined && { note }),
});

/** What is shown of a name may not be anything else: control characters and those that turn the direction of writing. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The last part of a path without anything that is not seen; as it is where nothing is left, for its fault to be told. */
function plainName(name: string): string {
	const last = name.replace(unseen, '').split(/[\\/]/).at(-1) ?? '';
	return last.trim().replace(/^\.+$/, '');
}

/** A media type (RFC 6838) without its parameters; one that is none says nothing of the file. */
function mediaType(given: string): string {
	const [type] = given.split(';');
	return /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/i.test(type.trim()) ? type.trim().toLowerCase() : 'application/octet-stream';
}

async function parseEach(batch: FileBatch): Promise<Array<Record<string, unknown>>> {
	const parsed: Array<Record<string, unknown>> = [];
	for (const [index, { fields, file: given }] of batch.inputs.entries()) {
		const read = parseFields(file, fields, { mode: 'create', allowReadOnly: entered });
		const problems = read.problems.filter(({ field }) => entered.has(field));
		if (problems.length > 0) batch.fail(index, validationFailed(file, problems));
		else if ((given.bytes ?? 0) > largestFile) batch.fail(index, tooLarge());
		parsed.push(read.fields);
		await breathe();
	}
	return parsed;
}

/** The records that open inputs name; marks inputs whose record is not there. */
async function findTargets(sql: Sql, session: Session, batch: FileBatch): Promise<Map<number, CrmRecord>> {
	const open = [...batch.inputs.entries()].filter(([index]) => batch.isOpen(index));
	const targets = new Map<number, CrmRecord>();
	for (const [name, list] of Map.groupBy(open, ([, { object }]) => object)) {
		const object = session.objects.get(name);
		const found = await recordsById(sql, object, { ids: list.map(([, { id }]) => id), scope: session.context.scope });
		for (const [index, { id }] of list) {
			const target = found.get(id);
			if (target && target.deletedAt === null) targets.set(index, target);
			else batch.fail(index, notFound(object, id, target !== undefined));
		}
	}
	return targets;
}

type Arrived = Content & { readonly id: string };

/**
 * Stores the bytes of all open inputs, one after the other: two at once would take more memory and no less time. When nothing
 * of the call is to be stored, nothing of it stays.
 */
async function storeAll({ store, context }: Session, batch: FileBatch): Promise<Map<number, Arrived>> {
	const arrived = new Map<number, Arrived>();
	try {
		for (const [index, { file: given }] of batch.inputs.entries()) {
			if (!batch.isOpen(index)) continue;
			await batch.attempt(index, async () => {
				const id = newId();
				arrived.set(index, { ...(await storeContent(store, context, { id, open: () => given.open() })), id });
			});
			batch.settle(context.partial);
		}
		return arrived;
	} catch (error) {
		await dropContent(store, context, idsOf(arrived));
		throw error;
	}
}

const idsOf = (arrived: ReadonlyMap<number, Arrived>): string[] => [...arrived.values()].map(({ id }) => id);

/** The records in whose timelines a file is to be seen: its own, and those that this one belongs to. */
const shownBy = ['contract', 'customer', 'opportunity', 'lead', 'contact'] as const;

function placeOf({ object, id }: Job, target: CrmRecord): Record<string, unknown> {
	const shown = shownBy.map((name) => [`${name}Id`, name === object ? id : (target[`${name}Id`] ?? null)] as const);
	return { recordObject: object satisfies ObjectName, recordId: id, ...Object.fromEntries(shown) };
}

const sizeOf = ({ bytes, sha256 }: Content) => ({ bytes, sha256 });

async function writeFiles(tx: StoreTx, drafts: readonly Draft[], jobs: readonly Job[]): Promise<void> {
	const changes = drafts.map(({ index, after }): Change => ({ object: file, after, item: jobs[index].item, emits: ['file.attached'] }));
	await writeChanges(tx, changes);
	const bindings = new Bindings(tx);
	const ids = drafts.map(({ after }) => after.id);
	await tx.send(`DELETE FROM "crm_file_arrival" WHERE ${bindings.among('"fileId"', ids)}`, bindings.values);
}

/** The answer, once the bytes of files that did not appear are gone. */
async function withoutLeftovers(
	{ store, context }: Session,
	batch: FileBatch,
	arrived: ReadonlyMap<number, Arrived>,
): Promise<Array<Outcome<CrmRecord>>> {
	const outcomes = batch.outcomes();
	const left = [...arrived].filter(([index, { id }]) => {
		const outcome = outcomes[index];
		return !outcome.ok || outcome.value.id !== id;
	});
	await dropContent(
		store,
		context,
		left.map(([, { id }]) => id),
	);
	return outcomes;
}
