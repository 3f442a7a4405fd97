import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acs3Query, signAcs3 } from '../../core/channels/smsAliyun/sign';
import { AliyunServer, sampleAccount } from './aliyun/aliyunServer';
import { day, minute } from './standIn/clock';

let server: AliyunServer;
beforeEach(async () => void (server = await AliyunServer.start()));
afterEach(async () => await server.close());

type Body = Record<string, unknown>;

async function call(
	action: string,
	query: Record<string, string>,
	{ secret = sampleAccount.accessKeySecret, nonce = String(crypto.randomUUID()) } = {},
) {
	const host = 'dysmsapi.aliyuncs.com';
	const date = new Date(server.clock.now()).toISOString().replace(/\.\d+/, '');
	const { host: _, ...headers } = signAcs3(
		{ host, action, version: '2017-05-25', query, body: '', date, nonce },
		{ id: sampleAccount.accessKeyId, secret },
	);
	const response = await fetch(`${server.url}/?${acs3Query(query)}`, { method: 'POST', headers });
	return { status: response.status, body: (await response.json()) as Body };
}

const notice = (PhoneNumbers: string, more: Record<string, string> = {}) => ({
	PhoneNumbers,
	SignName: '关系科技',
	TemplateCode: 'SMS_100002',
	TemplateParam: JSON.stringify({ name: "O'王 (*)", time: '10:00' }),
	OutId: 'out-1',
	...more,
});

it('takes what is signed with the right key, once', async () => {
	expect(await call('SendSms', notice('13800138000'), { nonce: 'n1' })).toMatchObject({ status: 200, body: { Code: 'OK' } });
	expect(await call('SendSms', notice('13800138000'), { nonce: 'n1' })).toMatchObject({
		status: 400,
		body: { Code: 'SignatureNonceUsed' },
	});
	expect(await call('SendSms', notice('13800138000'), { secret: 'x' })).toMatchObject({
		status: 400,
		body: { Code: 'SignatureDoesNotMatch' },
	});
	expect(server.smsTo('13800138000')).toMatchObject([{ text: "【关系科技】O'王 (*)您好，您的预约时间为10:00。", outId: 'out-1' }]);
});

it('sends again what comes again', async () => {
	for (let i = 0; i < 2; i++) await call('SendSms', notice('13800138000'));
	expect(server.smsTo('13800138000')).toHaveLength(2);
});

it.each([
	['isv.SMS_SIGNATURE_ILLEGAL', { SignName: '别人' }],
	['isv.SMS_TEMPLATE_ILLEGAL', { TemplateCode: 'SMS_0' }],
	['isv.TEMPLATE_MISSING_PARAMETERS', { TemplateParam: '{"name":"王"}' }],
	['isv.INVALID_JSON_PARAM', { TemplateParam: '[' }],
	['isv.MOBILE_NUMBER_ILLEGAL', { PhoneNumbers: '021-1234' }],
])('refuses with %s under HTTP 200', async (Code, more) => {
	expect(await call('SendSms', notice('13800138000', more))).toMatchObject({ status: 200, body: { Code } });
	expect(server.sent).toHaveLength(0);
});

it('limits codes by the minute and notices by the day, number by number', async () => {
	const code = { TemplateCode: 'SMS_100001', TemplateParam: '{"code":"1234"}' };
	const codeOf = async (fields: Record<string, string>) => (await call('SendSms', fields)).body.Code;
	expect(await codeOf(notice('13800138000', code))).toBe('OK');
	expect(await codeOf(notice('13800138000', code))).toBe('isv.BUSINESS_LIMIT_CONTROL');
	expect(await codeOf(notice('13900139000', code))).toBe('OK');
	server.clock.advance(minute);
	expect(await codeOf(notice('13800138000', code))).toBe('OK');
	for (let i = 0; i < 50; i++) await codeOf(notice('13700137000'));
	expect(await codeOf(notice('13700137000'))).toBe('isv.BUSINESS_LIMIT_CONTROL');
	server.clock.advance(day);
	expect(await codeOf(notice('13700137000'))).toBe('OK');
});

it('tells what became of the messages of a day', async () => {
	server.unreachable.set('13900139000', 'MOBILE_NOT_ON_SERVICE');
	const { body } = await call('SendSms', notice('13800138000,13900139000'));
	const query = async (PhoneNumber: string) => {
		const SendDate = new Date(server.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
		const answer = await call('QuerySendDetails', { PhoneNumber, SendDate, PageSize: '10', CurrentPage: '1', BizId: String(body.BizId) });
		return (answer.body.SmsSendDetailDTOs as { SmsSendDetailDTO: Body[] }).SmsSendDetailDTO;
	};
	expect(await query('13800138000')).toMatchObject([{ SendStatus: 1, OutId: 'out-1' }]);
	server.clock.advance(minute);
	expect(await query('13800138000')).toMatchObject([{ SendStatus: 3 }]);
	expect(await query('13900139000')).toMatchObject([{ SendStatus: 2, ErrCode: 'MOBILE_NOT_ON_SERVICE' }]);
});

describe('what it pushes', () => {
	let receiver: Server;
	let url: string;
	const answers: Array<{ body: string; after: number }> = [];
	const got: Body[][] = [];

	beforeEach(async () => {
		answers.length = got.length = 0;
		receiver = createServer((request, response) => {
			const { body, after } = answers.shift() ?? { body: '{"code":0,"msg":"成功"}', after: 0 };
			let text = '';
			request.setEncoding('utf8').on('data', (part: string) => (text += part));
			request.on('end', () => {
				got.push(JSON.parse(text) as Body[]);
				setTimeout(() => response.end(body), after);
			});
		});
		await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
	});
	afterEach(() => {
		receiver.closeAllConnections();
		receiver.close();
	});

	it('comes again until it is answered well and in time, and sometimes twice', async () => {
		const { body } = await call('SendSms', notice('13800138000'));
		answers.push({ body: 'ok', after: 0 }, { body: '{"code":0,"msg":"成功"}', after: 900 });
		const pushes = await server.pushes.receipts(url, { doubled: true });
		expect(pushes.map(({ accepted }) => accepted)).toEqual([false, false, true, true]);
		expect(got[3]).toMatchObject([{ phone_number: '13800138000', success: true, biz_id: body.BizId, out_id: 'out-1' }]);
	});

	it('tells of an answer by number and time alone', async () => {
		await server.pushes.reply(url, { number: '13800138000', content: 'R' });
		expect(got).toMatchObject([[{ phone_number: '13800138000', content: 'R' }]]);
		expect(got[0][0]).not.toHaveProperty('biz_id');
	});
});
