import { TemplateFault } from './fault';

/** Characters of a template, entries of a list, steps of a rendering (variables, helpers, rounds of a list), characters of what comes out. */
export const bounds = { template: 100_000, tags: 2000, depth: 20, list: 1000, steps: 20_000, output: 500_000 } as const;

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
