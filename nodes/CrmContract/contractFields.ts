import { objects } from '../../core';
import type { Field } from '../../core/schema/types';
import type { Parameters } from '../shared/parameters';
import { toStoredTime } from '../shared/time';

/** A field of a contract or one of its products, which the form need not fill in. */
export function fieldOf(object: 'contract' | 'contractProduct' | 'file', name: string): Field {
	const field = objects.get(object).byName.get(name);
	if (!field) throw new Error(`${object} has no field ${name}`);
	return { ...field, required: false };
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** n8n's number field cannot be empty: 0 says nothing where nothing stands for it. */
const saysNothing = ({ type, default: fallback }: Field, value: unknown): boolean =>
	isEmpty(value) || ((type === 'number' || type === 'integer') && fallback === undefined && Number(value) === 0);

/** What was entered of some fields, times in the workflow's zone; what was left empty is left out. */
export function readEntered(
	fields: readonly Field[],
	{ timezone }: Parameters,
	valueOf: (name: string) => unknown,
): Record<string, unknown> {
	const given = fields.map((field) => [field, toStoredTime(valueOf(field.name), field.type, timezone)] as const);
	return Object.fromEntries(given.filter(([field, value]) => !saysNothing(field, value)).map(([{ name }, value]) => [name, value]));
}
