import type { CrmRecord } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { simplified, simplifyProperty } from '../../../shared/simplify';
import { actionText } from './wording';

export const getRecord = (object: CrmObject) =>
	defineAction<{ id: string; simplify: boolean }, CrmRecord>({
		resource: object.name,
		operation: 'get',
		text: actionText(object, { name: { en: 'Get', 'zh-CN': '获取' }, action: { en: 'Get {}', 'zh-CN': '获取{}' } }),
		properties: [locatorFor(object.name), simplifyProperty],
		read: (parameter) => ({ id: readLocator(parameter, object.name), simplify: parameter.flag('simplify') }),
		run: async (crm, inputs) => await crm.records.get(object.name, inputs),
		emit: (record, { simplify }) => [{ json: simplify ? simplified(object, record) : record }],
	});
