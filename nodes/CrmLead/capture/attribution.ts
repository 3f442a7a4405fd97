import { objects } from '../../../core';
import { parseValue } from '../../../core/schema/parseValue';
import type { Field } from '../../../core/schema/types';

const sourceField = objects.get('lead').byName.get('source') as Field;
const channelField = objects.get('touchpoint').byName.get('channel') as Field;

/** The texts of a touchpoint that a link brings, such as utm_source; the message is the person's own. */
const linkFields = objects
	.get('touchpoint')
	.fields.filter(({ name, type, system, readOnly }) => type === 'text' && !system && !readOnly && name !== 'message');

const scalarText = (value: unknown): string => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '');

/** What a link said, as plain text: a repeated parameter comes as a list. What is nested says nothing. */
const plainText = (value: unknown): string => (Array.isArray(value) ? value.map(scalarText).join(', ') : scalarText(value));

/** A text that the field takes: nothing that no text can hold, and not longer than `maxLength` characters (code points). */
function fitted(value: unknown, { maxLength = Infinity }: Field): string {
	// A character has at most two units, so what follows could not come in; a megabyte is not read to its end.
	const start = plainText(value)
		.trimStart()
		.slice(0, maxLength * 2);
	const text = start.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ').normalize('NFC');
	return [...text].slice(0, maxLength).join('').trim();
}

const isKnown = (field: Field, value: unknown): boolean => parseValue(field, value).ok;

const isBlank = (value: unknown): boolean => plainText(value).trim() === '';

/** Sets `other` for a source or a channel that nobody knows. Returns the sender's word for it. */
function unknownWord(field: Field, said: Map<string, unknown>): string | undefined {
	const value = said.get(field.name);
	if (isBlank(value)) {
		said.delete(field.name);
		return undefined;
	}
	if (isKnown(field, value)) return undefined;
	said.set(field.name, 'other');
	return plainText(value);
}

/**
 * Makes what a marketing link says fit the schema: nobody sees these fields of a form or could correct them, so a
 * person is never refused for them. An unknown source or channel becomes `other`, its word goes to `utmSource` or,
 * where that is taken, to `state`; what is too long is cut. Returns the names of what found no place.
 */
export function fitAttribution(fields: Map<string, unknown>, touchpoint: Map<string, unknown>): string[] {
	const lost: string[] = [];
	const source = unknownWord(sourceField, fields);
	const channel = unknownWord(channelField, touchpoint);
	for (const [name, word] of Object.entries({ source, channel })) {
		if (word === undefined || (name === 'channel' && word === source)) continue;
		const free = ['utmSource', 'state'].find((place) => isBlank(touchpoint.get(place)));
		if (free) touchpoint.set(free, word);
		else lost.push(name);
	}
	for (const field of linkFields) {
		if (touchpoint.has(field.name)) touchpoint.set(field.name, fitted(touchpoint.get(field.name), field));
	}
	return lost;
}
