import type { CrmRecord } from '../../../../core/crm';
import type { FilterGroup } from '../../../../core/filter';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { each } from '../../../shared/each';
import { collectRecords, pagingProperties, readLimit } from '../../../shared/paging';
import type { PropertySpec } from '../../../shared/property';
import { objectOptions } from '../../../shared/schemaForm';
import { fieldItem, fieldObjects } from './define.action';

const ofLabel: Text = { en: 'Record Type', 'zh-CN': '记录类型' };

const ofProperty: PropertySpec = {
	displayName: ofLabel,
	name: 'fieldsOf',
	type: 'options',
	default: '',
	options: [{ name: { en: 'All', 'zh-CN': '全部' }, value: '' }, ...objectOptions(fieldObjects)],
};

const of = (value: string | undefined): FilterGroup | undefined =>
	value === undefined ? undefined : { match: 'all', conditions: [{ field: 'object', operator: 'equals', value }] };

export const listFields = defineAction<{ filter?: FilterGroup; limit: number }, CrmRecord[]>({
	resource: 'field',
	operation: 'list',
	text: { en: ['Get Many', 'Get many fields'], 'zh-CN': ['获取多条', '获取多个自定义字段'] },
	description: { en: 'List the fields that were added, with the state of their indexes', 'zh-CN': '列出已添加的字段及其索引状态' },
	properties: [ofProperty, ...pagingProperties],
	read: (parameter) => ({ filter: of(parameter.text('fieldsOf', ofLabel)), limit: readLimit(parameter) }),
	run: async (crm, inputs) =>
		await each(
			inputs,
			async ({ filter, limit }) => await collectRecords(crm, 'field', { filter, sort: [{ field: 'id', direction: 'asc' }] }, limit),
		),
	emit: (definitions) => definitions.map(fieldItem),
});
