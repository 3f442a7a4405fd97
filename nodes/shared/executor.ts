import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { breathe, objects, openCrm } from '../../core';
import type { Input, Origin, Outcome } from '../../core/context';
import type { Crm } from '../../core/crm';
import type { ItemFailure } from '../../core/errors';
import type { Objects } from '../../core/schema/objects';
import type { Action, Emission } from './action';
import { connectionOf } from './connection';
import { asCrmError, batchError, toErrorItem, toNodeError, unknownAction } from './errors';
import { handOver } from './files';
import { instanceLocale } from './locale';
import { originOf } from './origin';
import { ParameterReader } from './parameters';
import { actionOf, type Registry } from './registry';

interface Call {
	readonly inputs: readonly Input[];
	readonly failures: readonly ItemFailure[];
	readonly reader: ParameterReader;
	readonly total: number;
}

/** The objects of the node's database. One that cannot be opened says so when the action runs; its custom fields are unknown till then. */
async function knownObjects(context: IExecuteFunctions): Promise<Objects> {
	return await withCrm(context, {}, async (crm) => await crm.objects()).catch(() => objects);
}

/** Reads what every item asks for; a bad parameter marks its item and the rest go on. */
async function readCall(context: IExecuteFunctions, action: Action): Promise<Call> {
	const reader = new ParameterReader(context, await knownObjects(context));
	const total = action.once ? 1 : context.getInputData().length;
	const inputs: Input[] = [];
	const failures: ItemFailure[] = [];
	for (let item = 0; item < total; item++) {
		await breathe();
		try {
			inputs.push({ ...action.read(reader.at(item)), item });
		} catch (cause) {
			failures.push({ item, error: asCrmError(cause) });
		}
	}
	return { inputs, failures, reader, total };
}

async function withCrm<T>(context: IExecuteFunctions, origin: Origin, work: (crm: Crm) => Promise<T>): Promise<T> {
	const crm = openCrm(await connectionOf(context), {
		actor: `workflow:${origin.workflowId ?? ''}`,
		scope: { kind: 'all' },
		origin,
		partial: context.continueOnFail(),
		timeZone: context.getTimezone(),
	});
	try {
		return await work(crm);
	} finally {
		crm.release();
	}
}

type ItemOutcome = Outcome<readonly Emission[]>;

/** One outcome an item, in item order. Throws CrmError when the call is all-or-nothing and an item is bad. */
async function outcomesOf(context: IExecuteFunctions, action: Action, call: Call): Promise<Map<number, ItemOutcome>> {
	const outcomes = new Map<number, ItemOutcome>(call.failures.map(({ item, error }) => [item, { ok: false, error }]));
	const partial = context.continueOnFail();
	if (!partial && call.failures.length > 0) throw batchError(call.failures, call.total);
	if (call.inputs.length === 0) return outcomes;
	const given = { settings: await action.settings(call.reader.at(0), context), objects: call.reader.objects };
	const results = await withCrm(context, await originOf(context), async (crm) => await action.run(crm, call.inputs, given));
	results.forEach((result, at) => outcomes.set(call.inputs[at].item, result));
	const refused = [...outcomes].flatMap(([item, outcome]) => (outcome.ok ? [] : [{ item, error: outcome.error }]));
	if (!partial && refused.length > 0) throw batchError(refused, call.total);
	return outcomes;
}

async function toOutputs(
	context: IExecuteFunctions,
	action: Action,
	outcomes: ReadonlyMap<number, ItemOutcome>,
): Promise<INodeExecutionData[][]> {
	const names = action.outputs?.map(({ name }) => name) ?? [''];
	const outputs: INodeExecutionData[][] = names.map(() => []);
	const outputNamed = (name = ''): INodeExecutionData[] => outputs[Math.max(0, names.indexOf(name))];
	const locale = instanceLocale();
	for (const [item, outcome] of [...outcomes].sort(([a], [b]) => a - b)) {
		await breathe();
		if (!outcome.ok) {
			outputNamed(action.errorOutput).push(toErrorItem(outcome.error, item, locale));
			continue;
		}
		for (const { json, output, files } of outcome.value) {
			// The core's records are plain data, which n8n's IDataObject describes less exactly.
			const data = json as INodeExecutionData['json'];
			outputNamed(output).push({ json: data, pairedItem: { item }, ...(files && { binary: await handOver(context, files) }) });
		}
	}
	return outputs;
}

/** The editor shows the first output, and with many outputs the tabs of the last ones are out of sight: says where the items are. */
function pointOut(context: IExecuteFunctions, action: Action, outputs: readonly INodeExecutionData[][]): void {
	const locale = instanceLocale();
	const others = (action.outputs ?? []).map(({ text }, at) => ({ name: text[locale], count: outputs[at].length })).slice(1);
	const filled = others.filter(({ count }) => count > 0);
	if (filled.length === 0) return;
	const list = filled.map(({ name, count }) => `${name} (${count})`).join(', ');
	const message = {
		en: `Items went out at: ${list}. Click the tab below; › brings tabs that are out of sight.`,
		'zh-CN': `数据从以下输出送出：${list}。请点击下方对应的标签查看；看不到的标签可用 › 显示。`,
	};
	context.addExecutionHints({ message: message[locale], type: 'info', location: 'outputPane' });
}

/** Under continue-on-fail even a call that failed as a whole leaves one error an item. */
function allFailed(call: Call, cause: unknown): Map<number, ItemOutcome> {
	const error = asCrmError(cause);
	const own = new Map(error.items.map((failure) => [failure.item, failure.error]));
	call.failures.forEach((failure) => own.set(failure.item, failure.error));
	const items = Array.from({ length: call.total }, (_, item) => item);
	return new Map(items.map((item) => [item, { ok: false, error: own.get(item) ?? error }]));
}

/** Runs the action chosen in a node for all its items: the only place with an item loop, pairing and error mapping. */
export async function executeNode(context: IExecuteFunctions, registry: Registry): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const action = actionOf(registry, resource, operation);
	if (!action) throw toNodeError(context.getNode(), unknownAction(resource, operation), instanceLocale());
	const call = await readCall(context, action);
	try {
		const outputs = await toOutputs(context, action, await outcomesOf(context, action, call));
		pointOut(context, action, outputs);
		const remark = action.remark?.(outputs.flat().map(({ json }) => json));
		if (remark) context.addExecutionHints({ message: remark[instanceLocale()], type: 'info', location: 'outputPane' });
		return outputs;
	} catch (cause) {
		if (context.continueOnFail()) return await toOutputs(context, action, allFailed(call, cause));
		throw toNodeError(context.getNode(), asCrmError(cause), instanceLocale(), call.inputs[0]?.item);
	}
}
