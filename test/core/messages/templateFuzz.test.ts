import fc from 'fast-check';

import { channelOf } from '../../../core';
import { CrmError } from '../../../core/errors';
import { reading, renderMessage, rootsOf } from '../../../core/messages/render';
import { bounds } from '../../../core/messages/templates/bounds';
import { plainOf } from '../../../core/messages/templates/plain';

const runs = process.env.GUANXI_SOAK ? 10_000 : 1000;
const seed = 20260302;

/** Stands behind every object, text, list and function while the templates run; none of them may say it. */
const secret = 'BEHIND-THE-DATA';
const prototypes = [Object.prototype, String.prototype, Array.prototype, Number.prototype, Function.prototype];

beforeAll(() => {
	for (const prototype of prototypes)
		Object.defineProperty(prototype, 'hidden', { value: secret, configurable: true, enumerable: false, writable: true });
});

afterAll(() => {
	for (const prototype of prototypes) Reflect.deleteProperty(prototype, 'hidden');
});

const names = fc.constantFrom(
	...['name', 'amount', 'at', 'list', 'deep', 'customer', 'owner', 'number', 'money', 'date', 'this', '.', '..', '@root', '@index', '@key'],
	...['hidden', 'constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', '__lookupGetter__'],
	...[
		'[constructor]',
		'["__proto__"]',
		'[hidden]',
		'length',
		'@hidden',
		'@constructor',
		'0',
		'-1',
		'toJSON',
		'then',
		'caller',
		'arguments',
	],
);

const paths = fc.array(names, { minLength: 1, maxLength: 4 }).chain((parts) => fc.constantFrom('.', '/').map((by) => parts.join(by)));

const helpers = fc.constantFrom(
	...['money', 'date', 'dateTime', 'number', 'name', 'eq', 'each', 'with', 'if', 'unless'],
	...['lookup', 'log', 'helperMissing', 'blockHelperMissing', 'toString', 'constructor', 'hidden', '__proto__', 'raw'],
);

const literals = fc.oneof(
	fc.constantFrom(
		'1',
		'-0',
		'1e999',
		'true',
		'null',
		'undefined',
		'"CNY"',
		'"constructor"',
		"'__proto__'",
		'(eq 1 1)',
		'(lookup this "hidden")',
	),
	fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
);

const argument = fc.oneof(paths, literals);

const calls = fc
	.tuple(helpers, fc.array(argument, { maxLength: 3 }), fc.option(fc.tuple(names, argument), { nil: undefined }))
	.map(([helper, values, hash]) => [helper, ...values, ...(hash ? [hash.join('=')] : [])].join(' '));

const tags = fc
	.tuple(
		fc.constantFrom('{{', '{{{', '{{&', '{{~', '{{>', '{{*', '{{#*', '{{!', '{{!--', '\\{{', '{{#', '{{^', '{{/', '{{else'),
		fc.oneof(paths, calls),
	)
	.chain(([open, inside]) => fc.constantFrom('}}', '}}}', '~}}', ' as |x|}}', '--}}', '}', '').map((close) => `${open}${inside}${close}`));

const { node: template } = fc.letrec<{ node: string; block: string }>((tie) => ({
	node: fc
		.array(
			fc.oneof(
				{ maxDepth: 4 },
				paths.map((path) => `{{${path}}}`),
				calls.map((call) => `{{${call}}}`),
				tags,
				fc.string(),
				tie('block'),
			),
			{
				maxLength: 5,
			},
		)
		.map((parts) => parts.join('')),
	block: fc
		.tuple(fc.constantFrom('each', 'with', 'if', 'unless', 'hidden', 'toString'), paths, tie('node'))
		.map(([name, path, inside]) => `{{#${name} ${path}}}${inside}{{/${name}}}`),
}));

/** Templates that would take all the time or memory there is. */
const bombs = fc.constantFrom(
	'{{#each list}}{{#each @root.list}}{{#each @root.list}}{{this}}{{/each}}{{/each}}{{/each}}',
	'{{#each list}}{{@root.long}}{{/each}}',
	'{{#if name}}'.repeat(1500),
	`${'{{#if name}}'.repeat(900)}${'{{/if}}'.repeat(900)}`,
	`{{${Array(20_000).fill('name').join('.')}}}`,
	`{{money ${'(money '.repeat(500)}1${')'.repeat(500)}}}`,
	`{{eq ${Array(20_000).fill('name').join(' ')}}}`,
	'{{name}}'.repeat(1999),
	'x'.repeat(bounds.template + 1),
	`{{${'a'.repeat(90_000)}}}`,
	`{{"${'a'.repeat(90_000)}"}}`,
	'{'.repeat(50_000),
	`{{!-- ${'-'.repeat(90_000)}`,
);

const hostile = fc.constantFrom<unknown>(
	JSON.parse('{"__proto__": {"name": "x"}, "constructor": {"prototype": {}}, "name": {"toString": "x"}}'),
	{ name: () => 'x', list: [Symbol.iterator], at: new Date(0), amount: 10n, deep: new Map([['name', 1]]) },
	{ list: Array(2000).fill('x'), name: '王芳' },
	{ list: Array(900).fill({ name: 'x' }), long: 'x'.repeat(100_000), name: 'x', amount: 'NaN' },
	circular(),
	{ name: '{{constructor}}', owner: null, customer: { name: '{{#each list}}' }, amount: '1e999', at: 'never' },
	null,
);

function circular(): object {
	const ring: Record<string, unknown> = { name: 'x' };
	ring.deep = ring;
	return ring;
}

const contexts = fc.oneof(
	hostile,
	fc.record({
		name: fc.oneof(fc.string(), fc.constant('王芳')),
		amount: fc.oneof(fc.string(), fc.double(), fc.integer().map(String)),
		at: fc.oneof(
			fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
			fc.string(),
		),
		list: fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 8 }),
		deep: fc.jsonValue(),
		customer: fc.option(fc.record({ name: fc.string() })),
		long: fc.constant('x'.repeat(50_000)),
	}),
);

const parts = ['subject', 'body', 'html', 'url', 'buttonText', 'variables'] as const;

function write(part: (typeof parts)[number], text: string, data: unknown): unknown {
	const source = { body: 'x', [part]: part === 'variables' ? [{ name: 'a', value: text }] : text, vendorTemplateId: 'T1' };
	rootsOf(source);
	const context = reading('variables', () => plainOf(data));
	const how = { channel: channelOf('outbox'), timeZone: 'Asia/Shanghai', context };
	return renderMessage({ ...source, form: 'textCard' }, { ...how, language: 'zh-CN' });
}

function lengthOf(value: unknown): number {
	if (typeof value === 'string') return value.length;
	return typeof value === 'object' && value !== null ? Math.max(0, ...Object.values(value).map(lengthOf)) : 0;
}

it(`neither reaches behind the data nor over its bounds, whatever stands in a template (${runs} of them)`, () => {
	const before = prototypes.map((prototype) => Reflect.ownKeys(prototype).length);
	fc.assert(
		fc.property(
			fc.oneof({ weight: 20, arbitrary: template }, { weight: 1, arbitrary: bombs }),
			contexts,
			fc.constantFrom(...parts),
			(text, data, part) => {
				try {
					const rendered = write(part, text, data);
					expect(JSON.stringify(rendered)).not.toContain(secret);
					expect(JSON.stringify(rendered)).not.toMatch(/native code|\[object /);
					expect(lengthOf(rendered)).toBeLessThanOrEqual(bounds.output);
				} catch (error) {
					if (!(error instanceof CrmError)) throw error;
					expect([part, 'variables', 'url']).toContain(error.field);
					expect(`${error.text.en} ${error.text['zh-CN']} ${error.hint.en}`).not.toContain(secret);
				}
			},
		),
		{ seed, numRuns: runs },
	);
	expect(prototypes.map((prototype) => Reflect.ownKeys(prototype).length)).toEqual(before);
});
