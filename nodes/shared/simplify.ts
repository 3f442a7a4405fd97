import type { CrmRecord } from '../../core/crm';
import { customPrefix } from '../../core/schema/customFields';
import type { CrmObject } from '../../core/schema/types';
import type { PropertySpec } from './property';

/** n8n's Simplify switch. */
export const simplifyProperty: PropertySpec = {
	displayName: { en: 'Simplify', 'zh-CN': '简化' },
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: {
		en: 'Whether to return a simplified version of the response instead of the raw data',
		'zh-CN': '返回精简后的结果，而不是完整数据',
	},
};

const simpleFields = ({ title, keys, search, fields, scope }: CrmObject): string[] => {
	const owner = scope && 'owner' in scope ? [scope.owner] : [];
	const telling = fields.filter(({ required, lifecycle }) => required || lifecycle).map(({ name }) => name);
	return [...new Set(['id', ...keys.flat(), title, ...search, ...telling, ...owner, 'createdAt'])];
};

/**
 * The object's summary, else what people know a record by: id, keys, title, search fields, required fields, state and owner;
 * and every field they added.
 */
export function simplified(object: CrmObject, record: CrmRecord): Record<string, unknown> {
	const own = Object.keys(record).filter((name) => name.startsWith(customPrefix));
	return Object.fromEntries([...(object.summary ?? simpleFields(object)), ...own].map((name) => [name, record[name]]));
}

/** What a record says: its fields without the empty ones, and without the one named. */
export function filledIn(record: Readonly<Record<string, unknown>>, without?: string): Record<string, unknown> {
	const filled: Record<string, unknown> = {};
	for (const name of Object.keys(record)) {
		const value = record[name];
		if (value !== null && value !== undefined && name !== without) filled[name] = value;
	}
	return filled;
}
