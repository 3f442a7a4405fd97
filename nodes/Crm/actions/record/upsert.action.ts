import type { CrmRecord, UpsertInput } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { readIdempotencyKey } from '../../../shared/commonOptions';
import { readFields, readMatchOn, upsertMapper } from '../../../shared/fieldMapper';
import { creationOptions } from './create.action';
import { actionText } from './wording';

export const upsertRecord = (object: CrmObject) =>
	defineAction<Omit<UpsertInput, 'item'>, { created: boolean; record: CrmRecord }>({
		resource: object.name,
		operation: 'upsert',
		text: actionText(object, {
			name: { en: 'Create or Update', 'zh-CN': '创建或更新' },
			action: { en: 'Create or update {}', 'zh-CN': '创建或更新{}' },
		}),
		description: {
			en: 'Create a new record, or update the current one if it already exists (upsert)',
			'zh-CN': '创建新记录；若记录已存在则更新（upsert）',
		},
		properties: [upsertMapper, creationOptions],
		read: (parameter) => ({
			fields: readFields(parameter, object.name),
			matchOn: readMatchOn(parameter),
			idempotencyKey: readIdempotencyKey(parameter),
		}),
		run: async (crm, inputs) => await crm.records.upsert(object.name, inputs),
		emit: ({ created, record }) => [{ json: { ...record, created } }],
	});
