import { createHash, createHmac } from 'node:crypto';

/** A call of Aliyun's RPC style. */
export interface Acs3Call {
	readonly host: string;
	readonly action: string;
	readonly version: string;
	readonly query: Readonly<Record<string, string>>;
	readonly body: string;
	/** UTC, to the second: `2023-10-26T10:22:32Z`. */
	readonly date: string;
	/** Another one for every call. */
	readonly nonce: string;
}

export interface Acs3Key {
	readonly id: string;
	readonly secret: string;
}

const algorithm = 'ACS3-HMAC-SHA256';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** Percent-encoding of RFC 3986; JavaScript's leaves five signs more as they are. */
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, percent);

/** The query of the address, in the order in which it is signed. */
export function acs3Query(query: Acs3Call['query']): string {
	return Object.entries(query)
		.map(([name, value]) => [encode(name), encode(value)])
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([name, value]) => `${name}=${value}`)
		.join('&');
}

/**
 * The header fields of a POST to `/`, its signature among them.
 * Algorithm: https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function signAcs3(call: Acs3Call, key: Acs3Key): Record<string, string> {
	const signed: Record<string, string> = {
		host: call.host,
		'x-acs-action': call.action,
		'x-acs-content-sha256': sha256(call.body),
		'x-acs-date': call.date,
		'x-acs-signature-nonce': call.nonce,
		'x-acs-version': call.version,
	};
	const names = Object.keys(signed);
	const headers = names.map((name) => `${name}:${signed[name]}\n`).join('');
	const canonical = ['POST', '/', acs3Query(call.query), headers, names.join(';'), signed['x-acs-content-sha256']].join('\n');
	const signature = createHmac('sha256', key.secret)
		.update(`${algorithm}\n${sha256(canonical)}`)
		.digest('hex');
	return { ...signed, Authorization: `${algorithm} Credential=${key.id},SignedHeaders=${names.join(';')},Signature=${signature}` };
}
