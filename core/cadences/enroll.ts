import type { Enrolled, EnrollInput, EnrollOutput } from '../cadenceTypes';
import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CrmRecord } from '../crm';
import { Batch, notFound, type Session } from '../records';
import { objects } from '../schema/objects';
import {
	Bindings,
	breathe,
	chunksOf,
	firstResults,
	keepResults,
	keptKeys,
	newRecord,
	recordsById,
	type KeptResult,
	type StoreTx,
} from '../store';
import { rejections, type Entrant } from './admission';
import { openKeyOf, type Cadence, type Enrolment } from './enrolments';
import { noCadence, switchedOff, wrongAudience } from './faults';
import { Moves } from './moves';
import { goTo } from './walk';
import { cadenceNamed, World } from './world';

const enrolment = objects.get('enrolment');

const operation = 'cadence.enroll';

/** An outcome as it is kept for its key. */
interface Kept {
	readonly output: EnrollOutput;
	readonly id: string | null;
	readonly rule?: string;
}

type Call = Batch<EnrollInput, Enrolled>;

/** Has people enter cadences, all in one transaction and a few statements; who is in already stays where they are. */
export async function enrollPeople(session: Session, inputs: readonly EnrollInput[]): Promise<Array<Outcome<Enrolled>>> {
	const batch: Call = new Batch(inputs);
	const keys = await keptKeys(operation, inputs);
	return await session.store.write(session.context, async (tx) => {
		await answerRepeated(tx, batch, keys);
		const entrants = await findEntrants(tx, session, batch);
		batch.settle(session.context.partial);
		await enter(tx, session, batch, entrants);
		await keepFirst(tx, batch, keys);
		return batch.outcomes();
	});
}

async function answerRepeated(tx: StoreTx, batch: Call, keys: ReadonlyArray<string | undefined>): Promise<void> {
	const kept = await firstResults<Kept>(tx, keys);
	if (kept.size === 0) return;
	const ids = [...kept.values()].flatMap(({ id }) => id ?? []);
	const records = await recordsById(tx, enrolment, { ids, scope: { kind: 'all' } });
	for (const [index, key] of keys.entries()) {
		const first = kept.get(key ?? '');
		const { object, id: recordId } = batch.inputs[index];
		const { output, id, rule } = first ?? {};
		if (output)
			batch.done(index, { output, object, recordId, enrolment: records.get(id ?? '') ?? null, ...(rule && { rule }), repeated: true });
	}
}

async function keepFirst(tx: StoreTx, batch: Call, keys: ReadonlyArray<string | undefined>): Promise<void> {
	const results: KeptResult[] = [];
	for (const [index, outcome] of batch.outcomes().entries()) {
		const key = keys[index];
		if (key === undefined || !outcome.ok || outcome.value.repeated) continue;
		const { output, enrolment: record, rule } = outcome.value;
		const result: Kept = { output, id: record?.id ?? null, ...(rule && { rule }) };
		results.push({ key, result });
	}
	await keepResults(tx, results);
}

/** The people and cadences that the inputs name; who names another one is bad. Two calls on one cadence take turns. */
async function findEntrants(tx: StoreTx, session: Session, batch: Call): Promise<Entrant[]> {
	const open = [...batch.inputs.entries()].filter(([index]) => batch.isOpen(index));
	const cadences = new Map<string, Cadence | undefined>();
	for (const name of [...new Set(open.map(([, { cadence }]) => cadence))].sort()) cadences.set(name, await cadenceNamed(tx, name, true));
	const people = new Map<string, ReadonlyMap<string, CrmRecord>>();
	for (const [name, list] of Map.groupBy(open, ([, { object }]) => object)) {
		const wanted = { ids: list.map(([, { id }]) => id), scope: session.context.scope };
		people.set(name, await recordsById(tx, session.objects.get(name), wanted));
	}
	const entrants: Entrant[] = [];
	for (const [index, { cadence: name, object, id }] of open) {
		await breathe();
		const cadence = cadences.get(name);
		const person = people.get(object)?.get(id);
		if (!cadence) batch.fail(index, noCadence(name));
		else if (cadence.active === false) batch.fail(index, switchedOff(cadence.name));
		else if ((cadence.audience ?? 'lead') !== object) batch.fail(index, wrongAudience(cadence.name, cadence.audience ?? 'lead'));
		else if (!person || person.deletedAt !== null) batch.fail(index, notFound(session.objects.get(object), id, person !== undefined));
		else entrants.push({ index, cadence, object, person });
	}
	return entrants;
}

async function enter(tx: StoreTx, session: Session, batch: Call, entrants: readonly Entrant[]): Promise<void> {
	const inside = await whoIsIn(tx, entrants);
	const refused = await rejections(tx, entrants);
	const fresh: Array<Entrant & { record: Enrolment }> = [];
	const startedAt = clock.iso();
	for (const entrant of entrants) {
		await breathe();
		const { index, object, person, cadence } = entrant;
		const openKey = openKeyOf(cadence.id, person.id);
		const rejection = refused.get(index);
		const answer = { object, recordId: person.id, repeated: false };
		const there = inside.get(openKey);
		if (there) batch.done(index, { ...answer, output: 'alreadyIn', enrolment: there });
		else if (rejection) batch.done(index, { ...answer, output: 'rejected', enrolment: null, ...rejection });
		else {
			const record = newRecord(enrolment, {
				cadenceId: cadence.id,
				[object === 'lead' ? 'leadId' : 'contactId']: person.id,
				ownerId: person.ownerId,
				status: 'active',
				startedAt,
				openKey,
			}) as Enrolment;
			inside.set(openKey, record);
			fresh.push({ ...entrant, record });
			batch.done(index, { ...answer, output: 'enrolled', enrolment: record });
		}
	}
	await begin(tx, session, batch, fresh);
}

/** Writes the new ones, who wait for the first step. */
async function begin(tx: StoreTx, session: Session, batch: Call, fresh: ReadonlyArray<Entrant & { record: Enrolment }>): Promise<void> {
	const cadences = new Map(fresh.map(({ cadence }) => [cadence.id, cadence]));
	const people = new Map(fresh.map(({ person }) => [person.id, person]));
	const world = await World.load(
		tx,
		session.objects,
		fresh.map(({ record }) => record),
		{ cadences, people },
	);
	const moves = new Moves();
	for (const { record, cadence, index } of fresh) {
		goTo({ world, moves, move: moves.begin(record, batch.inputs[index].item), cadence }, 0);
		await breathe();
	}
	await moves.write(tx);
}

/** Who is in already, by key. */
async function whoIsIn(tx: StoreTx, entrants: readonly Entrant[]): Promise<Map<string, CrmRecord>> {
	const keys = [...new Set(entrants.map(({ cadence, person }) => openKeyOf(cadence.id, person.id)))];
	const ids: string[] = [];
	for (const chunk of chunksOf(keys, 500)) {
		const bindings = new Bindings(tx);
		const rows = await tx.query<{ id: string }>(
			`SELECT t."id" AS id FROM "crm_enrolment" t WHERE ${bindings.among('t."openKey"', chunk)} AND t."deletedAt" IS NULL`,
			bindings.values,
		);
		ids.push(...rows.map(({ id }) => id));
		await breathe();
	}
	const records = await recordsById(tx, enrolment, { ids, scope: { kind: 'all' } });
	return new Map([...records.values()].map((record) => [String(record.openKey), record]));
}
