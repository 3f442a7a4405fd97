import type { DueWork } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import type { Emission } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';

const workIdLabel: Text = { en: 'Due Work ID', 'zh-CN': '到期事项 ID' };

/** Behind a CRM Trigger it is in the item. */
export const workIdProperty: PropertySpec = {
	displayName: workIdLabel,
	name: 'workId',
	type: 'string',
	required: true,
	default: '={{ $json.workId }}',
	description: {
		en: 'The workId of an item that CRM Trigger, Schedule or Get Many Due Work gives',
		'zh-CN': 'CRM Trigger、“安排”或“获取多条到期事项”输出的 workId',
	},
};

export const readWorkId = (parameter: Parameters): { id: string } => ({ id: parameter.requiredText('workId', workIdLabel) });

/** Due work as an item: with the same name for its ID as CRM Trigger gives, and its reason in the language of this n8n. */
export const workJson = ({ id, reason, ...work }: DueWork): Record<string, unknown> => ({
	workId: id,
	...work,
	reason: reason === null ? null : reason[instanceLocale()],
});

export const emitWork = (work: DueWork): Emission[] => [{ json: workJson(work) }];
