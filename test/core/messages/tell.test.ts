import { channelOf } from '../../../core';
import { HttpFault } from '../../../core/channels/channel';
import type { TellInput } from '../../../core/crm';
import { failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { realHttp } from '../../support/realHttp';
import { startWeCom, weComFields } from '../channels/providers';
import { provider, type Provider } from './provider';

let crm: TestCrm;
let weCom: Provider;
let mail: Provider;

beforeEach(() => {
	setNow('2026-03-02T13:00:00Z');
	crm = openTestCrm();
	weCom = provider({
		id: 'vendorWeCom',
		addressKind: 'weComUserId',
		addressOf: ({ weComUserId }) => (typeof weComUserId === 'string' ? weComUserId : undefined),
	});
	mail = provider();
});

const tell = async (...inputs: Array<Omit<TellInput, 'item'>>) =>
	(
		await crm.messages.tell(
			inputsOf(inputs),
			[weCom.channel, mail.channel, channelOf('outbox')].map((channel) => ({ channel })),
		)
	).map(valueOf);

const content = { body: '新线索：{{name}}' };

const told = () => [weCom.got.length, mail.got.length];

it('tells each user by the first address that there is, at any hour, and by the outbox without one', async () => {
	const both = await crm.given.user({ name: '李娜', email: 'li@example.com', weComUserId: 'lina' });
	const mailed = await crm.given.user({ name: '王强', email: 'wang@example.com' });
	const none = await crm.given.user({ name: '赵敏' });
	const outcomes = await tell(...[both, mailed, none].map(({ id }) => ({ userId: id, content })));
	expect(outcomes.map(({ output, message }) => [output, message.addressKind])).toEqual([
		['sent', 'weComUserId'],
		['sent', 'email'],
		['sent', 'record'],
	]);
	expect(outcomes[0].message).toMatchObject({ body: '新线索：李娜', userId: both.id });
	expect(told()).toEqual([1, 1]);
});

it('takes the next channel only when the first one certainly sent nothing', async () => {
	const { id: userId } = await crm.given.user({ email: 'li@example.com', weComUserId: 'lina' });
	weCom.answer = () => ({ status: 'failed', fault: { code: '81013', message: 'invalid user' } });
	expect((await tell({ userId, content }))[0]).toMatchObject({ output: 'sent', message: { addressKind: 'email' } });
	weCom.answer = () => ({ status: 'deferred', until: 0, fault: { code: '45009', message: 'too often' } });
	expect((await tell({ userId, content }))[0]).toMatchObject({ output: 'sent', message: { addressKind: 'email' } });
	const left = await crm.rows(`SELECT 1 FROM "crm_message" WHERE "status" = 'deferred'`);
	expect(left).toHaveLength(0);
	weCom.answer = () => ({ status: 'unclear', fault: { code: 'ETIMEDOUT', message: 'no answer' } });
	expect((await tell({ userId, content }))[0]).toMatchObject({ output: 'unclear', message: { addressKind: 'weComUserId' } });
	expect(told()).toEqual([3, 2]);
});

it('tells nobody twice, whichever channel it took and whatever address came since', async () => {
	const { id: userId } = await crm.given.user({ email: 'li@example.com' });
	const lead = await crm.given.lead();
	const once = { userId, content, about: { object: 'lead', id: lead.id }, step: 'newLead' } as const;
	await tell(once);
	await crm.records.update('user', [{ item: 0, id: userId, fields: { weComUserId: 'lina' } }]);
	expect((await tell(once))[0]).toMatchObject({ output: 'sent', repeated: true, message: { addressKind: 'email' } });
	expect(told()).toEqual([0, 1]);
	await tell({ ...once, step: 'another' });
	expect(told()).toEqual([1, 1]);
});

it('tells nobody anything when one of the texts cannot be made', async () => {
	const { id: userId } = await crm.given.user({ email: 'li@example.com' });
	const senders = [{ channel: mail.channel }, { channel: channelOf('outbox') }];
	const inputs = inputsOf([
		{ userId, content },
		{ userId, content: { body: '{{nmae}}' } },
	]);
	expect((await failureOf(crm.messages.tell(inputs, senders))).items.map(({ item }) => item)).toEqual([1]);
	expect(told()).toEqual([0, 0]);
});

it('finds a colleague in WeCom by the mobile number, and asks no second time', async () => {
	const server = await startWeCom();
	try {
		const known = await crm.given.user({ mobile: '13800138000' });
		const unknown = await crm.given.user({ mobile: '13700137000' });
		const senders = [{ channel: channelOf('weComApp'), fields: weComFields(server), http: realHttp }, { channel: channelOf('outbox') }];
		const both = inputsOf([known, unknown].map(({ id }) => ({ userId: id, content })));
		const outcomes = (await crm.messages.tell(both, senders)).map(valueOf);
		expect(outcomes.map(({ message }) => message.channel)).toEqual(['weComApp', 'outbox']);
		expect(server.world.seenBy('zhangsan')).toHaveLength(1);
		const [found] = await crm.records.get('user', [{ item: 0, id: known.id }]);
		expect(valueOf(found).weComUserId).toBe('zhangsan');
		for (let i = 0; i < 3; i++) await crm.messages.tell(both, senders);
		expect(server.countOf('/user/getuserid')).toBe(2);
		setNow('2026-03-12T13:00:00Z');
		await crm.messages.tell(both, senders);
		expect(server.countOf('/user/getuserid')).toBe(3);
	} finally {
		await server.close();
	}
});

it('tells users with one mobile number too, and gives the WeCom ID that belongs to it to neither', async () => {
	const server = await startWeCom();
	try {
		const senders = [{ channel: channelOf('weComApp'), fields: weComFields(server), http: realHttp }, { channel: channelOf('outbox') }];
		const users = [await crm.given.user({ mobile: '13800138000' }), await crm.given.user({ mobile: '13800138000' })];
		const outcomes = (await crm.messages.tell(inputsOf(users.map(({ id }) => ({ userId: id, content }))), senders)).map(valueOf);
		expect(outcomes.map(({ output, message }) => [output, message.channel])).toEqual(users.map(() => ['sent', 'outbox']));
		expect(server.countOf('/user/getuserid')).toBe(1);
	} finally {
		await server.close();
	}
});

it('asks again for a number when WeCom gave no answer', async () => {
	const { id: userId } = await crm.given.user({ mobile: '13800138000' });
	let isDown = true;
	const server = await startWeCom();
	const http: typeof realHttp = async (request) => {
		if (isDown && request.url.includes('getuserid')) throw new HttpFault('no', 'ECONNREFUSED');
		return await realHttp(request);
	};
	try {
		const senders = [{ channel: channelOf('weComApp'), fields: weComFields(server), http }, { channel: channelOf('outbox') }];
		const one = async () => valueOf((await crm.messages.tell([{ item: 0, userId, content }], senders))[0]).message.channel;
		expect(await one()).toBe('outbox');
		isDown = false;
		expect(await one()).toBe('weComApp');
	} finally {
		await server.close();
	}
});

it('keeps one key of two users apart', async () => {
	const users = [await crm.given.user({ email: 'li@example.com' }), await crm.given.user({ email: 'wang@example.com' })];
	const both = users.map(({ id }) => ({ userId: id, content, idempotencyKey: 'order-1' }));
	expect((await tell(...both)).map(({ repeated }) => repeated)).toEqual([false, false]);
	expect((await tell(...both)).map(({ repeated }) => repeated)).toEqual([true, true]);
	expect(told()).toEqual([0, 2]);
});

it('tells what an earlier call only put off, once its time has come', async () => {
	const { id: userId } = await crm.given.user({ email: 'li@example.com' });
	const senders = [{ channel: weCom.channel }, { channel: mail.channel }];
	const once = { item: 0, userId, content, step: 'newLead' } as const;
	const one = async () => valueOf((await crm.messages.tell([once], senders))[0]);
	const later = Date.parse('2026-03-02T13:30:00Z');
	mail.answer = () => ({ status: 'deferred', until: later, fault: { code: '450', message: 'later' } });
	expect(await one()).toMatchObject({ output: 'deferred', repeated: false });
	mail.answer = () => ({ status: 'sent' });
	expect(await one()).toMatchObject({ output: 'deferred', repeated: true });
	setNow('2026-03-02T13:31:00Z');
	expect(await one()).toMatchObject({ output: 'sent', message: { addressKind: 'email' } });
	expect(await one()).toMatchObject({ output: 'sent', repeated: true });
	expect(told()).toEqual([0, 2]);
});
