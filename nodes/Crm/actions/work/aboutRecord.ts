import { objects } from '../../../../core';
import type { ObjectName } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { badParameter } from '../../../shared/errors';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { objectOptions } from '../../../shared/schemaForm';

const recordTypeLabel: Text = { en: 'Record Type', 'zh-CN': '记录类型' };

const known = objects.all.filter(({ policy }) => !policy);

const typeProperty = (none: Text | undefined): PropertySpec => ({
	displayName: recordTypeLabel,
	name: 'recordType',
	type: 'options',
	default: none ? '' : 'lead',
	options: [...(none ? [{ name: none, value: '' }] : []), ...objectOptions(known)],
});

const shownFor = (name: ObjectName): PropertySpec => ({ ...locatorFor(name), displayOptions: { show: { recordType: [name] } } });

/** Which record due work is about. */
export const recordProperties: readonly PropertySpec[] = [
	typeProperty({ en: 'No Record', 'zh-CN': '不关联记录' }),
	...known.map(({ name }) => shownFor(name)),
];

/** The same where there must be one. */
export const requiredRecordProperties: readonly PropertySpec[] = [typeProperty(undefined), ...known.map(({ name }) => shownFor(name))];

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
