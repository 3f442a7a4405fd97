import type { Locale, Text } from '../../core/text';

/** Why the surroundings of the product (n8n, npm, the disk, a port) stopped us, in one sentence that says what to do. */
export class SetupError extends Error {
	constructor(
		readonly text: Text,
		options?: ErrorOptions,
	) {
		super(text.en, options);
		this.name = 'SetupError';
	}

	in(locale: Locale): string {
		return this.text[locale];
	}
}
