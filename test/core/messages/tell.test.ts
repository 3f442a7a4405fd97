import { channelOf } from '../../../core';
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
		await crm.messages.tell([both[0]], senders);
		expect(server.countOf('/user/getuserid')).toBe(2);
	} finally {
		await server.close();
	}
});
