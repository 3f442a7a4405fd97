import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { day, hour, minute, second } from './standIn/clock';
import type { Callback } from './weCom/world';
import { exampleCallback, sampleApp, sampleRobot, WeComServer } from './weCom/weComServer';

let server: WeComServer;
beforeEach(async () => {
	server = await WeComServer.start();
	server.world.addMembers('zhangsan', 'lisi');
});
afterEach(async () => await server.close());

type Body = Record<string, unknown>;

async function token(secret = sampleApp.secret): Promise<Body> {
	return (await (await fetch(`${server.url}/cgi-bin/gettoken?corpid=${server.world.corpId}&corpsecret=${secret}`)).json()) as Body;
}

async function post(path: string, body: object, access = ''): Promise<Body> {
	const query = path.includes('?') ? '' : `?access_token=${access || String((await token()).access_token)}`;
	const response = await fetch(`${server.url}/cgi-bin/${path}${query}`, { method: 'POST', body: JSON.stringify(body) });
	expect(response.status).toBe(200);
	return (await response.json()) as Body;
}

const text = (touser: string, content = '你好', more: object = {}) => ({
	touser,
	msgtype: 'text',
	agentid: sampleApp.agentId,
	text: { content },
	...more,
});

describe('access tokens', () => {
	it('are the same while valid, end after two hours, and before that when the vendor likes', async () => {
		const { access_token: first } = await token();
		expect((await token()).access_token).toBe(first);
		server.clock.advance(7201 * second);
		expect(await post('message/send', text('lisi'), String(first))).toMatchObject({ errcode: 42001 });
		const { access_token: second_ } = await token();
		server.tokens.revoke();
		expect(await post('message/send', text('lisi'), String(second_))).toMatchObject({ errcode: 40014 });
		expect(await post('message/send', text('lisi'))).toMatchObject({ errcode: 0 });
	});

	it('are kept from an address that tries wrong secrets, for an hour', async () => {
		for (let i = 0; i < 5; i++) expect(await token('wrong')).toMatchObject({ errcode: 40001 });
		expect(await token()).toMatchObject({ errcode: 45009 });
		server.clock.advance(hour);
		expect(await token()).toMatchObject({ errcode: 0 });
	});
});

describe('messages of an app', () => {
	it('reach whom they can, and name the others', async () => {
		expect(await post('message/send', text('zhangsan|nobody'))).toMatchObject({ errcode: 0, invaliduser: 'nobody' });
		expect(await post('message/send', text('nobody'))).toMatchObject({ errcode: 81013 });
		expect(server.world.seenBy('zhangsan')).toMatchObject([{ content: { content: '你好' } }]);
	});

	it('are cut at 2048 bytes, in the middle of a character', async () => {
		await post('message/send', text('lisi', `a${'长'.repeat(1000)}`));
		const [{ content }] = server.world.seenBy('lisi');
		expect(String(content.content).endsWith('�')).toBe(true);
		expect(await post('message/send', { ...text('lisi'), msgtype: 'markdown', markdown: { content: '长'.repeat(1000) } })).toMatchObject({
			errcode: 45002,
		});
	});

	it('disappear beyond 30 a minute without a word', async () => {
		for (let i = 0; i < 31; i++) expect(await post('message/send', text('lisi', String(i)))).toMatchObject({ errcode: 0 });
		expect(server.world.seenBy('lisi')).toHaveLength(30);
		server.clock.advance(minute);
		await post('message/send', text('lisi', 'again'));
		expect(server.world.seenBy('lisi')).toHaveLength(31);
	});

	it('go out once when the request is the same and the check is on', async () => {
		const same = text('lisi', 'once', { enable_duplicate_check: 1, duplicate_check_interval: 600 });
		const first = await post('message/send', same);
		expect(await post('message/send', same)).toEqual(first);
		expect(server.world.seenBy('lisi')).toHaveLength(1);
		server.clock.advance(600 * second);
		await post('message/send', same);
		expect(server.world.seenBy('lisi')).toHaveLength(2);
	});

	it('are refused from an address that is not trusted, and to more than 1000', async () => {
		expect(await post('message/send', text(Array.from({ length: 1001 }, (_, i) => `u${i}`).join('|')))).toMatchObject({ errcode: 40058 });
		server.world.trusted = false;
		expect(await post('message/send', text('lisi'))).toMatchObject({ errcode: 60020 });
	});

	it('can be recalled for a day', async () => {
		const { msgid } = await post('message/send', text('lisi'));
		server.clock.advance(day + second);
		expect(await post('message/recall', { msgid })).toMatchObject({ errcode: 42052 });
		const later = await post('message/send', text('lisi', 'zwei'));
		expect(await post('message/recall', { msgid: later.msgid })).toMatchObject({ errcode: 0 });
		expect(server.world.seenBy('lisi')).toHaveLength(1);
	});

	it('carry files of the last three days', async () => {
		const form = new FormData();
		form.append('media', new Blob(['a contract']), 'contract.txt');
		const { access_token } = await token();
		const url = `${server.url}/cgi-bin/media/upload?access_token=${String(access_token)}&type=file`;
		const uploaded = (await (await fetch(url, { method: 'POST', body: form })).json()) as Body;
		const file = { touser: 'lisi', msgtype: 'file', agentid: sampleApp.agentId, file: { media_id: uploaded.media_id } };
		expect(await post('message/send', file)).toMatchObject({ errcode: 0 });
		expect([...server.media.files.values()][0]).toMatchObject({ name: 'contract.txt', bytes: Buffer.from('a contract') });
		server.clock.advance(3 * day);
		expect(await post('message/send', file)).toMatchObject({ errcode: 40007 });
	});
});

describe('a card with buttons', () => {
	const card = (task = 'task1') => ({
		touser: 'lisi',
		msgtype: 'template_card',
		agentid: sampleApp.agentId,
		template_card: {
			card_type: 'button_interaction',
			main_title: { title: '审批' },
			task_id: task,
			button_list: [{ text: '同意', style: 1, key: 'yes' }],
		},
	});

	it('needs a callback, and a task of its own', async () => {
		expect(await post('message/send', card())).toMatchObject({ errcode: 43012 });
		server.world.apps.get(sampleApp.agentId)!.callback = { url: '', token: '', aesKey: '' };
		expect(await post('message/send', card())).toMatchObject({ errcode: 0 });
		expect(await post('message/send', card())).toMatchObject({ errcode: 42014 });
	});

	it.each<[string, number, object]>([
		['a title of 37 characters', 40058, { main_title: { title: '审'.repeat(37) } }],
		['a text of 161 characters', 40058, { sub_title_text: 'a'.repeat(161) }],
		['seven buttons', 40016, { button_list: Array.from({ length: 7 }, (_, i) => ({ text: 'x', key: String(i) })) }],
		['a button without a text', 42020, { button_list: [{ key: 'a' }] }],
		['a button without a key', 42019, { button_list: [{ text: 'x' }] }],
		[
			'two buttons with one key',
			42018,
			{
				button_list: [
					{ text: 'x', key: 'a' },
					{ text: 'y', key: 'a' },
				],
			},
		],
		['a button that opens nothing', 40020, { button_list: [{ text: 'x', type: 1 }] }],
		['a notice without an action', 40058, { card_type: 'text_notice' }],
		['a link without an address', 40058, { jump_list: [{ type: 1, title: 'x' }] }],
	])('is refused with %s', async (_what, errcode, more) => {
		server.world.apps.get(sampleApp.agentId)!.callback = { url: '', token: '', aesKey: '' };
		const sent = card();
		expect(await post('message/send', { ...sent, template_card: { ...sent.template_card, ...more } })).toMatchObject({ errcode });
	});

	it('is changed once by each code, within 72 hours', async () => {
		server.world.apps.get(sampleApp.agentId)!.callback = { url: '', token: '', aesKey: '' };
		const { response_code } = await post('message/send', card());
		const update = (code: unknown) =>
			post('message/update_template_card', {
				userids: ['lisi'],
				agentid: sampleApp.agentId,
				response_code: code,
				button: { replace_name: '已同意' },
			});
		const app = server.world.apps.get(sampleApp.agentId)!;
		const { ResponseCode } = server.cards.click(app, 'lisi', 'yes');
		expect(await update(response_code)).toMatchObject({ errcode: 0 });
		expect(server.world.seenBy('lisi')[0].content.replaced).toBe('已同意');
		expect(await update(response_code)).toMatchObject({ errcode: 60140 });
		expect(() => server.cards.click(app, 'lisi', 'yes')).toThrow('replaced');
		server.clock.advance(72 * hour + second);
		expect(await update(ResponseCode)).toMatchObject({ errcode: 60140 });
	});
});

it('lets a robot speak 20 times a minute', async () => {
	const say = (key = sampleRobot) => post(`webhook/send?key=${key}`, { msgtype: 'text', text: { content: '早' } });
	for (let i = 0; i < 20; i++) expect(await say()).toMatchObject({ errcode: 0 });
	expect(await say()).toMatchObject({ errcode: 45009 });
	expect(await say('unknown')).toMatchObject({ errcode: 93000 });
	server.clock.advance(minute);
	expect(await say()).toMatchObject({ errcode: 0 });
	expect(await post(`webhook/send?key=${sampleRobot}`, { msgtype: 'text', text: { content: '早'.repeat(700) } })).toMatchObject({
		errcode: 40058,
	});
});

describe('customer contact', () => {
	it('lists customers in pages, with the state of the code that they scanned', async () => {
		for (let i = 0; i < 3; i++) server.world.befriend('lisi', `wm${i}`, 'fair');
		server.customers.unlicensed.add('zhangsan');
		const first = await post('externalcontact/batch/get_by_user', { userid_list: ['lisi', 'zhangsan'], limit: 2 });
		expect(first).toMatchObject({ next_cursor: '2', fail_info: { unlicensed_userid_list: ['zhangsan'] } });
		expect(first.external_contact_list).toMatchObject([{ follow_info: { state: 'fair' } }, {}]);
		const last = await post('externalcontact/batch/get_by_user', { userid_list: ['lisi'], limit: 2, cursor: first.next_cursor });
		expect(last.external_contact_list).toHaveLength(1);
		expect(await post('externalcontact/batch/get_by_user', { userid_list: ['zhangsan'] })).toMatchObject({ errcode: 701008 });
	});

	it('refuses two edits of one customer at once', async () => {
		server.world.befriend('lisi', 'wm1');
		const { access_token } = await token();
		const mark = () => post('externalcontact/mark_tag', { userid: 'lisi', external_userid: 'wm1', add_tag: ['a'] }, String(access_token));
		const codes = (await Promise.all([mark(), mark()])).map(({ errcode }) => errcode);
		expect(codes.sort()).toEqual([0, 45035]);
	});

	it('greets once, within 20 seconds', async () => {
		const greet = (welcome_code: string) => post('externalcontact/send_welcome_msg', { welcome_code, text: { content: '欢迎' } });
		const [code, late, busy] = ['wm1', 'wm2', 'wm3'].map((customer) => server.customers.newWelcome('lisi', customer));
		server.customers.setBusy(busy, true);
		expect(await greet(busy)).toMatchObject({ errcode: 41096 });
		expect(await greet(code)).toMatchObject({ errcode: 0 });
		expect(await greet(code)).toMatchObject({ errcode: 41051 });
		server.clock.advance(21 * second);
		expect(await greet(late)).toMatchObject({ errcode: 41050 });
		expect(server.world.seenBy('wm1')).toHaveLength(1);
	});

	it('sends a mass message only when the member confirms it', async () => {
		for (const customer of ['wm1', 'wm2', 'wm3']) server.world.befriend('lisi', customer);
		const { msgid } = await post('externalcontact/add_msg_template', {
			chat_type: 'single',
			external_userid: ['wm1', 'wm2', 'stranger'],
			sender: 'lisi',
			text: { content: '新品' },
		});
		const result = () => post('externalcontact/get_groupmsg_send_result', { msgid, userid: 'lisi' });
		expect(await result()).toMatchObject({ errcode: 41063 });
		server.clock.advance(3 * second);
		expect((await result()).send_list).toMatchObject([{ status: 0 }, { status: 0 }]);
		expect(server.world.delivered).toHaveLength(0);
		server.world.customers.get('wm2')!.follows.delete('lisi');
		server.mass.confirm(String(msgid), 'lisi');
		expect((await result()).send_list).toMatchObject([
			{ external_userid: 'wm1', status: 1 },
			{ external_userid: 'wm2', status: 2 },
		]);
		expect(server.world.seenBy('wm1')).toHaveLength(1);
	});

	it('stops at as many mass messages a month as it has days', async () => {
		server.world.befriend('lisi', 'wm1');
		const statuses: unknown[] = [];
		for (let i = 0; i < 32; i++) {
			const { msgid } = await post('externalcontact/add_msg_template', { external_userid: ['wm1'], text: { content: String(i) } });
			server.mass.confirm(String(msgid), 'lisi');
			server.clock.advance(3 * second);
			const { send_list } = await post('externalcontact/get_groupmsg_send_result', { msgid, userid: 'lisi' });
			statuses.push((send_list as Body[])[0].status);
		}
		expect(statuses.at(0)).toBe(1);
		expect(statuses.at(-1)).toBe(3);
	});
});

describe('the callback', () => {
	let receiver: Server;
	let callback: Callback;
	const answers: Array<{ status: number; after?: number; body?: string }> = [];
	const got: string[] = [];

	beforeEach(async () => {
		answers.length = got.length = 0;
		receiver = createServer((request, response) => {
			got.push(request.method ?? '');
			const { status, after = 0, body } = answers.shift() ?? { status: 200 };
			setTimeout(() => response.writeHead(status).end(body ?? 'success'), after);
		});
		await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
		callback = { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, ...exampleCallback };
		server.world.apps.get(sampleApp.agentId)!.callback = callback;
		server.callbacks.patience = { event: 100, echo: 100 };
	});
	afterEach(() => {
		receiver.closeAllConnections();
		receiver.close();
	});

	const app = () => server.world.apps.get(sampleApp.agentId)!;

	it('is tried three times until it is answered in time', async () => {
		answers.push({ status: 500 }, { status: 200, after: 300 });
		const tries = await server.addCustomer(app(), { member: 'lisi', customer: 'wm1', state: 'fair' });
		expect(tries.map(({ status }) => status)).toEqual([500, undefined, 200]);
		answers.push({ status: 500 }, { status: 500 }, { status: 500 });
		expect(await server.loseCustomer(app(), { member: 'lisi', customer: 'wm1' })).toHaveLength(3);
		expect(got).toHaveLength(6);
	});

	it('must echo the bare text in time', async () => {
		answers.push({ status: 200, body: '"wrapped"' });
		expect(await server.callbacks.echo(callback)).toMatchObject({ accepted: false, status: 200 });
		answers.push({ status: 200, after: 300 });
		expect((await server.callbacks.echo(callback)).accepted).toBe(false);
	});
});

describe('faults on demand', () => {
	it('hide whether the message went out', async () => {
		const { access_token } = await token();
		const send = () => post('message/send', text('lisi'), String(access_token));
		server.faults.next('message/send', { kind: 'dropAfter' });
		await expect(send()).rejects.toThrow();
		expect(server.world.seenBy('lisi')).toHaveLength(1);
		server.faults.next('message/send', { kind: 'dropBefore' });
		await expect(send()).rejects.toThrow();
		expect(server.world.seenBy('lisi')).toHaveLength(1);
		server.faults.next('message/send', { kind: 'delay', ms: 150 });
		const start = performance.now();
		await send();
		expect(performance.now() - start).toBeGreaterThan(140);
		server.faults.next('message/send', { kind: 'answer', body: { errcode: -1, errmsg: 'system busy' } });
		expect(await send()).toMatchObject({ errcode: -1 });
	});

	it('refuse connections while it is down', async () => {
		await server.close();
		await expect(token()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
		await server.listen();
		expect(await token()).toMatchObject({ errcode: 0 });
	});
});
