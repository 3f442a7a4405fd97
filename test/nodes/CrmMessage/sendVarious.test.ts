import { NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { CrmMessage } from '../../../nodes/CrmMessage/CrmMessage.node';
import { sampleCredential, WeComServer } from '../../servers/weCom/weComServer';
import { crm } from '../../support/capturing';
import { descriptionOf } from '../../support/descriptions';
import { givenCredential, runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

let weCom: WeComServer;

beforeEach(async () => {
	freshCrm();
	weCom = await WeComServer.start();
	weCom.world.addMembers('lina');
});
afterEach(async () => await weCom.close());
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
const given = async (resource: string, ...items: IDataObject[]) => await crm({ resource, operation: 'create', fields: automatic }, items);
const byId: INodeParameters = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const various = { resource: 'message', operation: 'sendVarious' };

const send = async (parameters: INodeParameters, more: Partial<NodeSetup> = {}) =>
	await runNode({
		type: 'crmMessage',
		parameters: { ...various, recipientType: 'user', userId: byId, body: '您好，{{name}}', ...parameters },
		credentials: { weComApi: givenCredential({ ...sampleCredential, baseUrl: weCom.url }) },
		...more,
	});

it('sends each item by the channel that it names', async () => {
	const [user] = await given('user', { name: '李娜', weComUserId: 'lina' });
	const items = ['weComApp', 'outbox'].map((channel) => ({ id: user.id, channel }));
	const run = await send({ channel: ['weComApp'], channelOf: '={{ $json.channel }}' }, { items });
	expect(run.error).toBeUndefined();
	expect(run.outputs.map((out) => out.map(({ json }) => (json.message as IDataObject).channel))).toEqual([
		['weComApp', 'outbox'],
		[],
		[],
		[],
	]);
	expect(weCom.world.seenBy('lina')).toHaveLength(1);
});

it('says which channel is to be chosen too, and sends nothing', async () => {
	const [user] = await given('user', { name: '李娜', weComUserId: 'lina' });
	const items = ['outbox', 'weComApp'].map((channel) => ({ id: user.id, channel }));
	const run = await send({ channel: [], channelOf: '={{ $json.channel }}' }, { items });
	expect(run.error?.description).toContain('The item goes by WeCom App, which is not among the channels of this node (Outbox)');
	expect(await crm({ resource: 'message', operation: 'getAll', returnAll: true })).toEqual([]);
});

it('asks for the accounts of the channels that are chosen, and for a text whatever they are', () => {
	const description = descriptionOf(CrmMessage, 'en');
	const shown = (channel: string[]) => {
		const parameters = { database: 'own', ...various, channel, recipientType: 'user', contentFrom: 'written', form: 'templateCard' };
		const node = { typeVersion: 1, parameters } as never;
		const isShown = (property: object) => NodeHelpers.displayParameter(parameters, property as never, node, description);
		return {
			credentials: (description.credentials ?? []).filter(isShown).map(({ name }) => name),
			parameters: description.properties.filter(isShown).map(({ name }) => name),
		};
	};
	expect(shown([]).credentials).toEqual([]);
	expect(shown(['weComApp', 'email']).credentials.sort()).toEqual(['smtp', 'weComApi']);
	for (const channels of [[], ['smsAliyun', 'weComRobot', 'weComApp']]) {
		const { parameters } = shown(channels);
		for (const name of ['channel', 'channelOf', 'contentFrom', 'body', 'form', 'cardUrl', 'buttons'])
			expect(parameters.filter((each) => each === name)).toEqual([name]);
	}
});
