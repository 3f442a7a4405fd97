import { createHash, createHmac } from 'node:crypto';
import type { Received } from '../standIn/httpServer';
import { minute } from '../standIn/clock';

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** RFC 3986, as the vendor wants it. */
const encode = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** How far the caller's clock may be from the vendor's; the figure is a guess. */
const skew = 15 * minute;

export interface Account {
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
}

/** A refusal of a call, with HTTP's status. */
export interface Refusal {
	readonly status: number;
	readonly code: string;
	readonly message: string;
}

/** What the calls are for: the vendor sees its own name and path, whatever proxy they came through. */
const host = 'dysmsapi.aliyuncs.com';

/** Whether a call is signed by ACS3-HMAC-SHA256 with the account's key, now, and for the first time. Written apart from the product's signer. */
export class SignatureCheck {
	readonly #nonces = new Set<string>();

	constructor(private readonly account: Account) {}

	refusal(call: Received): Refusal | undefined {
		const header = (name: string): string => String(call.headers[name] ?? '');
		const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(header('authorization'));
		if (!match) return refuse('MissingAuthorization', 'The authorization is missing or malformed.');
		const [, keyId, signedHeaders, signature] = match;
		if (keyId !== this.account.accessKeyId)
			return { ...refuse('InvalidAccessKeyId.NotFound', 'Specified access key is not found.'), status: 404 };
		if (header('x-acs-content-sha256') !== sha256(call.body)) return refuse('InvalidContentSha256', 'The hash of the body is wrong.');
		if (Math.abs(Date.parse(header('x-acs-date')) - call.at) > skew)
			return refuse('InvalidTimeStamp.Expired', 'Specified time stamp is expired.');
		const needed = ['host', ...Object.keys(call.headers).filter((name) => name.startsWith('x-acs-'))];
		const names = signedHeaders.split(';');
		if (needed.some((name) => !names.includes(name))) return refuse('SignatureDoesNotMatch', 'A header is not signed.');
		if (this.#sign(call, names) !== signature)
			return refuse('SignatureDoesNotMatch', 'Specified signature does not match our calculation.');
		return this.#replayed(header('x-acs-signature-nonce'));
	}

	#replayed(nonce: string): Refusal | undefined {
		if (!nonce || this.#nonces.has(nonce)) return refuse('SignatureNonceUsed', 'Specified signature nonce was used already.');
		this.#nonces.add(nonce);
		return undefined;
	}

	#sign({ method, query, headers, body }: Received, names: readonly string[]): string {
		const canonicalQuery = [...query]
			.map(([name, value]) => `${encode(name)}=${encode(value)}`)
			.sort()
			.join('&');
		const canonicalHeaders = names.map((name) => `${name}:${name === 'host' ? host : String(headers[name]).trim()}\n`).join('');
		const canonical = [method, '/', canonicalQuery, canonicalHeaders, names.join(';'), sha256(body)].join('\n');
		return createHmac('sha256', this.account.accessKeySecret)
			.update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
			.digest('hex');
	}
}

const refuse = (code: string, message: string): Refusal => ({ status: 400, code, message });
