import type { ICredentialType } from 'n8n-workflow';

import { readAliyunCredential } from '../../../core/channels/smsAliyun/credential';
import { readCallbackKeys, readWeComCredential } from '../../../core/channels/weCom/credential';
import { readRobotCredential } from '../../../core/channels/weComRobot/credential';
import { CrmError } from '../../../core/errors';
import { AliyunSmsApi } from '../../../credentials/AliyunSmsApi.credentials';
import { WeComApi } from '../../../credentials/WeComApi.credentials';
import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { exampleCallback, sampleRobot } from '../../servers/weCom/weComServer';

const { aesKey } = exampleCallback;
const weCom = { corpId: 'ww1', agentId: '1000002', secret: 's3cret', callbackToken: 'QDG6eK', encodingAesKey: aesKey };
const robot = { key: sampleRobot };
const aliyun = { accessKeyId: 'LTAI', accessKeySecret: 's3cret', signName: '关系科技' };

const problemOf = (read: () => unknown): CrmError => {
	try {
		read();
	} catch (error) {
		if (error instanceof CrmError) return error;
	}
	throw new Error('was read');
};

describe.each<[new () => ICredentialType, string[], string[]]>([
	[WeComApi, ['corpId', 'agentId', 'secret', 'callbackToken', 'encodingAesKey', 'baseUrl'], ['secret', 'callbackToken', 'encodingAesKey']],
	[WeComRobotApi, ['key', 'baseUrl'], ['key']],
	[AliyunSmsApi, ['accessKeyId', 'accessKeySecret', 'signName', 'baseUrl'], ['accessKeySecret']],
])('%p', (Credential, names, secret) => {
	const { properties } = new Credential();

	it('has the fields that workflows and guides name, in this order', () => {
		expect(properties.map(({ name }) => name)).toEqual(names);
		expect(properties.at(-1)).toMatchObject({ name: 'baseUrl', default: expect.stringMatching(/^https:/) as unknown });
	});

	it('hides what is secret', () => {
		expect(properties.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name)).toEqual(secret);
	});
});

it('reads what is filled in, the vendor’s own address where none is', () => {
	expect(readWeComCredential(weCom)).toEqual({
		baseUrl: 'https://qyapi.weixin.qq.com',
		corpId: 'ww1',
		agentId: 1_000_002,
		secret: 's3cret',
	});
	expect(readCallbackKeys(weCom)).toEqual({ token: 'QDG6eK', aesKey, receiveId: 'ww1' });
	expect(readRobotCredential({ key: ` https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${robot.key}\n` }).key).toBe(robot.key);
	expect(readAliyunCredential({ ...aliyun, baseUrl: 'http://proxy.example/sms//' })).toEqual({
		baseUrl: 'http://proxy.example/sms',
		key: { id: 'LTAI', secret: 's3cret' },
		signName: '关系科技',
	});
});

it.each<[string, () => unknown, string]>([
	['a missing Corp ID', () => readWeComCredential({ ...weCom, corpId: ' ' }), 'corpId'],
	['a missing secret', () => readWeComCredential({ ...weCom, secret: undefined }), 'secret'],
	['an Agent ID that is no number', () => readWeComCredential({ ...weCom, agentId: 'ww1' }), 'agentId'],
	['a key for callbacks that is too short', () => readCallbackKeys({ ...weCom, encodingAesKey: aesKey.slice(1) }), 'encodingAesKey'],
	['a missing key of a robot', () => readRobotCredential({}), 'key'],
	['a missing AccessKey', () => readAliyunCredential({ ...aliyun, accessKeyId: '' }), 'accessKeyId'],
	['an address that is none', () => readRobotCredential({ ...robot, baseUrl: 'qyapi.weixin.qq.com' }), 'baseUrl'],
])('names %s, and repeats nothing of what is filled in', (_what, read, field) => {
	const { code, field: named, text, hint } = problemOf(read);
	expect([code, named]).toEqual(['ValidationFailed', field]);
	expect(JSON.stringify([text, hint])).not.toMatch(/s3cret|jWmYm|qyapi/);
});
