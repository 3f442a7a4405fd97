import type { ExpressionString, IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import { listEntries } from '../../core/filter';
import type { Locale, Text } from '../../core/text';
import { isKind, ownWork, storedKind, workKinds } from '../../core/work';
import { badParameter } from '../shared/errors';
import { dueKindsLabel, dueNamesLabel, dueWork } from './dueWork';

/** What a trigger's parameters ask for. */
export interface Asked {
	/** Names of record and lifecycle events. */
	readonly events: readonly string[];
	/** Whether events are asked for at all: an empty list means every event. */
	readonly hasEvents: boolean;
	/** Kinds of due work as they are stored, a user's own with its name; one output each, in this order. */
	readonly kinds: readonly string[];
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** @throws CrmError ValidationFailed where due work is asked for, and not which */
export function readAsked(context: ITriggerFunctions): Asked {
	const chosen = strings(context.getNodeParameter('events', []));
	const events = chosen.filter((event) => event !== dueWork);
	const kinds = chosen.includes(dueWork) ? readKinds(context) : [];
	return { events, kinds, hasEvents: events.length > 0 || kinds.length === 0 };
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

/**
 * The outputs of a trigger: an expression, as n8n asks for outputs that follow the parameters. One without a name unless
 * due work is asked for; each kind of it has its own then, and so has each name of a user's own.
 */
export function outputsExpression(locale: Locale): ExpressionString {
	const words = Object.fromEntries(workKinds.map(({ name, text }) => [name, text[locale]]));
	const own = `[...new Set(String($parameter["dueNames"] || "").split(/[,，、]/).map((name) => name.trim()).filter((name) => name))]`;
	const names = `($parameter["dueKinds"] || []).flatMap((kind) => kind === "${ownWork}" ? ${own} : [(${JSON.stringify(words)})[kind] || kind])`;
	const events = `$parameter["events"].some((event) => event !== "${dueWork}") ? ["${eventsOutput[locale]}"] : []`;
	const outputs = `(${events}).concat(${names}).map((name) => ({ type: "main", displayName: name }))`;
	const asksForWork = `($parameter["events"] || []).includes("${dueWork}") && ($parameter["dueKinds"] || []).length > 0`;
	return `={{ ${asksForWork} ? ${outputs} : [{ "type": "main" }] }}`;
}

/** An item for each output; the event's has no kind. */
export function onOutputs({ hasEvents, kinds }: Asked, items: ReadonlyArray<{ kind?: string; json: object }>): INodeExecutionData[][] {
	const outputs = [...(hasEvents ? [undefined] : []), ...kinds];
	return outputs.map((output) => items.filter(({ kind }) => kind === output).map(({ json }) => ({ json: json as IDataObject })));
}
