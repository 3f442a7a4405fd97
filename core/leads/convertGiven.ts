import type { CrmRecord } from '../crm';
import { CrmError, type Problem } from '../errors';
import { duplicateKey, takeKeyTurns } from '../records';
import { isMissing, missing, parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import type { Text } from '../text';
import { recordsByKey, type Sql } from '../store';

const lackingHint: Text = {
	en: 'Fill in the field of the same name on the lead, or turn on Fill In Custom Fields in the node and give the value there.',
	'zh-CN': '请填写线索中的同名字段，或在节点中打开“填写自定义字段”后填写。',
};

/** Fields of one record type, with what is wrong with them. */
export interface Judged {
	readonly object: CrmObject;
	readonly problems: readonly Problem[];
}

/** Says everything that is wrong with what a lead would become; undefined where nothing is. */
export function cannotBecome(judged: readonly Judged[]): CrmError | undefined {
	const faulty = judged.filter(({ problems }) => problems.length > 0);
	if (faulty.length === 0) return undefined;
	const errors = faulty.map(({ object, problems }) => validationFailed(object, problems));
	const all = (locale: keyof Text, separator: string) => errors.map(({ text }) => text[locale]).join(separator);
	const problems = errors.flatMap((error) => error.problems);
	const hint = faulty.some((one) => one.problems.some(isMissing)) ? lackingHint : errors[0].hint;
	return new CrmError(errors[0].code, { en: all('en', '; '), 'zh-CN': all('zh-CN', '；') }, { hint, field: problems[0].field, problems });
}

/** What was given of a customer or contact to be made, in stored form. */
export const givenFields = (object: CrmObject, given: Readonly<Record<string, unknown>> = {}) =>
	parseFields(object, given, { mode: 'update' });

/** What a new record needs and does not have. */
export const lacking = (object: CrmObject, record: CrmRecord): Judged => ({
	object,
	problems: object.fields
		.filter(({ name, required, system, readOnly }) => required && !system && !readOnly && record[name] === null)
		.map(({ name }) => missing(name)),
});

const placeOf = (object: CrmObject, fields: readonly string[], record: CrmRecord): string | undefined =>
	fields.some((name) => record[name] === null) ? undefined : JSON.stringify([object.name, fields, fields.map((name) => record[name])]);

/** Who has the unique keys of the records that a batch may make: those in the store, and those that the batch made so far. */
export class KeyHolders {
	readonly #holders = new Map<string, string>();

	/** Finds who has the keys of some records; whoever else is about to give a record one of them waits. A statement a key. */
	async learn(sql: Sql, object: CrmObject, records: readonly CrmRecord[]): Promise<void> {
		for (const fields of object.keys) {
			const tuples = records
				.filter((record) => placeOf(object, fields, record) !== undefined)
				.map((record) => fields.map((name) => record[name]));
			if (tuples.length === 0) continue;
			await takeKeyTurns(sql, object, { fields, tuples });
			for (const holder of (await recordsByKey(sql, object, { fields, tuples })).values()) this.put(object, holder);
		}
	}

	put(object: CrmObject, record: CrmRecord): void {
		for (const fields of object.keys) {
			const place = placeOf(object, fields, record);
			if (place !== undefined) this.#holders.set(place, record.id);
		}
	}

	/** The error of a record that is to be made, where another one has one of its keys. */
	taken(object: CrmObject, record: CrmRecord): CrmError | undefined {
		const fields = object.keys.find((key) => this.#holders.has(placeOf(object, key, record) ?? ''));
		return fields && duplicateKey(object, fields);
	}
}
