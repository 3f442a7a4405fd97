import type { Contracts, FieldsInput } from '../crm';
import { upsertRecords, type ApprovalSubjects, type RecordRules, type Session } from '../records';
import { productLineRule } from '../sales';
import { contractLines } from './contractLines';
import { contractRule } from './contract.rule';
import { draftContracts } from './draft';
import { renderContracts } from './render';
import { stepContracts } from './step';
import { contractSubject } from './subject';
import { contractTemplateRule } from './templates';

/** What contracts, their products and their templates must be, whichever operation writes them. */
export const contractRules: RecordRules = {
	contract: contractRule,
	contractProduct: productLineRule(contractLines),
	contractTemplate: contractTemplateRule,
};

/** How contracts follow their approval. */
export const contractSubjects: ApprovalSubjects = { contract: contractSubject };

const defineTemplates = async (session: Session, inputs: readonly FieldsInput[]) => {
	const upserts = inputs.map((input) => ({ ...input, matchOn: ['name'] }));
	const outcomes = await upsertRecords(session, session.objects.get('contractTemplate'), upserts);
	return outcomes.map((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value.record } : outcome));
};

/** The operations on contracts, for one caller. */
export const contractsOf = (session: Session): Contracts => ({
	draft: (inputs) => draftContracts(session, inputs),
	step: (verb, inputs) => stepContracts(session, verb, inputs),
	render: (inputs) => renderContracts(session, inputs),
	defineTemplate: (inputs) => defineTemplates(session, inputs),
});
