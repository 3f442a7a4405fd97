import type { IDataObject, INodeParameters, IRun, ITriggerFunctions, WorkflowActivateMode } from 'n8n-workflow';

import { openCrm } from '../../core';
import type { Crm, DeliveryResult, EventFilter, EventItem, SubscriptionSpec } from '../../core/crm';
import type { ObjectName } from '../../core/schema/types';
import { connectionOf } from '../shared/connection';
import { badParameter } from '../shared/errors';
import { numberWithin } from '../shared/parameters';
import { toStoredTime } from '../shared/time';
import { maxDepthLabel, maxDepthRange, parallelLabel, parallelRange, replayFromLabel } from './properties';

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Which events the node's parameters ask for. */
export function readEventFilter(context: ITriggerFunctions): EventFilter {
	return {
		events: strings(context.getNodeParameter('events', [])),
		objects: strings(context.getNodeParameter('objects', [])) as ObjectName[],
		changedFields: strings(context.getNodeParameter('changedFields', [])),
	};
}

/** Names the node for the store: opened again, it goes on where it was. */
export const subscriptionId = (context: ITriggerFunctions): string => `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;

function readReplayFrom(context: ITriggerFunctions): string {
	const from = toStoredTime(context.getNodeParameter('replayFrom', ''), 'dateTime', context.getTimezone());
	if (typeof from === 'string' && !Number.isNaN(Date.parse(from))) return new Date(from).toISOString();
	throw badParameter(replayFromLabel, 'replayFrom', { en: 'must be a time', 'zh-CN': '应为时间' });
}

/** A restart of n8n, another main taking over and a new version of an active workflow leave nothing out. */
const switchedOn = new Set<WorkflowActivateMode>(['activate', 'create']);

/** What the store is to know of this trigger. Throws CrmError for a bad parameter. */
export function readSpec(context: ITriggerFunctions): SubscriptionSpec {
	const { id = '', name = '' } = context.getWorkflow();
	const start = context.getNodeParameter('start', 'resume');
	const options = context.getNodeParameter('options', {}) as INodeParameters;
	return {
		id: subscriptionId(context),
		workflowId: id,
		workflowName: name,
		nodeName: context.getNode().name,
		filter: readEventFilter(context),
		skipMissed: start === 'skipMissed' && switchedOn.has(context.getActivationMode()),
		replayFrom: start === 'replay' ? readReplayFrom(context) : undefined,
		maxDepth: whole(numberWithin(maxDepthRange, options.maxDepth, 'options.maxDepth', maxDepthLabel)),
		maxParallel: whole(numberWithin(parallelRange, options.maxParallel, 'options.maxParallel', parallelLabel)),
	};
}

const whole = (value: number | undefined): number | undefined => (value === undefined ? undefined : Math.floor(value));

/** Does something with the CRM as this trigger; a subscription made then holds the store open by itself. Throws CrmError. */
export async function asTrigger<T>(context: ITriggerFunctions, work: (crm: Crm) => Promise<T>): Promise<T> {
	const { id, name } = context.getWorkflow();
	const crm = openCrm(await connectionOf(context), {
		actor: `workflow:${id ?? ''}`,
		scope: { kind: 'all' },
		origin: { workflowId: id, workflowName: name, nodeName: context.getNode().name },
		partial: false,
		timeZone: context.getTimezone(),
	});
	try {
		return await work(crm);
	} finally {
		crm.release();
	}
}

/** What became of an execution: waiting is done too, for n8n has it in its database then. */
function resultOf(run: IRun | undefined): DeliveryResult {
	if (run?.status === 'success' || run?.status === 'waiting') return 'done';
	// n8n answers with nothing when it took the start for a repeated one.
	if (!run) return { failed: { en: 'n8n did not start the workflow', 'zh-CN': 'n8n 未启动工作流' } };
	const { error, lastNodeExecuted } = run.data.resultData;
	if (!error) return { failed: { en: `The execution ended as "${run.status}"`, 'zh-CN': `执行以“${run.status}”状态结束` } };
	return { failed: lastNodeExecuted ? `${lastNodeExecuted}: ${error.message}` : error.message };
}

/** Starts the workflow with an event and waits for its end. */
export async function deliver(context: ITriggerFunctions, event: EventItem, deduplicationKey: string): Promise<DeliveryResult> {
	const done = context.helpers.createDeferredPromise<IRun>();
	context.emit([[{ json: { ...event } as unknown as IDataObject }]], undefined, done, deduplicationKey);
	return resultOf(await done.promise);
}
