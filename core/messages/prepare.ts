import type { Locale } from '../text';
import type { CrmRecord, NewMessage } from '../crm';
import { CrmError } from '../errors';
import type { MessageTemplateRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { breathe, keptKey, newRecord, recordsByKey } from '../store';
import type { Person } from './call';
import { contextOf, findRelated, type Related } from './context';
import { LinkSlots, linksIn } from './links';
import { storedParts } from './parts';
import { linksOf } from './recordLinks';
import { findPeople, findRecords, liveRecord, type Found, type People } from './people';
import { chooseVersion, reading, renderMessage, rootsOf, type Rendered, type Source } from './render';
import { plainOf } from './templates/plain';
import type { Job, SendCall } from './call';

/** What of a call matters for its texts. */
type TextCall = Pick<SendCall, 'session' | 'channel'> & {
	readonly batch: { readonly inputs: ReadonlyArray<{ readonly item: number }>; fail(index: number, error: CrmError): void };
};

const message = objects.get('message');

/** What the messages of a call refer to, read in a few statements. */
interface Lookups {
	readonly people: People;
	readonly about: Found;
	readonly templates: ReadonlyMap<string, MessageTemplateRecord>;
	readonly answered: Found;
}

/** A message that somebody asks for, as far as it is known before its text is made. */
interface Draft {
	readonly index: number;
	readonly input: NewMessage;
	readonly person: Person;
	readonly about?: { readonly object: string; readonly record: CrmRecord };
	readonly template?: MessageTemplateRecord;
	readonly language: Locale;
	readonly source: Source;
	/** First names of the variables of its texts. */
	readonly roots: ReadonlySet<string>;
	readonly fallback: Rendered['fallback'];
}

type Asked = ReadonlyArray<{ readonly index: number; readonly input: NewMessage }>;

/** Makes the texts of new messages; what is wrong with one of them is its own error. */
export async function prepareNew(call: TextCall, asked: Asked): Promise<Job[]> {
	const lookups = await lookUp(call, asked);
	const drafts = await each(call, asked, ({ index, input }) => draftOf(call, lookups, { index, input }));
	const related = await findRelated(call.session, drafts);
	const slots = drafts.some(({ roots }) => namesLinks(roots)) ? await LinkSlots.of(call.session.store.read) : undefined;
	return await each(call, drafts, (draft) => jobOf(call, draft, { related, answered: lookups.answered, slots }));
}

/** Does the same for each; one that throws what a user can mend is marked, and the rest go on. */
async function each<I extends { readonly index: number }, O>({ batch }: TextCall, list: readonly I[], work: (entry: I) => O): Promise<O[]> {
	const done: O[] = [];
	for (const entry of list) {
		try {
			done.push(work(entry));
		} catch (error) {
			if (!(error instanceof CrmError)) throw error;
			batch.fail(entry.index, error);
		}
		await breathe();
	}
	return done;
}

async function lookUp({ session, channel }: TextCall, asked: Asked): Promise<Lookups> {
	const names = [...new Set(asked.flatMap(({ input }) => input.template ?? []))];
	const answers = asked.flatMap(({ input }) => (input.inReplyToId ? [{ object: 'message', id: input.inReplyToId }] : []));
	const [people, about, answered, templates] = await Promise.all([
		findPeople(
			session,
			channel,
			asked.map(({ input }) => input.recipient),
		),
		findRecords(
			session,
			asked.flatMap(({ input }) => input.about ?? []),
		),
		findRecords(session, answers),
		names.length === 0
			? new Map<string, CrmRecord>()
			: recordsByKey(session.store.read, objects.get('messageTemplate'), { fields: ['name'], tuples: names.map((name) => [name]) }),
	]);
	return {
		people,
		about,
		answered,
		templates: new Map([...templates.values()].map((record) => [String(record.name), record as unknown as MessageTemplateRecord])),
	};
}

function draftOf({ session, channel }: TextCall, { people, about, templates }: Lookups, { index, input }: Asked[number]): Draft {
	const person = people.of(input.recipient);
	const record = input.about && liveRecord(session, about, input.about);
	const language = input.language ?? languageOf(person) ?? 'zh-CN';
	const draft = { index, input, person, language, about: input.about && record && { object: input.about.object, record } };
	if (input.template === undefined) {
		if (!input.content) throw noText();
		return { ...draft, source: input.content, roots: rootsOf(input.content), fallback: [] };
	}
	const template = templates.get(input.template);
	if (!template?.active) throw noTemplate(input.template);
	const choice = chooseVersion(template, { channel: channel.id, language });
	if (!choice) throw noVersion(input.template);
	const { version: source, fallback } = choice;
	return { ...draft, template, language: source.language, source, roots: rootsOf(source), fallback };
}

function languageOf({ record, named }: Person): Locale | undefined {
	const said = record?.language ?? named?.record.language;
	return said === 'en' || said === 'zh-CN' ? said : undefined;
}

interface Read {
	readonly related: Related;
	readonly answered: Found;
	readonly slots: LinkSlots | undefined;
}

/** The text of a message, and the places for its links. */
function textOf({ channel, session }: TextCall, draft: Draft, { related, slots }: Read): Rendered {
	const { source, language, roots } = draft;
	const timeZone = session.context.timeZone ?? 'Asia/Shanghai';
	const records = { ...(slots && namesLinks(roots) && { page: slots.pages }), ...contextOf(draft, related) };
	const context = reading('variables', () => plainOf(records));
	const withKeys = slots && roots.has('key') ? reading('variables', () => plainOf({ key: slots.keys, ...records })) : undefined;
	return renderMessage(source, { channel, language, timeZone, context, withKeys, slots });
}

function jobOf(call: TextCall, draft: Draft, read: Read): Job {
	const { index, input, person, template, language, fallback, about } = draft;
	const { channel, session, batch } = call;
	const rendered = textOf(call, draft, read);
	const shown = linksOf(person, about);
	const recipient = person.object && person.record && { object: person.object, id: person.record.id };
	const links = linksIn(session, rendered.slots ?? [], { recipient, record: shown });
	const purpose = input.purpose ?? template?.purpose ?? 'service';
	const key = keyOf(call, draft);
	const fields = {
		direction: 'outbound',
		status: 'sending',
		at: undefined,
		channel: channel.id,
		purpose,
		recipientName: person.name,
		addressKind: channel.addressKind,
		address: person.address,
		subject: rendered.subject,
		body: rendered.body,
		html: rendered.html,
		attachments: input.attachments?.length ? input.attachments.map(({ name, type, size }) => ({ name, type, size })) : null,
		language,
		templateId: template?.id,
		key,
		step: input.step,
		...shown,
		inReplyToId: input.inReplyToId,
		attempts: 0,
		parts: storedParts({ rendered, data: input.data ?? {}, links }, channel),
	};
	return {
		index,
		item: batch.inputs[index].item,
		person,
		purpose,
		language,
		rendered: fallback?.length ? { ...rendered, fallback } : rendered,
		key,
		message: newRecord(message, fields),
		attachments: input.attachments ?? [],
		data: input.data ?? {},
		links,
		inReplyTo: input.inReplyToId
			? (liveRecord(session, read.answered, { object: 'message', id: input.inReplyToId }).providerId as string)
			: undefined,
	};
}

const namesLinks = (roots: ReadonlySet<string>): boolean => roots.has('page') || roots.has('key');

/** The caller's own key, or what the message is: purpose, record, recipient, step and channel. */
function keyOf({ channel }: TextCall, { input, person, about, template }: Draft): string | undefined {
	if (input.idempotencyKey !== undefined) return keptKey('message', input.idempotencyKey);
	if (input.step === undefined) return undefined;
	const purpose = input.purpose ?? template?.purpose ?? 'service';
	const whom = person.named?.record.id ?? person.record?.id ?? person.address;
	return keptKey('step', JSON.stringify([purpose, about?.object, about?.record.id, whom, input.step, channel.id]));
}

const noText = () =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The message has neither a template nor a text', 'zh-CN': '消息既没有模板也没有正文' },
		{ hint: { en: 'Choose a template, or write a text.', 'zh-CN': '请选择模板或填写正文。' }, field: 'body' },
	);

const noTemplate = (name: string) =>
	new CrmError(
		'RecordNotFound',
		{ en: `There is no active message template named "${name.slice(0, 100)}"`, 'zh-CN': `没有名为“${name.slice(0, 100)}”的启用模板` },
		{
			hint: {
				en: 'Make it with Message Template → Define in a CRM Message node, or choose another one.',
				'zh-CN': '请在“CRM 消息”节点中用“消息模板 → 定义”创建，或选择其他模板。',
			},
			field: 'template',
		},
	);

const noVersion = (name: string) =>
	new CrmError(
		'ValidationFailed',
		{
			en: `The message template "${name.slice(0, 100)}" has no text for this channel`,
			'zh-CN': `消息模板“${name.slice(0, 100)}”没有适用于此渠道的内容`,
		},
		{
			hint: {
				en: 'Add a version for this channel, or one whose channel is left empty.',
				'zh-CN': '请为此渠道添加一个版本，或添加一个不限渠道的版本。',
			},
			field: 'template',
		},
	);
