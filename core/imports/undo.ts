import type { CrmError } from '../errors';
import type { UndoResult } from '../importTypes';
import { deleteRecords, putBackRecords, type Session } from '../records';
import type { Objects } from '../schema/objects';
import type { CrmObject, ObjectName } from '../schema/types';
import { Bindings, breathe, chunksOf, quote, recordsById, type Sql } from '../store';
import type { Text } from '../text';
import { batchOf, markUndone, undoBatchOf } from './importLog';
import { checkName } from './importName';
import { historyOf, verdictOf, type Verdict } from './undoVerdict';

/** Records taken back together, in one transaction. */
const chunkRecords = 250;

/** Records that are told in the answer. */
const toldRecords = 100;

interface Reference {
	readonly object: ObjectName;
	readonly id: string;
}

type Left = UndoResult['leftRecords'][number];

/** Takes an import back, the last rows first: what it made is deleted, what it changed gets its former values. */
export async function undoImport(session: Session, given: string, options: { emitEvents?: boolean } = {}): Promise<UndoResult> {
	const name = checkName(given);
	const context = { ...session.context, partial: true, batch: undoBatchOf(name), silent: !options.emitEvents };
	const undoing = new Undoing({ ...session, context }, name);
	const { object, repeated } = await markUndone(session, name);
	const calls = await session.store.read.query<{ id: number }>('SELECT "id" FROM "crm_call" WHERE "batch" = ? ORDER BY "id" DESC', [
		batchOf(name),
	]);
	// What followed from its records comes when they are back: the amount of an opportunity cannot be entered while it has products.
	for (const which of ['=', '<>'] as const) for (const { id } of calls) await undoing.call(id, { which, object });
	return { ...undoing.result(), repeated };
}

class Undoing {
	#deleted = 0;
	#restored = 0;
	#left = 0;
	readonly #told: Left[] = [];
	readonly #met = new Set<string>();

	constructor(
		private readonly session: Session,
		private readonly name: string,
	) {}

	result(): Omit<UndoResult, 'repeated'> {
		return { name: this.name, deleted: this.#deleted, restored: this.#restored, left: this.#left, leftRecords: this.#told };
	}

	/** What one call of the import did to its own records, or to others. */
	async call(id: number, of: { which: '=' | '<>'; object: ObjectName }): Promise<void> {
		const records = await this.session.store.read.query<Reference>(
			`SELECT DISTINCT e."object" AS object, e."recordId" AS id FROM "crm_event" e WHERE e."callId" = ? AND e."object" ${of.which} ?`,
			[id, of.object],
		);
		for (const [object, references] of Map.groupBy(records, (record) => record.object)) {
			for (const chunk of chunksOf(references, chunkRecords))
				await this.#takeBack(
					this.session.objects.get(object),
					chunk.map((record) => record.id),
					of.which === '<>',
				);
			await breathe();
		}
	}

	async #takeBack(object: CrmObject, ids: readonly string[], followed: boolean): Promise<void> {
		await this.session.store.write(this.session.context, async (tx) => {
			// Whoever changes one of them, or refers to it, has done so by now or comes after this.
			await recordsById(tx, object, { ids, scope: { kind: 'all' }, lock: 'remove' });
			const history = await historyOf(tx, object, { ids, name: this.name });
			const verdicts = new Map<string, Verdict>(ids.map((id) => [id, verdictOf(history.get(id) ?? [], { name: this.name, followed })]));
			const worked = await followedUp(tx, this.session.objects, {
				object,
				ids: [...verdicts].flatMap(([id, { kind }]) => (kind === 'delete' ? [id] : [])),
			});
			const toDelete: string[] = [];
			const toRestore: Array<{ id: string; fields: Readonly<Record<string, unknown>> }> = [];
			for (const [id, verdict] of verdicts) {
				const left = leftBecause(verdict, worked.has(id));
				if (left) this.#leave({ object: object.name, id, reason: left });
				if (verdict.kind === 'delete' && !left) toDelete.push(id);
				if (verdict.kind === 'restore') toRestore.push({ id, fields: verdict.fields });
			}
			const deleted = await deleteRecords(this.session, object, numbered(toDelete.map((id) => ({ id }))));
			const restored = await putBackRecords(this.session, object, numbered(toRestore));
			this.#deleted += this.#settle(object, toDelete, deleted);
			this.#restored += this.#settle(
				object,
				toRestore.map(({ id }) => id),
				restored,
			);
		});
	}

	#settle(object: CrmObject, ids: readonly string[], outcomes: ReadonlyArray<{ ok: true } | { ok: false; error: CrmError }>): number {
		outcomes.forEach((outcome, i) => {
			if (!outcome.ok) this.#leave({ object: object.name, id: ids[i], reason: outcome.error.text });
		});
		return outcomes.filter(({ ok }) => ok).length;
	}

	/** A record that two calls of the import changed is met twice and left once. */
	#leave(record: Left): void {
		if (this.#met.has(record.id)) return;
		this.#met.add(record.id);
		this.#left += 1;
		if (this.#told.length < toldRecords) this.#told.push(record);
	}
}

const numbered = <T extends object>(list: readonly T[]): Array<T & { item: number }> => list.map((entry, item) => ({ ...entry, item }));

/** Why a record stays as it is, or some of it. */
function leftBecause(verdict: Verdict, worked: boolean): Text | undefined {
	if (verdict.kind === 'delete') return worked ? hasFollowUps : undefined;
	if (verdict.kind === 'restore') return verdict.left;
	return verdict.kind === 'left' ? verdict.reason : undefined;
}

const hasFollowUps: Text = { en: 'has follow-ups or tasks', 'zh-CN': '已有跟进或任务' };

/** Records on which somebody has worked: a follow-up does not change them. */
async function followedUp(
	sql: Sql,
	objects: Objects,
	{ object, ids }: { object: CrmObject; ids: readonly string[] },
): Promise<Set<string>> {
	const found = new Set<string>();
	for (const { object: other, field } of objects.referring(object.name)) {
		if (!other.timeline || ids.length === 0) continue;
		const bindings = new Bindings(sql);
		const rows = await sql.query<{ id: string }>(
			`SELECT DISTINCT ${quote(field.name)} AS id FROM ${quote(other.table)} WHERE ${bindings.among(quote(field.name), ids)} AND "deletedAt" IS NULL`,
			bindings.values,
		);
		for (const { id } of rows) found.add(id);
	}
	return found;
}
