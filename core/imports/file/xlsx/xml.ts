import type { SaxesParser } from 'saxes';
import { unreadable } from '../fileErrors';

export type Attributes = Readonly<Record<string, string>>;

/** What a part's reader wants to hear. Names come without their prefix: some programs write `x:row`. */
export interface XmlHandlers {
	open?(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
}

const local = (name: string): string => {
	const colon = name.indexOf(':');
	return colon < 0 ? name : name.slice(colon + 1);
};

/** Reads XML as it comes in. It knows no entities but XML's own, so that a small text stays small. */
export class XmlReader {
	readonly #parser: SaxesParser;
	readonly #decoder = new TextDecoder('utf-8');

	constructor(handlers: XmlHandlers) {
		const { SaxesParser: Parser } = require('saxes') as typeof import('saxes');
		this.#parser = new Parser({ position: false });
		const { open, text, close } = handlers;
		if (open) this.#parser.on('opentag', (tag) => open(local(tag.name), tag.attributes as Attributes));
		if (text) this.#parser.on('text', text);
		if (text) this.#parser.on('cdata', text);
		if (close) this.#parser.on('closetag', (tag) => close(local(tag.name)));
		this.#parser.on('error', () => {
			throw unreadable({ en: 'The workbook is damaged', 'zh-CN': '工作簿已损坏' });
		});
	}

	write(chunk: Uint8Array): void {
		this.#parser.write(this.#decoder.decode(chunk, { stream: true }));
	}
}

/** Reads a whole part. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
	const reader = new XmlReader(handlers);
	for await (const chunk of chunks) reader.write(chunk);
}
