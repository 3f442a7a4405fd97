import { CredentialTestContext } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { channelTests } from '../../../nodes/shared/channelTests';
import { AliyunServer, sampleAccount } from '../../servers/aliyun/aliyunServer';
import { sampleApp, sampleRobot, WeComServer } from '../../servers/weCom/weComServer';

/** n8n's own way to make requests in a test of a credential. */
const n8n = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);

const test = async (type: string, data: Record<string, string>) =>
	await channelTests[type].call(n8n, { id: '1', name: 'A credential', type, data });

let weCom: WeComServer;
let aliyun: AliyunServer;
beforeAll(async () => void ([weCom, aliyun] = await Promise.all([WeComServer.start(), AliyunServer.start()])));
afterAll(async () => void (await Promise.all([weCom.close(), aliyun.close()])));

const app = () => ({ baseUrl: weCom.url, corpId: weCom.world.corpId, agentId: String(sampleApp.agentId), secret: sampleApp.secret });

it('finds the right credentials right, and sends nothing for it', async () => {
	expect(await test('weComApi', app())).toMatchObject({ status: 'OK' });
	expect(await test('weComRobotApi', { baseUrl: weCom.url, key: sampleRobot })).toMatchObject({ status: 'OK' });
	expect(await test('aliyunSmsApi', { baseUrl: aliyun.url, ...sampleAccount })).toMatchObject({ status: 'OK' });
	expect([...weCom.world.delivered, ...aliyun.sent]).toEqual([]);
});

it.each<[string, () => [string, Record<string, string>], RegExp]>([
	['a wrong secret of WeCom', () => ['weComApi', { ...app(), secret: 'wrong-secret-1' }], /40001.*Secret again/],
	['a wrong Corp ID', () => ['weComApi', { ...app(), corpId: 'ww-other' }], /40013/],
	[
		'a key for callbacks that is too short',
		() => ['weComApi', { ...app(), callbackToken: 't', encodingAesKey: 'x' }],
		/EncodingAESKey.*43/,
	],
	['a robot that is not there', () => ['weComRobotApi', { baseUrl: weCom.url, key: 'no-such-robot' }], /93000.*Webhook/],
	[
		'a wrong AccessKey Secret',
		() => ['aliyunSmsApi', { baseUrl: aliyun.url, ...sampleAccount, accessKeySecret: 'wrong-secret-2' }],
		/SignatureDoesNotMatch.*AccessKey/,
	],
	['a missing field', () => ['aliyunSmsApi', { baseUrl: aliyun.url }], /AccessKey ID.*is empty/],
	['a server that is not there', () => ['weComApi', { ...app(), baseUrl: 'http://127.0.0.1:9' }], /UNREACHABLE.*proxy/],
])('says what is wrong with %s', async (_what, given, said) => {
	const [type, data] = given();
	const result = await test(type, data);
	expect(result.status).toBe('Error');
	expect(result.message).toMatch(said);
	expect(result.message).not.toMatch(/wrong-secret|no-such-robot/);
});
