import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { objects } from '../../core';
import { isApprovable } from '../../core/approvals';
import type { ObjectName } from '../../core/schema/types';
import type { Text } from '../../core/text';
import { editorObjects } from '../shared/editor';
import { badParameter } from '../shared/errors';
import { instanceLocale } from '../shared/locale';
import type { Parameters } from '../shared/parameters';
import type { PropertySpec } from '../shared/property';
import { locatorFor, readLocator } from '../shared/recordLocator';
import { objectOptions } from '../shared/schemaForm';

const approvable = objects.all.filter(isApprovable);

/** The objects whose records can be approved. */
export const approvableNames: readonly ObjectName[] = approvable.map(({ name }) => name);

const typeLabel: Text = { en: 'Record Type', 'zh-CN': '记录类型' };

/** What is approved. */
export const typeProperty: PropertySpec = {
	displayName: typeLabel,
	name: 'object',
	type: 'options',
	default: 'contract',
	options: objectOptions(approvable),
};

/** A record to approve. */
export const recordProperties: readonly PropertySpec[] = [
	typeProperty,
	...approvableNames.map((name): PropertySpec => ({ ...locatorFor(name), displayOptions: { show: { object: [name] } } })),
];

/** @throws CrmError for a type that is none, or a missing record */
export function readRecord(parameter: Parameters): { object: ObjectName; id: string } {
	const type = parameter.requiredText(typeProperty.name, typeLabel);
	const object = approvableNames.find((name) => name === type);
	if (!object) throw badParameter(typeLabel, typeProperty.name, { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	return { object, id: readLocator(parameter, object) };
}

/** n8n's `methods.loadOptions` for what a policy's conditions look at. */
export const approvalFieldMethods = {
	async approvalFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const locale = instanceLocale();
		const type = this.getCurrentNodeParameter(typeProperty.name);
		const object = (await editorObjects(this)).all.find(({ name }) => name === type && approvableNames.includes(name));
		const fields = (object?.fields ?? []).filter((field) => field.type !== 'list' && !field.system);
		return fields.map(({ name, label }) => ({ name: label[locale], value: name })).sort((a, b) => a.name.localeCompare(b.name, locale));
	},
};
