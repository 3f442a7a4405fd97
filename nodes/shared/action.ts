import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { breathe } from '../../core';
import type { Input, Outcome } from '../../core/context';
import type { Crm } from '../../core/crm';
import type { Objects } from '../../core/schema/objects';
import type { MadeFile } from '../../core/importTypes';
import type { Text } from '../../core/text';
import type { Parameters } from './parameters';
import type { PropertySpec } from './property';

/** Name in n8n's operation list and the sentence in its list of actions. */
export interface ActionText {
	readonly en: readonly [name: string, action: string];
	readonly 'zh-CN': readonly [name: string, action: string];
}

/** A named output of a node. */
export interface OutputSpec {
	readonly name: string;
	readonly text: Text;
}

/** One item that an action gives out. */
export interface Emission {
	readonly json: Readonly<Record<string, unknown>>;
	/** Name of one of the action's outputs; the first when absent. */
	readonly output?: string;
	/** Files of the item, by the name of their binary field. They are closed once n8n has them. */
	readonly files?: Readonly<Record<string, MadeFile>>;
}

interface ActionSpec<Params, Settings, Value> {
	readonly resource: string;
	readonly operation: string;
	readonly text: ActionText;
	readonly description?: Text;
	readonly properties: readonly PropertySpec[];
	/** Where people branch on what happened, each outcome is an output of its own. */
	readonly outputs?: readonly OutputSpec[];
	/** Name of the output that takes the failed items when the node goes on after an error; the first when absent. */
	readonly errorOutput?: string;
	/** Runs once however many items come in, paired with the first. */
	readonly once?: boolean;
	/** Reads one item's parameters; throws CrmError for a bad one. */
	read(parameter: Parameters): Params;
	/** Reads what holds for the whole call, from the first item and from n8n: credentials, and its way to make requests. */
	settings?(parameter: Parameters, context: IExecuteFunctions): Settings | Promise<Settings>;
	/** Does the work for all items at once; one outcome an input, in input order. */
	run(crm: Crm, inputs: ReadonlyArray<Params & Input>, settings: Settings): Promise<ReadonlyArray<Outcome<Value>>>;
	/** What n8n shows above the output, of all items that were given out. */
	readonly remark?: (given: ReadonlyArray<Emission['json']>) => Text | undefined;
	/** The items given out for one outcome; the value itself when absent. `objects` are those of the database. */
	emit?(value: Value, input: Params & Input, objects: Objects): readonly Emission[];
}

/** An action as the registry and the executor see it: its types of parameters and values are its own business. */
export interface Action {
	readonly resource: string;
	readonly operation: string;
	readonly text: ActionText;
	readonly description?: Text;
	readonly properties: readonly PropertySpec[];
	readonly outputs?: readonly OutputSpec[];
	readonly errorOutput?: string;
	readonly once: boolean;
	readonly remark?: (given: ReadonlyArray<Emission['json']>) => Text | undefined;
	read(parameter: Parameters): object;
	settings(parameter: Parameters, context: IExecuteFunctions): unknown;
	run(
		crm: Crm,
		inputs: readonly Input[],
		given: { readonly settings: unknown; readonly objects: Objects },
	): Promise<ReadonlyArray<Outcome<readonly Emission[]>>>;
}

/** Declares one action of a node: n8n's side of it and the n8n-free `run`. */
export function defineAction<Params extends object, Value = object, Settings = undefined>(
	spec: ActionSpec<Params, Settings, Value>,
): Action {
	const emit = spec.emit ?? ((value: Value): Emission[] => [{ json: value as IDataObject }]);
	return {
		...spec,
		once: spec.once ?? false,
		settings: (parameter, context) => spec.settings?.(parameter, context),
		run: async (crm, inputs, { settings, objects }) => {
			// The executor hands back what this action's own read() made.
			const own = inputs as ReadonlyArray<Params & Input>;
			const outcomes = await spec.run(crm, own, settings as Settings);
			const emitted: Array<Outcome<readonly Emission[]>> = [];
			for (const [at, outcome] of outcomes.entries()) {
				emitted.push(outcome.ok ? { ok: true, value: emit(outcome.value, own[at], objects) } : outcome);
				await breathe();
			}
			return emitted;
		},
	};
}
