import { objects } from '../../core';
import type { ObjectName } from '../../core/schema/types';
import type { Text } from '../../core/text';
import { badParameter } from './errors';
import type { Parameters } from './parameters';
import type { PropertySpec } from './property';
import { locatorFor, readLocator } from './recordLocator';
import { objectOptions } from './schemaForm';

const recordTypeLabel: Text = { en: 'Record Type', 'zh-CN': '记录类型' };

const known = objects.all.filter(({ policy }) => !policy);

const typeProperty = (none: Text | undefined, chosen: ObjectName = 'lead'): PropertySpec => ({
	displayName: recordTypeLabel,
	name: 'recordType',
	type: 'options',
	default: none ? '' : chosen,
	options: [...(none ? [{ name: none, value: '' }] : []), ...objectOptions(known)],
});

const shownFor = (name: ObjectName): PropertySpec => ({ ...locatorFor(name), displayOptions: { show: { recordType: [name] } } });

/** A record of any type, or none. */
export const recordProperties: readonly PropertySpec[] = [
	typeProperty({ en: 'No Record', 'zh-CN': '不关联记录' }),
	...known.map(({ name }) => shownFor(name)),
];

/** The same where there must be one. @param chosen the type that stands there at first */
export const recordPropertiesFor = (chosen: ObjectName): readonly PropertySpec[] => [
	typeProperty(undefined, chosen),
	...known.map(({ name }) => shownFor(name)),
];

/** For due work that must have a record. */
export const requiredRecordProperties = recordPropertiesFor('lead');

/** n8n's `methods.listSearch` finds these. */
export const aboutNames: readonly ObjectName[] = known.map(({ name }) => name);

/** @throws CrmError for a type that is none, or a missing record */
export function readRecord(parameter: Parameters): { object: ObjectName; recordId: string } | undefined {
	const type = parameter.text('recordType', recordTypeLabel);
	if (type === undefined) return undefined;
	const object = known.find(({ name }) => name === type)?.name;
	if (!object) throw badParameter(recordTypeLabel, 'recordType', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	return { object, recordId: readLocator(parameter, object) };
}

/** @throws CrmError */
export function readRequiredRecord(parameter: Parameters): { object: ObjectName; id: string } {
	const record = readRecord(parameter);
	if (!record) throw badParameter(recordTypeLabel, 'recordType', { en: 'is missing', 'zh-CN': '未填写' });
	return { object: record.object, id: record.recordId };
}
