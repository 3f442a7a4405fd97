import { defineLifecycle } from '../lifecycle/lifecycle';
import type { EnrolmentRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import type { Text } from '../text';

const statuses = objects.get('enrolment').byName.get('status')?.options ?? [];

type Answering = Pick<EnrolmentRecord, 'status' | 'repliedAt'>;

const hasNotReplied = ({ repliedAt }: Answering): Text | undefined =>
	repliedAt === null ? undefined : { en: 'the person has replied', 'zh-CN': '客户已回复' };

const hasReplied = ({ repliedAt }: Answering): Text | undefined =>
	repliedAt === null ? { en: 'the person has not replied', 'zh-CN': '客户尚未回复' } : undefined;

/** One person's way through a cadence: to its end, or out of it. Whoever replied and stayed comes to the end in silence. */
export const enrolmentLifecycle = defineLifecycle<Answering>()({
	states: ['active', 'paused', 'finished', 'exited'],
	labels: Object.fromEntries(statuses.map(({ value, label }) => [value, label])),
	initial: 'active',
	transitions: {
		pause: { label: { en: 'Pause', 'zh-CN': '暂停' }, from: ['active'], to: 'paused', emits: 'enrolment.paused' },
		resume: { label: { en: 'Resume', 'zh-CN': '恢复' }, from: ['paused'], to: 'active', emits: 'enrolment.resumed' },
		finish: {
			label: { en: 'Finish', 'zh-CN': '走完' },
			from: ['active', 'paused'],
			to: 'finished',
			guards: [hasNotReplied],
			emits: 'enrolment.finished',
		},
		finishReplied: { label: { en: 'Finish', 'zh-CN': '走完' }, from: ['active', 'paused'], to: 'finished', guards: [hasReplied] },
		exit: { label: { en: 'Exit', 'zh-CN': '退出' }, from: ['active', 'paused'], to: 'exited', emits: 'enrolment.exited' },
	},
});
