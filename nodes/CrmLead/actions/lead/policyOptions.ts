import type { Text } from '../../../../core/text';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { Parameters } from '../../../shared/parameters';

const scoringModelLabel: Text = { en: 'Scoring Model', 'zh-CN': '评分模型' };
const assignmentRuleLabel: Text = { en: 'Assignment Rule', 'zh-CN': '分配规则' };

/** Which scoring model counts; without it the active one. */
export const scoringModelOption = dynamicOption({ name: 'scoringModel', label: scoringModelLabel, method: 'scoringModels' });

/** Which rule assigns; without it the active one. */
export const assignmentRuleOption = dynamicOption({ name: 'assignmentRule', label: assignmentRuleLabel, method: 'assignmentRules' });

export const readScoringModel = (parameter: Parameters) => parameter.text('options.scoringModel', scoringModelLabel);

export const readAssignmentRule = (parameter: Parameters) => parameter.text('options.assignmentRule', assignmentRuleLabel);
