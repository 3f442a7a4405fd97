import type { Leads } from '../crm';
import { upsertRecords, type Session } from '../records';
import { objects } from '../schema/objects';
import { captureLeads } from './capture';
import { convertLeads } from './convert';
import { moveLeads, reasonFields, scoreLeads } from './lead.operations';

export { isPresent } from './assignmentPool';
export { assignByRule, assignmentRule } from './policies';
export { leadLifecycle } from './lead.lifecycle';
export { scoreLead } from './score';

const define = async (session: Session, name: 'scoringModel' | 'assignmentRule', inputs: Parameters<Leads['defineScoring']>[0]) => {
	const upserts = inputs.map((input) => ({ ...input, matchOn: ['name'] }));
	const outcomes = await upsertRecords(session, objects.get(name), upserts);
	return outcomes.map((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value.record } : outcome));
};

/** The operations on leads, for one caller. */
export const leadsOf = (session: Session): Leads => ({
	capture: (inputs, options) => captureLeads(session, inputs, options),
	score: (inputs, options) => scoreLeads(session, inputs, options),
	qualify: (inputs) => moveLeads(session, 'qualify', inputs),
	convert: (inputs) => convertLeads(session, inputs),
	disqualify: (inputs) =>
		moveLeads(
			session,
			'disqualify',
			inputs.map((input) => ({ ...input, fields: reasonFields(input) })),
		),
	defineScoring: (inputs) => define(session, 'scoringModel', inputs),
	defineAssignment: (inputs) => define(session, 'assignmentRule', inputs),
});
