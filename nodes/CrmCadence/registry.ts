import { objects } from '../../core';
import type { Registry } from '../shared/registry';
import { defineCadence } from './actions/cadence/define.action';
import { cadenceStats } from './actions/cadence/stats.action';
import { completeStep } from './actions/enrolment/completeStep.action';
import { enroll } from './actions/enrolment/enroll.action';
import { exitCadence, pauseEnrolment, resumeEnrolment } from './actions/enrolment/leave.action';

/** What the CRM Cadence node can do. */
export const cadenceRegistry: Registry = {
	resources: (['enrolment', 'cadence'] as const).map((name) => ({ name, text: objects.get(name).label })),
	actions: [enroll, completeStep, exitCadence, pauseEnrolment, resumeEnrolment, defineCadence, cadenceStats],
};
