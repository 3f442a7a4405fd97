import { TemplateFault } from './fault';

/**
 * Characters of a template (an HTML letter is long), its tags, characters of one tag and of all, which are what takes time
 * to read; entries of a list, steps of a rendering (variables, helpers, rounds of a list), characters of what comes out.
 */
export const bounds = {
	template: 100_000,
	tags: 400,
	tag: 500,
	inTags: 8000,
	depth: 20,
	list: 1000,
	steps: 20_000,
	output: 500_000,
} as const;

const quoted = /"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|\[(?:\\\]|[^\]])*\]/g;

/** Before a template is read, as reading is what a hostile one wants. @throws TemplateFault */
export function checkSize(source: string): void {
	const [, ...pieces] = source.length > bounds.template ? [] : source.split('{{', bounds.tags + 2);
	if (source.length > bounds.template || pieces.length > bounds.tags) throw tooLarge();
	let inTags = 0;
	for (const piece of pieces) {
		if (/^~?!/.test(piece)) continue;
		const [tag] = piece.split('}}', 1);
		inTags += tag.length;
		if (tag.length > bounds.tag || inTags > bounds.inTags) throw tooLarge();
		// A text with braces in it would hide the rest of its tag.
		if (/["'[]/.test(tag.replace(quoted, '')))
			throw new TemplateFault({ en: 'A tag of the template has a quotation mark too many', 'zh-CN': '模板标签中的引号不成对' });
	}
}

const tooLarge = (): TemplateFault =>
	new TemplateFault({
		en: `The template has more than ${bounds.template} characters or ${bounds.tags} tags, or its tags have more than ${bounds.tag} each or ${bounds.inTags} together`,
		'zh-CN': `模板超过 ${bounds.template} 个字符或 ${bounds.tags} 个标签，或单个标签超过 ${bounds.tag} 个字符、所有标签合计超过 ${bounds.inTags} 个字符`,
	});

/** Counts what one rendering does, so that none runs away: a template of three lines may ask for a billion rounds. */
export class Allowance {
	#steps = bounds.steps;
	/** Rounds of nested lists count what they made once each. */
	#characters = bounds.output * 4;

	step(): void {
		if (--this.#steps < 0)
			throw new TemplateFault(
				{
					en: `The template does too much: more than ${bounds.steps} variables and rounds of lists`,
					'zh-CN': `模板运算过多：变量和列表循环超过 ${bounds.steps} 次`,
				},
				{ en: 'Use fewer lists in lists, or shorter ones.', 'zh-CN': '请减少嵌套列表或缩短列表。' },
			);
	}

	made(text: string): string {
		this.#characters -= text.length;
		if (this.#characters < 0) throw tooLong();
		return text;
	}
}

export const tooLong = (): TemplateFault =>
	new TemplateFault(
		{ en: `The template makes more than ${bounds.output} characters`, 'zh-CN': `模板生成的内容超过 ${bounds.output} 个字符` },
		{ en: 'Use shorter values or lists.', 'zh-CN': '请使用更短的内容或列表。' },
	);
