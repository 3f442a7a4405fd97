import { channels } from '../../../core/channels/registry';
import { channelContract, type ContractCase } from './contract';
import { exampleCallback } from '../../servers/weCom/weComServer';
import { appProvider, mailProvider, massProvider, robotProvider, smsProvider, welcomeProvider } from './providers';

const app = {
	required: ['corpId', 'agentId', 'secret'],
	wrong: { fields: { secret: 'a-wrong-secret-of-the-app' }, status: 'deferred' },
	harm: { text: '<a href="https://evil.example">x</a>', unseen: '<a' },
	freeText: true,
} as const;

const cases: readonly ContractCase[] = [
	{ ...app, id: 'weComApp', start: appProvider, done: 'sent' },
	{ ...app, id: 'weComWelcome', start: welcomeProvider, done: 'sent' },
	{ ...app, id: 'weComMass', start: massProvider, done: 'awaitingStaff' },
	{
		id: 'weComRobot',
		start: robotProvider,
		required: ['key'],
		wrong: { fields: { key: exampleCallback.aesKey }, status: 'failed' },
		harm: app.harm,
		done: 'sent',
		freeText: true,
	},
	{
		id: 'smsAliyun',
		start: smsProvider,
		required: ['accessKeyId', 'accessKeySecret'],
		wrong: { fields: { accessKeySecret: 'a-wrong-access-key' }, status: 'failed' },
		harm: { text: '【别家】优惠', unseen: '【' },
		done: 'sent',
		freeText: false,
	},
	{
		id: 'email',
		start: mailProvider,
		required: ['host', 'password'],
		wrong: { fields: { password: 'a-wrong-password' }, status: 'failed' },
		// Its texts are quoted by what writes the letter; headers have a test of their own.
		harm: { text: '王芳', unseen: '<' },
		done: 'sent',
		freeText: true,
	},
];

describe.each(cases)('the channel $id', channelContract);

it('is kept by every channel that hands messages to a provider', () => {
	expect(cases.map(({ id }) => id).sort()).toEqual(channels.flatMap(({ id, local }) => (local ? [] : [id])).sort());
});
