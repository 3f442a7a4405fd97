import type { System } from '../crm';
import type { Session } from '../records';
import { checkAccess } from './access';
import { listDeadLetters, retryDeadLetters } from './deadLetters';
import { loadDemo, removeDemo } from './demo';
import { storeHealth } from './health';
import { findSetupProblems } from './setupProblems';

/** The operations on the CRM itself, for one caller. */
export const systemOf = (session: Session): System => ({
	checkAccess: () => checkAccess(session),
	health: () => storeHealth(session),
	setupProblems: () => findSetupProblems(session),
	deadLetters: (page) => listDeadLetters(session, page),
	retryDeadLetters: (inputs) => retryDeadLetters(session, inputs),
	loadDemo: (locale) => loadDemo(session, locale),
	removeDemo: () => removeDemo(session),
});
