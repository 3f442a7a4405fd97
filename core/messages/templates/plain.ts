import { TemplateFault } from './fault';

/** What templates see of an object: its own entries and nothing behind them. As text it says nothing, which Handlebars asks of it in an error. */
const ground: object = Object.freeze(Object.defineProperty(Object.create(null), Symbol.toPrimitive, { value: () => 'these data' }));

/** An object whose only properties are the ones put into it. */
const bare = (): Record<string, unknown> => Object.create(ground) as Record<string, unknown>;

const maxDepth = 10;
const maxValues = 20_000;

/** Data as templates see it: texts, numbers, truth values, null, lists and bare objects of such, copied; anything else is left out. */
export function plainOf(value: unknown): unknown {
	let left = maxValues;
	const copy = (given: unknown, depth: number): unknown => {
		if (--left < 0 || depth > maxDepth) throw tooMuch();
		if (typeof given === 'string' || typeof given === 'boolean' || given === null) return given;
		if (typeof given === 'number') return Number.isFinite(given) ? given : null;
		if (Array.isArray(given)) return given.map((entry) => copy(entry, depth + 1) ?? null);
		if (typeof given !== 'object') return undefined;
		const result = bare();
		for (const [name, entry] of Object.entries(given)) {
			const copied = copy(entry, depth + 1);
			// Nothing behind a bare object has a setter, so that `__proto__` is a name like others.
			if (copied !== undefined) result[name] = copied;
		}
		return result;
	};
	return copy(value, 0);
}

const tooMuch = () =>
	new TemplateFault(
		{ en: 'The variables of the template are too many or nested too deeply', 'zh-CN': '模板变量过多或嵌套过深' },
		{ en: 'Give the template only what its text uses.', 'zh-CN': '请只提供正文用到的变量。' },
	);
