import { setTimeout as sleep } from 'node:timers/promises';

import type { ITriggerFunctions, ITriggerResponse, WorkflowActivateMode } from 'n8n-workflow';

import type { Crm, EventItem, Subscription, WorkItem } from '../../core/crm';
import { CrmError } from '../../core/errors';
import { connectionOf } from '../shared/connection';
import { storedKind } from '../../core/work';
import { dueWork } from './dueWork';
import { onOutputs, readAsked, type Asked, type Given } from './outputs';
import { asTrigger, deliver, readEventFilter, readSpec, readWorkSpec, subscriptionId } from './subscription';

/** Nobody reads an error then, and n8n gives up after a quarter of a minute: the trigger would stay off until the next start. */
const unattended = new Set<WorkflowActivateMode>(['init', 'leadershipChange']);

/** Milliseconds between two attempts to open a store that cannot be opened. */
const openEvery = 5_000;

/** Due work as an item: it tells itself from events. */
const workItem = (work: WorkItem): Given => ({ kind: storedKind(work.kind, work.name), json: { event: dueWork, ...work } });

const eventItem = (json: EventItem): Given => ({ event: json.event, json });

/** Subscribes to what the parameters ask for: events, due work, or both. Throws CrmError. */
function opening(context: ITriggerFunctions, asked: Asked, trouble: (error: Error) => void): (crm: Crm) => Promise<Subscription> {
	const events = asked.hasEvents ? readSpec(context, asked) : undefined;
	const work = asked.kinds.length > 0 ? readWorkSpec(context, asked) : undefined;
	return async ({ subscriptions }) => {
		// Due work first: another workflow may have it, and then nothing is left open.
		const working =
			work &&
			(await subscriptions.openWork(work, {
				deliver: async (items, key) => await deliver(context, onOutputs(asked, items.map(workItem)), key),
				trouble,
			}));
		const listening =
			events &&
			(await subscriptions
				.open(events, { deliver: async (json, key) => await deliver(context, onOutputs(asked, [eventItem(json)]), key), trouble })
				.catch(async (error: Error) => {
					await working?.close();
					return await Promise.reject(error);
				}));
		return { close: async () => void (await Promise.all([working?.close(), listening?.close()])) };
	};
}

/** Listens to the CRM until n8n deactivates the workflow. Throws CrmError. */
export async function listen(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const trouble = (error: Error) => context.logger.error(`CRM Trigger: ${error.message}`);
	const opened = opening(context, readAsked(context), trouble);
	// The credential is read at each attempt: it may have been corrected since the last.
	const open = async () => await asTrigger(context, opened);
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

const noWork = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no due work of these kinds to show', 'zh-CN': '没有可供展示的此类到期事项' },
		{
			hint: {
				en: 'Schedule some with a CRM node (Due Work → Schedule, at any time in the future), then test again; a test takes nothing away.',
				'zh-CN': '请先用 CRM 节点的“到期事项 → 安排”安排一条（时间可为将来任意时刻），再重新测试；测试不会取走任何事项。',
			},
		},
	);

/** In the editor's test: the latest event that fits, of each one where they have outputs of their own, and the next due work of each kind, taken from nobody. Throws CrmError when there is none. */
export async function showSample(context: ITriggerFunctions): Promise<void> {
	const asked = readAsked(context);
	const filter = readEventFilter(context, asked);
	const filters = asked.perEvent ? asked.events.map((event) => ({ ...filter, events: [event] })) : [filter];
	const items = await asTrigger(context, async ({ subscriptions }) => {
		const found = asked.hasEvents
			? await Promise.all(filters.map(async (filter) => await subscriptions.sample(subscriptionId(context), filter)))
			: [];
		return [...found.flatMap((event) => (event ? [eventItem(event)] : [])), ...(await subscriptions.sampleWork(asked.kinds)).map(workItem)];
	});
	if (items.length === 0) throw asked.hasEvents ? noSample() : noWork();
	context.emit([...onOutputs(asked, items)]);
}
