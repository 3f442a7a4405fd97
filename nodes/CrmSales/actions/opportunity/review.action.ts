import type { Reviewed, ReviewQuery, ReviewReason } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import { each } from '../../../shared/each';
import { instanceLocale } from '../../../shared/locale';
import { collect, pagingProperties, readLimit } from '../../../shared/paging';
import { localise, type PropertySpec } from '../../../shared/property';

interface Params extends Omit<ReviewQuery, 'limit' | 'cursor'> {
	readonly limit: number;
}

const reasonNames: Readonly<Record<ReviewReason, Text>> = {
	tooLongInStage: { en: 'Too Long in Stage', 'zh-CN': '阶段停留过久' },
	noDecider: { en: 'No Decider', 'zh-CN': '没有决策者' },
	noNextStep: { en: 'No Next Step', 'zh-CN': '没有下一步' },
};

const isReason = (value: unknown): value is ReviewReason => typeof value === 'string' && Object.hasOwn(reasonNames, value);

const reasonsProperty: PropertySpec = {
	displayName: { en: 'Reasons', 'zh-CN': '原因' },
	name: 'reasons',
	type: 'multiOptions',
	default: [],
	ordered: true,
	options: Object.entries(reasonNames).map(([value, name]) => ({ name, value })),
	description: { en: 'What to look for; everything when empty', 'zh-CN': '需要检查的内容；不选则全部检查' },
};

const ownerLabel: Text = { en: 'Owner', 'zh-CN': '负责人' };
const pipelineLabel: Text = { en: 'Pipeline', 'zh-CN': '销售管道' };

export const reviewOpportunities = defineAction<Params, Reviewed[]>({
	resource: 'opportunity',
	operation: 'review',
	text: { en: ['Get Many to Review', 'Get many opportunities to review'], 'zh-CN': ['获取待检视商机', '获取待检视的商机'] },
	description: {
		en: 'List open opportunities that are too long in their stage, without a decider or without a next step',
		'zh-CN': '列出在阶段停留过久、没有决策者或没有下一步的进行中商机',
	},
	properties: [
		reasonsProperty,
		...pagingProperties,
		optionsProperty([
			dynamicOption({ name: 'ownerId', label: ownerLabel, method: 'users' }),
			dynamicOption({ name: 'pipelineId', label: pipelineLabel, method: 'pipelines' }),
		]),
	],
	read: (parameter) => {
		const reasons = parameter.value('reasons');
		return {
			reasons: Array.isArray(reasons) ? reasons.filter(isReason) : [],
			ownerId: parameter.text('options.ownerId', ownerLabel),
			pipelineId: parameter.text('options.pipelineId', pipelineLabel),
			limit: readLimit(parameter),
		};
	},
	run: async (crm, inputs) =>
		await each(
			inputs,
			async ({ limit, ...query }) =>
				await collect(limit, async (page) => {
					const { found, nextCursor } = await crm.sales.review({ ...query, ...page });
					return { entries: found, nextCursor };
				}),
		),
	emit: (found) =>
		found.map(({ opportunity, reasons, daysInStage }) => ({
			json: { reasons: localise(reasons, instanceLocale()), daysInStage, opportunity },
		})),
});
