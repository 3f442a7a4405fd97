import type { DateTime } from 'luxon';

import type { FieldType } from '../../core/schema/types';

interface Luxon {
	readonly DateTime: typeof DateTime;
}

// Required on first use: loading it with the node would cost every start of n8n.
const luxon = (): Luxon => require('luxon') as Luxon;

const isDate = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());

const withTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}.*)$/;

/**
 * Brings a moment into the workflow's time zone: n8n's date picker gives times without an offset, which are meant there,
 * and a moment that stands for a date is the date it is there. All else is left for the core to read or refuse.
 */
export function toStoredTime(value: unknown, type: FieldType, timezone: string): unknown {
	if (type !== 'date' && type !== 'dateTime') return value;
	const match = typeof value === 'string' ? withTime.exec(value.trim()) : null;
	if (!match && !isDate(value)) return value;
	const { DateTime: Moment } = luxon();
	const iso = isDate(value) ? value.toISOString() : `${match?.[1]}T${match?.[2]}`;
	const moment = Moment.fromISO(iso, { zone: timezone });
	if (!moment.isValid) return value;
	return type === 'date' ? moment.toISODate() : moment.toUTC().toISO();
}
