import { compileTemplate, runTemplate } from '../../../core/messages/templates/engine';
import { TemplateFault } from '../../../core/messages/templates/fault';
import { plainOf } from '../../../core/messages/templates/plain';

const how = { locale: 'zh-CN', timeZone: 'Asia/Shanghai', escape: (value: string) => value.replaceAll('<', '＜') } as const;

const render = (source: string, data: object, more: Partial<typeof how> | { locale: 'en' } = {}): string =>
	runTemplate(compileTemplate(source), plainOf(data), { ...how, ...more });

const caught = (work: () => unknown): Error => {
	try {
		work();
	} catch (error) {
		return error as Error;
	}
	throw new Error('nothing was wrong');
};

const faultOf = (source: string, data: object): string => caught(() => render(source, data)).message;

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
	// Without a stop it is minutes.
	expect(performance.now() - began).toBeLessThan(10_000);
	expect(faultOf('{{#each list}}{{/each}}', { list: Array(1001).fill(1) })).toContain('more than 1000');
	expect(faultOf('{{#each list}}{{text}}{{/each}}', { list: Array(900).fill({ text: 'x'.repeat(5000) }) })).toContain('more than 500000');
});

it.each([
	['a long path', `{{${'name.'.repeat(200)}name}}`],
	['many values', `{{eq ${'a '.repeat(4000)}}}`],
	['many options', `{{name name ${Array.from({ length: 4000 }, (_, i) => `a${i}=1`).join(' ')}}}`],
	['helpers in helpers', `{{money ${'(money '.repeat(400)}1${')'.repeat(400)}}}`],
	['many tags', '{{name}}'.repeat(401)],
	['long tags', `{{eq ${'a '.repeat(200)}}}`.repeat(30)],
	['names of a block', `{{#each list as |${'x '.repeat(4000)}|}}{{/each}}`],
	['a tag without an end', `{{${'a '.repeat(4000)}`],
])('does not even read a template with too much to read: %s', (_, source) => {
	expect(faultOf(source, { name: 'x', list: [] })).toMatch(/^The template has more than/);
});

it('lets no text with braces hide the rest of its tag', () => {
	expect(faultOf(`{{eq "}}" ${'a '.repeat(4000)}}}`, {})).toContain('quotation mark');
	expect(faultOf(`{{eq "{{" ${'a '.repeat(4000)}}}`, {})).toContain('quotation mark');
	expect(render(`{{#if (eq name "it's [x]")}}{{! don't mind }}"Yes" isn't {{/if}}`, { name: "it's [x]" })).toBe('"Yes" isn\'t ');
});

it('takes a long letter with as many tags as one may have', () => {
	const row = '<td style="color:#333" title="it\'s">{{name}}</td>\n';
	expect(render(row.repeat(399) + '"'.repeat(50_000), { name: 'x' })).toContain('"');
});

it('reads what is wrong with a template once, however many messages have it', () => {
	const source = `${'{{#if name}}x{{/if}}'.repeat(190)}{{#if name}}`;
	const first = caught(() => compileTemplate(source));
	expect(first).toBeInstanceOf(TemplateFault);
	expect(caught(() => compileTemplate(source))).toBe(first);
});
