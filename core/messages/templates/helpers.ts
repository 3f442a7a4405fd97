import { dateFormat, nameWith, numberText, readMoney, type Reading } from './formats';
import { TemplateFault } from './fault';
import { bounds, type Allowance } from './bounds';

/** What a rendering runs with; one at a time, as it never waits. */
export interface Running extends Reading {
	readonly allowance: Allowance;
}

/** Handlebars' last argument of every helper. */
interface Options {
	readonly hash: Readonly<Record<string, unknown>>;
	readonly data: Record<string, unknown>;
	fn(context: unknown, more?: { data?: unknown; blockParams?: unknown[] }): string;
	inverse(context: unknown): string;
}

/** Values that a helper was called with. */
type Call = (running: Running, values: readonly unknown[], options: Options, context: unknown) => unknown;

const isFilled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

const frameOf = (data: Record<string, unknown>): Record<string, unknown> => Object.assign(Object.create(null), data, { _parent: data });

function each({ allowance }: Running, [list]: readonly unknown[], options: Options, context: unknown): string {
	if (list === null || list === undefined) return options.inverse(context);
	if (!Array.isArray(list)) throw new TemplateFault({ en: 'What {{#each}} is given is no list', 'zh-CN': '{{#each}} 的参数不是列表' });
	if (list.length > bounds.list)
		throw new TemplateFault({
			en: `A list of the message has more than ${bounds.list} entries`,
			'zh-CN': `消息中的列表超过 ${bounds.list} 项`,
		});
	if (list.length === 0) return options.inverse(context);
	const data = frameOf(options.data);
	let out = '';
	for (const [index, entry] of list.entries()) {
		allowance.step();
		Object.assign(data, { index, key: index, first: index === 0, last: index === list.length - 1 });
		out += allowance.made(options.fn(entry, { data, blockParams: [entry, index] }));
	}
	return out;
}

const choose = (filled: boolean, { fn, inverse }: Options, context: unknown) => (filled ? fn(context) : inverse(context));

/** Blocks decide what is shown … */
export const blocks: Readonly<Record<string, Call>> = {
	each,
	with: (_, [value], options, context) =>
		value === null || value === undefined ? options.inverse(context) : options.fn(value, { data: options.data, blockParams: [value] }),
	if: (_, [value], options, context) => choose(isFilled(value), options, context),
	unless: (_, [value], options, context) => choose(!isFilled(value), options, context),
};

/** … and the others write values as people do, in the message's language. Without a value they are variables of their name. */
export const formatters: Readonly<Record<string, Call>> = {
	money: (running, [amount, currency]) => readMoney(running, amount, currency),
	date: (running, [value]) => dateFormat(running, value, 'date'),
	dateTime: (running, [value]) => dateFormat(running, value, 'dateTime'),
	number: (running, [value]) => numberText(running, value),
	name: (running, [value], { hash }) => nameWith(running, value, hash.title),
	eq: (_, [a, b]) => a === b,
};
