import { clock } from '../clock';
import { CrmError } from '../errors';
import type { CrmRecord, WaitingMessage } from '../crm';
import { notFound } from '../records';
import { objects } from '../schema/objects';
import { breathe } from '../store';
import { channelOf } from '../channels/registry';
import type { Purpose } from '../channels/channel';
import type { Locale } from '../text';
import type { Job, SendCall } from './call';
import { recipientsGone } from './gone';
import { outcomeOf } from './outcome';
import { partsOf } from './parts';
import { findRecords, type Found } from './people';

const message = objects.get('message');

type Asked = ReadonlyArray<{ readonly index: number; readonly input: WaitingMessage }>;

/** Messages that did not go, to go as they are; one that went, or may have, is answered by what became of it. */
export async function prepareWaiting(call: SendCall, asked: Asked): Promise<Job[]> {
	if (asked.length === 0) return [];
	const { session, batch } = call;
	const found = await findRecords(
		session,
		asked.map(({ input }) => ({ object: 'message', id: input.messageId })),
	);
	const records = found.get('message') ?? new Map<string, CrmRecord>();
	const answered = await findRecords(
		session,
		[...records.values()].flatMap(({ inReplyToId }) => (typeof inReplyToId === 'string' ? [{ object: 'message', id: inReplyToId }] : [])),
	);
	const gone = await recipientsGone(call, [...records.values()].filter(mayGo));
	const jobs = new Map<string, Job>();
	for (const { index, input } of asked) {
		const record = records.get(input.messageId);
		const fault = record ? faultOf(record, input, call) : notFound(message, input.messageId, false);
		const twin = record && jobs.get(record.id);
		if (fault) batch.fail(index, fault);
		else if (twin) call.follow(index, twin.index);
		else if (record && mayGo(record)) {
			const job = jobOf(call, { index, input, record }, answered);
			jobs.set(record.id, gone.has(record.id) ? { ...job, verdict: { status: 'refused', rule: 'recipientGone' } } : job);
		} else if (record) batch.done(index, outcomeOf(record, { repeated: true }));
		await breathe();
	}
	return [...jobs.values()];
}

/** Deferred, or reserved by an execution that ended before it sent anything. */
export const waits = ({ status, sendUntil }: CrmRecord): boolean => status === 'deferred' || (status === 'sending' && sendUntil === null);

/** Refused by a rule, or by the provider when it was handed over; what stood in the way may be mended by now. */
export const isRefused = ({ status, rule }: CrmRecord): boolean => status === 'refused' || (status === 'failed' && rule === 'provider');

/** Certainly not sent, and may be; one that was reported not to have arrived was sent. */
export const mayGo = (record: CrmRecord): boolean => waits(record) || isRefused(record);

/** It was found not to have been sent, and a person decides what becomes of it. */
export const waitsForPerson = ({ status, rule }: CrmRecord): boolean =>
	status === 'deferred' && (rule === 'notSent' || rule === 'notConfirmed');

/** Whether it goes when its key comes again: what may go, at its time. */
export const mayGoAgain = (record: CrmRecord): boolean =>
	mayGo(record) && !waitsForPerson(record) && (record.status !== 'deferred' || String(record.earliestAt ?? '') <= clock.iso());

function faultOf(record: CrmRecord, { attachments }: WaitingMessage, { channel }: SendCall): CrmError | undefined {
	if (record.direction !== 'outbound') return notOurs();
	if (!mayGo(record)) return undefined;
	if (record.channel !== channel.id) return otherChannel(String(record.channel));
	return record.attachments !== null && !attachments?.length ? noFiles() : undefined;
}

function jobOf({ channel, batch }: SendCall, { index, input, record }: Asked[number] & { record: CrmRecord }, answered: Found): Job {
	const { data, links, ...parts } = partsOf(record, channel);
	const text = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined);
	const answers = text('inReplyToId');
	const isColleague = record.userId !== null;
	return {
		index,
		item: batch.inputs[index].item,
		person: { address: text('address'), name: text('recipientName'), ...(isColleague && { object: 'user' }) },
		purpose: (text('purpose') ?? 'service') as Purpose,
		language: (text('language') ?? 'zh-CN') as Locale,
		rendered: { ...parts, subject: text('subject'), body: text('body') ?? '', html: text('html'), bytes: 0 },
		message: record,
		before: record,
		attachments: input.attachments ?? [],
		data,
		links,
		inReplyTo: answers && (answered.get('message')?.get(answers)?.providerId as string | undefined),
	};
}

const notOurs = () =>
	new CrmError(
		'ValidationFailed',
		{ en: 'This message was received, not sent', 'zh-CN': '这是收到的消息，不能发送' },
		{ hint: { en: 'Choose a deferred message.', 'zh-CN': '请选择已推迟的消息。' }, field: 'messageId' },
	);

/** A message belongs to the channel it was written for. */
export function otherChannel(id: string): CrmError {
	const { label } = channelOf(id);
	return new CrmError(
		'ValidationFailed',
		{ en: `This message is for the channel ${label.en}`, 'zh-CN': `该消息的渠道为“${label['zh-CN']}”` },
		{ hint: { en: `Set Channel to ${label.en}.`, 'zh-CN': `请将“渠道”设为“${label['zh-CN']}”。` }, field: 'channel' },
	);
}

const noFiles = () =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The message had files, which are not kept while it waits', 'zh-CN': '该消息带有附件，等待期间附件不会保存' },
		{
			hint: { en: 'Give the files again under Options → Attachments.', 'zh-CN': '请在“选项 → 附件”中重新提供文件。' },
			field: 'attachments',
		},
	);
