import type { Crm, DeliveryResult, WorkItem, WorkSpec } from '../../../core/crm';
import { whenOver } from '../../support/endings';

/** A workflow that gets due work, as the core sees it. */
export interface Worker {
	readonly items: WorkItem[];
	readonly keys: string[];
	/** The keys of the items of each execution. */
	readonly loads: string[][];
	readonly troubles: Error[];
	close(): Promise<void>;
}

type Done = (item: WorkItem) => DeliveryResult | Promise<DeliveryResult>;

const failed = (result: DeliveryResult) => result !== 'done';

/** Activates a workflow whose every execution does `work` with each of its items. */
export async function work(crm: Crm, { work: done = () => 'done', ...spec }: Partial<WorkSpec> & { work?: Done } = {}): Promise<Worker> {
	const heard: Omit<Worker, 'close'> = { items: [], keys: [], loads: [], troubles: [] };
	const subscription = await crm.subscriptions.openWork(
		{ id: 'workflow-a:node-1', workflowId: 'workflow-a', workflowName: 'A', nodeName: 'CRM Trigger', kinds: ['message.deferred'], ...spec },
		{
			deliver: async (items, key) => {
				heard.items.push(...items);
				heard.keys.push(key);
				heard.loads.push(items.map((item) => item.key));
				let result: DeliveryResult = 'done';
				for (const item of items) result = failed(result) ? result : await done(item);
				return result;
			},
			trouble: (error) => heard.troubles.push(error),
		},
	);
	whenOver(() => subscription.close());
	return { ...heard, close: async () => await subscription.close() };
}
