import {
	type ILoadOptionsFunctions,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';

import { CrmError } from '../../core/errors';
import { text } from '../../core/text';
import { databaseTest } from '../shared/database';
import { databaseCredentials, databaseProperty } from '../shared/databaseChoice';
import { editorObjects } from '../shared/editor';
import { asCrmError, toNodeError } from '../shared/errors';
import { instanceLocale } from '../shared/locale';
import { localiseProperty } from '../shared/property';
import { eventFieldOptions } from './eventFields';
import { listen, showSample } from './listen';
import { outputsExpression } from './outputs';
import { eventsSubtitle, triggerProperties } from './properties';

const texts = {
	// n8n's node list takes a node for a trigger, and shows it beside the CRM node, only by this English word.
	displayName: { en: 'CRM Trigger', 'zh-CN': 'CRM Trigger' },
	description: {
		en: 'Leads, customers, follow-ups and tasks; starts the workflow when something happens to them or work comes due',
		'zh-CN': '线索、客户、跟进和任务；在它们发生变化或事项到期时启动工作流',
	},
};

async function inNodeErrors<T>(context: ITriggerFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		throw toNodeError(context.getNode(), asCrmError(cause), instanceLocale());
	}
}

/** Of a workflow that cannot be published n8n shows the message alone, so that it says what to do too. */
async function publishing<T>(work: () => Promise<T>): Promise<T> {
	return await work().catch(async (cause: unknown) => {
		const { code, text: said, hint, field } = asCrmError(cause);
		const whole = text`${said}${{ en: '. ', 'zh-CN': '。' }}${hint}`;
		return await Promise.reject(new CrmError(code, whole, { hint, field, cause }));
	});
}

/** Starts workflows with the events of the CRM, at least once each and in order per record. */
export class CrmTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmTrigger',
		icon: { light: 'file:crmTrigger.svg', dark: 'file:crmTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsSubtitle(instanceLocale()),
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Trigger' },
		inputs: [],
		outputs: outputsExpression(instanceLocale()),
		credentials: databaseCredentials,
		properties: [databaseProperty, ...triggerProperties].map((property) => localiseProperty(property, instanceLocale())),
	};

	methods = {
		credentialTest: databaseTest,
		loadOptions: {
			async eventFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return eventFieldOptions(await editorObjects(this), this.getCurrentNodeParameter('objects'), instanceLocale());
			},
		},
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		if (this.getMode() !== 'manual') return await inNodeErrors(this, async () => await publishing(async () => await listen(this)));
		return { manualTriggerFunction: async () => await inNodeErrors(this, async () => await showSample(this)) };
	}
}
