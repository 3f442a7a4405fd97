import { bytesOf } from '../standIn/httpServer';
import { hour } from '../standIn/clock';
import type { Reply } from './replies';
import { newId, ok, recordOf, textOf, wrong, type App, type Delivery, type Result, type World } from './world';

const life = 72 * hour;
const kinds = new Set(['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction']);

/** Most characters of title, desc and sub_title_text. */
const lengths = [36, 44, 160];

const recordsOf = (list: unknown): Array<Record<string, unknown>> => (Array.isArray(list) ? list.map(recordOf) : []);

/** Type 1 opens an address. */
const isAction = ({ type, url }: Record<string, unknown>): boolean =>
	type !== 1 || (/^https?:\/\//.test(textOf(url)) && bytesOf(textOf(url)) <= 2048);

/** Template cards: their rules, and the codes that let each be changed once. */
export class Cards {
	readonly #codes = new Map<string, { readonly msgid: string; readonly agentId: number; readonly at: number; used: boolean }>();
	readonly #tasks = new Set<string>();

	constructor(private readonly world: World) {}

	/** Why a card is refused. That what is too long is 40058 is a guess; the vendor's list names the numbers of buttons. */
	check(app: App, card: Record<string, unknown>): Record<string, unknown> | undefined {
		if (!kinds.has(textOf(card.card_type))) return { ...wrong(40058, 'invalid card type') };
		const { title, desc } = recordOf(card.main_title);
		if (!title && !card.sub_title_text) return { ...wrong(40058, 'main_title and sub_title_text are both empty') };
		const texts = [title, desc, card.sub_title_text].map(textOf);
		if (texts.some((text, i) => text.length > lengths[i])) return { ...wrong(40058, 'title, desc or sub_title_text is too long') };
		const links = recordsOf(card.jump_list);
		if (links.length > 3 || links.some(({ title: text }) => !text)) return { ...wrong(40058, 'invalid jump_list') };
		if ([card.card_action, ...links].some((action) => !isAction(recordOf(action)))) return { ...wrong(40058, 'invalid action') };
		if (card.card_type !== 'button_interaction') return recordOf(card.card_action).type ? undefined : { ...wrong(40058, 'no card_action') };
		if (!app.callback) return { ...wrong(43012, 'the app has no callback url') };
		return this.#checkButtons(app, card);
	}

	/** The answer's part for a card that went out. */
	issue(app: App, msgid: string, card: Record<string, unknown>): Record<string, unknown> {
		if (typeof card.task_id === 'string') this.#tasks.add(`${app.agentId}:${card.task_id}`);
		return card.card_type === 'button_interaction' ? { response_code: this.#newCode(app, msgid) } : {};
	}

	/** POST /cgi-bin/message/update_template_card */
	update(app: App, body: Record<string, unknown>): Result {
		if (body.agentid !== app.agentId) return wrong(40056, 'invalid agentid');
		const code = this.#codes.get(textOf(body.response_code));
		if (!code || code.agentId !== app.agentId || code.used || this.world.clock.now() - code.at > life)
			return wrong(60140, 'invalid response_code');
		code.used = true;
		const users = Array.isArray(body.userids) ? body.userids.map(String) : undefined;
		for (const delivery of this.world.delivered.filter(({ msgid, to }) => msgid === code.msgid && (users?.includes(to) ?? true))) {
			delivery.content = { ...delivery.content, ...recordOf(body.template_card), replaced: recordOf(body.button).replace_name };
		}
		return ok({ invaliduser: (users ?? []).filter((user) => !this.world.members.has(user)) });
	}

	/** The key of a button of the latest card of a member, by what stands on it: nobody sees the key. */
	keyOn(app: App, userId: string, text: string): string {
		const button = recordsOf(this.#latest(app, userId).content.button_list).find((each) => each.text === text);
		if (!button) throw new Error(`the card of ${userId} has no button "${text}"`);
		return textOf(button.key);
	}

	/** What the app's callback gets when a member presses a button of the latest card: the event's fields, with a new code. */
	click(app: App, userId: string, key: string): Record<string, string> {
		const card = this.#latest(app, userId);
		if (card.content.replaced !== undefined) throw new Error(`the buttons of the card of ${userId} were replaced`);
		return {
			FromUserName: userId,
			MsgType: 'event',
			Event: 'template_card_event',
			EventKey: key,
			TaskId: textOf(card.content.task_id),
			CardType: textOf(card.content.card_type),
			ResponseCode: this.#newCode(app, card.msgid),
		};
	}

	/** Does what the app answers to a press: the clicker's card is changed, and nobody else's. */
	heed(app: App, userId: string, { type, replaceName }: Reply): void {
		if (type === 'update_button' && replaceName) this.#latest(app, userId).content.replaced = replaceName;
	}

	#latest(app: App, userId: string): Delivery {
		const card = this.world.delivered.findLast(
			({ to, msgtype, from }) => to === userId && msgtype === 'template_card' && from === String(app.agentId),
		);
		if (!card) throw new Error(`${userId} has no card of the app ${app.agentId}`);
		return card;
	}

	#newCode({ agentId }: App, msgid: string): string {
		const code = newId('code-');
		this.#codes.set(code, { msgid, agentId, at: this.world.clock.now(), used: false });
		return code;
	}

	#checkButtons(app: App, card: Record<string, unknown>): Record<string, unknown> | undefined {
		const task = textOf(card.task_id);
		if (!/^[0-9A-Za-z_\-@]+$/.test(task) || bytesOf(task) > 128) return { ...wrong(42014, 'invalid task_id') };
		if (this.#tasks.has(`${app.agentId}:${task}`)) return { ...wrong(42014, 'task_id is not unique') };
		const buttons = recordsOf(card.button_list);
		const keys = buttons.filter(({ type }) => type !== 1).map(({ key }) => textOf(key));
		if (buttons.length < 1 || buttons.length > 6) return { ...wrong(40016, 'invalid button size') };
		if (buttons.some(({ text }) => !text)) return { ...wrong(42020, 'missing button name') };
		if (keys.some((key) => !key)) return { ...wrong(42019, 'missing button key') };
		if (keys.some((key) => bytesOf(key) > 1024) || new Set(keys).size < keys.length) return { ...wrong(42018, 'invalid button key') };
		return buttons.every(isAction) ? undefined : { ...wrong(40020, 'invalid button url size') };
	}
}
