import { objects } from '../../core';
import type { Registry } from '../shared/registry';
import { defineAssignmentRule } from './actions/assignmentRule/define.action';
import { captureLead } from './actions/lead/capture.action';
import { convertLead } from './actions/lead/convert.action';
import { disqualifyLead } from './actions/lead/disqualify.action';
import { qualifyLead } from './actions/lead/qualify.action';
import { scoreLead } from './actions/lead/score.action';
import { defineScoringModel } from './actions/scoringModel/define.action';

/** What the CRM Lead node can do. */
export const leadRegistry: Registry = {
	resources: (['lead', 'scoringModel', 'assignmentRule'] as const).map((name) => ({ name, text: objects.get(name).label })),
	actions: [captureLead, scoreLead, qualifyLead, convertLead, disqualifyLead, defineScoringModel, defineAssignmentRule],
};
