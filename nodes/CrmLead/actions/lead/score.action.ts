import type { CrmRecord, ScorePart } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { localise } from '../../../shared/property';
import { optionsProperty } from '../../../shared/commonOptions';
import { scoringModelOption, readScoringModel } from './policyOptions';

type Scored = { lead: CrmRecord; score: number; parts: ScorePart[] };

export const scoreLead = defineAction<{ id: string }, Scored, { model?: string }>({
	resource: 'lead',
	operation: 'score',
	text: { en: ['Score', 'Score a lead'], 'zh-CN': ['评分', '为线索评分'] },
	description: {
		en: 'Compute the score again, each point explained',
		'zh-CN': '重新计算评分，并说明每一分的来源',
	},
	properties: [locatorFor('lead'), optionsProperty([scoringModelOption])],
	read: (parameter) => ({ id: readLocator(parameter, 'lead') }),
	settings: (parameter) => ({ model: readScoringModel(parameter) }),
	run: async (crm, inputs, settings) => await crm.leads.score(inputs, settings),
	emit: ({ lead, score, parts }) => [{ json: { lead, score, parts: localise(parts, instanceLocale()) } }],
});
