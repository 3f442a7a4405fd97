import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { users } from '../../core/system/demoCompany';
import { commands } from '../../tools/servers/commands';
import { arrived } from '../../tools/servers/delivered';
import { credentialsOf, startStandIns, type StandIns } from '../../tools/servers/standIns';
import { sampleLogin } from './mail/mailServer';

let servers: StandIns;
beforeAll(async () => void (servers = await startStandIns()));
afterAll(async () => await Promise.all([servers.weCom.close(), servers.aliyun.close(), servers.mail.close()]));

it('shows what arrived as its readers see it, and where they unsubscribe', async () => {
	const link = 'http://localhost:5678/webhook/guanxi/page?t=abc';
	const transport = createTransport({
		host: '127.0.0.1',
		port: servers.mail.port,
		ignoreTLS: true,
		auth: { user: sampleLogin.user, pass: sampleLogin.password },
	});
	await transport.sendMail({
		from: sampleLogin.user,
		to: 'wang@example.com',
		subject: '【广告】春季新品',
		text: `王芳，您好\n退订 ${link}`,
		headers: { 'List-Unsubscribe': `<${link}>` },
	});
	const seen = { msgid: 'm1', at: 0, from: '1' };
	servers.weCom.world.delivered.push({ ...seen, to: 'WuTing', msgtype: 'text', content: { content: '新线索：王芳' } });
	servers.weCom.world.delivered.push({ ...seen, to: 'wm1', msgtype: 'mass', content: { text: { content: '您好' } } });
	expect(await arrived(servers)).toMatchObject([
		{ to: 'WuTing', text: '新线索：王芳' },
		{ to: 'wm1', text: expect.stringContaining('您好') as string },
		{ to: 'wang@example.com', subject: '【广告】春季新品', text: `王芳，您好\n退订 ${link}`, unsubscribe: link },
	]);
	const shown = String(await commands.delivered.run(servers));
	for (const part of ['wang@example.com', '春季新品', '王芳，您好', `List-Unsubscribe: ${link}`]) expect(shown).toContain(part);
});

it('knows the users of the demo as members, and prints the keys that `callback` takes by itself', async () => {
	const known = users.flatMap(({ weComUserId }) => weComUserId ?? []);
	expect([...servers.weCom.world.members.keys()]).toEqual(known);
	const fields = Object.fromEntries(credentialsOf(servers)['WeCom API'].map(([label, value]) => [label['zh-CN'], value]));
	expect(Object.keys(fields).at(-1)).toBe('接口地址');
	const n8n = createServer((_request, response) => response.end('no')).listen(0, '127.0.0.1');
	await once(n8n, 'listening');
	const echo = jest.spyOn(servers.weCom.callbacks, 'echo');
	const url = `http://127.0.0.1:${(n8n.address() as AddressInfo).port}/`;
	expect(await commands.callback.run(servers, url)).toMatchObject({ accepted: false, status: 200 });
	expect(echo).toHaveBeenCalledWith({ url, token: fields['回调 Token'], aesKey: fields['回调 EncodingAESKey'] });
	n8n.close();
});
