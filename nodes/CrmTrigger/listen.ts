import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, ITriggerFunctions, ITriggerResponse, WorkflowActivateMode } from 'n8n-workflow';

import type { EventItem, Subscription } from '../../core/crm';
import { CrmError } from '../../core/errors';
import { connectionOf } from '../shared/connection';
import { asTrigger, deliver, readEventFilter, readSpec, subscriptionId } from './subscription';

/** Nobody reads an error then, and n8n gives up after a quarter of a minute: the trigger would stay off until the next start. */
const unattended = new Set<WorkflowActivateMode>(['init', 'leadershipChange']);

/** Milliseconds between two attempts to open a store that cannot be opened. */
const openEvery = 5_000;

/** Subscribes to the events of the CRM until n8n deactivates the workflow. Throws CrmError. */
export async function listen(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const spec = readSpec(context);
	const trouble = (error: Error) => context.logger.error(`CRM Trigger: ${error.message}`);
	// The credential is read at each attempt: it may have been corrected since the last.
	const open = async () =>
		await asTrigger(context, async ({ subscriptions }) => {
			const give = async (event: EventItem, key: string) => await deliver(context, event, key);
			return await subscriptions.open(spec, { deliver: give, trouble });
		});
	// What no waiting mends is told to n8n, which shows it with the workflow.
	await connectionOf(context);
	if (unattended.has(context.getActivationMode())) return await openInTheEnd(open, trouble);
	const subscription = await open();
	return { closeFunction: async () => await subscription.close() };
}

/** Opens now or, when the store cannot be opened, goes on trying until the workflow is deactivated; tells of each trouble once. */
async function openInTheEnd(open: () => Promise<Subscription>, trouble: (error: Error) => void): Promise<ITriggerResponse> {
	const deactivated = new AbortController();
	const { signal } = deactivated;
	let last = '';
	const tell = (error: Error) => {
		if (error.message !== last) trouble(error);
		last = error.message;
	};
	const keepTrying = async (): Promise<Subscription | undefined> => {
		while (!signal.aborted) {
			// Deactivation cuts the pause short.
			await sleep(openEvery, undefined, { signal, ref: false }).catch(() => undefined);
			const subscription = signal.aborted ? undefined : await open().catch(tell);
			if (subscription) return subscription;
		}
		return undefined;
	};
	const first = await open().catch(tell);
	const opened = first ? Promise.resolve(first) : keepTrying();
	return {
		closeFunction: async () => {
			deactivated.abort();
			await (await opened)?.close();
		},
	};
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
	const filter = readEventFilter(context);
	const event = await asTrigger(context, async ({ subscriptions }) => await subscriptions.sample(subscriptionId(context), filter));
	if (!event) throw noSample();
	context.emit([[{ json: { ...event } as unknown as IDataObject }]]);
}
