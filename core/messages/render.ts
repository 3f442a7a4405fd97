import { cutBytes, cutCharacters } from '../channels/cutBytes';
import { escapeHtml } from '../channels/escapes';
import type { Channel, MessageForm, Outgoing } from '../channels/channel';
import type { RenderNotes, WrittenContent } from '../crm';
import { CrmError } from '../errors';
import type { MessageTemplateRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import type { Locale } from '../text';
import { keyElsewhere, linkCut, type LinkSlots, type UsedSlot } from './links';
import { compileTemplate, runTemplate } from './templates/engine';
import { templateError, TemplateFault } from './templates/fault';

type Version = NonNullable<MessageTemplateRecord['versions']>[number];

/** What a message is made of: a version of a template, or a text that was written where it is sent. */
export type Source = WrittenContent & Partial<Pick<Version, 'vendorTemplateId' | 'vendorSign' | 'variables'>>;

/** A message in words, as its channel takes it. */
export interface Rendered extends RenderNotes, Pick<Outgoing, 'form' | 'subject' | 'body' | 'html' | 'card' | 'vendor'> {
	readonly bytes: number;
	readonly limit?: number;
	/** Where links of its own are to stand. */
	readonly slots?: readonly UsedSlot[];
}

interface Choice {
	readonly version: Version;
	readonly fallback: ReadonlyArray<'channel' | 'language'>;
}

/** Exactly what was asked for, then what any channel takes, then another language; undefined for a template without versions. */
export function chooseVersion(template: MessageTemplateRecord, wanted: { channel: string; language: Locale }): Choice | undefined {
	const versions = template.versions ?? [];
	const find = (channel: string | undefined, language?: Locale) =>
		versions.find((version) => (version.channel || undefined) === channel && (language === undefined || version.language === language));
	const { channel, language } = wanted;
	const steps: ReadonlyArray<readonly [Version | undefined, Choice['fallback']]> = [
		[find(channel, language), []],
		[find(undefined, language), []],
		[find(channel), ['language']],
		[find(undefined), ['language']],
	];
	const [version, fallback] = steps.find(([found]) => found) ?? [];
	return version && { version, fallback: fallback ?? [] };
}

/** First names of the variables that a text uses. @throws CrmError ValidationFailed naming the part that cannot be read */
export function rootsOf(source: Source): Set<string> {
	const roots = new Set<string>();
	for (const [field, text] of textsOf(source)) {
		for (const root of reading(field, () => compileTemplate(text).roots)) roots.add(root);
	}
	return roots;
}

/** The parts of a message that are templates, each with its field. */
export function textsOf(source: Source): Array<readonly [string, string]> {
	const { subject, body, html, url, buttonText, buttons = [], variables = [] } = source;
	const parts: Array<readonly [string, string | undefined]> = [
		['subject', subject],
		['body', body],
		['html', html],
		['url', url],
		['buttonText', buttonText],
		...buttons.flatMap((button): Array<readonly [string, string | undefined]> => [
			['buttons', button.text],
			['buttons', button.url],
			['buttons', button.key],
		]),
		...variables.map(({ value }): readonly [string, string] => ['variables', value]),
	];
	return parts.flatMap(([field, text]) => (text ? [[field, text] as const] : []));
}

/** What is wrong with a part of a message names the part. @throws CrmError ValidationFailed */
export function reading<T>(field: string, work: () => T): T {
	try {
		return work();
	} catch (cause) {
		throw cause instanceof TemplateFault ? templateError(cause, field) : cause;
	}
}

export interface RenderFor {
	readonly channel: Channel;
	readonly language: Locale;
	readonly timeZone: string;
	/** Made by `plainOf`. */
	readonly context: unknown;
	/** The same with the keys of buttons, for these alone: anywhere else they would be read. */
	readonly withKeys?: unknown;
	/** Absent where no text of the call names a link. */
	readonly slots?: LinkSlots;
}

const noCode = /[\r\n]+/g;
const oneWord = (value: string) => value.replace(/\s/g, '');
const webAddress = /^https?:\/\//i;

/** Puts the values into a text, makes them harmless, and cuts what is too long. @throws CrmError ValidationFailed */
export function renderMessage(source: Source, how: RenderFor): Rendered {
	const { channel, slots } = how;
	if (channel.takes.vendorTemplate === 'only' && !source.vendorTemplateId) throw noVendorTemplate(channel);
	const form = formOf(source, channel);
	const write = (field: string, text: string | undefined, escape: (value: string) => string, context = how.context) => {
		if (!text) return undefined;
		const { language: locale, timeZone } = how;
		const template = reading(field, () => compileTemplate(text));
		if (slots && template.roots.has('key') && !Object.hasOwn(context as object, 'key')) throw keyElsewhere(field);
		const said = reading(field, () => runTemplate(template, context, { locale, timeZone, escape }));
		return slots ? slots.place(said) : said;
	};
	const asIs = (value: string) => value;
	const inForm = (value: string) => channel.escape(value, form);
	const body = write('body', source.body, inForm) ?? '';
	const limit = channel.limits.body[form];
	const kept = cutCharacters(limit === undefined ? body : cutBytes(body, limit), channel.limits.characters?.[form] ?? Infinity);
	const subject = channel.takes.subject ? write('subject', source.subject, asIs)?.replace(noCode, ' ').trim() : undefined;
	// A link that is wholly a variable is a link already; in another one a variable is a part.
	const link = (url: string | undefined) => checkedLink(write('url', url, url?.startsWith('{{') ? oneWord : encodeURIComponent));
	const keyOf = (key: string | undefined) => write('buttons', key, asIs, how.withKeys);
	const buttons = (source.buttons ?? []).map(({ text, url, key }) => ({
		text: write('buttons', text, inForm) ?? '',
		url: link(url),
		key: keyOf(key),
	}));
	const isCard = form === 'textCard' || form === 'templateCard';
	const cut = Buffer.byteLength(body) - Buffer.byteLength(kept);
	if (cut > 0 && slots && slots.usedIn(body).length > slots.usedIn(kept).length) throw linkCut();
	const rendered = {
		form,
		subject: subject && cutBytes(subject, channel.limits.subject ?? 500),
		body: kept,
		html: channel.takes.html ? write('html', source.html, escapeHtml) : undefined,
		card: isCard ? { url: link(source.url), buttonText: write('buttonText', source.buttonText, inForm), buttons } : undefined,
		vendor: vendorOf(source, (text) => write('variables', text, inForm) ?? ''),
		bytes: Buffer.byteLength(body),
		...(limit !== undefined && { limit }),
		...(cut > 0 && { cut }),
	};
	return slots ? { ...rendered, slots: slots.usedIn(JSON.stringify(rendered)) } : rendered;
}

/** A card as plain text would lose its link and its buttons. */
function formOf({ form }: Source, channel: Channel): MessageForm {
	if (!form) return channel.forms[0];
	if (channel.forms.includes(form)) return form;
	throw unknownForm(form, channel);
}

function vendorOf({ vendorTemplateId, vendorSign, variables = [] }: Source, write: (text: string) => string): Rendered['vendor'] {
	if (!vendorTemplateId) return undefined;
	return {
		templateId: vendorTemplateId,
		...(vendorSign && { sign: vendorSign }),
		variables: Object.fromEntries(variables.map(({ name, value }) => [name, write(value)])),
	};
}

/** A value may not turn a link into something that a click runs. */
function checkedLink(url: string | undefined): string | undefined {
	if (url === undefined || url === '' || webAddress.test(url)) return url || undefined;
	throw new CrmError(
		'ValidationFailed',
		{ en: 'The link of the message must begin with https:// or http://', 'zh-CN': '消息链接须以 https:// 或 http:// 开头' },
		{ hint: { en: 'Correct the link in the template.', 'zh-CN': '请修改模板中的链接。' }, field: 'url' },
	);
}

const noVendorTemplate = ({ label }: Channel): CrmError =>
	new CrmError(
		'ValidationFailed',
		{
			en: `${label.en} sends only templates that its vendor approved, and this text has none`,
			'zh-CN': `${label['zh-CN']}只能发送服务商审核通过的模板，而此内容未填写`,
		},
		{
			hint: {
				en: 'Choose a message template, and fill in Vendor Template ID in its version for this channel.',
				'zh-CN': '请选择消息模板，并在其对应此渠道的版本中填写“服务商模板编号”。',
			},
			field: 'template',
		},
	);

const formOptions =
	objects
		.get('messageTemplate')
		.byName.get('versions')
		?.items?.find(({ name }) => name === 'form')?.options ?? [];

const unknownForm = (form: MessageForm, { label, forms }: Channel): CrmError => {
	const nameOf = (value: string, locale: Locale) => formOptions.find((option) => option.value === value)?.label[locale] ?? value;
	const listIn = (locale: Locale) => forms.map((known) => nameOf(known, locale));
	return new CrmError(
		'ValidationFailed',
		{
			en: `${label.en} knows no message of the form "${nameOf(form, 'en')}"`,
			'zh-CN': `${label['zh-CN']}不支持“${nameOf(form, 'zh-CN')}”形式的消息`,
		},
		{
			hint: {
				en: `Choose another form (${listIn('en').join(', ')}); in a message template, add a version for this channel.`,
				'zh-CN': `请选择其他形式（${listIn('zh-CN').join('、')}）；使用消息模板时，请为此渠道添加一个版本。`,
			},
			field: 'form',
		},
	);
};
