import {
	type ExpressionString,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import type { RegisteredPage } from '../../core/crm';
import { pageKindInfos } from '../../core/pages';
import type { Locale } from '../../core/text';
import { asWorkflow, nodeKey } from '../shared/asWorkflow';
import { databaseTest } from '../shared/database';
import { databaseCredentials, databaseProperty } from '../shared/databaseChoice';
import { asCrmError, toNodeError } from '../shared/errors';
import { instanceLocale } from '../shared/locale';
import { localiseProperty } from '../shared/property';
import { servePage } from './serve';

const texts = {
	displayName: { en: 'CRM Page', 'zh-CN': 'CRM 页面' },
	description: {
		en: 'Serves the pages that links in messages lead to, such as the one to unsubscribe, and starts the workflow with what people do there',
		'zh-CN': '提供消息链接所指向的页面（如退订页面），并在用户提交后启动工作流',
	},
	subtitle: { en: 'pages for links in messages', 'zh-CN': '消息链接的页面' },
};

/** In the editor's test the address is another one, which works for two minutes. */
const isTest = (context: IHookFunctions): boolean => context.getMode() === 'manual';

function pageOf(context: IHookFunctions): RegisteredPage {
	const { id = '', name = '' } = context.getWorkflow();
	return { id: nodeKey(context), workflowId: id, workflowName: name, url: context.getNodeWebhookUrl('default') ?? '' };
}

/** Throws NodeOperationError. */
async function inStore<T>(context: IHookFunctions, work: Parameters<typeof asWorkflow<T>>[1]): Promise<T> {
	try {
		return await asWorkflow(context, work);
	} catch (cause) {
		throw toNodeError(context.getNode(), asCrmError(cause), instanceLocale());
	}
}

/** One for each kind: an expression, as n8n takes a list for outputs that are all alike. */
const outputsIn = (locale: Locale): ExpressionString =>
	`={{ ${JSON.stringify(pageKindInfos.map(({ text }) => ({ type: 'main', displayName: text[locale] })))} }}`;

/** The one address of all pages: links with a token, GET shows, POST acts. */
export class CrmPage implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmPage',
		icon: { light: 'file:crmPage.svg', dark: 'file:crmPage.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: texts.subtitle[instanceLocale()],
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Page' },
		inputs: [],
		outputs: outputsIn(instanceLocale()),
		credentials: databaseCredentials,
		webhooks: [
			{
				name: 'default',
				// Other methods are answered too, with what this address is.
				httpMethod: 'GET,HEAD,POST,PUT,PATCH,DELETE',
				responseMode: 'onReceived',
				isFullPath: true,
				path: 'guanxi/page',
				ndvHideMethod: true,
			},
		],
		properties: [localiseProperty(databaseProperty, instanceLocale())],
	};

	methods = { credentialTest: databaseTest };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return isTest(this) || (await inStore(this, async ({ pages }) => await pages.isRegistered(pageOf(this))));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await inStore(this, async ({ pages }) => await pages.register(pageOf(this)));
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				if (!isTest(this)) await inStore(this, async ({ pages }) => await pages.unregister(nodeKey(this)));
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await servePage(this);
	}
}
