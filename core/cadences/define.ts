import type { CadenceEffect, CadencePerson, DefinedCadence } from '../cadenceTypes';
import type { Outcome } from '../context';
import type { FieldsInput } from '../crm';
import { upsertRecords, type Session } from '../records';
import { objects } from '../schema/objects';
import { Bindings, type StoreTx } from '../store';
import type { Cadence } from './enrolments';
import { findStep, type Step } from './steps';
import { cadenceNamed } from './world';

const cadence = objects.get('cadence');

/** People who are named in the answer to an edit; the rest are counted. */
const named = 20;

const nobody: CadenceEffect = { count: 0, people: [] };

/** Makes or changes cadences, and says whom of those inside that concerns. */
export async function defineCadences(session: Session, inputs: readonly FieldsInput[]): Promise<Array<Outcome<DefinedCadence>>> {
	return await session.store.write(session.context, async (tx) => {
		const before = new Map<string, Cadence>();
		for (const { fields } of inputs) {
			const found = typeof fields.name === 'string' ? await cadenceNamed(tx, fields.name, true) : undefined;
			if (found) before.set(found.id, found);
		}
		const upserts = inputs.map((input) => ({ ...input, matchOn: ['name'] }));
		const outcomes = await upsertRecords(session, cadence, upserts);
		const defined: Array<Outcome<DefinedCadence>> = [];
		for (const outcome of outcomes) {
			if (!outcome.ok) defined.push(outcome);
			else {
				const { record } = outcome.value;
				const former = before.get(record.id);
				const affected = former ? await effectOf(tx, former, record as Cadence) : nobody;
				defined.push({ ok: true, value: { cadence: record, affected } });
			}
		}
		return defined;
	});
}

/** What of a step an edit may change; its place counts too. */
const meaning = (steps: readonly Step[], index: number): string => JSON.stringify([index, steps[index]]);

/** The last place up to which people have a changed step before them; -1 where nothing changed. */
function lastChange(before: Cadence, after: Cadence): number {
	if (settingsOf(before) !== settingsOf(after)) return after.steps.length;
	const known = new Set(before.steps.map((_, i) => meaning(before.steps, i)));
	let last = before.steps.length > after.steps.length ? after.steps.length : -1;
	for (const [i] of after.steps.entries()) if (!known.has(meaning(after.steps, i))) last = Math.max(last, i);
	return last;
}

const settingsOf = ({ window, sendFrom, sendUntil, workingDaysOnly, active, ...rest }: Cadence): string =>
	JSON.stringify([window, sendFrom, sendUntil, workingDaysOnly, active, ...exits.map((name) => rest[name])]);

const exits = [
	'exitOnReply',
	'exitOnMeeting',
	'exitOnWon',
	'exitOnLost',
	'exitOnOptOut',
	'onConverted',
	'onRefused',
	'onUnclear',
] as const satisfies ReadonlyArray<keyof Cadence>;

/** Steps that are with a workflow, or wait for a task, are reached: they stay as they were. */
async function effectOf(tx: StoreTx, before: Cadence, after: Cadence): Promise<CadenceEffect> {
	const last = lastChange(before, after);
	if (last < 0) return nobody;
	const ahead = after.steps.filter((_, i) => i <= last).map(({ name }) => name);
	const where = (bindings: Bindings) => `t."cadenceId" = ${bindings.add(after.id)} AND t."openKey" IS NOT NULL AND t."deletedAt" IS NULL
		AND ${bindings.among('t."stepName"', ahead)} AND NOT (t."stepName" = ${bindings.add(after.steps[last]?.name ?? '')} AND EXISTS (
			SELECT 1 FROM "crm_enrolment_step" s WHERE s."enrolmentId" = t."id" AND s."step" = t."stepName"))`;
	const counting = new Bindings(tx);
	const [{ n }] = await tx.query<{ n: number }>(`SELECT count(*) AS n FROM "crm_enrolment" t WHERE ${where(counting)}`, counting.values);
	if (n === 0) return nobody;
	const bindings = new Bindings(tx);
	const people = await tx.query<{ leadId: string | null; contactId: string | null; name: string; step: string | null }>(
		`SELECT t."leadId", t."contactId", coalesce(l."name", c."name") AS name, t."stepName" AS step FROM "crm_enrolment" t
		LEFT JOIN "crm_lead" l ON l."id" = t."leadId" LEFT JOIN "crm_contact" c ON c."id" = t."contactId"
		WHERE ${where(bindings)} ORDER BY t."id" LIMIT ${named}`,
		bindings.values,
	);
	return {
		count: n,
		people: people.map(({ leadId, contactId, name, step }) => ({
			object: (leadId === null ? 'contact' : 'lead') as CadencePerson,
			id: leadId ?? contactId ?? '',
			name,
			step: findStep(after.steps, step) < 0 ? null : step,
		})),
	};
}
