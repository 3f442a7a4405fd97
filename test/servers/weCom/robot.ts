import { createHash } from 'node:crypto';
import { minute } from '../standIn/clock';
import { bytesOf } from '../standIn/httpServer';
import { SlidingWindow } from '../standIn/window';
import type { Media } from './media';
import { newId, ok, recordOf, textOf, wrong, type Result, type World } from './world';

/** Bytes of a text by kind of message. */
const limits: Record<string, number> = { text: 2048, markdown: 4096, markdown_v2: 4096 };

/** Group robots: POST /cgi-bin/webhook/send?key= */
export class Robots {
	readonly #window = new SlidingWindow();

	constructor(
		private readonly world: World,
		private readonly media: Media,
	) {}

	send(key: string, body: Record<string, unknown>): Result {
		// The number is a guess of channels.md, as are those of what a robot's message may hold.
		if (!this.world.robots.has(key)) return wrong(93000, 'invalid webhook url');
		if (!this.#window.take(key, this.world.clock.now(), { limit: 20, span: minute })) return wrong(45009, 'api freq out of limit');
		const msgtype = textOf(body.msgtype);
		const part = recordOf(body[msgtype]);
		const fault = this.#fault(key, msgtype, part);
		if (fault) return fault;
		this.world.delivered.push({ to: key, msgid: newId(), msgtype, content: part, at: this.world.clock.now(), from: key });
		return ok();
	}

	#fault(key: string, msgtype: string, part: Record<string, unknown>): Result | undefined {
		const text = textOf(part.content);
		if (limits[msgtype] !== undefined) {
			if (!text) return wrong(44004, 'empty content');
			return bytesOf(text) > limits[msgtype] ? wrong(40058, `${msgtype}.content exceed max length ${limits[msgtype]}`) : undefined;
		}
		switch (msgtype) {
			case 'image': {
				const bytes = Buffer.from(textOf(part.base64), 'base64');
				return createHash('md5').update(bytes).digest('hex') === part.md5 ? undefined : wrong(40009, 'invalid image');
			}
			case 'file':
			case 'voice':
				return this.media.has(textOf(part.media_id), key) ? undefined : wrong(40007, 'invalid media_id');
			case 'news':
				return Array.isArray(part.articles) && part.articles.length <= 8 ? undefined : wrong(40058, 'invalid articles');
			case 'template_card':
				return ['text_notice', 'news_notice'].includes(textOf(part.card_type)) ? undefined : wrong(42017, 'invalid card type');
			default:
				return wrong(40008, 'invalid message type');
		}
	}
}
