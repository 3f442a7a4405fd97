import type { Outgoing } from '../../../core/channels/channel';
import { readAliyunCredential, signedHost } from '../../../core/channels/smsAliyun/credential';
import { smsAliyunChannel } from '../../../core/channels/smsAliyun/smsAliyun';
import { AliyunServer, sampleAccount } from '../../servers/aliyun/aliyunServer';
import { minute } from '../../servers/standIn/clock';
import { realHttp } from '../../support/realHttp';

let server: AliyunServer;
beforeEach(async () => void (server = await AliyunServer.start()));
afterEach(async () => await server.close());

const noTokens = { get: () => Promise.reject(new Error('SMS has none')), drop: () => Promise.resolve() };

const tools = (baseUrl = server.url) => ({
	http: realHttp,
	tokens: noTokens,
	credential: readAliyunCredential({ baseUrl, ...sampleAccount }),
});

const message = (id: string, more: Partial<Outgoing> = {}): Outgoing => ({
	id,
	address: '+8613800138000',
	purpose: 'service',
	language: 'zh-CN',
	form: 'text',
	body: '王芳您好',
	vendor: { templateId: 'SMS_100002', sign: '关系科技', variables: { name: "O'王 (*)", time: '10:00' } },
	attachments: [],
	data: {},
	...more,
});

const send = async (messages: readonly Outgoing[], baseUrl?: string) => await smsAliyunChannel.send(messages, tools(baseUrl));

it('fills in the vendor’s template and carries the id of the record', async () => {
	const [result] = await send([message('m-1')]);
	const [sms] = server.smsTo('13800138000');
	expect(sms).toMatchObject({ text: "【关系科技】O'王 (*)您好，您的预约时间为10:00。", outId: 'm-1' });
	expect(result).toEqual({ status: 'sent', providerId: sms.bizId });
});

it('needs a template and a sign name', async () => {
	expect(await send([message('m-1', { vendor: undefined })])).toMatchObject([{ status: 'failed', fault: { code: 'NO_VENDOR_TEMPLATE' } }]);
	const vendor = { templateId: 'SMS_100002', variables: {} };
	expect(await send([message('m-2', { vendor })])).toMatchObject([{ status: 'failed', fault: { code: 'NO_SIGN_NAME' } }]);
	expect(server.calls).toEqual([]);
});

it.each([
	['触发分钟级流控Permits:1', 60],
	['触发小时级流控Permits:5', 3600],
	['触发天级流控Permits:10', 86_400],
])('waits as long as the limit says: %s', async (Message, seconds) => {
	server.faults.next('/', { kind: 'answer', body: { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message } });
	const before = Date.now();
	const [result] = await send([message('m-1')]);
	const until = result.status === 'deferred' ? result.until : 0;
	expect(until - before).toBeGreaterThanOrEqual(seconds * 1000);
	expect(until - Date.now()).toBeLessThanOrEqual(seconds * 1000);
});

it('goes through a proxy under a name and a path of its own, as what is signed is the platform’s', async () => {
	const [result] = await send([message('m-1')], `${server.url.replace('127.0.0.1', 'localhost')}/aliyun/`);
	expect(result.status).toBe('sent');
});

it('signs for the region that the address names', () => {
	expect(signedHost('https://dysmsapi.ap-southeast-1.aliyuncs.com')).toBe('dysmsapi.ap-southeast-1.aliyuncs.com');
	expect(signedHost('https://proxy.example/sms')).toBe('dysmsapi.aliyuncs.com');
});

it.each([
	[500, 'InternalError', 'unclear'],
	[503, 'ServiceBusy', 'deferred'],
	[429, 'TooMany', 'deferred'],
	[400, 'Throttling.Api', 'deferred'],
	[400, 'isv.NEW_ONE', 'failed'],
])('takes a code that it does not know by its status: %d %s', async (status, Code, outcome) => {
	server.faults.next('/', { kind: 'answer', status, body: { Code, Message: 'x' } });
	const [result] = await send([message('m-1')]);
	expect(result).toMatchObject({ status: outcome, fault: { code: Code } });
	if (outcome !== 'failed') expect('fault' in result && result.fault.hint?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
});

it('finds out what became of messages, also of one whose answer was lost', async () => {
	server.faults.next('/', { kind: 'dropAfter' });
	const [lost] = await send([message('m-lost')]);
	expect(lost.status).toBe('unclear');
	server.unreachable.set('13900139000', 'MOBILE_NOT_ON_SERVICE');
	await send([message('m-off', { address: '+8613900139000' })]);
	const at = new Date(server.clock.now()).toISOString();
	const handed = [
		{ id: 'm-lost', address: '+8613800138000', at, data: {} },
		{ id: 'm-off', address: '+8613900139000', at, data: {} },
		{ id: 'm-never', address: '+8613800138000', at, data: {} },
	];
	const check = async () => await smsAliyunChannel.check!(handed, tools());
	expect((await check()).map(({ status }) => status)).toEqual(['sent', 'sent', 'pending']);
	server.clock.advance(minute);
	expect(await check()).toMatchObject([
		{ status: 'delivered' },
		{ status: 'notSent', fault: { code: 'MOBILE_NOT_ON_SERVICE' } },
		{ status: 'pending' },
	]);
});
