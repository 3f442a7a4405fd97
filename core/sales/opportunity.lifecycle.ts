import { defineLifecycle } from '../lifecycle/lifecycle';
import type { OpportunityRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';

const statuses = objects.get('opportunity').byName.get('status')?.options ?? [];

/** An opportunity until it is won or lost; within `open` it goes through the stages of its pipeline. */
export const opportunityLifecycle = defineLifecycle<Pick<OpportunityRecord, 'status'>>()({
	states: ['open', 'won', 'lost'],
	labels: Object.fromEntries(statuses.map(({ value, label }) => [value, label])),
	initial: 'open',
	transitions: {
		moveStage: { label: { en: 'Move Stage', 'zh-CN': '推进阶段' }, from: ['open'], to: 'open', emits: 'opportunity.stageMoved' },
		win: { label: { en: 'Win', 'zh-CN': '赢单' }, from: ['open'], to: 'won', emits: 'opportunity.won' },
		lose: { label: { en: 'Lose', 'zh-CN': '输单' }, from: ['open'], to: 'lost', emits: 'opportunity.lost' },
		reopen: { label: { en: 'Reopen', 'zh-CN': '重新打开' }, from: ['won', 'lost'], to: 'open', emits: 'opportunity.reopened' },
	},
});
