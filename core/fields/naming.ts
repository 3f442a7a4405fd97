import { customPrefix } from '../schema/customFields';

/** A word as it stands in a name: one in capitals, such as VIP, in small letters. */
const worded = (word: string) => (/^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word[0].toLowerCase() + word.slice(1));

const capital = (word: string) => word[0].toUpperCase() + word.slice(1);

/**
 * A field's name from what a person entered, a name or a label: the words in Latin letters and digits as one, in
 * camel case. Undefined when there are none, or when a digit comes first.
 */
export function fieldName(entered: unknown): string | undefined {
	if (typeof entered !== 'string') return undefined;
	const plain = entered.trim().replace(new RegExp(`^${customPrefix}`), '');
	const [first, ...rest] =
		plain
			.normalize('NFKD')
			.replace(/\p{M}/gu, '')
			.match(/[A-Za-z0-9]+/g) ?? [];
	if (first === undefined) return undefined;
	const name = worded(first) + rest.map((word) => capital(worded(word))).join('');
	return /^[a-z]/.test(name) ? name : undefined;
}
