/** A text a user reads, in every language the product speaks. A missing language fails the type check. */
export interface Text {
	readonly en: string;
	readonly 'zh-CN': string;
}

export type Locale = keyof Text;

/** The product language for a BCP 47 tag such as n8n's `N8N_DEFAULT_LOCALE`; anything but Chinese is English. */
export function localeOf(tag: string | undefined): Locale {
	return tag?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Joins the parts of a text language by language; a plain string is the same in all of them. */
export function text(strings: TemplateStringsArray, ...parts: Array<Text | string | number>): Text {
	const render = (locale: Locale) =>
		strings.reduce((out, piece, i) => {
			const part = parts[i - 1];
			return out + (typeof part === 'object' ? part[locale] : String(part)) + piece;
		});
	return { en: render('en'), 'zh-CN': render('zh-CN') };
}
