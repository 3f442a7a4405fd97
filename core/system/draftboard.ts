import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { parseFields } from '../schema/parseFields';
import type { ObjectName } from '../schema/types';
import { newRecord, type Change } from '../store';

const day = 86_400_000;

/** A time so many days from today, never later than now. */
export const timeOf = (days: number, hour = 2): string =>
	new Date(Math.min(clock.now(), Math.floor(clock.now() / day) * day + days * day + hour * 3_600_000)).toISOString();

export const dateOf = (days: number): string => new Date(clock.now() + days * day).toISOString().slice(0, 10);

/** Records put together in memory, so that they can lie in the past; checked like any other. */
export class Draftboard {
	readonly changes: Change[] = [];

	add(name: ObjectName, fields: Record<string, unknown>, more: { at: string; emits?: string[] }): CrmRecord {
		const object = objects.get(name);
		const parsed = parseFields(object, fields, { mode: 'create', allowReadOnly: new Set(object.fields.map((field) => field.name)) });
		if (parsed.problems.length > 0) throw new Error(`demo data: ${name}: ${JSON.stringify(parsed.problems)}`);
		const record = Object.assign(newRecord(object, parsed.fields), { createdAt: more.at, updatedAt: more.at });
		this.changes.push({ object, after: record, at: more.at, emits: more.emits });
		return record;
	}

	/** A record that was added, by one of its fields. */
	find(name: ObjectName, field: string, value: string): CrmRecord {
		const found = this.changes.find(({ object, after }) => object.name === name && after[field] === value);
		if (!found) throw new Error(`demo data: there is no ${name} ${value}`);
		return found.after;
	}
}
