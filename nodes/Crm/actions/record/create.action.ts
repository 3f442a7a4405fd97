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
		properties: [createMapper, creationOptions],
		read: (parameter) => ({ fields: readFields(parameter, object.name), idempotencyKey: readIdempotencyKey(parameter) }),
		run: async (crm, inputs) => await crm.records.create(object.name, inputs),
	});
