import { isBlank } from '../blank';
import type { CrmRecord } from '../crm';
import { decimalsOf } from '../currencies';
import { formatMoney, moneyOf } from '../money';
import type { ApprovalFact, ApprovalSummary, Session } from '../records';
import type { CrmObject, Field } from '../schema/types';
import type { Sql } from '../store';
import type { Locale, Text } from '../text';
import { objectNamed } from './approvable';

/** Fields that an approver is shown of a record whose object says nothing else. */
const mostFacts = 12;

const longest = 4000;

/** What approvers are told of records of an object, by record id; in a few statements for all of them. */
export async function summariesOf(
	sql: Sql,
	{ subjects, objects }: Pick<Session, 'subjects' | 'objects'>,
	records: ReadonlyArray<{ readonly object: string; readonly record: CrmRecord }>,
): Promise<Map<string, ApprovalSummary>> {
	const found = new Map<string, ApprovalSummary>();
	for (const [name, list] of Map.groupBy(records, ({ object }) => object)) {
		const object = objectNamed(objects, name);
		if (!object) continue;
		const own = list.map(({ record }) => record);
		const said = await subjects[object.name]?.summary?.(sql, own);
		for (const record of own) found.set(record.id, said?.get(record.id) ?? plainSummary(object, record));
	}
	return found;
}

/** A record as its own fields say it. */
function plainSummary(object: CrmObject, record: CrmRecord): ApprovalSummary {
	const shown = object.fields.filter((field) => isTold(field) && !isBlank(record[field.name])).slice(0, mostFacts);
	const title = [record.number, record[object.title]].filter((part) => !isBlank(part) && typeof part === 'string');
	return {
		title: [...new Set(title)].join(' ') || record.id,
		facts: shown.map((field): ApprovalFact => ({ label: field.label, value: valueText(field, record) })),
	};
}

const untold = new Set(['id', 'list', 'reference', 'currency']);

const isTold = ({ system, type, derived }: Field): boolean => !system && !derived && !untold.has(type);

function valueText(field: Field, record: CrmRecord): Text | string {
	const value = record[field.name];
	if (field.type === 'boolean') return value === true ? { en: 'Yes', 'zh-CN': '是' } : { en: 'No', 'zh-CN': '否' };
	if (field.type === 'option') return field.options?.find((option) => option.value === value)?.label ?? String(value);
	const currency = String(record[field.money ?? '']);
	if (field.type !== 'money' || decimalsOf(currency) === undefined) return String(value);
	const money = moneyOf(String(value), currency);
	return { en: formatMoney(money, 'en'), 'zh-CN': formatMoney(money, 'zh-CN') };
}

const inLanguage = (value: Text | string, locale: Locale): string => (typeof value === 'string' ? value : value[locale]);

/** The same as plain text for a message: a fact a line, and the lines of its table. */
export function summaryText({ facts, lines, totals = [] }: ApprovalSummary, locale: Locale): string {
	const factLine = ({ label, value }: ApprovalFact) => `${label[locale]}${locale === 'en' ? ': ' : '：'}${inLanguage(value, locale)}`;
	const rows = (lines?.rows ?? []).map((row) => row.map((cell) => inLanguage(cell, locale)).join(' · '));
	return [...facts.map(factLine), ...rows, ...totals.map(factLine)].join('\n').slice(0, longest);
}
