import type { FieldsInput } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { createMapper, readFields } from '../../../shared/fieldMapper';
import { actionText } from './wording';

/** The options of every operation that creates. */
const creationOptions = optionsProperty([idempotencyOption]);

export const createRecord = (object: CrmObject) =>
	defineAction<Omit<FieldsInput, 'item'>>({
		resource: object.name,
		operation: 'create',
		text: actionText(object, {
			name: { en: 'Create', 'zh-CN': '创建' },
			action: { en: 'Create {}', 'zh-CN': '创建{}' },
		}),
		description: {
			en: 'Make a new record; Create or Update looks for one that is there already',
			'zh-CN': '新建一条记录；如需先查找已有记录，请用“创建或更新”',
		},
		properties: [createMapper, creationOptions],
		read: (parameter) => ({ fields: readFields(parameter, object.name), idempotencyKey: readIdempotencyKey(parameter) }),
		run: async (crm, inputs) => await crm.records.create(object.name, inputs),
	});
