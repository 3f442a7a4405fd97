import fc from 'fast-check';

import { chinaDay } from '../../../core/calendar/chinaDays';
import { shownAt } from '../../../core/calendar/localTime';
import { WorkingCalendar, type CalendarData } from '../../../core/calendar/workingCalendar';
import { addWorkingTime } from '../../../core/calendar/workingTime';
import type { WorkingDelay } from '../../../core/crm';
import { CrmError } from '../../../core/errors';

const calendar = (data: Partial<CalendarData> = {}) =>
	new WorkingCalendar({ name: '测试', timeZone: 'Asia/Shanghai', publicHolidays: 'china', workingHours: null, days: null, ...data });

/** A moment in China, as its clocks show it. */
const china = (shown: string) => new Date(`${shown}+08:00`).toISOString();

const inChina = (from: string, delay: WorkingDelay, of = calendar()) =>
	new Date(Date.parse(addWorkingTime(of, { from: china(from), delay }).at) + 8 * 3_600_000).toISOString().slice(0, 16);

const none = { unit: 'minutes', amount: 0 } as const;

describe('the days of China', () => {
	it('are off, made up for, ordinary or of a year without a notice', () => {
		expect(chinaDay('2026-02-17')).toBe('holiday');
		expect(chinaDay('2026-02-28')).toBe('makeUp');
		expect(chinaDay('2026-02-27')).toBe('ordinary');
		expect(chinaDay('2026-03-01')).toBe('ordinary');
		expect(chinaDay('2003-10-01')).toBe('unknownYear');
		expect(chinaDay('2027-01-01')).toBe('unknownYear');
	});

	it('are the same wherever the process runs', () => {
		const zone = process.env.TZ;
		try {
			for (const name of ['America/New_York', 'Pacific/Kiritimati', 'Asia/Shanghai']) {
				process.env.TZ = name;
				expect([name, chinaDay('2026-02-14'), chinaDay('2026-02-15'), chinaDay('2026-02-13')]).toEqual([
					name,
					'makeUp',
					'holiday',
					'ordinary',
				]);
			}
		} finally {
			process.env.TZ = zone;
			if (zone === undefined) delete process.env.TZ;
		}
	});
});

describe('working time', () => {
	it.each<[string, WorkingDelay, string]>([
		['2026-03-02T10:00', { unit: 'hours', amount: 2 }, '2026-03-02T12:00'],
		['2026-03-02T17:30', { unit: 'hours', amount: 2 }, '2026-03-03T10:30'],
		['2026-03-06T17:30', { unit: 'minutes', amount: 45 }, '2026-03-09T09:15'],
		['2026-03-02T03:00', { unit: 'hours', amount: 9 }, '2026-03-03T09:00'],
		['2026-03-02T20:00', { unit: 'nextDay', at: '10:00' }, '2026-03-03T10:00'],
		['2026-03-06T08:00', { unit: 'nextDay', at: '10:00' }, '2026-03-09T10:00'],
		['2026-03-06T08:00', { unit: 'nextDay', at: '20:00' }, '2026-03-10T09:00'],
		['2026-03-05T11:20', { unit: 'days', amount: 2 }, '2026-03-09T11:20'],
		['2026-03-07T11:20', { unit: 'days', amount: 1 }, '2026-03-10T09:00'],
		// The Spring Festival of 2026: off from 15 to 23 February, made up for on 14 and 28 February, both Saturdays.
		['2026-02-13T17:00', { unit: 'hours', amount: 2 }, '2026-02-14T10:00'],
		['2026-02-14T17:00', { unit: 'hours', amount: 2 }, '2026-02-24T10:00'],
		['2026-02-27T10:00', { unit: 'nextDay', at: '10:00' }, '2026-02-28T10:00'],
		['2026-09-30T15:00', { unit: 'days', amount: 1 }, '2026-10-08T15:00'],
	])('of %s and %j more is %s', (from, delay, expected) => {
		expect(inChina(from, delay)).toBe(expected);
	});

	it('goes by the hours of a weekday, with breaks, and by the days that were entered', () => {
		const shop = calendar({
			workingHours: [
				{ weekday: 'workdays', from: '09:00', to: '12:00' },
				{ weekday: 'workdays', from: '13:30', to: '18:00' },
				{ weekday: 'saturday', from: '10:00', to: '12:00' },
			],
			days: [
				{ on: '2026-03-03', kind: 'holiday' },
				{ on: '2026-03-08', kind: 'workday' },
			],
		});
		expect(inChina('2026-03-02T11:00', { unit: 'hours', amount: 2 }, shop)).toBe('2026-03-02T14:30');
		expect(inChina('2026-03-02T17:00', { unit: 'hours', amount: 1.5 }, shop)).toBe('2026-03-04T09:30');
		expect(inChina('2026-03-06T18:00', { unit: 'nextDay', at: '09:00' }, shop)).toBe('2026-03-07T10:00');
		expect(inChina('2026-03-07T13:00', { unit: 'hours', amount: 1 }, shop)).toBe('2026-03-08T10:00');
	});

	it('asks for the days off of a year that nobody knows, unless weekdays will do', () => {
		const from = china('2026-12-31T17:00');
		const delay = { unit: 'hours', amount: 2 } as const;
		expect(() => addWorkingTime(calendar(), { from, delay })).toThrow(CrmError);
		try {
			addWorkingTime(calendar(), { from, delay });
		} catch (error) {
			expect(error).toMatchObject({
				code: 'Refused',
				text: { en: expect.stringContaining('2027') },
				hint: { en: expect.stringContaining('Holiday Calendar → Define') },
			});
		}
		expect(addWorkingTime(calendar(), { from, delay }, 'weekdays')).toEqual({ at: china('2027-01-01T10:00'), unknownYears: [2027] });
		const entered = calendar({ days: [{ on: '2027-01-01', kind: 'holiday' }] });
		expect(addWorkingTime(entered, { from, delay })).toEqual({ at: china('2027-01-04T10:00'), unknownYears: [] });
		const abroad = calendar({ publicHolidays: 'none' });
		expect(addWorkingTime(abroad, { from, delay }).unknownYears).toEqual([]);
	});

	it('says so when a calendar has none', () => {
		const never = calendar({ workingHours: [{ weekday: 'monday', from: '09:00', to: '09:00' }], publicHolidays: 'none' });
		expect(() => addWorkingTime(never, { from: china('2026-03-02T10:00'), delay: none })).toThrow('working time within ten years');
	});

	it('keeps the length of an hour where clocks change, and takes no time that they leave out', () => {
		const night = calendar({
			timeZone: 'America/New_York',
			publicHolidays: 'none',
			workingHours: [{ weekday: 'sunday', from: '00:00', to: '06:00' }],
		});
		const added = (from: string, hours: number) => addWorkingTime(night, { from, delay: { unit: 'hours', amount: hours } }).at;
		// 8 March 2026: 02:00 becomes 03:00, so that the six hours are five.
		expect(added('2026-03-08T05:00:00.000Z', 4)).toBe('2026-03-08T09:00:00.000Z');
		expect(added('2026-03-08T05:00:00.000Z', 5)).toBe('2026-03-15T04:00:00.000Z');
		// 1 November 2026: 02:00 becomes 01:00, so that they are seven.
		expect(added('2026-11-01T04:00:00.000Z', 6.5)).toBe('2026-11-01T10:30:00.000Z');
		const early = calendar({
			timeZone: 'America/New_York',
			publicHolidays: 'none',
			workingHours: [{ weekday: 'sunday', from: '02:30', to: '04:00' }],
		});
		expect(addWorkingTime(early, { from: '2026-03-08T00:00:00.000Z', delay: none }).at).toBe('2026-03-08T07:30:00.000Z');
	});
});

const zones = fc.constantFrom(
	'Asia/Shanghai',
	'America/New_York',
	'Europe/London',
	'Australia/Lord_Howe',
	'America/Havana',
	'Asia/Kathmandu',
);

const time = fc
	.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
	.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

const shown = (minutes: number) => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** At least two hours, so that no delay here takes the ten years that are looked through. */
const hours = fc
	.tuple(
		fc.constantFrom('workdays', 'monday', 'saturday', 'sunday') as fc.Arbitrary<'workdays' | 'monday' | 'saturday' | 'sunday'>,
		fc.integer({ min: 0, max: 1319 }),
		fc.integer({ min: 120, max: 1439 }),
	)
	.map(([weekday, from, length]) => ({ weekday, from: shown(from), to: shown(Math.min(from + length, 1439)) }));

const calendars = fc
	.record({
		timeZone: zones,
		publicHolidays: fc.constantFrom('china', 'none') as fc.Arbitrary<'china' | 'none'>,
		workingHours: fc.array(hours, { maxLength: 5 }),
		days: fc.constant([
			{ on: '2024-02-29', kind: 'workday' as const },
			{ on: '2025-12-31', kind: 'holiday' as const },
		]),
	})
	.map((data) => calendar(data));

/** Around leap days, year ends and changes of clocks as often as not. */
const moments = fc
	.oneof(
		fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 10, 1) }),
		fc
			.tuple(
				fc.constantFrom('2024-02-29', '2024-12-31', '2026-03-08', '2025-11-02', '2026-03-29', '2025-10-05'),
				fc.integer({ min: -86_400_000, max: 2 * 86_400_000 }),
			)
			.map(([day, ms]) => Date.parse(day) + ms),
	)
	.map((ms) => new Date(ms).toISOString());

const delays: fc.Arbitrary<WorkingDelay> = fc.oneof(
	fc.record({ unit: fc.constant('minutes' as const), amount: fc.integer({ min: 0, max: 5000 }) }),
	fc.record({ unit: fc.constant('hours' as const), amount: fc.integer({ min: 0, max: 60 }) }),
	fc.record({ unit: fc.constant('days' as const), amount: fc.integer({ min: 0, max: 15 }) }),
	fc.record({ unit: fc.constant('nextDay' as const), at: time }),
);

const runs = process.env.GUANXI_SOAK ? { numRuns: 5000 } : { numRuns: 400, seed: 20261122 };

describe('adding working time, whatever the calendar, the moment and the delay', () => {
	it('ends in working time, and not before the beginning', () => {
		fc.assert(
			fc.property(calendars, moments, delays, (of, from, delay) => {
				const { at } = addWorkingTime(of, { from, delay }, 'weekdays');
				expect(at >= from).toBe(true);
				const { day } = shownAt(Date.parse(at), of.timeZone);
				expect(of.spansOf(day).some((span) => span.from <= Date.parse(at) && Date.parse(at) < span.to)).toBe(true);
				expect(addWorkingTime(of, { from: at, delay: none }, 'weekdays').at).toBe(at);
			}),
			runs,
		);
	});

	it('never overtakes what began later', () => {
		fc.assert(
			fc.property(calendars, moments, moments, delays, (of, one, other, delay) => {
				const [first, second] = [one, other].sort();
				const ends = [first, second].map((from) => addWorkingTime(of, { from, delay }, 'weekdays').at);
				expect(ends[0] <= ends[1]).toBe(true);
			}),
			runs,
		);
	});

	it('is the same in one go as in two', () => {
		fc.assert(
			fc.property(calendars, moments, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (of, from, one, other) => {
				const add = (at: string, amount: number) => addWorkingTime(of, { from: at, delay: { unit: 'minutes', amount } }, 'weekdays').at;
				expect(add(add(from, one), other)).toBe(add(from, one + other));
			}),
			runs,
		);
	});
});
