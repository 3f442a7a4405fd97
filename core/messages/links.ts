import { randomBytes } from 'node:crypto';
import { CrmError } from '../errors';
import { linkedKinds, linkLength } from '../pages';
import type { Session } from '../records';
import type { ObjectName } from '../schema/types';
import type { Sql } from '../store';

/** A place in a message where a link, or the key of a button, is put when it is handed over. */
export interface LinkSlot {
	readonly kind: string;
	/** Of the key of a button. */
	readonly word?: string;
	/** What stands there until then, and in the stored message for good. Nobody can write it before it was made. */
	readonly placeholder: string;
}

/** The links of a message, and whose they are. */
export interface MessageLinks {
	readonly slots: readonly LinkSlot[];
	readonly recipient: { readonly object: ObjectName; readonly id: string };
	readonly about: { readonly object: ObjectName; readonly id: string };
}

/** A slot that a text has. */
export interface UsedSlot extends LinkSlot {
	/** What the message must be about. */
	readonly about: ObjectName;
}

interface Slot extends UsedSlot {
	/** What stands there while a text is made: letters and digits, which no format changes. */
	readonly mark: string;
}

/** Where the links of texts are to stand, for the messages of one call; what stands there cannot be guessed by whoever fills in a name. */
export class LinkSlots {
	readonly #slots: readonly Slot[];
	readonly #marks: RegExp;

	private constructor(length: number) {
		const nonce = randomBytes(8).toString('hex');
		const next = () => `link${nonce}n${slots.length}z`;
		const slots: Slot[] = [];
		for (const { id: kind, link } of linkedKinds()) {
			const { about, words = [] } = link;
			slots.push({ kind, about, mark: next(), placeholder: padded(`https://link.invalid/${kind}?t=`, length) });
			for (const word of words) slots.push({ kind, word, about, mark: next(), placeholder: padded(`${kind}.${word}.`) });
		}
		this.#slots = slots;
		this.#marks = new RegExp(`link${nonce}n(\\d+)z`, 'g');
	}

	static async of(sql: Sql): Promise<LinkSlots> {
		return new LinkSlots(await linkLength(sql));
	}

	/** `page.approval` … */
	get pages(): Readonly<Record<string, string>> {
		return Object.fromEntries(this.#slots.flatMap(({ kind, word, mark }) => (word === undefined ? [[kind, mark]] : [])));
	}

	/** … and `key.approval.approve`, as texts name them. */
	get keys(): Readonly<Record<string, Readonly<Record<string, string>>>> {
		const ofKinds = Map.groupBy(this.#slots, ({ kind }) => kind);
		return Object.fromEntries(
			[...ofKinds].map(([kind, slots]) => [
				kind,
				Object.fromEntries(slots.flatMap(({ word, mark }) => (word === undefined ? [] : [[word, mark]]))),
			]),
		);
	}

	/** A text with its placeholders. */
	place(text: string): string {
		return text.replace(this.#marks, (_, index: string) => this.#slots[Number(index)].placeholder);
	}

	/** The slots that a message has. */
	usedIn(text: string): UsedSlot[] {
		return this.#slots.filter(({ placeholder }) => text.includes(placeholder));
	}
}

/** As long as what will stand there, so that what is too long shows at once. */
function padded(beginning: string, length = 0): string {
	const missing = Math.max(16, length - beginning.length);
	return beginning + randomBytes(missing).toString('hex').slice(0, missing);
}

/**
 * The links of a message that has some.
 * @throws CrmError ValidationFailed for a message that its links cannot be about or for
 */
export function linksIn(
	{ objects }: Pick<Session, 'objects'>,
	slots: readonly UsedSlot[],
	{ recipient, record }: { readonly recipient?: MessageLinks['recipient']; readonly record: Readonly<Record<string, unknown>> },
): MessageLinks | undefined {
	if (slots.length === 0) return undefined;
	for (const { kind, word, about } of slots) {
		if (record.recordObject !== about) throw otherRecord(kind, objects.get(about).label);
		if (!recipient) throw nobody(kind);
		if (word !== undefined && recipient.object !== 'user') throw noUser(kind);
	}
	const about = { object: slots[0].about, id: String(record.recordId) };
	return recipient && { slots: slots.map(({ kind, word, placeholder }) => ({ kind, word, placeholder })), recipient, about };
}

/** A text with what its placeholders stand for. */
export const filled = (text: string, secrets: ReadonlyMap<string, string>): string =>
	[...secrets].reduce((said, [placeholder, secret]) => said.replaceAll(placeholder, () => secret), text);

/** A link that was cut off in its middle leads nowhere. */
export const linkCut = (): CrmError =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The text is too long for this channel: its link would be cut off', 'zh-CN': '正文超出此渠道的长度限制，其中的链接会被截断' },
		{
			hint: { en: 'Shorten the text, or put the link before what may be long.', 'zh-CN': '请缩短正文，或将链接放到可能较长的内容之前。' },
			field: 'body',
		},
	);

/** A key that people read would be pressed by whoever reads it. */
export const keyElsewhere = (field: string): CrmError =>
	new CrmError(
		'ValidationFailed',
		{ en: '{{key.…}} stands in the key of a button and nowhere else', 'zh-CN': '{{key.…}} 只能用在卡片按钮的“标识”中' },
		{ hint: { en: 'In a text use {{page.…}}, the address of the page.', 'zh-CN': '正文中请使用页面地址 {{page.…}}。' }, field },
	);

const otherRecord = (kind: string, label: { en: string; 'zh-CN': string }): CrmError =>
	new CrmError(
		'ValidationFailed',
		{
			en: `A link or button of the kind "${kind}" needs a message that is about a record of the type ${label.en}`,
			'zh-CN': `“${kind}”类的链接或按钮只能用于关于“${label['zh-CN']}”的消息`,
		},
		{
			hint: {
				en: `Set Record Type to ${label.en} and give its Record ID, both under Options.`,
				'zh-CN': `请在“选项”中将“关于的记录类型”设为${label['zh-CN']}，并填写“关于的记录 ID”。`,
			},
			field: 'about',
		},
	);

const nobody = (kind: string): CrmError =>
	new CrmError(
		'ValidationFailed',
		{
			en: `A link or button of the kind "${kind}" belongs to one person, and this recipient is only an address`,
			'zh-CN': `“${kind}”类的链接或按钮属于特定人员，而此收件人只是一个地址`,
		},
		{ hint: { en: 'Choose a record as the recipient.', 'zh-CN': '请选择一条记录作为收件人。' }, field: 'recipient' },
	);

const noUser = (kind: string): CrmError =>
	new CrmError(
		'ValidationFailed',
		{ en: `Buttons of the kind "${kind}" can be pressed by users only`, 'zh-CN': `“${kind}”类的按钮仅限用户（员工）使用` },
		{
			hint: { en: 'Send it to a user, or give the page as a link.', 'zh-CN': '请发送给用户，或改用页面链接。' },
			field: 'recipient',
		},
	);
