import fc from 'fast-check';

import { closeStores } from '../../../core';
import { Callbacks } from '../../servers/weCom/callbacks';
import { exampleCallback } from '../../servers/weCom/weComServer';
import { World } from '../../servers/weCom/world';
import { StandInClock } from '../../servers/standIn/clock';
import { crm } from '../../support/capturing';
import { givenCredential } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';
import { WebhookServer } from '../../support/webhookServer';

const inputs = process.env.GUANXI_SOAK ? 10_000 : 1000;

const world = new World(new StandInClock());
const platform = new Callbacks(world);
const { token, aesKey } = exampleCallback;

let trigger: WebhookServer;

beforeAll(async () => {
	freshCrm();
	const credentials = {
		weComApi: givenCredential({ corpId: world.corpId, agentId: '1000002', secret: 's', callbackToken: token, encodingAesKey: aesKey }),
	};
	trigger = await WebhookServer.start({ type: 'weComTrigger', parameters: { path: 'guanxi/wecom' }, credentials });
});

afterAll(async () => {
	await trigger.stop();
	await closeStores();
});

interface Call {
	readonly method: string;
	readonly query: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array;
	readonly type: string;
}

const xml = platform.xmlOf({ FromUserName: 'ChenXiaodong', MsgType: 'text', Content: '你好', MsgId: '1' });
const callback = { token, aesKey, url: '' };

/** A call that the platform would have made, but for one thing. */
const forged = fc
	.oneof(
		fc.record({ signature: fc.oneof(fc.stringMatching(/^[0-9a-f]{40}$/), fc.string()) }),
		fc.record({ timestamp: fc.oneof(fc.integer({ min: 0, max: 1_700_000_000 }), fc.integer({ min: 4_000_000_000, max: 9_000_000_000 })) }),
		fc.record({ receiveId: fc.string().filter((id) => id !== world.corpId) }),
		fc.record({ ciphertext: fc.uint8Array({ maxLength: 512 }).map((bytes) => Buffer.from(bytes).toString('base64')) }),
		fc.record({ ciphertext: fc.string() }),
	)
	.map((forgery): Call => {
		const { query, body } = platform.seal(callback, xml, forgery);
		return { method: 'POST', query, body, type: 'text/xml' };
	});

/** One whose bytes were changed on the way. */
const damaged = fc.record({ place: fc.nat(10_000), byte: fc.integer({ min: 1, max: 255 }) }).map(({ place, byte }): Call => {
	const { query, body } = platform.seal(callback, xml);
	const [start, end] = [body.indexOf('<Encrypt><![CDATA[') + 18, body.indexOf(']]></Encrypt>')];
	const bytes = Buffer.from(body);
	const at = start + (place % (end - start));
	bytes[at] = bytes[at] ^ byte;
	return { method: 'POST', query, body: new Uint8Array(bytes), type: 'text/xml' };
});

/** Signed as it should be, around something that is none of the platform's. */
const strange = fc
	.oneof(
		fc.string(),
		fc.constant('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Content>&a;</Content></xml>'),
		fc.nat(30).map((depth) => `${'<a>'.repeat(depth + 9)}${'</a>'.repeat(depth + 9)}`),
	)
	.filter((text) => !/^\s*<[A-Za-z]+\s*\/?>(?:[^<&]*<\/[A-Za-z]+>)?\s*$/.test(text))
	.map((text): Call => {
		const { query, body } = platform.seal(callback, text);
		return { method: 'POST', query, body, type: 'text/xml' };
	});

/** Anything at all. */
const noise = fc.record({
	method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
	query: fc.dictionary(fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'echostr', '__proto__', 'x'), fc.string()),
	body: fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.string({ maxLength: 2000 }), fc.constant(xml)),
	type: fc.constantFrom('text/xml', 'application/json', 'application/octet-stream'),
});

it(`answers ${inputs} forged, damaged and random calls with 4xx, stores and starts nothing, and lives on`, async () => {
	await fc.assert(
		fc.asyncProperty(fc.oneof(forged, damaged, strange, noise), async ({ method, query, body, type }) => {
			const response = await fetch(`${trigger.url}?${new URLSearchParams(query).toString()}`, {
				method,
				headers: { 'Content-Type': type },
				...(method !== 'GET' && { body: body as RequestInit['body'] }),
			});
			expect(Math.floor(response.status / 100)).toBe(4);
			expect(await response.text()).toBe('');
		}),
		{ numRuns: inputs, seed: 20_260_301, endOnFailure: true },
	);
	expect(trigger.thrown).toEqual([]);
	expect(trigger.emitted).toEqual([]);
	for (const resource of ['message', 'consent', 'suppression', 'lead'])
		expect(await crm({ resource, operation: 'getAll', returnAll: true })).toEqual([]);
	const log = trigger.logged.join('\n');
	expect(log).not.toMatch(/\bat .*\.[jt]s:\d+/);
	for (const secret of [token, aesKey]) expect(log).not.toContain(secret);
	const sealed = platform.seal(callback, xml);
	expect(await platform.post({ ...callback, url: trigger.url }, sealed)).toMatchObject({ status: 200 });
	expect(trigger.emitted).toHaveLength(1);
}, 600_000);
