import { AliyunServer, sampleAccount } from '../../servers/aliyun/aliyunServer';
import { MailServer, sampleLogin } from '../../servers/mail/mailServer';
import { sampleApp, sampleRobot, WeComServer } from '../../servers/weCom/weComServer';
import type { Provider } from './contract';

const customers = ['wmAAAAAAAAAAAAAAAAAAAAA1', 'wmAAAAAAAAAAAAAAAAAAAAA2'] as const;

/** A company of two members, each of whom has a customer. */
export async function startWeCom(): Promise<WeComServer> {
	const server = await WeComServer.start();
	server.world.members.set('zhangsan', { userId: 'zhangsan', mobile: '13800138000' });
	server.world.members.set('lisi', { userId: 'lisi', mobile: '13900139000' });
	for (const customer of customers) server.world.befriend('zhangsan', customer);
	return server;
}

/** The credential of the company's app. */
export const weComFields = ({ url, world }: WeComServer) => ({
	baseUrl: url,
	corpId: world.corpId,
	agentId: String(sampleApp.agentId),
	secret: sampleApp.secret,
});

const textOf = (content: Record<string, unknown>): string => {
	const { content: text, description, sub_title_text: subTitle } = content;
	return String(text ?? description ?? subTitle ?? '');
};

/** What all channels of an app have in common. @param path of the call that sends */
function weComProvider(server: WeComServer, path: string, more: Partial<Provider>): Provider {
	return {
		fields: weComFields(server),
		secrets: [sampleApp.secret],
		addresses: ['zhangsan', 'lisi'],
		seenBy: (address) => server.world.seenBy(address).map(({ content }) => textOf(content)),
		refuse: (address) => void server.world.members.delete(address),
		putOff: () => server.faults.next(path, { kind: 'answer', body: { errcode: 45009, errmsg: 'api freq out of limit' } }),
		loseAnswer: () => server.faults.next(path, { kind: 'dropAfter' }),
		close: async () => await server.close(),
		logins: () => server.countOf('/gettoken'),
		revoke: () => server.tokens.revoke(),
		...more,
	};
}

export const appProviderOf = (server: WeComServer): Provider => weComProvider(server, '/message/send', {});

export const appProvider = async () => appProviderOf(await startWeCom());

export async function massProvider(): Promise<Provider> {
	const server = await startWeCom();
	return weComProvider(server, '/add_msg_template', {
		addresses: customers,
		refuse: (address) => void server.world.customers.delete(address),
	});
}

export async function welcomeProvider(): Promise<Provider> {
	const server = await startWeCom();
	const path = '/send_welcome_msg';
	return weComProvider(server, path, {
		addresses: customers,
		more: (address) => ({ data: { welcomeCode: server.customers.newWelcome('zhangsan', address) } }),
		refuse: () => server.faults.next(path, { kind: 'answer', body: { errcode: 41051, errmsg: `code used, ${sampleApp.secret}` } }),
	});
}

export async function robotProvider(): Promise<Provider> {
	const server = await startWeCom();
	const path = '/webhook/send';
	const fault = (errcode: number) => ({ kind: 'answer', body: { errcode, errmsg: `error at key=${sampleRobot}` } }) as const;
	return {
		fields: { baseUrl: server.url, key: sampleRobot },
		secrets: [sampleRobot],
		addresses: ['group-one', 'group-two'],
		seenBy: () => server.world.seenBy(sampleRobot).map(({ content }) => textOf(content)),
		refuse: () => server.faults.next(path, fault(93000)),
		putOff: () => server.faults.next(path, fault(45009)),
		loseAnswer: () => server.faults.next(path, { kind: 'dropAfter' }),
		close: async () => await server.close(),
	};
}

export async function smsProvider(): Promise<Provider> {
	const server = await AliyunServer.start();
	const say = (Code: string) =>
		server.faults.next('/', { kind: 'answer', body: { Code, Message: `${Code} for 13800138000`, RequestId: 'r' } });
	return {
		fields: { baseUrl: server.url, ...sampleAccount, signName: '关系科技' },
		secrets: [sampleAccount.accessKeySecret],
		addresses: ['+8613800138000', '+8613900139000'],
		more: () => ({ vendor: { templateId: 'SMS_100002', variables: { name: '王芳', time: '10:00' } } }),
		seenBy: (address) => server.smsTo(address.slice(3)).map(({ text }) => text),
		refuse: (address) => void server.blocked.add(address.slice(3)),
		putOff: () => say('isv.BUSINESS_LIMIT_CONTROL'),
		loseAnswer: () => server.faults.next('/', { kind: 'dropAfter' }),
		close: async () => await server.close(),
	};
}

export async function mailProvider(): Promise<Provider> {
	const server = await MailServer.start();
	const unwrapped = (raw: string) => Buffer.from(raw.slice(raw.search(/\r?\n\r?\n/)).trim(), 'base64').toString('utf8');
	return {
		fields: { host: '127.0.0.1', port: server.port, secure: false, disableStartTls: true, ...sampleLogin },
		secrets: [sampleLogin.password],
		addresses: ['wang@example.net', 'li@example.net'],
		more: () => ({ subject: '您好' }),
		seenBy: (address) => server.to(address).map(({ raw }) => unwrapped(raw)),
		refuse: (address) => void server.unknown.add(address),
		putOff: () => server.next({ kind: 'refuse', code: 450, text: '4.2.0 try again later, wang@example.net' }),
		loseAnswer: () => server.next({ kind: 'dropAfterData' }),
		close: async () => await server.close(),
	};
}
