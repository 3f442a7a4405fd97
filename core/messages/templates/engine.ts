import { Allowance, bounds, checkSize, tooLong } from './bounds';
import { checkTemplate, type Named } from './check';
import type { Text } from '../../text';
import { TemplateFault } from './fault';
import { blocks, formatters, type Running } from './helpers';
import { unknownVariable } from './unknownVariable';
import type { Reading } from './formats';

type Library = typeof import('handlebars');

interface Current extends Running {
	escape(value: string): string;
}

/** What is being rendered: rendering never waits, so that there is one at a time. */
let current: Current | undefined;

function running(): Current {
	if (!current) throw new Error('a template ran outside its rendering');
	return current;
}

let library: Library | undefined;

/** Our own instance, with nothing in it but our helpers. */
function engine(): Library {
	if (library) return library;
	const own = (require('handlebars') as Library).create();
	for (const name of Object.keys(own.helpers)) own.unregisterHelper(name);
	for (const [name, call] of Object.entries(blocks)) own.registerHelper(name, helper(name, call));
	for (const [name, call] of Object.entries(formatters)) own.registerHelper(name, helper(name, call, name));
	const html = own.Utils.escapeExpression;
	own.Utils.escapeExpression = (value) => (current ? write(value) : html(value));
	// It would say on the console what a template tried.
	own.logger.log = () => undefined;
	return (library = own);
}

type Call = (typeof blocks)[string];

/** @param variable what it is where it is given nothing: leads have a number, and `number` writes one */
function helper(name: string, call: Call, variable?: string): (this: unknown, ...given: unknown[]) => unknown {
	return function (this: unknown, ...given) {
		const options = given.pop() as Parameters<Call>[2];
		const now = running();
		now.allowance.step();
		if (given.length > 0 || variable === undefined) return call(now, given, options, this);
		if (typeof this === 'object' && this !== null && Object.hasOwn(this, name)) return (this as Record<string, unknown>)[name];
		throw new Error(`"${name}" not defined in these data`);
	};
}

/** Every value that gets into a text comes by here, Handlebars' hook for escaping. */
function write(value: unknown): string {
	const { allowance, escape } = running();
	allowance.step();
	if (value === null || value === undefined) return '';
	if (typeof value === 'object' || typeof value === 'function')
		throw new TemplateFault({
			en: 'A variable of the template is a list or has parts; name the part, or use {{#each}}',
			'zh-CN': '模板中有变量是列表或包含多个部分；请指明其中一项，或使用 {{#each}}',
		});
	return allowance.made(escape(String(value)));
}

/** A template that was read and checked. */
export interface Compiled {
	/** First names of the variables it uses, so that only what it needs is read. */
	readonly roots: ReadonlySet<string>;
	readonly named: Named;
	readonly source: string;
	run(context: unknown, options: object): string;
}

/** Templates that stay compiled; each holds its text and the function made of it. */
const most = 200;
const compiled = new Map<string, Compiled | TemplateFault>();

/** @throws TemplateFault */
export function compileTemplate(source: string): Compiled {
	if (typeof source !== 'string') throw new TemplateFault({ en: 'A template must be text', 'zh-CN': '模板必须是文本' });
	checkSize(source);
	const known = compiled.get(source) ?? compileOrFault(source);
	// The latest used stay.
	compiled.delete(source);
	if (compiled.size >= most) compiled.delete(compiled.keys().next().value as string);
	compiled.set(source, known);
	if (known instanceof TemplateFault) throw known;
	return known;
}

/** What is wrong with a template is kept like one that is right: all messages of a call have the same. */
function compileOrFault(source: string): Compiled | TemplateFault {
	try {
		return compileNew(source);
	} catch (cause) {
		if (cause instanceof TemplateFault) return cause;
		throw cause;
	}
}

function compileNew(source: string): Compiled {
	const handlebars = engine();
	try {
		const ast = handlebars.parse(source);
		const named = checkTemplate(ast);
		const knownHelpers = Object.fromEntries([...Object.keys(blocks), ...Object.keys(formatters)].map((name) => [name, true]));
		const run = handlebars.compile(ast, { strict: true, knownHelpersOnly: true, knownHelpers });
		return { source, named, roots: rootsOf(named), run: (context, options) => run(context, options) };
	} catch (cause) {
		if (cause instanceof TemplateFault) throw cause;
		throw unreadable(cause);
	}
}

function rootsOf({ paths }: Named): Set<string> {
	const roots = new Set<string>();
	for (const { parts, data } of paths) {
		const [first, second] = parts as string[];
		// `@root.lead.name` begins with the lead too.
		roots.add(data ? (second ?? '') : (first ?? ''));
	}
	return roots;
}

/** What Handlebars' parser says, and what a person does about it. */
const mistakes: ReadonlyArray<readonly [RegExp, Text]> = [
	[/got 'EOF'/, { en: 'a block such as {{#if}} has no end such as {{/if}}', 'zh-CN': '模板块（例如 {{#if}}）缺少结尾（例如 {{/if}}）' }],
	[/doesn't match/, { en: 'a block ends with the name of another one', 'zh-CN': '模板块的结尾与开头名称不一致' }],
	[
		/got '(?:OPEN_ENDBLOCK|INVERSE)'/,
		{ en: '{{/…}} or {{else}} stands where no block is open', 'zh-CN': '{{/…}} 或 {{else}} 没有对应的开头' },
	],
	[/got 'CLOSE'/, { en: 'nothing stands between {{ and }}', 'zh-CN': '{{ 与 }} 之间没有内容' }],
	[
		/got 'INVALID'/,
		{ en: 'a {{ is not closed by }}, or a name has a sign that names do not have', 'zh-CN': '{{ 没有用 }} 结束，或名称中有不允许的字符' },
	],
];

const somethingWrong: Text = { en: 'something is wrong', 'zh-CN': '内容有误' };

/** Handlebars' own words quote the template, which may hold a name. */
function unreadable(cause: unknown): TemplateFault {
	const said = cause instanceof Error ? cause.message : '';
	const [, line] = /on line (\d+)/.exec(said) ?? / - (\d+):\d+$/.exec(said) ?? [];
	const what = mistakes.find(([sign]) => sign.test(said))?.[1] ?? somethingWrong;
	const where = line === undefined ? { en: '', 'zh-CN': '' } : { en: ` in line ${line}`, 'zh-CN': `第 ${line} 行` };
	return new TemplateFault({
		en: `The template cannot be read: ${what.en}${where.en}`,
		'zh-CN': `无法读取模板：${where['zh-CN']}${what['zh-CN']}`,
	});
}

/** A part of a number or a text was asked for, or something of the kind. */
const unfit = (): TemplateFault =>
	new TemplateFault({
		en: 'The template asks for something that its variables do not have',
		'zh-CN': '模板引用的内容与变量不符',
	});

/**
 * What a template says with these data.
 * @param context made by `plainOf`
 * @throws TemplateFault also for a variable that there is none of
 */
export function runTemplate(template: Compiled, context: unknown, how: Reading & { escape(value: string): string }): string {
	const before = current;
	current = { ...how, allowance: new Allowance() };
	try {
		const text = template.run(context, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
		if (text.length > bounds.output) throw tooLong();
		return text;
	} catch (cause) {
		if (cause instanceof TemplateFault) throw cause;
		throw unknownVariable(template, context, cause) ?? unfit();
	} finally {
		current = before;
	}
}
