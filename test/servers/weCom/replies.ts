import { createDecipheriv, createHash } from 'node:crypto';
import type { Callback } from './world';

/** What an app's answer to the press of a button says. */
export interface Reply {
	readonly type: string;
	readonly to: string;
	readonly from: string;
	/** What takes the place of the clicker's buttons. */
	readonly replaceName?: string;
}

const textIn = (xml: string, name: string): string | undefined => {
	const inner = new RegExp(`<${name}>([^]*?)</${name}>`).exec(xml)?.[1];
	return inner?.replace(/<!\[CDATA\[([^]*?)\]\]>/g, '$1');
};

/**
 * An answer as the platform reads it: signed with the app's token, encrypted with its key, from this company, and as old
 * as it says. Undefined for any other, of which the platform takes no notice. Written apart from what the product writes.
 */
export function readReply(
	{ token, aesKey }: Callback,
	body: string,
	{ corpId, seconds }: { corpId: string; seconds: number },
): Reply | undefined {
	const [encrypt = '', signature, timestamp = '', nonce = ''] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map((name) =>
		textIn(body, name),
	);
	const signed = createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex');
	if (signed !== signature || nonce === '' || Math.abs(Number(timestamp) - seconds) > 600) return undefined;
	const xml = decrypted(aesKey, encrypt, corpId);
	if (xml === undefined) return undefined;
	const button = textIn(xml, 'Button');
	return {
		type: textIn(xml, 'MsgType') ?? '',
		to: textIn(xml, 'ToUserName') ?? '',
		from: textIn(xml, 'FromUserName') ?? '',
		replaceName: button && textIn(button, 'ReplaceName'),
	};
}

function decrypted(aesKey: string, encrypt: string, corpId: string): string | undefined {
	const key = Buffer.from(`${aesKey}=`, 'base64');
	const sealed = Buffer.from(encrypt, 'base64');
	if (sealed.length === 0 || sealed.length % 32 !== 0) return undefined;
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
	const pad = plain[plain.length - 1];
	const content = plain.subarray(16, plain.length - pad);
	const length = content.readUInt32BE(0);
	const receiver = content.subarray(4 + length).toString('utf8');
	return pad >= 1 && pad <= 32 && receiver === corpId ? content.subarray(4, 4 + length).toString('utf8') : undefined;
}
