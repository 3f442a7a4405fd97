import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { objects } from '../../core';
import { isBlank } from '../../core/blank';
import type { CrmRecord, Query } from '../../core/crm';
import { numberFormOf, type NumberForm } from '../../core/schema/numbers';
import type { CrmObject, ObjectName } from '../../core/schema/types';
import type { Text } from '../../core/text';
import { withEditorCrm } from './editor';
import type { Parameters } from './parameters';
import type { ModeSpec, PropertySpec } from './property';

const pageSize = 50;

const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

const exampleId = '01890a5d-ac96-774b-bcce-b302099a8057';

const searchMethod = (object: ObjectName) => `search${object[0].toUpperCase()}${object.slice(1)}`;

/** The parameter that points at a record of an object; named apart, so that changing the resource leaves no foreign id behind. */
const locatorName = (object: ObjectName) => `${object}Id`;

function newLocator(object: ObjectName): PropertySpec {
	const { label } = objects.get(object);
	return {
		displayName: label,
		name: locatorName(object),
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: { en: `The ${label.en.toLowerCase()} to work with`, 'zh-CN': `要操作的${label['zh-CN']}` },
		ordered: true,
		modes: [
			{
				displayName: { en: 'From List', 'zh-CN': '从列表选择' },
				name: 'list',
				type: 'list',
				typeOptions: {
					searchListMethod: searchMethod(object),
					searchable: true,
					// Else n8n's editor sends no request for a node without a credential, which is most of ours.
					skipCredentialsCheckInRLC: true,
				},
			},
			byId(numberFormOf(object)),
		],
	};
}

/** Where records have numbers, people know them by these: lists, exports and mails show them. */
function byId(number: NumberForm | undefined): ModeSpec {
	if (!number)
		return {
			displayName: { en: 'By ID', 'zh-CN': '按 ID' },
			name: 'id',
			type: 'string',
			placeholder: { en: `e.g. ${exampleId}`, 'zh-CN': `例如 ${exampleId}` },
			validation: [mustBe(uuid, { en: 'Not a valid record ID', 'zh-CN': '记录 ID 格式不正确' })],
		};
	const { example, pattern } = number;
	return {
		displayName: { en: 'By ID or Number', 'zh-CN': '按 ID 或编号' },
		name: 'id',
		type: 'string',
		placeholder: { en: `e.g. ${example} or ${exampleId}`, 'zh-CN': `例如 ${example} 或 ${exampleId}` },
		validation: [
			mustBe(`(${uuid}|${pattern})`, {
				en: `Neither a record ID nor a number such as ${example}`,
				'zh-CN': `应为记录 ID 或编号（如 ${example}）`,
			}),
		],
	};
}

const mustBe = (pattern: string, errorMessage: Text) => ({
	type: 'regex' as const,
	properties: { regex: `^\\s*${pattern}\\s*$`, errorMessage },
});

const locators = new Map<ObjectName, PropertySpec>();

/** The locator of an object, the same one for every action, so that the node's description holds it once. */
export function locatorFor(object: ObjectName): PropertySpec {
	const locator = locators.get(object) ?? newLocator(object);
	locators.set(object, locator);
	return locator;
}

/** The id chosen in an object's locator, or the number typed in its place. Throws CrmError when there is none. */
export function readLocator(parameter: Parameters, object: ObjectName): string {
	return parameter.locator(locatorName(object), objects.get(object).label);
}

/** What a user knows a record by: its title, the first other field people search it by, and its number, which tells namesakes apart. */
export function recordTitle({ title, search }: CrmObject, record: CrmRecord): string {
	const other = search.filter((field) => field !== title && field !== 'number').find((field) => record[field]);
	const parts = [record[title] ?? record.id, other && record[other], title === 'number' ? undefined : record.number];
	return parts.filter((part) => !isBlank(part)).join(' · ');
}

/** Finds what somebody types; set-up is a few records without an index of its own. */
function typed({ search, title }: CrmObject, text: string): Pick<Query, 'search' | 'filter'> {
	if (text === '') return {};
	return search.length > 0
		? { search: text }
		: { filter: { match: 'all', conditions: [{ field: title, operator: 'contains', value: text }] } };
}

type ListSearch = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

function searchIn(object: CrmObject): ListSearch {
	return async function (filter, paginationToken) {
		return await withEditorCrm(this, async (crm) => {
			const page = await crm.records.list(object.name, {
				limit: pageSize,
				...typed(object, filter?.trim() ?? ''),
				...(paginationToken && { cursor: paginationToken }),
			});
			return {
				results: page.records.map((record) => ({ name: recordTitle(object, record), value: record.id })),
				paginationToken: page.nextCursor,
			};
		});
	};
}

/** n8n's `methods.listSearch` for the locators of some objects. */
export function searchMethods(names: readonly ObjectName[]): Record<string, ListSearch> {
	return Object.fromEntries(names.map((name) => [searchMethod(name), searchIn(objects.get(name))]));
}
