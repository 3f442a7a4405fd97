import { setTimeout as sleep } from 'node:timers/promises';

import { closeStores } from '../../../core';
import { givenCredential } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';
import { WebhookServer } from '../../support/webhookServer';
import { crm } from '../../support/capturing';
import { sampleApp, exampleCallback, WeComServer } from '../../servers/weCom/weComServer';
import type { App } from '../../servers/weCom/world';

const all = async (resource: string) => await crm({ resource, operation: 'getAll', returnAll: true, simplify: false });

/** The item comes after the answer. */
const until = async (there: () => boolean) => {
	for (const end = Date.now() + 20_000; !there() && Date.now() < end;) await sleep(20);
};

let weCom: WeComServer;
let trigger: WebhookServer;
let app: App & { callback: NonNullable<App['callback']> };

beforeEach(async () => {
	freshCrm();
	weCom = await WeComServer.start();
	// A busy machine is no fault of the node's: that nothing slow is waited for is tested by how long it takes.
	weCom.callbacks.patience = { event: 30_000, echo: 30_000 };
	const credentials = {
		weComApi: givenCredential({
			corpId: weCom.world.corpId,
			agentId: String(sampleApp.agentId),
			secret: sampleApp.secret,
			callbackToken: exampleCallback.token,
			encodingAesKey: exampleCallback.aesKey,
			baseUrl: weCom.url,
		}),
	};
	trigger = await WebhookServer.start({
		type: 'weComTrigger',
		parameters: { path: 'guanxi/wecom', welcome: 'written', welcomeText: '您好，{{name}}！我是{{member}}' },
		credentials,
	});
	app = { ...sampleApp, callback: { ...exampleCallback, url: trigger.url } };
	weCom.world.apps.set(app.agentId, app);
	weCom.world.addMembers('ChenXiaodong');
});

afterEach(async () => {
	expect(trigger.thrown).toEqual([]);
	await trigger.stop();
	await weCom.close();
});

afterAll(closeStores);

it("passes the console's test of the address", async () => {
	expect(await weCom.callbacks.echo(app.callback)).toMatchObject({ accepted: true, status: 200 });
	expect(await weCom.callbacks.echo(app.callback, { signature: 'f'.repeat(40) })).toMatchObject({ accepted: false, status: 403 });
	expect(trigger.emitted).toEqual([]);
});

it('gives a new customer out by Contact Added, and a lost one by Contact Removed', async () => {
	await crm({
		resource: 'user',
		operation: 'create',
		fields: { mappingMode: 'defineBelow', value: { name: '陈晓东', weComUserId: 'ChenXiaodong' }, matchingColumns: [], schema: [] },
	});
	expect(await weCom.addCustomer(app, { member: 'ChenXiaodong', customer: 'wmWang', state: 'booth-3' })).toMatchObject([
		{ status: 200, body: '' },
	]);
	await until(() => trigger.emitted.length > 0);
	expect(trigger.itemsOf(1)).toMatchObject([
		{ kind: 'contactAdded', externalUserId: 'wmWang', memberId: 'ChenXiaodong', state: 'booth-3', user: { name: '陈晓东' } },
	]);
	expect(trigger.itemsOf(1)).toMatchObject([
		{ contact: { name: 'wmWang', type: 'weChat', state: 'booth-3' }, welcome: { outcome: 'sent' } },
	]);
	expect(weCom.world.seenBy('wmWang')).toMatchObject([{ content: { content: '您好，wmWang！我是陈晓东' } }]);
	await weCom.loseCustomer(app, { member: 'ChenXiaodong', customer: 'wmWang' });
	await until(() => trigger.emitted.length > 1);
	expect(trigger.itemsOf(2)).toMatchObject([{ kind: 'contactRemoved', removedBy: 'customer', optedOut: true }]);
	expect(trigger.emitted.map((outputs) => outputs.map((items) => items.length))).toEqual([
		[0, 1, 0, 0, 0],
		[0, 0, 1, 0, 0],
	]);
});

it('tells what kept the welcome and the details away, answers all the same, and gives the customer out', async () => {
	weCom.world.trusted = false;
	expect(await weCom.addCustomer(app, { member: 'ChenXiaodong', customer: 'wmLi' })).toMatchObject([{ status: 200 }]);
	await until(() => trigger.emitted.length > 0);
	expect(trigger.itemsOf(1)).toMatchObject([
		{ externalUserId: 'wmLi', contactFault: { code: '60020' }, welcome: { outcome: 'refused', code: '60020' } },
	]);
});

it('answers the test of the address without the store and without a call', async () => {
	const folder = process.env.N8N_USER_FOLDER;
	process.env.N8N_USER_FOLDER = '/dev/null/nowhere';
	expect(await weCom.callbacks.echo(app.callback)).toMatchObject({ accepted: true });
	process.env.N8N_USER_FOLDER = folder;
	expect(weCom.calls).toEqual([]);
});

it('answers a new customer, and welcomes them in time, while their details are slow', async () => {
	const slow = 10_000;
	weCom.faults.next('/externalcontact/get', { kind: 'delay', ms: slow });
	const start = weCom.clock.now();
	const [{ status, ms }] = await weCom.addCustomer(app, { member: 'ChenXiaodong', customer: 'wmZhao', state: 'booth-3' });
	expect(status).toBe(200);
	expect(ms).toBeLessThan(slow / 2);
	await until(() => trigger.emitted.length > 0);
	// The name was not there yet.
	const [welcome] = weCom.world.seenBy('wmZhao');
	expect(welcome.content).toMatchObject({ content: expect.stringMatching(/^您好，！/) as string });
	expect(welcome.at - start).toBeLessThan(slow);
	expect(trigger.itemsOf(1)).toMatchObject([{ contact: { name: 'wmZhao' }, welcome: { outcome: 'sent' } }]);
});

it('gives a message delivered three times out once', async () => {
	const fields = { FromUserName: 'ChenXiaodong', MsgType: 'text', Content: '收到', MsgId: '4561255354251345929' };
	const sealed = weCom.callbacks.seal(app.callback, weCom.callbacks.xmlOf(fields));
	const tries = await Promise.all([1, 2, 3].map(async () => await weCom.callbacks.post(app.callback, sealed)));
	expect(tries.map(({ status }) => status)).toEqual([200, 200, 200]);
	expect(trigger.itemsOf(0)).toMatchObject([{ kind: 'message', text: '收到', message: { body: '收到' } }]);
	expect(await all('message')).toHaveLength(1);
});

it('says in the log why a call was refused, without the secrets', async () => {
	await weCom.callbacks.post(app.callback, weCom.callbacks.seal(app.callback, '<xml/>', { receiveId: 'ww1' }));
	expect(trigger.logged.join()).toContain('another company');
	for (const secret of [exampleCallback.token, exampleCallback.aesKey, sampleApp.secret])
		expect(trigger.logged.join()).not.toContain(secret);
});

it('has the platform send it again while the store cannot be reached', async () => {
	const folder = process.env.N8N_USER_FOLDER;
	process.env.N8N_USER_FOLDER = '/dev/null/nowhere';
	const sealed = weCom.callbacks.seal(app.callback, weCom.callbacks.xmlOf({ FromUserName: 'a', MsgType: 'event', Event: 'enter_agent' }));
	expect(await weCom.callbacks.post(app.callback, sealed)).toMatchObject({ status: 503, body: '' });
	process.env.N8N_USER_FOLDER = folder;
	expect(await weCom.callbacks.post(app.callback, sealed)).toMatchObject({ status: 200 });
	expect(trigger.itemsOf(4)).toMatchObject([{ kind: 'other', raw: { Event: 'enter_agent' } }]);
});
