import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';

import { Linter, type Rule } from 'eslint';
import type { INodeTypeDescription } from 'n8n-workflow';

import { Crm } from '../../../nodes/Crm/Crm.node';
import { CrmPage } from '../../../nodes/CrmPage/CrmPage.node';
import { descriptionOf, entriesOf, nodeClasses } from '../../support/descriptions';

/** The plug-in brings no types. */
const nodesBase = require('eslint-plugin-n8n-nodes-base') as { rules: Record<string, Rule.RuleModule> };

/** The fields of one scoring rule read like a sentence (field, operator, value, points), which the alphabet would break. */
const notOurs = 'node-param-fixed-collection-type-unsorted-items';

/** Of a trigger that people know by the pages it serves, as they know n8n's Webhook. */
const notOfPages = ['node-class-description-display-name-unsuffixed-trigger-node', 'node-class-description-name-unsuffixed-trigger-node'];

/** n8n's own credential for mail servers, which has the name that it has. */
const notOfMail = 'node-class-description-credentials-name-unsuffixed';

/** n8n's own rules for parameters and for descriptions; those for triggers judge triggers only. */
const rulesFor = ({ group, name: node }: INodeTypeDescription) =>
	Object.keys(nodesBase.rules)
		.filter((name) => /^node-(param|class-description)-/.test(name) && name !== notOurs)
		.filter((name) => node !== 'crmPage' || !notOfPages.includes(name))
		.filter((name) => node !== 'crmMessage' || name !== notOfMail)
		.filter((name) => !name.endsWith(group.includes('trigger') ? '-regular-node' : '-trigger-node'));

/** Resources and operations stand in the order of their use, which the alphabet would break: the rule judges all other lists. */
function inAlphabet(description: INodeTypeDescription): INodeTypeDescription {
	const properties = description.properties.map((property) => {
		if (!['resource', 'operation'].includes(property.name)) return property;
		return { ...property, options: property.options?.toSorted((a, b) => a.name.localeCompare(b.name)) };
	});
	return { ...description, properties };
}

/** n8n's lints read source code, and our texts are generated: the built description is written out as source for them. */
function lint(description: INodeTypeDescription): string[] {
	const source = inspect(inAlphabet(description), {
		depth: Infinity,
		maxArrayLength: Infinity,
		maxStringLength: Infinity,
		breakLength: 120,
	});
	const messages = new Linter().verify(
		`export class Node { description = ${source}; }`,
		[
			{
				plugins: { n8n: nodesBase },
				rules: Object.fromEntries(rulesFor(description).map((name) => [`n8n/${name}`, 'error'])),
			},
		],
		{ filename: 'Node.node.js' },
	);
	const lines = source.split('\n');
	return messages.map(({ ruleId, message, line }) => `${ruleId ?? ''}: ${message} at ${lines.slice(line - 1, line + 3).join(' ')}`);
}

const nodes = nodeClasses.map((Node) => ({ Node, name: Node.name }));

const actionNodes = nodes.filter(({ Node }) => !new Node().description.group.includes('trigger'));

describe.each(nodes)('the description of $name', ({ Node }) => {
	const english = descriptionOf(Node, 'en');
	const chinese = descriptionOf(Node, 'zh-CN');

	it('keeps every naming rule of n8n in English', () => {
		expect(lint(english)).toEqual([]);
	});

	it('has the same parameters, options and defaults in both languages', () => {
		const shapeOf = (description: INodeTypeDescription) =>
			entriesOf(description.properties)
				.map(({ path, entry }) => `${path} ${'default' in entry ? JSON.stringify(entry.default) : ''}`)
				.sort();
		expect(shapeOf(chinese)).toEqual(shapeOf(english));
	});

	it('says everything in Chinese too', () => {
		expect(untranslated(chinese)).toEqual([]);
	});

	it('has no parameter that the editor hides as the choice of an account', () => {
		expect(accountChoice(english)).toBeUndefined();
	});

	it('has a word of explanation for every switch and every list that n8n fills', () => {
		const silent = entriesOf(english.properties).filter(
			({ entry }) => 'type' in entry && (entry.type === 'boolean' || entry.typeOptions?.loadOptionsMethod) && !entry.description,
		);
		expect(silent.map(({ path }) => path)).toEqual([]);
	});
});

describe.each(nodes)('the lists of $name', ({ Node }) => {
	const entries = entriesOf(descriptionOf(Node, 'en').properties).flatMap(({ path, entry }) => ('type' in entry ? [{ path, entry }] : []));

	it('are fetched by n8n in a node without a credential', () => {
		const modes = entries.flatMap(({ path, entry }) => (entry.modes ?? []).map((mode) => ({ path, mode })));
		const lists = modes.filter(({ mode }) => mode.type === 'list');
		expect(lists.filter(({ mode }) => mode.typeOptions?.skipCredentialsCheckInRLC !== true).map(({ path }) => path)).toEqual([]);
		expect(lists.length > 0).toBe(!new Node().description.group.includes('trigger'));
	});

	it('follow the database that is chosen', () => {
		const filled = entries.filter(({ entry }) => entry.typeOptions?.loadOptionsMethod);
		expect(filled.filter(({ entry }) => !entry.typeOptions?.loadOptionsDependsOn?.includes('database')).map(({ path }) => path)).toEqual(
			[],
		);
		expect(filled.length > 0).toBe(Node !== CrmPage);
	});
});

it.each(nodes)('a database of its own can be chosen in $name, and its test button works', ({ Node }) => {
	const { description, methods } = new Node();
	const [first] = description.properties;
	expect(first).toMatchObject({ name: 'database', type: 'options', default: 'own', noDataExpression: true });
	expect(first.displayOptions).toBeUndefined();
	const [database, ...others] = description.credentials ?? [];
	expect(database).toEqual({
		name: 'crmDatabaseApi',
		required: true,
		displayOptions: { show: { database: ['credential'] } },
		testedBy: 'crmDatabase',
	});
	const tests = [database, ...others].flatMap(({ testedBy }) => (testedBy === undefined ? [] : [String(testedBy)]));
	for (const test of tests) expect(methods?.credentialTest).toHaveProperty(test);
});

const triggers = nodes.filter(({ Node }) => Node !== CrmPage && new Node().description.group.includes('trigger'));

it.each(triggers)("n8n's list of nodes finds $name as a trigger in both languages", ({ Node }) => {
	for (const locale of ['en', 'zh-CN'] as const) expect(descriptionOf(Node, locale).displayName).toContain('Trigger');
});

/** The subtitle as n8n's editor shows it for these parameters. */
function subtitleOf(subtitle: string, parameters: object): unknown {
	const [, expression = ''] = /^=\{\{(.*)\}\}$/s.exec(subtitle) ?? [];
	return runInNewContext(expression, { $parameter: parameters });
}

describe.each(actionNodes)('the operations of $name', ({ Node }) => {
	it('can be used as a tool by an AI agent', () => {
		expect(descriptionOf(Node, 'en').usableAsTool).toBe(true);
	});

	it.each(['en', 'zh-CN'] as const)('stand below the node on the canvas, each in words of its own, in %s', (locale) => {
		const { properties, subtitle = '' } = descriptionOf(Node, locale);
		const chosen = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [], displayOptions }) =>
				options.flatMap((option) =>
					'value' in option ? [{ resource: displayOptions?.show?.resource?.[0], operation: option.value }] : [],
				),
			);
		const shown = chosen.map((parameters) => subtitleOf(subtitle, parameters));
		expect(new Set(shown).size).toBe(chosen.length);
		for (const text of shown) expect(text).toMatch(locale === 'en' ? /^\w+: \w+$/ : /[\u4e00-\u9fff]/);
	});

	it('names an action for every operation', () => {
		const operations = descriptionOf(Node, 'en').properties.filter(({ name }) => name === 'operation');
		const actions = operations.flatMap(({ options = [] }) => options.map((option) => ('action' in option ? option.action : undefined)));
		expect(actions.length).toBeGreaterThan(0);
		expect(actions.every((action) => action && /^[A-Z][^A-Z]/.test(action))).toBe(true);
		expect(new Set(actions).size).toBe(actions.length);
	});
});

it.each(['en', 'zh-CN'] as const)("shows the most used first in n8n's list of the actions of CRM in %s", (locale) => {
	const { properties } = descriptionOf(Crm, locale);
	const valuesOf = (name: string, resource?: string) =>
		properties
			.find((property) => property.name === name && (!resource || property.displayOptions?.show?.resource?.includes(resource)))
			?.options?.map((option) => ('value' in option ? option.value : undefined));
	expect(valuesOf('resource')?.slice(0, 5)).toEqual(['lead', 'activity', 'customer', 'contact', 'task']);
	expect(valuesOf('operation', 'lead')?.slice(0, 2)).toEqual(['create', 'getAll']);
	expect(valuesOf('operation', 'activity')?.[0]).toBe('log');
});

const textKeys = new Set([
	'displayName',
	'description',
	'placeholder',
	'hint',
	'action',
	'title',
	'singular',
	'plural',
	'valuesLabel',
	'errorMessage',
]);

/** Words that stay what they are in a Chinese text. */
const sameInBoth = /^(ID|CRM|CRM Trigger|AI|UTM [\u4e00-\u9fff]+|[ABC])$/;

function untranslated(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((entry, at) => untranslated(entry, `${path}[${at}]`));
	if (typeof value !== 'object' || value === null) return [];
	const isOption = 'value' in value && 'name' in value;
	return Object.entries(value).flatMap(([key, entry]) => {
		const isText = textKeys.has(key) || (key === 'name' && isOption);
		if (!isText || typeof entry !== 'string') return untranslated(entry, `${path}.${key}`);
		return /[\u4e00-\u9fff]/.test(entry) || sameInBoth.test(entry) ? [] : [`${path}.${key}: ${entry}`];
	});
}

/**
 * The first parameter that n8n's editor takes for the choice of an account, as its `getMainAuthField` does: one on which
 * credentials hang, and all of whose choices have one. It hides it, and all that it depends on.
 */
function accountChoice({ credentials = [], properties }: INodeTypeDescription): string | undefined {
	const needed = new Map<string, unknown[]>();
	for (const { displayOptions } of credentials)
		for (const [name, values] of Object.entries(displayOptions?.show ?? {}))
			needed.set(name, [...(needed.get(name) ?? []), ...(values ?? [])]);
	const hasAll = ({ name, options = [] }: INodeTypeDescription['properties'][number]) =>
		options.every((option) => !('value' in option) || needed.get(name)?.includes(option.value));
	return properties.find((property) => needed.has(property.name) && hasAll(property))?.name;
}
