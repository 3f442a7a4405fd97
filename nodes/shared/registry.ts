import type { ExpressionString, INodeOutputConfiguration, INodeProperties } from 'n8n-workflow';

import type { Locale, Text } from '../../core/text';
import type { Action } from './action';
import { databaseProperty } from './databaseChoice';
import { localiseProperty, type PropertySpec } from './property';

/** A resource of a node, as the user sees it. */
export interface ResourceSpec {
	readonly name: string;
	readonly text: Text;
}

/**
 * What a node can do: a plain list, from which its description is built and its execution dispatched. People read n8n's
 * list of actions from its top, and it may be long: resources, and the actions of each, stand with the most used first.
 */
export interface Registry {
	readonly resources: readonly ResourceSpec[];
	readonly actions: readonly Action[];
}

const resourceProperty = ({ resources }: Registry): PropertySpec => ({
	displayName: { en: 'Resource', 'zh-CN': '资源' },
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	ordered: true,
	options: resources.map(({ name, text }) => ({ name: text, value: name })),
	default: resources[0].name,
});

function operationProperty(resource: string, actions: readonly Action[]): PropertySpec {
	return {
		displayName: { en: 'Operation', 'zh-CN': '操作' },
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		ordered: true,
		options: actions.map(({ operation, text, description }) => ({
			name: { en: text.en[0], 'zh-CN': text['zh-CN'][0] },
			value: operation,
			action: { en: text.en[1], 'zh-CN': text['zh-CN'][1] },
			...(description && { description }),
		})),
		default: actions[0].operation,
	};
}

/** Which operations of which resources show a property. */
type Uses = Map<string, string[]>;

function usesOf(actions: readonly Action[]): Map<PropertySpec, Uses> {
	const uses = new Map<PropertySpec, Uses>();
	for (const { resource, operation, properties } of actions) {
		for (const property of properties) {
			const own: Uses = uses.get(property) ?? new Map();
			own.set(resource, [...(own.get(resource) ?? []), operation]);
			uses.set(property, own);
		}
	}
	return uses;
}

/** What stands right before each property in some action. */
function precedence(actions: readonly Action[]): Map<PropertySpec, Set<PropertySpec>> {
	const before = new Map<PropertySpec, Set<PropertySpec>>();
	for (const { properties } of actions) {
		properties.forEach((property, at) => {
			const earlier = before.get(property) ?? new Set();
			if (at > 0) earlier.add(properties[at - 1]);
			before.set(property, earlier);
		});
	}
	return before;
}

/** n8n shows properties in the order of the description: one order that keeps the order of every action. */
function inOrder(actions: readonly Action[]): PropertySpec[] {
	const waiting = precedence(actions);
	const order: PropertySpec[] = [];
	while (waiting.size > 0) {
		const next = [...waiting].find(([, earlier]) => ![...earlier].some((property) => waiting.has(property)))?.[0];
		if (!next) throw new Error(`Two actions show ${[...waiting.keys()].map(({ name }) => name).join(', ')} in different orders`);
		waiting.delete(next);
		order.push(next);
	}
	return order;
}

/** Every property once; resources that show it in the same operations share one entry. */
function shown(actions: readonly Action[]): PropertySpec[] {
	const uses = usesOf(actions);
	return inOrder(actions).flatMap((property) => {
		const resources = new Map<string, string[]>();
		for (const [resource, operations] of uses.get(property) ?? []) {
			const key = operations.join();
			resources.set(key, [...(resources.get(key) ?? []), resource]);
		}
		return [...resources].map(([operations, resource]) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: { resource, operation: operations.split(','), ...property.displayOptions?.show },
			},
		}));
	});
}

/** The properties of a node, in one language. */
export function propertiesOf(registry: Registry, locale: Locale): INodeProperties[] {
	const operations = registry.resources.map(({ name }) =>
		operationProperty(
			name,
			registry.actions.filter(({ resource }) => resource === name),
		),
	);
	return [databaseProperty, resourceProperty(registry), ...operations, ...shown(registry.actions)].map((spec) =>
		localiseProperty(spec, locale),
	);
}

const outputsOf = ({ outputs }: Action, locale: Locale): INodeOutputConfiguration[] =>
	(outputs ?? []).map(({ text }) => ({ type: 'main', displayName: text[locale] }));

/** The outputs of a node whose actions name theirs: an expression, as n8n asks for outputs that follow the parameters. */
export function outputsExpression({ actions }: Registry, locale: Locale): ExpressionString {
	const cases = actions
		.filter(({ outputs }) => outputs)
		.map((action) => {
			const test = `$parameter["resource"] === ${JSON.stringify(action.resource)} && $parameter["operation"] === ${JSON.stringify(action.operation)}`;
			return `${test} ? ${JSON.stringify(outputsOf(action, locale))} : `;
		});
	return `={{ ${cases.join('')}[{"type":"main"}] }}`;
}

/** What stands below a node on the canvas: as n8n's own nodes have it, and in Chinese the action's words. */
export function subtitleExpression({ actions }: Registry, locale: Locale): ExpressionString {
	if (locale === 'en') return '={{ $parameter["operation"] + ": " + $parameter["resource"] }}';
	const words = actions.map(({ resource, operation, text }) => [`${resource}.${operation}`, text[locale][1]] as const);
	return `={{ (${JSON.stringify(Object.fromEntries(words))})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}

/** The action chosen in a node. */
export function actionOf(registry: Registry, resource: string, operation: string): Action | undefined {
	return registry.actions.find((action) => action.resource === resource && action.operation === operation);
}
