import { CrmError } from '../errors';
import type { Objects } from '../schema/objects';
import type { CrmObject, ObjectName } from '../schema/types';

/** Objects whose records can be approved: what people keep, no set-up, and nothing that the CRM writes itself. */
export const isApprovable = ({ policy, log }: CrmObject): boolean => !policy && !log;

/** An object by a name that may be anything. */
export const objectNamed = (objects: Objects, name: string | null): CrmObject | undefined => objects.all.find((one) => one.name === name);

/** @throws CrmError ValidationFailed for records that are not approved */
export function approvableObject(objects: Objects, name: ObjectName): CrmObject {
	const object = objectNamed(objects, name);
	if (object && isApprovable(object)) return object;
	const message = { en: 'is no type of record that can be approved', 'zh-CN': '不是可以审批的记录类型' };
	throw new CrmError(
		'ValidationFailed',
		{ en: `The record type ${message.en}`, 'zh-CN': `该记录类型${message['zh-CN']}` },
		{
			hint: { en: 'Choose a type such as Contract or Opportunity.', 'zh-CN': '请选择合同、商机等记录类型。' },
			field: 'object',
			problems: [{ field: 'object', message }],
		},
	);
}
