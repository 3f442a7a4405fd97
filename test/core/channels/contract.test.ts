import { channels } from '../../../core/channels/registry';
import { channelContract, type ContractCase } from './contract';
import { exampleCallback } from '../../servers/weCom/weComServer';
import { appProvider, mailProvider, massProvider, robotProvider, smsProvider, welcomeProvider } from './providers';

const app = {
	required: ['corpId', 'agentId', 'secret'],
	wrong: { fields: { secret: 'a-wrong-secret-of-the-app' }, status: 'deferred' },
	harm: { text: '<a href="https://evil.example">x</a>', unseen: '<a' },
	later: 'deferred',
	freeText: true,
} as const;

const cases: readonly ContractCase[] = [
	{ ...app, id: 'weComApp', start: appProvider, done: 'sent' },
	{ ...app, id: 'weComWelcome', start: welcomeProvider, wrong: { ...app.wrong, status: 'failed' }, done: 'sent', later: 'failed' },
	{ ...app, id: 'weComMass', start: massProvider, done: 'awaitingStaff' },
	{
		id: 'weComRobot',
		start: robotProvider,
		required: ['key'],
		wrong: { fields: { key: exampleCallback.aesKey }, status: 'failed' },
		harm: app.harm,
		done: 'sent',
		later: 'deferred',
		freeText: true,
	},
	{
		id: 'smsAliyun',
		start: smsProvider,
		required: ['accessKeyId', 'accessKeySecret'],
		wrong: { fields: { accessKeySecret: 'a-wrong-access-key' }, status: 'failed' },
		harm: { text: '【别家】优惠', unseen: '【' },
		done: 'sent',
		later: 'deferred',
		freeText: false,
	},
	{
		id: 'email',
		start: mailProvider,
		required: ['host', 'password'],
		wrong: { fields: { password: 'a-wrong-password' }, status: 'failed' },
		// In its HTML; headers have a test of their own.
		harm: { text: '<script>alert(1)</script>', unseen: '<script' },
		done: 'sent',
		later: 'deferred',
		freeText: true,
	},
];

describe.each(cases)('the channel $id', channelContract);

it('is kept by every channel that hands messages to a provider', () => {
	expect(cases.map(({ id }) => id).sort()).toEqual(channels.flatMap(({ id, local }) => (local ? [] : [id])).sort());
});
