import type { IHookFunctions, INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { databaseTest } from '../shared/database';
import { databaseProperty } from '../shared/databaseChoice';
import { instanceLocale } from '../shared/locale';
import { localiseProperty } from '../shared/property';
import { referenceOptionMethods } from '../shared/referenceOptions';
import { outputsIn } from './eventItem';
import { ownProperties, triggerCredentials } from './properties';
import { receiveCall } from './receive';

const texts = {
	displayName: { en: 'WeCom Trigger', 'zh-CN': '企业微信 Trigger' },
	description: {
		en: 'Receives what WeCom tells an app, stores it once and starts the workflow: messages of members, customers added or lost, buttons of cards',
		'zh-CN': '接收企业微信应用的回调，每个事件只保存一次，并启动工作流：成员消息、客户添加或流失、卡片按钮',
	},
	subtitle: { en: 'callbacks of an app', 'zh-CN': '应用回调' },
};

const done = async (): Promise<boolean> => await Promise.resolve(true);

/** The one callback of an app: verified, decrypted, de-duplicated, stored, and only then given to the workflow. */
export class WeComTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'weComTrigger',
		icon: { light: 'file:weComTrigger.svg', dark: 'file:weComTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: texts.subtitle[instanceLocale()],
		description: texts.description[instanceLocale()],
		defaults: { name: 'WeCom Trigger' },
		inputs: [],
		outputs: outputsIn(instanceLocale()),
		credentials: triggerCredentials,
		webhooks: [
			{
				name: 'default',
				// Other methods are refused by us, not answered with n8n's page.
				httpMethod: 'GET,HEAD,POST,PUT,PATCH,DELETE',
				responseMode: 'onReceived',
				isFullPath: true,
				path: '={{ $parameter["path"] }}',
				ndvHideMethod: true,
			},
		],
		properties: [databaseProperty, ...ownProperties].map((spec) => localiseProperty(spec, instanceLocale())),
	};

	methods = { credentialTest: databaseTest, loadOptions: referenceOptionMethods };

	/** The address is entered in WeCom's console by hand: there is nothing to register, nor to take away. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await done();
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await done();
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await done();
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCall(this);
	}
}
