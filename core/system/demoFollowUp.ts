import { clock } from '../clock';
import { cadencesOf, Moves, openKeyOf, type Cadence, type Enrolment } from '../cadences';
import type { CrmRecord } from '../crm';
import { messagesOf } from '../messages';
import type { Session } from '../records';
import { objects } from '../schema/objects';
import { newRecord } from '../store';
import type { Locale, Text } from '../text';
import { timeOf, type Draftboard } from './draftboard';

const day = 86_400_000;

/** Named as the shipped workflow Follow-Up Cadence names it in that language, so that it finds it. */
const cadenceName: Text = { en: 'New Lead Follow-Up', 'zh-CN': '新线索跟进' };

interface DemoStep {
	readonly name: Text;
	/** After the step before. */
	readonly workingDays: number;
	/** Of a call. */
	readonly subject?: Text;
	/** Of a message: the template's name, and its text in each language. */
	readonly template?: Text;
	readonly title?: Text;
	readonly body?: Text;
}

const steps: readonly DemoStep[] = [
	{
		name: { en: 'Hello', 'zh-CN': '问候' },
		workingDays: 0,
		template: { en: 'Follow-Up: Hello', 'zh-CN': '跟进：问候' },
		title: { en: 'Thank you for your interest', 'zh-CN': '感谢您的咨询' },
		body: {
			en: 'Hello {{name}}, thank you for your interest in our water purifiers. I am here for your questions.',
			'zh-CN': '{{name}}您好，感谢您关注我们的纯水设备。我是您的专属顾问，随时为您解答。',
		},
	},
	{
		name: { en: 'First Call', 'zh-CN': '首次电话' },
		workingDays: 2,
		subject: { en: 'First call: find out what is needed', 'zh-CN': '首次电话：了解需求' },
	},
	{
		name: { en: 'Customer Story', 'zh-CN': '客户案例' },
		workingDays: 3,
		template: { en: 'Follow-Up: Customer Story', 'zh-CN': '跟进：客户案例' },
		title: { en: 'A customer like you', 'zh-CN': '同类客户的使用情况' },
		body: {
			en: 'Hello {{name}}, a laboratory like yours cut its maintenance costs by a third. Answer me for the details.',
			'zh-CN': '{{name}}您好，附上一个与您相近的客户案例：水质达标，年维护成本下降三成。需要详细资料请回复。',
		},
	},
	{
		name: { en: 'Second Call', 'zh-CN': '再次电话' },
		workingDays: 2,
		subject: { en: 'Second call: see how things stand', 'zh-CN': '再次电话：确认意向' },
	},
	{
		name: { en: 'Last Message', 'zh-CN': '最后问候' },
		workingDays: 4,
		template: { en: 'Follow-Up: Last Message', 'zh-CN': '跟进：最后问候' },
		title: { en: 'Is there anything else?', 'zh-CN': '还需要我们做些什么？' },
		body: {
			en: 'Hello {{name}}, have you come to a decision? If now is not the time, I will not trouble you further.',
			'zh-CN': '{{name}}您好，不知方案考虑得如何？如暂不需要，我先不打扰您，有需要随时联系。',
		},
	},
];

const languages = ['zh-CN', 'en'] as const satisfies readonly Locale[];

function templatesIn(locale: Locale): Array<Record<string, unknown>> {
	return steps.flatMap(({ template, title, body }) =>
		template && title && body
			? [
					{
						name: template[locale],
						purpose: 'service',
						versions: languages.map((language) => ({ language, subject: title[language], body: body[language] })),
					},
				]
			: [],
	);
}

function stepIn(locale: Locale, { name, workingDays, template, subject }: DemoStep): Record<string, unknown> {
	const when = { name: name[locale], delay: workingDays, delayUnit: 'workingDays', ...(workingDays > 0 && { atTime: '10:00' }) };
	if (template) return { ...when, kind: 'message', channels: ['outbox'], template: template[locale] };
	return { ...when, kind: 'call', subject: subject?.[locale], waitForDone: true };
}

/** Who is in the cadence; the day of each step that is done, and of the next one, from today. */
const enrolled = { lead: '赵磊', done: [-12, -10, -7, -5], nextIn: 2 } as const;

/** Ten o'clock in China, in milliseconds from midnight UTC. */
const tenInChina = 2 * 3_600_000;

/** The cadence and its texts: set-up, which stays when the demo goes. */
export async function ensureCadence(session: Session, locale: Locale): Promise<Cadence> {
	await messagesOf(session).defineTemplate(templatesIn(locale).map((fields, item) => ({ item, fields })));
	const fields = { name: cadenceName[locale], audience: 'lead', steps: steps.map((step) => stepIn(locale, step)) };
	const [outcome] = await cadencesOf(session).define([{ item: 0, fields }]);
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
		const step = steps[index];
		const { name, kind } = own.steps[index];
		const links =
			kind === 'message' ? sent(board, lead, { ...step, step: name }, at) : called(board, lead, { ...step, cadence: own.name }, at);
		moves.step({
			...{ enrolmentId: record.id, step: name, position: index + 1, kind, reachedAt: at, doneAt: at },
			...{ channel: null, messageId: null, taskId: null },
			...links,
		});
	}
	const next = Math.floor(clock.now() / day) * day + enrolled.nextIn * day + tenInChina;
	moves.wait(move, { cadence: own, index: enrolled.done.length, at: next });
	board.changes.push(...moves.changes().map((change) => ({ ...change, at: startedAt })));
	return moves;
}

function sent(board: Draftboard, lead: CrmRecord, { step, title, body }: Omit<DemoStep, 'name'> & { step: string }, at: string) {
	const name = String(lead.name);
	const texts = {
		subject: title?.['zh-CN'],
		body: body?.['zh-CN'].replace('{{name}}', name),
		recipientName: name,
		language: 'zh-CN',
		step,
	};
	const route = { direction: 'outbound', status: 'sent', channel: 'outbox', addressKind: 'record', address: lead.id, purpose: 'service' };
	const about = { recordObject: 'lead', recordId: lead.id, leadId: lead.id };
	const { id } = board.add('message', { ...texts, ...route, ...about, at, sentAt: at, attempts: 1 }, { at, emits: ['message.sent'] });
	return { result: 'sent', channel: 'outbox', messageId: id };
}

function called(board: Draftboard, lead: CrmRecord, { subject, cadence }: DemoStep & { cadence: string }, at: string) {
	const about = { assigneeId: lead.ownerId, leadId: lead.id, dueOn: at.slice(0, 10) };
	const { id } = board.add('task', { subject: subject?.['zh-CN'], kind: 'call', status: 'done', detail: cadence, ...about }, { at });
	return { result: 'done', taskId: id };
}
