import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { objects } from '../../core';
import { isBlank } from '../../core/blank';
import type { Crm, CrmRecord } from '../../core/crm';
import type { Condition, FilterGroup } from '../../core/filter';
import { parseValue } from '../../core/schema/parseValue';
import type { ObjectName } from '../../core/schema/types';
import type { Locale } from '../../core/text';
import { withEditorCrm } from './editor';
import { collectRecords } from './paging';
import { recordTitle } from './recordLocator';

/** Entries shown in a plain list; whoever has more gives an id by expression. */
const listLimit = 500;

type Loader = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

const listOf = (object: ObjectName, valueOf: (record: CrmRecord) => string): Loader =>
	async function () {
		return await withEditorCrm(this, async (crm) => {
			const description = objects.get(object);
			const sort = [{ field: description.title, direction: 'asc' as const }];
			const records = await collectRecords(crm, object, { sort }, listLimit);
			return records.map((record) => ({ name: recordTitle(description, record), value: valueOf(record) }));
		});
	};

const methods: Partial<Record<ObjectName, string>> = {
	user: 'users',
	team: 'teams',
	pipeline: 'pipelines',
	priceBook: 'priceBooks',
	product: 'products',
	productLine: 'productLines',
};

/** The loadOptions method that lists the records of an object few enough for a plain list. */
export const referenceMethod = (object: ObjectName): string | undefined => methods[object];

/** n8n's `methods.loadOptions` for what is few enough for a plain list. Policies that a node chooses are referred to by name. */
export const referenceOptionMethods = {
	users: listOf('user', ({ id }) => id),
	teams: listOf('team', ({ id }) => id),
	pipelines: listOf('pipeline', ({ id }) => id),
	priceBooks: listOf('priceBook', ({ id }) => id),
	products: listOf('product', ({ id }) => id),
	productLines: listOf('productLine', ({ id }) => id),
	assignmentRules: listOf('assignmentRule', ({ name }) => String(name)),
	scoringModels: listOf('scoringModel', ({ name }) => String(name)),
	holidayCalendars: listOf('holidayCalendar', ({ name }) => String(name)),
	contractTemplates: listOf('contractTemplate', ({ id }) => id),
	cadences: listOf('cadence', ({ name }) => String(name)),
	messageTemplates: listOf('messageTemplate', ({ name }) => String(name)),
} satisfies Record<string, Loader>;

/** Entries of a list in a field form. n8n saves the whole list with each node, so it is shorter (ADR 6). */
const choiceLimit = 200;

/** What a field form offers for references, by the object they point at. */
export type Choices = ReadonlyMap<ObjectName, INodePropertyOptions[]>;

/** A person has left; anything else is not used any more. */
const inactive = (object: ObjectName, locale: Locale): string =>
	({ en: ' (inactive)', 'zh-CN': object === 'user' ? '（不在职）' : '（已停用）' })[locale];

/** Names alone, as the list is saved with the workflow; only for namesakes what tells them apart. */
function choiceNames(object: ObjectName, records: readonly CrmRecord[]): string[] {
	const description = objects.get(object);
	const nameOf = (record: CrmRecord) => String(record[description.title]);
	const count = new Map<string, number>();
	for (const record of records) count.set(nameOf(record), (count.get(nameOf(record)) ?? 0) + 1);
	return records.map((record) => {
		const name = nameOf(record);
		if (count.get(name) === 1) return name;
		const title = recordTitle(description, record);
		return title === name ? `${name} · ${record.id}` : title;
	});
}

/** Who is there, and of those who left only the chosen ones: n8n refuses a node whose choice is not in its list. */
function offered(object: ObjectName, chosen: readonly unknown[]): FilterGroup | undefined {
	const { byName } = objects.get(object);
	const id = byName.get('id');
	if (!id || !byName.has('active')) return undefined;
	const here: Condition = { field: 'active', operator: 'notEquals', value: false };
	const ids = chosen.filter((value) => !isBlank(value) && parseValue(id, value).ok);
	return { match: 'any', conditions: ids.length > 0 ? [here, { field: 'id', operator: 'in', value: ids }] : [here] };
}

/** The records to choose from by name, or none when they are too many. Who left comes last. */
async function choicesAmong(crm: Crm, object: ObjectName, chosen: readonly unknown[], locale: Locale): Promise<INodePropertyOptions[]> {
	const records = await collectRecords(crm, object, { filter: offered(object, chosen) }, choiceLimit + chosen.length + 1);
	if (records.filter(({ active }) => active !== false).length > choiceLimit) return [];
	// Chinese names by pinyin and others by the alphabet, whatever language the editor speaks.
	const { compare } = new Intl.Collator('zh-CN');
	const names = choiceNames(object, records);
	return records
		.map(({ id, active }, at) => ({ id, left: active === false, name: names[at] }))
		.sort((a, b) => Number(a.left) - Number(b.left) || compare(a.name, b.name))
		.map(({ id, left, name }) => ({ name: left ? name + inactive(object, locale) : name, value: id }));
}

/** What a field form's references point at, with what is chosen in them now. */
export type References = ReadonlyMap<ObjectName, readonly unknown[]>;

/** The choices among the objects of a list of references; none for an object that has many records, or no record yet. */
export async function referenceChoices(context: ILoadOptionsFunctions, references: References, locale: Locale): Promise<Choices> {
	const listed = [...references].filter(([object]) => referenceMethod(object));
	if (listed.length === 0) return new Map();
	return await withEditorCrm(context, async (crm) => {
		const choices = new Map<ObjectName, INodePropertyOptions[]>();
		for (const [object, chosen] of listed) choices.set(object, await choicesAmong(crm, object, chosen, locale));
		return choices;
	});
}
