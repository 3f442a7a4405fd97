import { compileTemplate, runTemplate } from '../../../core/messages/templates/engine';
import { plainOf } from '../../../core/messages/templates/plain';

const how = { locale: 'zh-CN', timeZone: 'Asia/Shanghai', escape: (value: string) => value.replaceAll('<', '＜') } as const;

const render = (source: string, data: object, more: Partial<typeof how> | { locale: 'en' } = {}): string =>
	runTemplate(compileTemplate(source), plainOf(data), { ...how, ...more });

const faultOf = (source: string, data: object): string => {
	try {
		render(source, data);
	} catch (error) {
		return (error as Error).message;
	}
	throw new Error('rendered');
};

it('fills in values, escaped as the channel wants it', () => {
	expect(render('您好，{{name}}！{{customer.name}}', { name: '王<芳', customer: { name: '示例公司' } })).toBe('您好，王＜芳！示例公司');
});

it('writes money, dates, numbers and names in the language of the message', () => {
	const data = { amount: '1200.5', at: '2026-03-02T01:30:00.000Z', on: '2026-03-02', name: '王芳', n: 1234567, en: 'Ann Wang' };
	expect(render('{{money amount}} {{date on}} {{dateTime at}} {{number n}} {{name name title="女士"}}', data)).toBe(
		'¥1,200.50 2026年3月2日 2026年3月2日 09:30 1,234,567 王女士',
	);
	expect(render('{{money amount "USD"}} {{date on}} {{name en title="Ms"}}', data, { locale: 'en' })).toBe(
		'$1,200.50 March 2, 2026 Ms Wang',
	);
});

it('takes a helper without a value for the variable of its name', () => {
	expect(render('{{name}} {{number}}', { name: '王芳', number: 'L000010' })).toBe('王芳 L000010');
	expect(faultOf('{{date}}', { name: 'x' })).toContain('no variable "date"');
});

it('names an unknown variable and the right one near it', () => {
	expect(faultOf('{{nmae}}', { name: 'x' })).toBe('There is no variable "nmae"; did you mean "name"?');
	expect(faultOf('a\n{{customer.citty}}', { customer: { city: 'x' } })).toContain('did you mean "customer.city"?');
	expect(faultOf('{{owner.name}}', { owner: null })).toContain('"owner" is empty');
	expect(faultOf('{{entirely.different}}', { name: 'x' })).toBe('There is no variable "entirely.different"');
});

it.each([
	'{{constructor}}',
	'{{__proto__}}',
	'{{name.constructor}}',
	'{{this.__proto__.x}}',
	'{{toString}}',
	'{{list.constructor}}',
	'{{#with this as |x|}}{{x.constructor}}{{/with}}',
	'{{@root.constructor}}',
	'{{@foo}}',
	'{{lookup this "constructor"}}',
	'{{name.length.constructor}}',
	'{{hasOwnProperty}}',
	'{{#each list}}{{../constructor}}{{/each}}',
])('finds nothing behind the data: %s', (source) => {
	expect(faultOf(source, { name: 'x', list: [1] })).toMatch(/no variable|not known|cannot be read|is empty|list or has parts/);
});

it.each([
	'{{{name}}}',
	'{{&name}}',
	'{{> name}}',
	'{{#*inline "a"}}{{/inline}}',
	'{{#name}}x{{/name}}',
	'{{nope name}}',
	'{{#each}}{{/each}}',
	'{{',
	'{{#if name}}',
])('refuses %s', (source) => {
	expect(faultOf(source, { name: 'x' })).not.toBe('');
});

it('stops lists in lists in lists long before they take the time of others', () => {
	const list = Array.from({ length: 900 }, (_, i) => i);
	const began = performance.now();
	expect(faultOf('{{#each list}}{{#each @root.list}}{{#each @root.list}}{{this}}{{/each}}{{/each}}{{/each}}', { list })).toContain(
		'too much',
	);
	expect(performance.now() - began).toBeLessThan(200);
	expect(faultOf('{{#each list}}{{/each}}', { list: Array(1001).fill(1) })).toContain('more than 1000');
	expect(faultOf('{{#each list}}{{text}}{{/each}}', { list: Array(900).fill({ text: 'x'.repeat(5000) }) })).toContain('more than 500000');
});
