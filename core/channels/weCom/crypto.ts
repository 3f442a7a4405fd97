import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { CallbackRefused } from './refusal';

/** What the console shows beside a callback's address. */
export interface CallbackKeys {
	readonly token: string;
	/** EncodingAESKey: 43 characters. */
	readonly aesKey: string;
	/** Whom messages are for: of an own app the Corp ID. */
	readonly receiveId: string;
}

/** What stands in the address of every call of the platform. */
export interface CallbackQuery {
	readonly signature: string;
	/** Seconds since the Unix epoch. */
	readonly timestamp: string;
	readonly nonce: string;
}

/** PKCS7 to 32 bytes, where AES itself would pad to 16. */
const block = 32;

/** Bytes of noise that every message begins with. */
const noise = 16;

/** Most characters of an encrypted message; the platform's are far smaller. */
const maxLength = 1024 * 1024;

/**
 * How many seconds old, or ahead, a message may be. The platform names no window; its repeats come within a minute. A
 * guess that leaves room for a clock that is a little wrong.
 */
const replayWindow = 600;

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The plaintext of a message to a callback, which is the platform's, meant for this company, and not an old one.
 * Algorithm: https://developer.work.weixin.qq.com/document/path/90968
 * @param now milliseconds since the Unix epoch
 * @throws CallbackRefused
 */
export function openCallback(keys: CallbackKeys, query: CallbackQuery, encrypt: string, now: number): string {
	if (!equal(signatureOf(keys.token, query, encrypt), query.signature)) throw new CallbackRefused('signature');
	const age = now / 1000 - Number(query.timestamp);
	// Judged after the signature, so that only the platform learns what this clock says.
	if (!/^\d{1,12}$/.test(query.timestamp) || Math.abs(age) > replayWindow) throw new CallbackRefused('timestamp');
	return decrypt(keys, encrypt);
}

/** What proves that whoever sends an encrypted message knows the token. */
export function signatureOf(token: string, { timestamp, nonce }: Pick<CallbackQuery, 'timestamp' | 'nonce'>, encrypt: string): string {
	return createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex');
}

/** A message to the platform, encrypted as it encrypts its own. */
export function sealMessage(keys: CallbackKeys, message: string): string {
	const key = keyOf(keys);
	const text = Buffer.from(message, 'utf8');
	const length = Buffer.alloc(4);
	length.writeUInt32BE(text.length);
	const plain = Buffer.concat([randomBytes(noise), length, text, Buffer.from(keys.receiveId, 'utf8')]);
	const padding = block - (plain.length % block);
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])), cipher.final()]).toString('base64');
}

/** Takes as long whatever the texts are. */
function equal(expected: string, given: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(expected), digest(given));
}

function keyOf({ aesKey }: CallbackKeys): Buffer {
	const key = /^[A-Za-z0-9+/]{43}$/.test(aesKey) ? Buffer.from(`${aesKey}=`, 'base64') : Buffer.alloc(0);
	if (key.length !== 32) throw new CallbackRefused('key');
	return key;
}

function decrypt(keys: CallbackKeys, encrypt: string): string {
	const key = keyOf(keys);
	if (encrypt.length > maxLength || encrypt.length % 4 !== 0 || !base64.test(encrypt)) throw new CallbackRefused('ciphertext');
	const sealed = Buffer.from(encrypt, 'base64');
	if (sealed.length === 0 || sealed.length % block !== 0) throw new CallbackRefused('ciphertext');
	// Node's own padding is that of AES and refuses more than 16 bytes of it.
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	const { message, receiver } = partsOf(unpad(Buffer.concat([decipher.update(sealed), decipher.final()])));
	if (!equal(keys.receiveId, receiver.toString('utf8'))) throw new CallbackRefused('receiver');
	return utf8(message);
}

/** Without the padding: so many bytes, each of which says how many. */
function unpad(padded: Buffer): Buffer {
	const count = padded[padded.length - 1];
	const padding = padded.subarray(padded.length - count);
	if (count < 1 || count > block || padding.some((byte) => byte !== count)) throw new CallbackRefused('ciphertext');
	return padded.subarray(0, padded.length - count);
}

/** Noise, the message's length in four bytes, the message, and whom it is for. */
function partsOf(plain: Buffer): { message: Buffer; receiver: Buffer } {
	const start = noise + 4;
	if (plain.length < start) throw new CallbackRefused('ciphertext');
	const end = start + plain.readUInt32BE(noise);
	if (end > plain.length) throw new CallbackRefused('ciphertext');
	return { message: plain.subarray(start, end), receiver: plain.subarray(end) };
}

function utf8(bytes: Buffer): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		throw new CallbackRefused('ciphertext');
	}
}
