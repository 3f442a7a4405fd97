import { clock } from '../clock';
import type { Outcome } from '../context';
import type { ContractStepInput, ContractStepVerb, CrmRecord } from '../crm';
import { dayAt } from '../day';
import { Batch, checkKeys, checkReferences, draftEach, recordPlaces, settleDrafts, withIds, type Session } from '../records';
import { parseFields, validationFailed } from '../schema/parseFields';
import { breathe, changedRecord, recordsById, writeChanges } from '../store';
import type { Text } from '../text';
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
	given: { readonly fields: Readonly<Record<string, unknown>>; readonly timeZone?: string },
): { readonly after: CrmRecord; readonly emits: readonly string[] } {
	const today = clock.today(given.timeZone);
	const day = dayOf[verb];
	const fields = { ...(day && { [day]: today }), ...given.fields, ...stamps[verb]?.() };
	const approvedOn = typeof before.approvedAt === 'string' ? dayAt(Date.parse(before.approvedAt), given.timeZone) : null;
	const next = { ...before, ...fields, today, approvedOn, approvedCopies: before.copies } as unknown as ContractStep;
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
		const stored = await recordsById(tx, contract, { ids: inputs.map(({ id }) => id), scope, lock: 'change' });
		const emits = new Map<number, readonly string[]>();
		const good = await settleDrafts(batch, partial, async (fail) => {
			const drafts = await draftEach(contract, { batch, stored, fail }, (before, index) => {
				if (verb === 'sign' && isSignedBy(before, parsed[index])) return before;
				const step = contractStep(before, verb, { fields: parsed[index], timeZone });
				emits.set(index, step.emits);
				return step.after;
			});
			await checkReferences(tx, contract, drafts, { scope, fail });
			await checkKeys(tx, contract, drafts, fail);
			return drafts;
		});
		const changed = good.filter(({ before, after }) => before !== after);
		await writeChanges(
			tx,
			changed.map(({ index, before, after }) => ({ object: contract, before, after, item: inputs[index].item, emits: emits.get(index) })),
		);
		for (const { index, after } of good) batch.done(index, after);
		return batch.outcomes();
	});
}

/** An e-signature service tells the same signature again when it had no answer: it is signed, as it says. */
const isSignedBy = (before: CrmRecord, { envelopeId, signatureProvider }: Readonly<Record<string, unknown>>): boolean =>
	before.signedOn !== null &&
	envelopeId !== undefined &&
	before.envelopeId === envelopeId &&
	before.signatureProvider === (signatureProvider ?? null);

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
		const [said, stray] = [true, false].map((known) => Object.entries(fields).filter(([name]) => allowReadOnly.has(name) === known));
		const read = parseFields(contract, Object.fromEntries(said), { mode: 'update', allowReadOnly });
		const problems = [...read.problems, ...stray.map(([name]) => ({ field: name.slice(0, 64), message: notOfStep }))];
		if (problems.length > 0) batch.fail(index, validationFailed(contract, problems));
		parsed.push(Object.fromEntries(Object.entries(read.fields).filter(([, value]) => value !== null)));
		await breathe();
	}
	return parsed;
}

const notOfStep: Text = { en: 'is not said with this step', 'zh-CN': '不属于该步骤' };
