import { ChannelFault, type Channel, type ChannelTools, type Outgoing } from '../../../core/channels/channel';
import { sharedTokens } from '../../../core/channels/tokens/sharedTokens';
import { readWeComCredential, type WeComCredential } from '../../../core/channels/weCom/credential';
import { weComCodes } from '../../../core/channels/weCom/errorCodes';
import { userIdByMobile } from '../../../core/channels/weCom/directory';
import { weComAppChannel } from '../../../core/channels/weComApp/weComApp';
import { weComMassChannel } from '../../../core/channels/weComMass/weComMass';
import { weComRobotChannel } from '../../../core/channels/weComRobot/weComRobot';
import { weComWelcomeChannel } from '../../../core/channels/weComWelcome/weComWelcome';
import { renderMessage } from '../../../core/messages/render';
import { exampleCallback, sampleApp, sampleRobot, type WeComServer } from '../../servers/weCom/weComServer';
import { minute, second } from '../../servers/standIn/clock';
import { realHttp } from '../../support/realHttp';
import { openTestCrm } from '../../support/testCrm';
import { startWeCom, weComFields } from './providers';

let server: WeComServer;
let tools: ChannelTools<WeComCredential>;
beforeEach(async () => {
	server = await startWeCom();
	tools = { http: realHttp, tokens: sharedTokens(openTestCrm().store), credential: readWeComCredential(weComFields(server)) };
});
afterEach(async () => await server.close());

let ids = 0;
const message = (address: string, more: Partial<Outgoing> = {}): Outgoing => ({
	id: `m-${++ids}`,
	address,
	purpose: 'service',
	language: 'zh-CN',
	form: 'text',
	body: '您好',
	attachments: [],
	data: {},
	...more,
});

const [first, second_] = ['wmAAAAAAAAAAAAAAAAAAAAA1', 'wmAAAAAAAAAAAAAAAAAAAAA2'];

describe('the app', () => {
	const send = async (messages: readonly Outgoing[]) => await weComAppChannel.send(messages, tools);

	it('takes a thousand members into one request, and tells who of them is not there', async () => {
		server.world.addMembers(...Array.from({ length: 998 }, (_, i) => `user${i}`));
		const members = ['zhangsan', ...Array.from({ length: 998 }, (_, i) => `user${i}`), 'gone'];
		const results = await send(members.map((member) => message(member)));
		expect(server.countOf('/message/send')).toBe(1);
		expect(results.slice(0, 999).every(({ status }) => status === 'sent')).toBe(true);
		expect(results[999]).toMatchObject({ status: 'failed', fault: { code: '81013' } });
		expect('fault' in results[999] && results[999].fault.address).toBeUndefined();
	});

	it('sends two messages to one member twice', async () => {
		const results = await send([message('lisi'), message('zhangsan'), message('LiSi')]);
		expect(results.map(({ status }) => status)).toEqual(['sent', 'sent', 'failed']);
		expect((await send([message('lisi'), message('lisi')])).map(({ status }) => status)).toEqual(['sent', 'sent']);
		expect(server.world.seenBy('lisi')).toHaveLength(3);
	});

	it.each(['@all', '@ALL', 'zhangsan|lisi', '', 'a b'])('never writes to everybody: %s', async (address) => {
		expect(await send([message(address)])).toMatchObject([{ status: 'failed', fault: { code: 'INVALID_ADDRESS' } }]);
		expect(server.countOf('/message/send')).toBe(0);
	});

	it('sends a text card with its link', async () => {
		const card = { url: 'https://example.com/lead', buttonText: '查看详情', buttons: [] };
		await send([message('zhangsan', { form: 'textCard', subject: '新线索', card })]);
		expect(server.world.seenBy('zhangsan')).toMatchObject([
			{ msgtype: 'textcard', content: { title: '新线索', description: '您好', url: card.url, btntxt: '查看详情' } },
		]);
		expect(await send([message('zhangsan', { form: 'textCard', subject: '新线索' })])).toMatchObject([{ fault: { code: 'NO_LINK' } }]);
	});

	it('sends each card with buttons by itself, under the id of its record, and keeps the code to change it', async () => {
		server.world.apps.get(sampleApp.agentId)!.callback = { url: server.url, ...exampleCallback };
		const card = {
			buttons: [
				{ text: '同意', key: 'yes' },
				{ text: '详情', url: 'https://example.com/' },
			],
		};
		const both = [message('zhangsan', { form: 'templateCard', card }), message('lisi', { form: 'templateCard', card })];
		const results = await send(both);
		expect(results).toMatchObject([
			{ status: 'sent', data: { responseCode: expect.any(String) as string } },
			{ status: 'sent', data: { responseCode: expect.any(String) as string } },
		]);
		expect(server.world.seenBy('lisi')).toMatchObject([{ content: { card_type: 'button_interaction', task_id: both[1].id } }]);
	});

	it.each([
		['templateCard', 36, 160],
		['textCard', 128, 512],
	] as const)('cuts a %s where the vendor counts characters, whatever their bytes', async (form, title, text) => {
		const card = { url: 'https://example.com/', buttons: [] };
		for (const letter of ['审', 'a', '👨‍👩‍👧']) {
			const [result] = await send([message('zhangsan', { form, card, subject: letter.repeat(200), body: letter.repeat(600) })]);
			expect(result).toMatchObject({ status: 'sent' });
			const { content } = server.world.seenBy('zhangsan').at(-1)!;
			const { main_title, sub_title_text, title: plain, description } = content as Record<string, string>;
			const seen = [(main_title as unknown as { title: string } | undefined)?.title ?? plain, sub_title_text ?? description];
			expect(seen.map((part) => part.length).every((length, i) => length <= [title, text][i] && length > [title, text][i] - 9)).toBe(true);
			expect(seen.every((part) => part === `${letter.repeat((part.length - 1) / letter.length)}…`)).toBe(true);
		}
	});

	it('tells before what a card will lose', () => {
		const how = { channel: weComAppChannel as Channel, language: 'en', timeZone: 'UTC', context: {} } as const;
		expect(renderMessage({ body: 'a'.repeat(170), form: 'templateCard' }, how)).toMatchObject({ body: `${'a'.repeat(159)}…`, cut: 8 });
		expect(renderMessage({ body: 'a'.repeat(160), form: 'templateCard' }, how)).not.toHaveProperty('cut');
	});

	it('sends no card with a button that does nothing', async () => {
		const card = { url: 'https://example.com/', buttons: [{ text: '同意' }] };
		for (const buttons of [card.buttons, [...card.buttons, { text: '好', key: 'yes' }]])
			expect(await send([message('zhangsan', { form: 'templateCard', card: { ...card, buttons } })])).toMatchObject([
				{ status: 'failed', fault: { code: 'NO_LINK', hint: { en: expect.stringContaining('each button') as string } } },
			]);
		expect(server.countOf('/message/send')).toBe(0);
	});

	it('says that buttons need a callback, and sends links without one', async () => {
		const keyed = { buttons: [{ text: '同意', key: 'yes' }] };
		expect(await send([message('zhangsan', { form: 'templateCard', card: keyed })])).toMatchObject([
			{ status: 'failed', fault: { code: '43012' } },
		]);
		const linked = { buttons: [{ text: '详情', url: 'https://example.com/' }] };
		expect(await send([message('zhangsan', { form: 'templateCard', card: linked })])).toMatchObject([{ status: 'sent' }]);
	});

	it('says which address is to be trusted', async () => {
		server.world.trusted = false;
		const [result] = await send([message('zhangsan')]);
		expect(result).toMatchObject({ status: 'failed', fault: { code: '60020', message: expect.stringContaining('203.0.113.7') as string } });
		expect('fault' in result && result.fault.hint?.['zh-CN']).toContain('企业可信 IP');
	});
});

it('finds members by their mobile numbers, and says when there is none', async () => {
	expect(await userIdByMobile(tools, '+8613800138000')).toBe('zhangsan');
	expect(await userIdByMobile(tools, '13700137000')).toBeUndefined();
	server.world.trusted = false;
	await expect(userIdByMobile(tools, '+8613800138000')).rejects.toThrow(ChannelFault);
});

describe('a mass message', () => {
	const send = async (messages: readonly Outgoing[]) => await weComMassChannel.send(messages, tools);
	const handed = (address: string, providerId?: string) => ({ id: 'm', address, providerId, at: '2026-03-02T02:00:00.000Z', data: {} });

	it('waits for the member, and then tells of each customer', async () => {
		server.world.befriend('lisi', 'wmBBB');
		const results = await send([message(first), message(second_), message('wm-nobody'), message('wmBBB', { data: { sender: 'lisi' } })]);
		expect(results.map(({ status }) => status)).toEqual(['awaitingStaff', 'awaitingStaff', 'failed', 'awaitingStaff']);
		const [one, , , other] = results.map((result) => ('providerId' in result ? result.providerId : undefined));
		expect(one).not.toBe(other);
		const check = async () =>
			await weComMassChannel.check!([handed(first, one), handed(second_, one), handed('wmBBB', other), handed('x')], tools);
		expect((await check()).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending', 'pending']);
		server.clock.advance(10 * second);
		server.world.customers.get(second_)!.follows.clear();
		server.mass.confirm(one!, 'zhangsan');
		expect(await check()).toMatchObject([
			{ status: 'sent' },
			{ status: 'notSent', fault: { code: '84061' } },
			{ status: 'pending' },
			{ status: 'pending' },
		]);
	});

	it('says nothing against a customer whose member was named wrong', async () => {
		const results = await send([message(first, { data: { sender: 'lisi' } }), message(second_, { data: { sender: 'lisi' } })]);
		expect(results).toMatchObject([
			{ status: 'failed', fault: { code: '41048' } },
			{ status: 'failed', fault: { code: '41048' } },
		]);
		for (const code of ['40003', '41048', '84061']) expect(weComCodes.find((known) => known.code === code)).not.toHaveProperty('address');
	});
});

describe('a welcome', () => {
	const send = async (data: Record<string, string>) => (await weComWelcomeChannel.send([message(first, { data })], tools))[0];

	it('is sent while another app is busy only for a moment', async () => {
		const welcomeCode = server.customers.newWelcome('zhangsan', first);
		server.faults.next('/send_welcome_msg', { kind: 'answer', body: { errcode: 41096, errmsg: 'busy' } });
		expect(await send({ welcomeCode })).toEqual({ status: 'sent' });
		expect(server.countOf('/send_welcome_msg')).toBe(2);
	});

	it('fails without a code, with an old one, and with one that was used', async () => {
		const welcomeCode = server.customers.newWelcome('zhangsan', first);
		expect(await send({})).toMatchObject({ status: 'failed', fault: { code: 'NO_WELCOME_CODE' } });
		expect((await send({ welcomeCode })).status).toBe('sent');
		expect(await send({ welcomeCode })).toMatchObject({ status: 'failed', fault: { code: '41051' } });
		const late = server.customers.newWelcome('zhangsan', first);
		server.clock.advance(minute);
		expect(await send({ welcomeCode: late })).toMatchObject({ status: 'failed', fault: { code: '41050' } });
	});
});

it('mentions members in a group, in both forms', async () => {
	const robot = { ...tools, credential: { baseUrl: server.url, key: sampleRobot } };
	const data = { mentions: 'zhangsan, 13900139000，@all' };
	await weComRobotChannel.send([message('g', { data })], robot);
	await weComRobotChannel.send([message('g', { data: { mentions: 'lisi' }, form: 'markdown' })], robot);
	expect(server.world.seenBy(sampleRobot)).toMatchObject([
		{ content: { mentioned_list: ['zhangsan', '@all'], mentioned_mobile_list: ['13900139000'] } },
		{ content: { content: '您好\n<@lisi>' } },
	]);
});

it('puts off what is over the 20 messages a minute of a robot', async () => {
	const robot = { ...tools, credential: { baseUrl: server.url, key: sampleRobot } };
	const results = await weComRobotChannel.send(
		Array.from({ length: 21 }, () => message('g')),
		robot,
	);
	expect(results.map(({ status }) => status).filter((status) => status === 'sent')).toHaveLength(20);
	expect(results[20]).toMatchObject({ status: 'deferred', fault: { code: '45009' } });
});
