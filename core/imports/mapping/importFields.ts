import type { CrmObject, Field } from '../../schema/types';

/** Fields that a column can fill: all that people fill in themselves, and what only serves to find a record. */
export function importFields(object: CrmObject): readonly Field[] {
	const keys = new Set(['id', ...object.keys.flat()]);
	return object.fields.filter((field) => field.type !== 'list' && (keys.has(field.name) || (!field.readOnly && !field.system)));
}

/** True for a field that tells which record a row is about and cannot be entered. */
export const onlyMatches = (field: Field): boolean => field.readOnly || field.system;
