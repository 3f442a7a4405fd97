import type { Leads } from '../crm';
import { fieldsPlace, recordPlaces, upsertRecords, withIds, type Place, type Session } from '../records';
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
export const leadsOf = (session: Session): Leads => {
	const known = <I extends object>(inputs: readonly I[], more: readonly Place[] = []) =>
		withIds(session, inputs, [...recordPlaces(session.objects.get('lead')), ...more]);
	return {
		// Ids alone: whoever may post to a form could count the customers by trying their numbers.
		capture: (inputs, options) => captureLeads(session, inputs, options),
		score: async (inputs, options) => await scoreLeads(session, await known(inputs), options),
		qualify: async (inputs) => await moveLeads(session, 'qualify', await known(inputs)),
		convert: async (inputs) =>
			await convertLeads(
				session,
				await known(inputs, [
					{ name: 'customerId', object: 'customer' },
					{ name: 'contactId', object: 'contact' },
					...(['customer', 'contact', 'opportunity'] as const).map((name) => fieldsPlace(name, session.objects.get(name))),
				]),
			),
		disqualify: async (inputs) =>
			await moveLeads(
				session,
				'disqualify',
				(await known(inputs)).map((input) => ({ ...input, fields: reasonFields(input) })),
			),
		defineScoring: (inputs) => define(session, 'scoringModel', inputs),
		defineAssignment: (inputs) => define(session, 'assignmentRule', inputs),
	};
};
