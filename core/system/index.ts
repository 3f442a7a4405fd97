import type { System } from '../crm';
import type { Session } from '../records';
import { loadDemo, removeDemo } from './demo';
import { storeHealth } from './health';
import { findSetupProblems } from './setupProblems';

/** The operations on the CRM itself, for one caller. */
export const systemOf = (session: Session): Omit<System, 'deadLetters' | 'retryDeadLetters'> => ({
	health: () => storeHealth(session),
	setupProblems: () => findSetupProblems(session),
	loadDemo: () => loadDemo(session),
	removeDemo: () => removeDemo(session),
});
