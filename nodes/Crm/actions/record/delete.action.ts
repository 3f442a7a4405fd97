import type { CrmRecord } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { actionText } from './wording';

const deleteOptions = optionsProperty([versionOption]);

export const deleteRecord = (object: CrmObject) =>
	defineAction<{ id: string; version?: number }, CrmRecord>({
		resource: object.name,
		operation: 'delete',
		text: actionText(object, { name: { en: 'Delete', 'zh-CN': '删除' }, action: { en: 'Delete {}', 'zh-CN': '删除{}' } }),
		description: { en: 'Hide a record; Restore brings it back', 'zh-CN': '隐藏记录，可通过“恢复”找回' },
		properties: [locatorFor(object.name), deleteOptions],
		read: (parameter) => ({ id: readLocator(parameter, object.name), version: readVersion(parameter) }),
		run: async (crm, inputs) => await crm.records.delete(object.name, inputs),
		emit: ({ id, version, deletedAt }) => [{ json: { id, deleted: true, deletedAt, version } }],
	});
