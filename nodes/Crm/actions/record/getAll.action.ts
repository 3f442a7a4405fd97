import type { CrmRecord, Query } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { conditionProperties, readSort, sortProperty } from '../../../shared/conditions';
import { each } from '../../../shared/each';
import { collectRecords, pagingProperties, readLimit } from '../../../shared/paging';
import { simplified, simplifyProperty } from '../../../shared/simplify';
import { listOptions, readQuery } from './listOptions';
import { actionText } from './wording';

interface Params {
	readonly query: Omit<Query, 'limit' | 'cursor'>;
	readonly limit: number;
	readonly simplify: boolean;
}

export const getManyRecords = (object: CrmObject) =>
	defineAction<Params, CrmRecord[]>({
		resource: object.name,
		operation: 'getAll',
		text: actionText(object, {
			name: { en: 'Get Many', 'zh-CN': '获取多条' },
			action: { en: 'Get many {}', 'zh-CN': '获取多条{}' },
			many: true,
		}),
		properties: [...pagingProperties, ...conditionProperties, sortProperty, simplifyProperty, listOptions],
		read: (parameter) => ({
			query: { ...readQuery(parameter, object.name), sort: readSort(parameter) },
			limit: readLimit(parameter),
			simplify: parameter.flag('simplify'),
		}),
		run: async (crm, inputs) => await each(inputs, async ({ query, limit }) => await collectRecords(crm, object.name, query, limit)),
		emit: (records, { simplify }) => records.map((record) => ({ json: simplify ? simplified(object, record) : record })),
	});
