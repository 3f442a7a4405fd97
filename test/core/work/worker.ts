import type { Crm, DeliveryResult, WorkItem, WorkSpec } from '../../../core/crm';
import { whenOver } from '../../support/endings';

/** A workflow that gets due work, as the core sees it. */
export interface Worker {
	readonly items: WorkItem[];
	readonly keys: string[];
	readonly troubles: Error[];
	close(): Promise<void>;
}

type Done = (item: WorkItem) => DeliveryResult | Promise<DeliveryResult>;

/** Activates a workflow whose every execution is `work`. */
export async function work(crm: Crm, { work: done = () => 'done', ...spec }: Partial<WorkSpec> & { work?: Done } = {}): Promise<Worker> {
	const heard: Omit<Worker, 'close'> = { items: [], keys: [], troubles: [] };
	const subscription = await crm.subscriptions.openWork(
		{ id: 'workflow-a:node-1', workflowId: 'workflow-a', workflowName: 'A', nodeName: 'CRM Trigger', kinds: ['message.deferred'], ...spec },
		{
			deliver: async (item, key) => {
				heard.items.push(item);
				heard.keys.push(key);
				return await done(item);
			},
			trouble: (error) => heard.troubles.push(error),
		},
	);
	whenOver(() => subscription.close());
	return { ...heard, close: async () => await subscription.close() };
}
