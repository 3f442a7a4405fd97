import type { INodeExecutionData, INodeParameters, IRun, ITriggerFunctions, WorkflowActivateMode } from 'n8n-workflow';

import { openCrm } from '../../core';
import type { Crm, DeliveryResult, EventFilter, SubscriptionSpec, WorkSpec } from '../../core/crm';
import type { ObjectName } from '../../core/schema/types';
import { connectionOf } from '../shared/connection';
import { badParameter } from '../shared/errors';
import { numberWithin } from '../shared/parameters';
import { toStoredTime } from '../shared/time';
import { batchLabel, batchRange, completeWithinLabel, completeWithinRange } from './dueWork';
import type { Asked } from './outputs';
import { maxDepthLabel, maxDepthRange, parallelLabel, parallelRange, replayFromLabel } from './properties';

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Which events the node's parameters ask for. */
export function readEventFilter(context: ITriggerFunctions, { events }: Asked): EventFilter {
	return {
		events,
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

const readOptions = (context: ITriggerFunctions) => context.getNodeParameter('options', {}) as INodeParameters;

/** What the store is to know of any trigger. */
function readCommon(context: ITriggerFunctions) {
	const { id = '', name = '' } = context.getWorkflow();
	const { maxParallel } = readOptions(context);
	return {
		id: subscriptionId(context),
		workflowId: id,
		workflowName: name,
		nodeName: context.getNode().name,
		maxParallel: whole(numberWithin(parallelRange, maxParallel, 'options.maxParallel', parallelLabel)),
	};
}

/** What the store is to know of a trigger that gets events. Throws CrmError for a bad parameter. */
export function readSpec(context: ITriggerFunctions, asked: Asked): SubscriptionSpec {
	const start = context.getNodeParameter('start', 'resume');
	return {
		...readCommon(context),
		filter: readEventFilter(context, asked),
		skipMissed: start === 'skipMissed' && switchedOn.has(context.getActivationMode()),
		replayFrom: start === 'replay' ? readReplayFrom(context) : undefined,
		maxDepth: whole(numberWithin(maxDepthRange, readOptions(context).maxDepth, 'options.maxDepth', maxDepthLabel)),
	};
}

/** The same of one that gets due work. Throws CrmError. */
export function readWorkSpec(context: ITriggerFunctions, { kinds }: Asked): WorkSpec {
	const batch = whole(numberWithin(batchRange, readOptions(context).batch, 'options.batch', batchLabel));
	const minutes = numberWithin(completeWithinRange, readOptions(context).completeWithin, 'options.completeWithin', completeWithinLabel);
	return { ...readCommon(context), kinds, batch, completeWithin: minutes === undefined ? undefined : minutes * 60_000 };
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

/** Starts the workflow with an item on one of its outputs, and waits for its end. */
export async function deliver(
	context: ITriggerFunctions,
	outputs: INodeExecutionData[][],
	deduplicationKey: string,
): Promise<DeliveryResult> {
	const done = context.helpers.createDeferredPromise<IRun>();
	context.emit(outputs, undefined, done, deduplicationKey);
	return resultOf(await done.promise);
}
