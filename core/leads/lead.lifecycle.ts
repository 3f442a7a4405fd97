import { defineLifecycle } from '../lifecycle/lifecycle';
import type { LeadRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';

const statuses = objects.get('lead').byName.get('status')?.options ?? [];

/** A lead from its capture to its end; a qualified lead may still turn out to be worth nothing. */
export const leadLifecycle = defineLifecycle<Pick<LeadRecord, 'status'>>()({
	states: ['new', 'working', 'qualified', 'converted', 'disqualified'],
	labels: Object.fromEntries(statuses.map(({ value, label }) => [value, label])),
	initial: 'new',
	transitions: {
		startWork: { label: { en: 'Start Work', 'zh-CN': '开始跟进' }, from: ['new'], to: 'working' },
		qualify: { label: { en: 'Qualify', 'zh-CN': '确认' }, from: ['new', 'working'], to: 'qualified', emits: 'lead.qualified' },
		convert: {
			label: { en: 'Convert', 'zh-CN': '转化' },
			from: ['new', 'working', 'qualified'],
			to: 'converted',
			emits: 'lead.converted',
		},
		disqualify: {
			label: { en: 'Disqualify', 'zh-CN': '淘汰' },
			from: ['new', 'working', 'qualified'],
			to: 'disqualified',
			emits: 'lead.disqualified',
		},
		reopen: { label: { en: 'Reopen', 'zh-CN': '重新跟进' }, from: ['disqualified'], to: 'working', emits: 'lead.reopened' },
	},
});
