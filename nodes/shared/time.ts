import type { DateTime } from 'luxon';

import { isDayAlone } from '../../core/schema/parseValue';
import type { FieldType } from '../../core/schema/types';

interface Luxon {
	readonly DateTime: typeof DateTime;
}

// Required on first use: loading it with the node would cost every start of n8n.
const luxon = (): Luxon => require('luxon') as Luxon;

const isDate = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());

const withTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}.*)$/;

/** ISO 8601 for a day alone, in whatever spelling. */
const isoDay = (day: string): string => (day.match(/\d+/g) ?? []).map((part) => part.padStart(2, '0')).join('-');

/** ISO 8601 for a moment that is given as a Date, as Luxon's DateTime, as text with a time, or, where a moment is asked for, as a day. */
function isoOf(value: unknown, type: FieldType): string | undefined {
	if (isDate(value)) return value.toISOString();
	if (typeof value === 'object' && luxon().DateTime.isDateTime(value)) return value.toISO() ?? undefined;
	if (typeof value !== 'string') return undefined;
	if (type === 'dateTime' && isDayAlone(value)) return isoDay(value);
	const [, date, time] = withTime.exec(value.trim()) ?? [];
	return date && `${date}T${time}`;
}

/**
 * Brings a moment into the workflow's time zone: n8n's date picker gives times without an offset, which are meant
 * there, as is a day that stands for its first moment, and a moment that stands for a date is the date it is there.
 * All else is left for the core to read or refuse.
 */
export function toStoredTime(value: unknown, type: FieldType, timezone: string): unknown {
	if (type !== 'date' && type !== 'dateTime') return value;
	const iso = isoOf(value, type);
	if (!iso) return value;
	const moment = luxon().DateTime.fromISO(iso, { zone: timezone });
	if (!moment.isValid) return value;
	return type === 'date' ? moment.toISODate() : moment.toUTC().toISO();
}
