import { createHash } from 'node:crypto';
import { bytesOf } from '../standIn/httpServer';
import { hour, minute, second } from '../standIn/clock';
import { SlidingWindow } from '../standIn/window';
import type { Cards } from './cards';
import type { Media } from './media';
import { cutLikeVendor, newId, ok, recordOf, textOf, wrong, type App, type Result, type World } from './world';

const perMember = [
	{ limit: 30, span: minute },
	{ limit: 1000, span: hour },
];

/** Messages of an app to members: POST /cgi-bin/message/send, /recall. */
export class AppMessages {
	readonly #window = new SlidingWindow();
	readonly #sent = new Map<string, { readonly at: number; readonly result: Result }>();

	constructor(
		private readonly world: World,
		private readonly parts: { readonly cards: Cards; readonly media: Media },
	) {}

	send(app: App, body: Record<string, unknown>): Result {
		const refused = this.#refusal(app, body);
		if (refused) return refused;
		const { known, unknown } = this.#receivers(body);
		if (known.length === 0) return { ...wrong(81013, 'user & party & tag all invalid'), invaliduser: unknown.join('|') };
		const content = this.#content(app, body);
		if ('errcode' in content) return content as unknown as Result;
		const repeated = this.#repeated(body);
		if (repeated) return repeated;
		const msgid = newId();
		const card = body.msgtype === 'template_card' ? this.parts.cards.issue(app, msgid, content) : {};
		for (const userId of known) this.#deliver(userId, { msgid, app, msgtype: textOf(body.msgtype), content });
		const result = ok({ invaliduser: unknown.join('|'), invalidparty: '', invalidtag: '', unlicenseduser: '', msgid, ...card });
		this.#sent.set(fingerprint(body), { at: this.world.clock.now(), result });
		return result;
	}

	recall(body: Record<string, unknown>): Result {
		const found = this.world.delivered.filter(({ msgid }) => msgid === body.msgid);
		if (found.length === 0) return wrong(40058, 'invalid msgid');
		if (this.world.clock.now() - found[0].at > 24 * hour) return wrong(42052, 'message sent over 24 hours, cannot be recalled');
		for (const delivery of found) delivery.recalled = true;
		return ok();
	}

	#refusal(app: App, body: Record<string, unknown>): Result | undefined {
		if (typeof body.agentid !== 'number') return wrong(40058, 'agentid must be an integer');
		if (body.agentid !== app.agentId) return wrong(40056, 'invalid agentid');
		if (!body.touser && !body.toparty && !body.totag) return wrong(40058, 'touser, toparty and totag are all empty');
		if (textOf(body.touser).split('|').length > 1000) return wrong(40058, 'touser exceeds 1000');
		return undefined;
	}

	#receivers(body: Record<string, unknown>): { known: string[]; unknown: string[] } {
		const named = textOf(body.touser);
		if (named === '@all') return { known: [...this.world.members.keys()], unknown: [] };
		const users = [...new Set(named.split('|').filter(Boolean))];
		return { known: users.filter((user) => this.world.members.has(user)), unknown: users.filter((user) => !this.world.members.has(user)) };
	}

	#content(app: App, body: Record<string, unknown>): Record<string, unknown> {
		const msgtype = textOf(body.msgtype);
		const part = recordOf(body[msgtype]);
		const text = textOf(part.content);
		switch (msgtype) {
			case 'text':
				return text ? { content: cutLikeVendor(text, 2048) } : { ...wrong(44004, 'empty content') };
			case 'markdown':
				if (!text) return { ...wrong(44004, 'empty content') };
				return bytesOf(text) > 2048 ? { ...wrong(45002, 'content size out of limit') } : { content: text };
			case 'textcard':
				if (!part.title || !part.description || !part.url) return { ...wrong(44004, 'empty content') };
				if (bytesOf(textOf(part.url)) > 2048) return { ...wrong(45002, 'url size out of limit') };
				return { ...part, title: textOf(part.title).slice(0, 128), description: textOf(part.description).slice(0, 512) };
			case 'image':
			case 'voice':
			case 'file':
				return this.parts.media.has(textOf(part.media_id)) ? part : { ...wrong(40007, 'invalid media_id') };
			case 'template_card':
				return this.parts.cards.check(app, part) ?? part;
			default:
				return { ...wrong(40008, 'invalid message type') };
		}
	}

	/** The same request again within the interval: answered as if it had been sent, and nobody sees it a second time. */
	#repeated(body: Record<string, unknown>): Result | undefined {
		if (body.enable_duplicate_check !== 1) return undefined;
		const interval = Math.min(Number(body.duplicate_check_interval ?? 1800), 14_400) * second;
		const before = this.#sent.get(fingerprint(body));
		return before && this.world.clock.now() - before.at < interval ? before.result : undefined;
	}

	/** What is over a member's limit disappears: the caller is told nothing. */
	#deliver(to: string, message: { msgid: string; app: App; msgtype: string; content: Record<string, unknown> }): void {
		const at = this.world.clock.now();
		if (perMember.some(({ limit, span }) => this.#window.count(to, at, span) >= limit)) return;
		this.#window.add(to, at);
		const { msgid, app, msgtype, content } = message;
		this.world.delivered.push({ to, msgid, msgtype, content: { ...content }, at, from: String(app.agentId) });
	}
}

const fingerprint = (body: Record<string, unknown>): string => createHash('sha1').update(JSON.stringify(body)).digest('hex');
