import type { Text } from '../text';
import { objects } from './objects';
import type { Field, ObjectName } from './types';

/** How the numbers look by which people know the records of an object. */
export interface NumberForm {
	readonly label: Text;
	readonly example: string;
	/** A regular expression for a number alone: in any case and width, as people type it. */
	readonly pattern: string;
	/** The number that a text is, as it is stored; undefined for anything else. */
	read(raw: unknown): string | undefined;
}

/** No number with what surrounds it is longer; an id is, and needs no closer look. */
const longest = 32;

/** A character of ASCII in half and in full width. */
const bothWidths = (character: string) => character + String.fromCharCode(character.charCodeAt(0) + 0xfee0);

/** The number that stands so far in its sequence. @param year YYYY, which numbers that begin anew each year have in them */
export const writeNumber = ({ prefix, digits, yearly }: NonNullable<Field['number']>, place: number, year: string): string =>
	`${prefix}${yearly ? `${year}-` : ''}${String(place).padStart(digits, '0')}`;

function formOf({ number }: Field, label: Text): NumberForm | undefined {
	if (!number) return undefined;
	const { prefix, digits, yearly } = number;
	const letters = [...prefix].map((letter) => `[${bothWidths(letter.toUpperCase())}${bothWidths(letter.toLowerCase())}]`);
	const year = yearly ? `[0-9０-９]{4}[${bothWidths('-')}]` : '';
	const pattern = `${letters.join('')}${year}[0-9０-９]{${digits},}`;
	const whole = new RegExp(`^${pattern}$`);
	return {
		label,
		pattern,
		example: writeNumber(number, 12, '2026'),
		read: (raw) => {
			if (typeof raw !== 'string' || raw.length > longest) return undefined;
			const trimmed = raw.trim();
			return whole.test(trimmed) ? trimmed.normalize('NFKC').toUpperCase() : undefined;
		},
	};
}

const forms: ReadonlyMap<ObjectName, NumberForm> = new Map(
	objects.all.flatMap(({ name, label, fields }) =>
		fields.flatMap((field) => {
			const form = formOf(field, label);
			return form ? [[name, form] as const] : [];
		}),
	),
);

/** The numbers of an object; undefined where its records have none. */
export const numberFormOf = (object: ObjectName): NumberForm | undefined => forms.get(object);

/** What a reference must be to records that have numbers. */
function idOrNumber({ ref }: Field): Text | undefined {
	const form = ref && forms.get(ref);
	return (
		form && {
			en: `must be a record id (36 characters, such as 0192f0c1-…) or a number such as ${form.example}`,
			'zh-CN': `必须是记录 ID（36 个字符，如 0192f0c1-…）或编号（如 ${form.example}）`,
		}
	);
}

/** What is wrong with a reference that is no id, when every number of a record that is there has given way to its id. */
export const badReference = (field: Field, raw: unknown): Text | undefined => unknownNumber(field, raw) ?? idOrNumber(field);

/** What is wrong with a reference by a number that has not given way to an id; undefined for any other. */
export function unknownNumber({ ref }: Field, raw: unknown): Text | undefined {
	const form = ref && forms.get(ref);
	const number = form?.read(raw);
	if (!form || number === undefined) return undefined;
	const missing = noSuchNumber(form, number);
	return { en: `is not known: ${missing.en}`, 'zh-CN': missing['zh-CN'] };
}

/** Begins in lower case, as a part of a sentence. */
export const noSuchNumber = ({ label }: NumberForm, number: string): Text => ({
	en: `there is no ${label.en.toLowerCase()} ${number}`,
	'zh-CN': `没有编号为 ${number} 的${label['zh-CN']}`,
});
