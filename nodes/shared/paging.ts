import { breathe } from '../../core';
import type { Crm, CrmRecord, Query } from '../../core/crm';
import type { ObjectName } from '../../core/schema/types';
import type { Parameters } from './parameters';
import type { PropertySpec } from './property';

/** Records fetched at a time when all are wanted. */
const pageSize = 500;

/** n8n's pair of Return All and Limit. */
export const pagingProperties: readonly PropertySpec[] = [
	{
		displayName: { en: 'Return All', 'zh-CN': '返回全部' },
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: {
			en: 'Whether to return all results or only up to a given limit',
			'zh-CN': '返回全部结果，还是最多返回指定数量',
		},
	},
	{
		displayName: { en: 'Limit', 'zh-CN': '数量上限' },
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: { en: 'Max number of results to return', 'zh-CN': '最多返回的结果数量' },
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** How many results are wanted: Infinity for all. Throws CrmError. */
export function readLimit(parameter: Parameters): number {
	if (parameter.flag('returnAll')) return Infinity;
	const limit = parameter.number('limit', { en: 'Limit', 'zh-CN': '数量上限' }, { min: 1 }) ?? 50;
	return Math.floor(limit);
}

interface Slice<T> {
	readonly entries: readonly T[];
	readonly nextCursor?: string;
}

/** Collects pages up to a limit, letting n8n serve others between them. */
export async function collect<T>(limit: number, next: (page: { limit: number; cursor?: string }) => Promise<Slice<T>>): Promise<T[]> {
	const all: T[] = [];
	let cursor: string | undefined;
	do {
		const page = await next({ limit: Math.min(pageSize, limit - all.length), cursor });
		for (const entry of page.entries) all.push(entry);
		cursor = page.nextCursor;
		await breathe();
	} while (cursor !== undefined && all.length < limit);
	return all;
}

/** All records of a query up to a limit. */
export async function collectRecords(
	crm: Crm,
	object: ObjectName,
	query: Omit<Query, 'limit' | 'cursor'>,
	limit: number,
): Promise<CrmRecord[]> {
	return await collect(limit, async (page) => {
		const { records, nextCursor } = await crm.records.list(object, { ...query, ...page });
		return { entries: records, nextCursor };
	});
}
