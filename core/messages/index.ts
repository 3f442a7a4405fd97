import type { FieldsInput, Messages } from '../crm';
import { upsertRecords, withIds, type Place, type RecordRules, type Session } from '../records';
import type { ObjectName } from '../schema/types';
import { objects } from '../schema/objects';
import { cancelMessages } from './cancel';
import { updateCards } from './cards';
import { withTimes } from './localTimes';
import { messageTemplateRule } from './messageTemplate.rule';
import { previewMessages } from './preview';
import { resolveMessages } from './resolve';
import { sendMessages } from './send';
import { sendPolicyRule } from './sendPolicy.rule';
import { tellUsers } from './tell';
import { sendVarious } from './various';

export { buttonText, forgetCard, keepCards } from './cards';
export { standings, type Standing } from './gate/lists';
export { messageProblems } from './problems';
export { fillTemplate, templateFault } from './templates/fill';

/** What policies and templates must be, whichever operation writes them. */
export const messageRules: RecordRules = { messageTemplate: messageTemplateRule, sendPolicy: sendPolicyRule };

const define = async (session: Session, name: 'messageTemplate' | 'sendPolicy', inputs: readonly FieldsInput[]) => {
	const upserts = inputs.map((input) => ({ ...input, matchOn: ['name'] }));
	const outcomes = await upsertRecords(session, objects.get(name), upserts);
	return outcomes.map((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value.record } : outcome));
};

/** Recipients and what messages are about may be named by their numbers. */
const placesOf = (input: object): Place[] =>
	(['recipient', 'about'] as const).flatMap((name) => {
		const named = (input as Record<string, { object?: ObjectName } | undefined>)[name];
		return named?.object ? [{ name, within: [{ name: 'id', object: named.object }] }] : [];
	});

/** The operations on messages, for one caller. */
export const messagesOf = (session: Session): Messages => ({
	send: async (inputs, sender, options) =>
		await withTimes(session, await sendMessages(session, await withIds(session, inputs, placesOf), sender, options)),
	sendVarious: async (inputs, senders, options) =>
		await withTimes(session, await sendVarious(session, await withIds(session, inputs, placesOf), senders, options)),
	preview: async (inputs, channel) => await previewMessages(session, await withIds(session, inputs, placesOf), channel),
	cancel: async (inputs) => await cancelMessages(session, inputs),
	resolve: async (inputs, sender) => await withTimes(session, await resolveMessages(session, inputs, sender)),
	tell: async (inputs, senders) => await withTimes(session, await tellUsers(session, await withIds(session, inputs, placesOf), senders)),
	updateCards: async (app, over) => await updateCards(session, app, over),
	defineTemplate: (inputs) => define(session, 'messageTemplate', inputs),
	definePolicy: (inputs) => define(session, 'sendPolicy', inputs),
});
