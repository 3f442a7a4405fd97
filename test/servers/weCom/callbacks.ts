import { createCipheriv, createHash, randomBytes, randomInt } from 'node:crypto';
import type { Callback, World } from './world';
import { writeXml } from './xml';

/** A sealed message on its way: the query of the address, and the body of the POST. */
export interface Sealed {
	readonly query: Record<string, string>;
	readonly body: string;
}

/** What one try of the platform came to. */
export interface Try {
	/** Missing when no answer came in time. */
	readonly status?: number;
	readonly body: string;
	readonly ms: number;
}

/** How a message differs from what the platform would have sent, for what a forger would try. */
export interface Forgery {
	readonly receiveId?: string;
	/** Seconds since the Unix epoch. */
	readonly timestamp?: number;
	readonly signature?: string;
	readonly ciphertext?: string;
	readonly nonce?: string;
}

/** Sends events to an app's callback like the platform. Written apart from what the product reads them with. */
export class Callbacks {
	/** Milliseconds that the platform waits for an answer. */
	patience = { event: 5000, echo: 1000 };
	tries = 3;

	constructor(private readonly world: World) {}

	/** Encrypts and signs one message. */
	seal(callback: Callback, xml: string, forged: Forgery = {}): Sealed {
		const encrypt = forged.ciphertext ?? encryptFor(callback.aesKey, xml, forged.receiveId ?? this.world.corpId);
		const timestamp = String(forged.timestamp ?? this.world.seconds());
		const nonce = forged.nonce ?? String(randomInt(1, 2 ** 31));
		const msg_signature = forged.signature ?? signatureOf(callback.token, timestamp, nonce, encrypt);
		const body = `<xml><ToUserName><![CDATA[${this.world.corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[]]></AgentID></xml>`;
		return { query: { msg_signature, timestamp, nonce }, body };
	}

	/** Sends an event until it is answered with 200 in time, at most three times. */
	async push(callback: Callback, fields: Record<string, string>): Promise<Try[]> {
		const sealed = this.seal(callback, this.xmlOf(fields));
		const tries: Try[] = [];
		while (tries.length < this.tries && tries.at(-1)?.status !== 200) tries.push(await this.post(callback, sealed));
		return tries;
	}

	/** One POST of a message, good or forged. */
	async post(callback: Callback, { query, body }: Sealed): Promise<Try> {
		const url = `${callback.url}?${new URLSearchParams(query).toString()}`;
		return await attempt(url, { method: 'POST', body, headers: { 'Content-Type': 'text/xml' } }, this.patience.event);
	}

	/** What the console does when the address is saved: the answer must be `expected`, bare, within a second. */
	async echo(callback: Callback, forged: Forgery = {}): Promise<Try & { readonly expected: string; readonly accepted: boolean }> {
		const expected = String(randomInt(1e9, 1e10));
		const { query } = this.seal(callback, expected, forged);
		const echostr = forged.ciphertext ?? encryptFor(callback.aesKey, expected, forged.receiveId ?? this.world.corpId);
		const msg_signature = forged.signature ?? signatureOf(callback.token, query.timestamp, query.nonce, echostr);
		const url = `${callback.url}?${new URLSearchParams({ ...query, msg_signature, echostr }).toString()}`;
		const tried = await attempt(url, { method: 'GET' }, this.patience.echo);
		return { ...tried, expected, accepted: tried.status === 200 && tried.body === expected };
	}

	/** An event's XML, with what the platform adds. */
	xmlOf(fields: Record<string, string>): string {
		const all = { ToUserName: this.world.corpId, CreateTime: String(this.world.seconds()), ...fields };
		return writeXml(all);
	}
}

async function attempt(url: string, request: RequestInit, patience: number): Promise<Try> {
	const start = performance.now();
	const took = () => Math.round(performance.now() - start);
	try {
		const response = await fetch(url, { ...request, signal: AbortSignal.timeout(patience) });
		return { status: response.status, body: await response.text(), ms: took() };
	} catch {
		// Nothing in time, or no connection: both are no answer to the platform.
		return { body: '', ms: took() };
	}
}

const signatureOf = (...parts: string[]): string =>
	createHash('sha1')
		.update([...parts].sort().join(''))
		.digest('hex');

function encryptFor(aesKey: string, message: string, receiveId: string): string {
	const key = Buffer.from(`${aesKey}=`, 'base64');
	const text = Buffer.from(message, 'utf8');
	const length = Buffer.alloc(4);
	length.writeUInt32BE(text.length);
	const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(receiveId, 'utf8')]);
	const pad = 32 - (plain.length % 32);
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64');
}
