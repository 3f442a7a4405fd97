import type { ExpressionString } from 'n8n-workflow';

import type { CrmRecord, StoredWeComEvent, WeComEventKind } from '../../core/crm';
import type { Locale } from '../../core/text';
import type { OutputSpec } from '../shared/action';
import { filledIn } from '../shared/simplify';

/** Where events leave the trigger, by what they are. */
export const eventOutputs: ReadonlyArray<OutputSpec & { readonly name: WeComEventKind }> = [
	{ name: 'message', text: { en: 'Message', 'zh-CN': '成员消息' } },
	{ name: 'contactAdded', text: { en: 'Contact Added', 'zh-CN': '添加客户' } },
	{ name: 'contactRemoved', text: { en: 'Contact Removed', 'zh-CN': '客户流失' } },
	{ name: 'cardClick', text: { en: 'Card Click', 'zh-CN': '卡片按钮' } },
	{ name: 'other', text: { en: 'Other', 'zh-CN': '其他' } },
];

/** The same as n8n wants to know them: an expression, as it takes a list for outputs that are all alike. */
export const outputsIn = (locale: Locale): ExpressionString =>
	`={{ ${JSON.stringify(eventOutputs.map(({ text }) => ({ type: 'main', displayName: text[locale] })))} }}`;

const shown = (record: CrmRecord | undefined) => record && filledIn(record);

/** The item of an event; what the platform sent stands last, by its own names. */
export function eventItem(
	{ raw, user, message, about, cardsOver: _, ...event }: StoredWeComEvent,
	more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
	return { ...event, user: shown(user), message: shown(message), about: shown(about), ...more, raw };
}
