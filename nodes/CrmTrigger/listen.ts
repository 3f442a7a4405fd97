import type { IDataObject, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { CrmError } from '../../core/errors';
import { deliver, openAsTrigger, readEventFilter, readSpec, subscriptionId } from './subscription';

/** Subscribes to the events of the CRM until n8n deactivates the workflow. Throws CrmError. */
export async function listen(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const crm = openAsTrigger(context);
	try {
		const subscription = await crm.subscriptions.open(readSpec(context), {
			deliver: async (event, deduplicationKey) => await deliver(context, event, deduplicationKey),
			trouble: (error) => context.logger.error(`CRM Trigger: ${error.message}`),
		});
		return { closeFunction: async () => await subscription.close() };
	} finally {
		// The subscription holds the store open by itself.
		crm.release();
	}
}

const noSample = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There has been no such event yet', 'zh-CN': '尚未发生过这类事件' },
		{
			hint: {
				en: 'Make it happen once, for example by creating a record, then test again; an active workflow hears of every new event.',
				'zh-CN': '请先让事件发生一次（例如创建一条记录）再测试；工作流启用后会收到每个新事件。',
			},
		},
	);

/** In the editor's test: the latest event that fits, taken from nobody. Throws CrmError when there is none. */
export async function showSample(context: ITriggerFunctions): Promise<void> {
	const crm = openAsTrigger(context);
	try {
		const event = await crm.subscriptions.sample(subscriptionId(context), readEventFilter(context));
		if (!event) throw noSample();
		context.emit([[{ json: { ...event } as unknown as IDataObject }]]);
	} finally {
		crm.release();
	}
}
