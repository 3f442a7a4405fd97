import { clock } from '../../../core/clock';
import type { NewMessage, SendOutcome } from '../../../core/crm';
import { channelOf } from '../../../core';
import { minute } from '../../servers/standIn/clock';
import { realHttp } from '../../support/realHttp';
import { inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';
import type { Provider } from './contract';
import {
	appProvider,
	appProviderOf,
	mailProvider,
	massProvider,
	robotProvider,
	smsProvider,
	startWeCom,
	welcomeProvider,
} from './providers';

let crm: TestCrm;
let provider: Provider;
beforeEach(() => void (crm = openTestCrm()));
afterEach(async () => await provider.close());

const send = async (channel: string, messages: readonly NewMessage[]): Promise<SendOutcome[]> =>
	(await crm.messages.send(inputsOf(messages), { channel: channelOf(channel), fields: provider.fields, http: realHttp })).map(valueOf);

const outputsOf = (outcomes: readonly SendOutcome[]) => outcomes.map(({ output }) => output);

const content = { subject: '您好', body: '您好，{{name}}' };

it('mails leads, once for a step, and keeps the Message-ID', async () => {
	provider = await mailProvider();
	const lead = await crm.given.lead({ name: '王芳', email: provider.addresses[0] });
	const message: NewMessage = { recipient: { object: 'lead', id: lead.id }, content, step: 'hello' };
	const [outcome] = await send('email', [message]);
	expect(outcome).toMatchObject({ output: 'sent', message: { providerId: expect.stringMatching(/^<.+@example\.com>$/) as string } });
	expect(outcome.message.providerId).toContain(outcome.message.id);
	expect((await send('email', [message]))[0].repeated).toBe(true);
	expect(provider.seenBy(provider.addresses[0])).toEqual(['您好，王芳']);
});

it('lets what is refused, put off or lost leave by its own output', async () => {
	provider = await mailProvider();
	const [gone, known] = provider.addresses;
	provider.refuse(gone);
	expect(outputsOf(await send('email', [{ recipient: { address: gone }, content: { body: 'x' } }]))).toEqual(['refused']);
	provider.putOff();
	expect(outputsOf(await send('email', [{ recipient: { address: known }, content: { body: 'x' } }]))).toEqual(['deferred']);
	provider.loseAnswer();
	const [lost] = await send('email', [{ recipient: { address: known }, content: { body: 'x' } }]);
	expect([lost.output, lost.message.status]).toEqual(['unclear', 'unclear']);
});

it('sends the same text to members of the company in one request', async () => {
	provider = await appProvider();
	const users = await Promise.all(provider.addresses.map(async (weComUserId) => await crm.given.user({ weComUserId })));
	const messages = users.map(({ id }): NewMessage => ({ recipient: { object: 'user', id }, content: { body: '今日有新线索' } }));
	const outcomes = await send('weComApp', messages);
	expect(outputsOf(outcomes)).toEqual(['sent', 'sent']);
	expect(outcomes[0].message.providerId).toBe(outcomes[1].message.providerId);
	expect(provider.addresses.map((address) => provider.seenBy(address))).toEqual([['今日有新线索'], ['今日有新线索']]);
});

it('sends a member no more than the vendor lets through, which drops the rest without a word', async () => {
	const server = await startWeCom();
	provider = appProviderOf(server);
	const restore = clock.use(() => server.world.clock.now());
	const recipient = { address: 'zhangsan' };
	const burst = Array.from({ length: 40 }, (_, i): NewMessage => ({ recipient, content: { body: `新线索 ${i}` } }));
	// Just before the minute is over.
	server.world.clock.advance(minute - (server.world.clock.now() % minute) - 100);
	let sent = 0;
	for (const wait of [0, 200, 30_000, 29_800, 9_000, 9_000, 40_000]) {
		server.world.clock.advance(wait);
		sent += outputsOf(await send('weComApp', burst)).filter((output) => output === 'sent').length;
	}
	restore();
	expect(sent).toBe(60);
	expect(provider.seenBy('zhangsan')).toHaveLength(sent);
});

it('writes about a lead into the group of a robot', async () => {
	provider = await robotProvider();
	const lead = await crm.given.lead({ name: '<@all> 王芳' });
	const [outcome] = await send('weComRobot', [
		{ recipient: { object: 'lead', id: lead.id }, content: { body: '新线索 {{name}}', form: 'markdown' } },
	]);
	expect([outcome.output, outcome.message.leadId]).toEqual(['sent', lead.id]);
	expect(provider.seenBy('')).toEqual(['新线索 ＜@all＞ 王芳']);
});

it('greets a new customer', async () => {
	provider = await welcomeProvider();
	const [externalUserId] = provider.addresses;
	const contact = await crm.given.contact({ name: '王芳', externalUserId });
	const { data } = provider.more!(externalUserId);
	const [outcome] = await send('weComWelcome', [
		{ recipient: { object: 'contact', id: contact.id }, content: { body: '您好，{{name}}' }, data },
	]);
	expect(outcome.output).toBe('sent');
	expect(provider.seenBy(externalUserId)).toEqual(['您好，王芳']);
});

it('gives an employee the task to confirm a mass message', async () => {
	provider = await massProvider();
	const owner = await crm.given.user({ weComUserId: 'zhangsan' });
	const contact = await crm.given.contact({ name: '王芳', externalUserId: provider.addresses[0] });
	const [outcome] = await send('weComMass', [
		{ recipient: { object: 'contact', id: contact.id }, content: { body: '春季优惠' }, data: { sender: 'zhangsan' } },
	]);
	expect([outcome.output, outcome.message.status]).toEqual(['deferred', 'awaitingStaff']);
	expect(await crm.rows('SELECT "assigneeId" FROM "crm_task"')).toEqual([{ assigneeId: owner.id }]);
	expect(provider.seenBy(provider.addresses[0])).toEqual([]);
});

it('sends the vendor’s SMS template with variables from the record, and nothing without one', async () => {
	provider = await smsProvider();
	const versions = [
		{
			language: 'zh-CN',
			channel: 'smsAliyun',
			body: '{{name}}您好，您的预约时间为10:00。',
			vendorTemplateId: 'SMS_100002',
			variables: [
				{ name: 'name', value: '{{name}}' },
				{ name: 'time', value: '10:00' },
			],
		},
	];
	valueOf((await crm.messages.defineTemplate([{ item: 0, fields: { name: '预约', versions } }]))[0]);
	const lead = await crm.given.lead({ name: '王芳', phone: '13800138000' });
	const recipient = { object: 'lead', id: lead.id } as const;
	const [outcome] = await send('smsAliyun', [{ recipient, template: '预约' }]);
	expect(outcome.output).toBe('sent');
	expect(provider.seenBy(provider.addresses[0])).toEqual(['【关系科技】王芳您好，您的预约时间为10:00。']);
	await expect(send('smsAliyun', [{ recipient, content: { body: 'x' } }])).rejects.toThrow('approved');
	const landline = await crm.given.lead({ phone: '021-62345678' });
	expect(await send('smsAliyun', [{ recipient: { object: 'lead', id: landline.id }, template: '预约' }])).toMatchObject([
		{ output: 'refused', rule: 'noAddress' },
	]);
});

it('keeps provider’s code and hint, and says what a wrong secret needs, whoever sends next', async () => {
	provider = await appProvider();
	const user = await crm.given.user({ weComUserId: 'zhangsan' });
	const message: NewMessage = { recipient: { object: 'user', id: user.id }, content: { body: 'x' } };
	const wrong = { channel: channelOf('weComApp'), fields: { ...provider.fields, secret: 'a-wrong-secret' }, http: realHttp };
	for (const sender of [crm, crm.as({})]) {
		const outcome = valueOf((await sender.messages.send(inputsOf([message]), wrong))[0]);
		expect([outcome.output, outcome.message.providerCode]).toEqual(['deferred', '40001']);
		expect(JSON.stringify(outcome)).not.toContain('a-wrong-secret');
	}
	expect(provider.logins?.()).toBe(1);
});
