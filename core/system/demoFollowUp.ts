import { clock } from '../clock';
import { cadencesOf, Moves, openKeyOf, type Cadence, type Enrolment } from '../cadences';
import type { CrmRecord } from '../crm';
import { messagesOf } from '../messages';
import type { Session } from '../records';
import { objects } from '../schema/objects';
import { newRecord } from '../store';
import { timeOf, type Draftboard } from './draftboard';

const day = 86_400_000;

interface DemoTemplate {
	readonly name: string;
	readonly 'zh-CN': readonly [subject: string, body: string];
	readonly en: readonly [subject: string, body: string];
}

const templates: readonly DemoTemplate[] = [
	{
		name: '跟进：问候',
		'zh-CN': ['感谢您的咨询', '{{name}}您好，感谢您关注我们的纯水设备。我是您的专属顾问，随时为您解答。'],
		en: [
			'Thank you for your interest',
			'Hello {{name}}, thank you for your interest in our water purifiers. I am here for your questions.',
		],
	},
	{
		name: '跟进：客户案例',
		'zh-CN': ['同类客户的使用情况', '{{name}}您好，附上一个与您相近的客户案例：水质达标，年维护成本下降三成。需要详细资料请回复。'],
		en: ['A customer like you', 'Hello {{name}}, a laboratory like yours cut its maintenance costs by a third. Answer me for the details.'],
	},
	{
		name: '跟进：最后问候',
		'zh-CN': ['还需要我们做些什么？', '{{name}}您好，不知方案考虑得如何？如暂不需要，我先不打扰您，有需要随时联系。'],
		en: ['Is there anything else?', 'Hello {{name}}, have you come to a decision? If now is not the time, I will not trouble you further.'],
	},
];

const cadence = {
	name: '新线索跟进',
	audience: 'lead',
	steps: [
		{ name: '问候', kind: 'message', channels: ['outbox'], template: '跟进：问候', delay: 0 },
		{
			name: '首次电话',
			kind: 'call',
			subject: '首次电话：了解需求',
			delay: 2,
			delayUnit: 'workingDays',
			atTime: '10:00',
			waitForDone: true,
		},
		{
			name: '客户案例',
			kind: 'message',
			channels: ['outbox'],
			template: '跟进：客户案例',
			delay: 3,
			delayUnit: 'workingDays',
			atTime: '10:00',
		},
		{
			name: '再次电话',
			kind: 'call',
			subject: '再次电话：确认意向',
			delay: 2,
			delayUnit: 'workingDays',
			atTime: '10:00',
			waitForDone: true,
		},
		{
			name: '最后问候',
			kind: 'message',
			channels: ['outbox'],
			template: '跟进：最后问候',
			delay: 4,
			delayUnit: 'workingDays',
			atTime: '10:00',
		},
	],
} as const;

/** Who is in the cadence; the day of each step that is done, and of the next one, from today. */
const enrolled = { lead: '赵磊', done: [-12, -10, -7, -5], nextIn: 2 } as const;

/** Ten o'clock in China, in milliseconds from midnight UTC. */
const tenInChina = 2 * 3_600_000;

/** The cadence and its texts: set-up, which stays when the demo goes. */
export async function ensureCadence(session: Session): Promise<Cadence> {
	const versions = ({ 'zh-CN': zh, en }: DemoTemplate) =>
		(
			[
				['zh-CN', zh],
				['en', en],
			] as const
		).map(([language, [subject, body]]) => ({ language, subject, body }));
	await messagesOf(session).defineTemplate(
		templates.map((template, item) => ({ item, fields: { name: template.name, purpose: 'service', versions: versions(template) } })),
	);
	const [outcome] = await cadencesOf(session).define([{ item: 0, fields: cadence }]);
	if (!outcome.ok) throw outcome.error;
	return outcome.value.cadence as Cadence;
}

/**
 * A lead on the twelfth day of the cadence: two messages went out, two calls were made, and the last message comes in two
 * days. What is no record is written by the moves that this gives.
 */
export function addEnrolment(board: Draftboard, own: Cadence): Moves {
	const lead = board.find('lead', 'name', enrolled.lead);
	const startedAt = timeOf(enrolled.done[0]);
	const record = newRecord(objects.get('enrolment'), {
		cadenceId: own.id,
		leadId: lead.id,
		ownerId: lead.ownerId,
		status: 'active',
		startedAt,
		openKey: openKeyOf(own.id, lead.id),
	}) as Enrolment;
	const moves = new Moves();
	const move = moves.begin(record, 0);
	for (const [index, days] of enrolled.done.entries()) {
		const at = timeOf(days);
		const step = cadence.steps[index];
		const common = { enrolmentId: record.id, step: step.name, position: index + 1, kind: step.kind, reachedAt: at, doneAt: at };
		moves.step({
			...common,
			channel: null,
			messageId: null,
			taskId: null,
			...(step.kind === 'message' ? sent(board, lead, step, at) : called(board, lead, step, at)),
		});
	}
	const next = Math.floor(clock.now() / day) * day + enrolled.nextIn * day + tenInChina;
	moves.wait(move, { cadence: own, index: enrolled.done.length, at: next });
	board.changes.push(...moves.changes().map((change) => ({ ...change, at: startedAt })));
	return moves;
}

type Step = (typeof cadence.steps)[number];

function sent(board: Draftboard, lead: CrmRecord, step: Extract<Step, { kind: 'message' }>, at: string) {
	const [subject, body] = templates.find(({ name }) => name === step.template)?.['zh-CN'] ?? ['', ''];
	const name = String(lead.name);
	const texts = { subject, body: body.replace('{{name}}', name), recipientName: name, language: 'zh-CN', step: step.name };
	const route = { direction: 'outbound', status: 'sent', channel: 'outbox', addressKind: 'record', address: lead.id, purpose: 'service' };
	const about = { recordObject: 'lead', recordId: lead.id, leadId: lead.id };
	const { id } = board.add('message', { ...texts, ...route, ...about, at, sentAt: at, attempts: 1 }, { at, emits: ['message.sent'] });
	return { result: 'sent', channel: 'outbox', messageId: id };
}

function called(board: Draftboard, lead: CrmRecord, step: Extract<Step, { kind: 'call' }>, at: string) {
	const about = { assigneeId: lead.ownerId, leadId: lead.id, dueOn: at.slice(0, 10) };
	const { id } = board.add('task', { subject: step.subject, kind: 'call', status: 'done', detail: cadence.name, ...about }, { at });
	return { result: 'done', taskId: id };
}
