import type { ExpressionString, IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import { listEntries } from '../../core/filter';
import type { Locale, Text } from '../../core/text';
import { lifecycleEvents, recordEvents } from '../../core/triggers';
import { isKind, ownWork, storedKind, workKinds } from '../../core/work';
import { badParameter } from '../shared/errors';
import type { PropertySpec } from '../shared/property';
import { dueKindsLabel, dueNamesLabel, dueWork } from './dueWork';

/** What can happen to records. */
export const recorded = [...recordEvents, ...lifecycleEvents];

/** No expression: the outputs follow from what is chosen here. */
export const outputPerEventProperty: PropertySpec = {
	displayName: { en: 'An Output for Each Event', 'zh-CN': '每个事件一个输出端' },
	name: 'outputPerEvent',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	displayOptions: { show: { events: recorded.map(({ value }) => value) } },
	description: {
		en: 'Whether each chosen event leaves the node by an output of its own, in the order in which they were chosen; an event that is several of them leaves by the most telling one',
		'zh-CN': '所选的每个事件是否从各自的输出端送出（按选择的顺序）；同时符合多个事件时，从其中最具体的一个送出',
	},
};

/** What a trigger's parameters ask for. */
export interface Asked {
	/** Names of record and lifecycle events. */
	readonly events: readonly string[];
	/** Whether events are asked for at all: an empty list means every event. */
	readonly hasEvents: boolean;
	/** Whether each of the events has an output of its own. */
	readonly perEvent: boolean;
	/** Kinds of due work as they are stored, a user's own with its name; one output each, in this order. */
	readonly kinds: readonly string[];
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** @throws CrmError ValidationFailed where due work is asked for, and not which */
export function readAsked(context: ITriggerFunctions): Asked {
	const chosen = strings(context.getNodeParameter('events', []));
	const events = chosen.filter((event) => event !== dueWork);
	const kinds = chosen.includes(dueWork) ? readKinds(context) : [];
	const perEvent = events.length > 0 && context.getNodeParameter('outputPerEvent', false) === true;
	return { events, kinds, perEvent, hasEvents: events.length > 0 || kinds.length === 0 };
}

function readKinds(context: ITriggerFunctions): string[] {
	const chosen = strings(context.getNodeParameter('dueKinds', []));
	const names = listEntries(context.getNodeParameter('dueNames', '')).map((name) => String(name).trim());
	if (chosen.length === 0) throw badParameter(dueKindsLabel, 'dueKinds', { en: 'must name at least one', 'zh-CN': '至少应选择一项' });
	if (chosen.includes(ownWork) && names.length === 0)
		throw badParameter(dueNamesLabel, 'dueNames', { en: 'must hold at least one name', 'zh-CN': '至少应填写一个名称' });
	const kinds = chosen.flatMap((kind) => (kind === ownWork ? names.map((name) => storedKind(kind, name)) : [kind]));
	if (!kinds.every(isKind)) throw badParameter(dueNamesLabel, 'dueNames', { en: 'holds one that is too long', 'zh-CN': '中有名称过长' });
	return [...new Set(kinds)];
}

const eventsOutput: Text = { en: 'Events', 'zh-CN': '事件' };

const wordsOf = (list: ReadonlyArray<readonly [string, Text]>, locale: Locale): string =>
	JSON.stringify(Object.fromEntries(list.map(([name, text]) => [name, text[locale]])));

/**
 * The outputs of a trigger: an expression, as n8n asks for outputs that follow the parameters. One without a name unless
 * due work or an output for each event is asked for; each kind of due work has its own then, and so has each name of a
 * user's own.
 */
export function outputsExpression(locale: Locale): ExpressionString {
	const kindWords = wordsOf(
		workKinds.map(({ name, text }) => [name, text]),
		locale,
	);
	const eventWords = wordsOf(
		recorded.map(({ value, text }) => [value, text]),
		locale,
	);
	const own = `[...new Set(String($parameter["dueNames"] || "").split(/[,，、]/).map((name) => name.trim()).filter((name) => name))]`;
	const names = `($parameter["dueKinds"] || []).flatMap((kind) => kind === "${ownWork}" ? ${own} : [(${kindWords})[kind] || kind])`;
	const chosen = `($parameter["events"] || []).filter((event) => event !== "${dueWork}")`;
	const perEvent = `${chosen}.map((event) => (${eventWords})[event] || event)`;
	const events = `$parameter["outputPerEvent"] ? ${perEvent} : ${chosen}.length > 0 ? ["${eventsOutput[locale]}"] : []`;
	const asksForWork = `($parameter["events"] || []).includes("${dueWork}") && ($parameter["dueKinds"] || []).length > 0`;
	const asksPerEvent = `$parameter["outputPerEvent"] && ${chosen}.length > 0`;
	const outputs = `(${events}).concat(${asksForWork} ? ${names} : []).map((name) => ({ type: "main", displayName: name }))`;
	return `={{ (${asksForWork}) || (${asksPerEvent}) ? ${outputs} : [{ "type": "main" }] }}`;
}

/** What an item is given out for: an event, or due work of a kind. */
export type Given = { readonly event: string; readonly json: object } | { readonly kind: string; readonly json: object };

/** An item for each output. */
export function onOutputs({ hasEvents, events, perEvent, kinds }: Asked, items: readonly Given[]): INodeExecutionData[][] {
	const ofEvents = perEvent
		? events.map((name) => (item: Given) => 'event' in item && item.event === name)
		: [(item: Given) => 'event' in item];
	const ofKinds = kinds.map((kind) => (item: Given) => 'kind' in item && item.kind === kind);
	return [...(hasEvents ? ofEvents : []), ...ofKinds].map((leaves) =>
		items.filter(leaves).map(({ json }) => ({ json: json as IDataObject })),
	);
}
