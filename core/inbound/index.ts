import type { Inbound } from '../inboundTypes';
import type { Session } from '../records';
import { recordInbound } from './record';
import { answerWeCom } from './weCom/answer';
import { weComContact } from './weCom/contact';
import { weComGiven } from './weCom/store';

export { openWeComCallback } from './weCom/answer';

/** The operations on what comes in, for one caller. */
export const inboundOf = (session: Session): Inbound => ({
	record: async (inputs) => await recordInbound(session, inputs),
	answerWeCom: async (credential, call) => await answerWeCom(session, credential, call),
	weComGiven: async (event) => await weComGiven(session, event),
	weComContact: async (app, who) => await weComContact(session, app, who),
});
