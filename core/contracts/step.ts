import { clock } from '../clock';
import type { Outcome } from '../context';
import type { ContractStepInput, ContractStepVerb, CrmRecord } from '../crm';
import { Batch, checkReferences, notFound, recordPlaces, versionConflict, withIds, type Draft, type Session } from '../records';
import { parseFields, validationFailed } from '../schema/parseFields';
import { breathe, changedRecord, recordsById, writeChanges, type Change } from '../store';
import { contractLifecycle, type ContractStep, type ContractVerb } from './contract.lifecycle';

const signatories = ['ourSignatory', 'ourSignatoryTitle', 'customerSignatory', 'customerSignatoryTitle'];

/** What people say with a step. */
const stepFields: Readonly<Record<ContractStepVerb, readonly string[]>> = {
	seal: ['sealKind', 'copies', 'sealedOn', 'sealedById', 'sealNote'],
	sign: ['signedOn', ...signatories, 'signatureProvider', 'envelopeId'],
	activate: [],
	complete: ['completedOn'],
	terminate: ['terminatedOn', 'terminationReason'],
};

/** The day that a step is made on, where nobody says another one. */
const dayOf: Partial<Record<ContractVerb, string>> = {
	seal: 'sealedOn',
	sign: 'signedOn',
	complete: 'completedOn',
	terminate: 'terminatedOn',
};

/** What a step itself leaves on the contract. */
const stamps: Partial<Record<ContractVerb, () => Readonly<Record<string, unknown>>>> = {
	submit: () => ({ submittedAt: clock.iso(), rejectionReason: null, approvedAt: null }),
	approve: () => ({ approvedAt: clock.iso() }),
	recall: () => ({ submittedAt: null }),
	activate: () => ({ activatedAt: clock.iso() }),
};

/**
 * A contract after a step, and the event that says so.
 * @param given what is said with the step, in stored form
 * @throws CrmError TransitionRefused with the reason
 */
export function contractStep(
	before: CrmRecord,
	verb: ContractVerb,
	given: { readonly fields: Readonly<Record<string, unknown>>; readonly today: string },
): { readonly after: CrmRecord; readonly emits: readonly string[] } {
	const day = dayOf[verb];
	const fields = { ...(day && { [day]: given.today }), ...given.fields, ...stamps[verb]?.() };
	const next = { ...before, ...fields, today: given.today } as unknown as ContractStep;
	const { to, emits } = contractLifecycle.apply(next, verb);
	return { after: changedRecord(before, { ...fields, status: to }), emits: emits ? [emits] : [] };
}

/** Makes a step with contracts, all in one transaction; one that is not allowed says why. */
export async function stepContracts(
	session: Session,
	verb: ContractStepVerb,
	given: readonly ContractStepInput[],
): Promise<Array<Outcome<CrmRecord>>> {
	const contract = session.objects.get('contract');
	const { scope, partial, timeZone } = session.context;
	const inputs = await withIds(session, given, recordPlaces(contract));
	const batch = new Batch<ContractStepInput, CrmRecord>(inputs);
	const parsed = await parseEach(session, verb, batch);
	return await session.store.write(session.context, async (tx) => {
		const records = await recordsById(tx, contract, { ids: inputs.map(({ id }) => id), scope, lock: 'change' });
		const drafts: Draft[] = [];
		const changes: Change[] = [];
		const today = clock.today(timeZone);
		for (const [index, { id, version, item }] of inputs.entries()) {
			await breathe();
			if (!batch.isOpen(index)) continue;
			const before = records.get(id);
			if (!before || before.deletedAt !== null) batch.fail(index, notFound(contract, id, before !== undefined));
			else if (version !== undefined && version !== before.version) batch.fail(index, versionConflict(contract, before.version));
			else
				await batch.attempt(index, () => {
					const { after, emits } = contractStep(before, verb, { fields: parsed[index], today });
					records.set(id, after);
					drafts.push({ index, before, after });
					changes.push({ object: contract, before, after, item, emits });
				});
		}
		await checkReferences(tx, contract, drafts, { scope, fail: (index, error) => batch.fail(index, error) });
		batch.settle(partial);
		const good = drafts.filter(({ index }) => batch.isOpen(index));
		await writeChanges(
			tx,
			changes.filter((_, i) => batch.isOpen(drafts[i].index)),
		);
		for (const { index, after } of good) batch.done(index, after);
		return batch.outcomes();
	});
}

/** Checks what is said with the steps before anything is read; what was left empty is not said. */
async function parseEach(
	{ objects }: Session,
	verb: ContractStepVerb,
	batch: Batch<ContractStepInput, CrmRecord>,
): Promise<Array<Record<string, unknown>>> {
	const contract = objects.get('contract');
	const allowReadOnly = new Set(stepFields[verb]);
	const parsed: Array<Record<string, unknown>> = [];
	for (const [index, { fields = {} }] of batch.inputs.entries()) {
		const said = Object.entries(fields).filter(([name]) => allowReadOnly.has(name));
		const read = parseFields(contract, Object.fromEntries(said), { mode: 'update', allowReadOnly });
		if (read.problems.length > 0) batch.fail(index, validationFailed(contract, read.problems));
		parsed.push(Object.fromEntries(Object.entries(read.fields).filter(([, value]) => value !== null)));
		await breathe();
	}
	return parsed;
}
