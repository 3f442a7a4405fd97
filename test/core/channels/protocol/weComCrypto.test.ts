import fc from 'fast-check';
import { openCallback, type CallbackKeys, type CallbackQuery } from '../../../../core/channels/weCom/crypto';
import { CallbackRefused } from '../../../../core/channels/weCom/refusal';
import { readXml, xmlText } from '../../../../core/channels/weCom/xml';
import { Callbacks } from '../../../servers/weCom/callbacks';
import { exampleCallback } from '../../../servers/weCom/weComServer';
import { World } from '../../../servers/weCom/world';
import { StandInClock } from '../../../servers/standIn/clock';

const numRuns = process.env.GUANXI_SOAK ? 10_000 : 1000;

const keys: CallbackKeys = { ...exampleCallback, receiveId: 'wx5823bf96d3bd56c7' };

/** The platform's own examples. */
const echo = {
	query: { timestamp: '1409659589', nonce: '263014780', signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3' },
	encrypt: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const message = {
	query: { timestamp: '1409659813', nonce: '1372623149', signature: '477715d11cdb4164915debcba66cb864d751f3e6' },
	encrypt:
		'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};
const now = 1409659800_000;

/** The platform as it signs what a forger without the key, but with the token, could make up. */
const platform = new Callbacks(new World(new StandInClock()));
const signed = (ciphertext: string, more: object = {}) => {
	const { query } = platform.seal({ url: '', ...keys }, '', { ciphertext, timestamp: now / 1000, ...more });
	return { timestamp: query.timestamp, nonce: query.nonce, signature: query.msg_signature };
};

function reasonOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		if (error instanceof CallbackRefused) return error.reason;
		throw error;
	}
	return 'accepted';
}

const open = (query: CallbackQuery, encrypt: string, with_ = keys) => openCallback(with_, query, encrypt, now);

it('reads the platform’s examples', () => {
	expect(open(echo.query, echo.encrypt)).toBe('1616140317555161061');
	const xml = open(message.query, message.encrypt);
	expect(Buffer.byteLength(xml)).toBe(284);
	expect(readXml(xml)).toMatchObject({ Content: 'hello', MsgId: '4561255354251345929', MsgType: 'text' });
});

it.each([0, 1, 5, 11, 12, 13, 27, 28, 29, 4000])('reads a message of %d characters', (length) => {
	const text = '好'.repeat(length);
	const { query, body } = platform.seal({ url: '', ...keys }, text, { timestamp: now / 1000 });
	const { msg_signature: signature, timestamp, nonce } = query;
	expect(open({ signature, timestamp, nonce }, xmlText(readXml(body), 'Encrypt'))).toBe(text);
});

describe('refuses', () => {
	it('a wrong signature, of whatever length', () => {
		for (const signature of ['', 'x', '0'.repeat(40), echo.query.signature.toUpperCase(), `${echo.query.signature}0`]) {
			expect(reasonOf(() => open({ ...echo.query, signature }, echo.encrypt))).toBe('signature');
		}
		expect(reasonOf(() => open(echo.query, echo.encrypt, { ...keys, token: 'other' }))).toBe('signature');
	});

	it('what is older than the window, or comes from the future', () => {
		for (const age of [-601, 601, 86_400]) {
			const { timestamp, nonce, signature } = signed(echo.encrypt, { timestamp: now / 1000 - age });
			expect(reasonOf(() => open({ timestamp, nonce, signature }, echo.encrypt))).toBe('timestamp');
		}
		expect(reasonOf(() => open(signed(echo.encrypt, { timestamp: 'NaN' }), echo.encrypt))).toBe('timestamp');
	});

	it('what is meant for another company', () => {
		expect(reasonOf(() => open(echo.query, echo.encrypt, { ...keys, receiveId: 'wx0000000000000000' }))).toBe('receiver');
		expect(reasonOf(() => open(echo.query, echo.encrypt, { ...keys, receiveId: '' }))).toBe('receiver');
	});

	it('what another key has encrypted, and a key of the wrong form', () => {
		const other = { ...keys, aesKey: 'A'.repeat(43) };
		expect(reasonOf(() => open(echo.query, echo.encrypt, other))).toBe('ciphertext');
		for (const aesKey of ['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}!`]) {
			expect(reasonOf(() => open(echo.query, echo.encrypt, { ...keys, aesKey }))).toBe('key');
		}
	});

	it('what is no Base64, or no whole blocks', () => {
		for (const encrypt of ['', 'A', 'AAAA', 'A'.repeat(22) + '==', `${echo.encrypt}AAAA`, echo.encrypt.replace('P', '!')]) {
			expect(reasonOf(() => open(signed(encrypt), encrypt))).toBe('ciphertext');
		}
	});

	it('random ciphertext, always, with nothing but a refusal', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 0, maxLength: 256 }), fc.boolean(), (bytes, whole) => {
				const encrypt = Buffer.from(whole ? bytes.subarray(0, bytes.length - (bytes.length % 32)) : bytes).toString('base64');
				expect(['ciphertext', 'receiver']).toContain(reasonOf(() => open(signed(encrypt), encrypt)));
			}),
			{ numRuns },
		);
	});

	it('a message of the platform with one bit changed', () => {
		const bytes = Buffer.from(message.encrypt, 'base64');
		let accepted = 0;
		fc.assert(
			fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
				const changed = Buffer.from(bytes);
				changed[bit >> 3] ^= 1 << (bit & 7);
				const encrypt = changed.toString('base64');
				expect(reasonOf(() => open(message.query, encrypt))).toBe('signature');
				// Whoever has the token could sign it: what is read then is another text, and nothing but refusals are thrown.
				if (reasonOf(() => open(signed(encrypt), encrypt)) === 'accepted') accepted++;
			}),
			{ numRuns },
		);
		// Bits of the noise are noise.
		expect(accepted).toBeLessThan(numRuns / 2);
	});

	it('texts of any kind, with nothing but a refusal', () => {
		const query = fc.record({ timestamp: fc.string(), nonce: fc.string(), signature: fc.string() });
		fc.assert(
			fc.property(query, fc.string(), (given, encrypt) => {
				expect(reasonOf(() => open(given, encrypt))).toBe('signature');
			}),
			{ numRuns },
		);
	});
});
