import type { Query } from '../../../../core/crm';
import type { ObjectName } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { optionsProperty } from '../../../shared/commonOptions';
import { readFilter } from '../../../shared/conditions';
import type { Parameters } from '../../../shared/parameters';

const searchLabel: Text = { en: 'Search', 'zh-CN': '搜索' };

/** The options of the operations that look for records. */
export const listOptions = optionsProperty([
	{
		displayName: { en: 'Deleted Records', 'zh-CN': '已删除记录' },
		name: 'deleted',
		type: 'options',
		default: 'without',
		ordered: true,
		options: [
			{ name: { en: 'Exclude', 'zh-CN': '不包含' }, value: 'without' },
			{ name: { en: 'Include', 'zh-CN': '包含' }, value: 'with' },
			{ name: { en: 'Only', 'zh-CN': '仅已删除' }, value: 'only' },
		],
	},
	{
		displayName: searchLabel,
		name: 'search',
		type: 'string',
		default: '',
		description: {
			en: 'Words to find in names, phone numbers and numbers of records',
			'zh-CN': '在名称、电话和编号中查找的文字',
		},
	},
]);

/** What to look for. Throws CrmError for an incomplete filter. */
export function readQuery(parameter: Parameters, object: ObjectName): Pick<Query, 'filter' | 'deleted' | 'search'> {
	const deleted = parameter.value('options.deleted');
	return {
		filter: readFilter(parameter, object),
		deleted: deleted === 'with' || deleted === 'only' ? deleted : false,
		search: parameter.text('options.search', searchLabel),
	};
}
