import { errorOf, failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

const twoHours = { unit: 'hours', amount: 2 } as const;

const define = async (crm: TestCrm, fields: Record<string, unknown>) => valueOf((await crm.calendars.define([{ item: 0, fields }]))[0]);

/** Friday 17:00 in China. */
const now = '2026-03-06T09:00:00.000Z';

describe('working hours of teams', () => {
	it('are those of the team of the owner, of the team above it, of the company, or the usual ones', async () => {
		const crm = openTestCrm({ now });
		const add = async (object?: 'lead', recordId?: string) =>
			valueOf((await crm.calendars.addWorkingTime([{ item: 0, delay: twoHours, object, recordId }]))[0]);
		expect(await add()).toEqual({ at: '2026-03-09T02:00:00.000Z', calendar: '', unknownYears: [] });
		await define(crm, { name: '公司', workingHours: [{ weekday: 'workdays', from: '08:00', to: '17:30' }] });
		const shop = await define(crm, { name: '门店', workingHours: [{ weekday: 'saturday', from: '10:00', to: '16:00' }] });
		expect(await add()).toMatchObject({ calendar: '公司', at: '2026-03-09T01:30:00.000Z' });
		const parent = await crm.given.team({ calendarId: shop.id });
		const team = await crm.given.team({ parentId: parent.id });
		const owner = await crm.given.user({ teamId: team.id });
		const [owned, free] = [await crm.given.lead({ ownerId: owner.id }), await crm.given.lead()];
		expect(await add('lead', owned.id)).toMatchObject({ calendar: '门店', at: '2026-03-07T04:00:00.000Z' });
		expect(await add('lead', free.id)).toMatchObject({ calendar: '公司' });
	});

	it('are chosen by name or ID; each input has its own outcome', async () => {
		const crm = openTestCrm({ now, partial: true });
		const { id } = await define(crm, { name: '客服', workingHours: [{ weekday: 'sunday', from: '10:00', to: '16:00' }] });
		const outcomes = await crm.calendars.addWorkingTime(
			inputsOf([
				{ delay: twoHours, calendar: '客服' },
				{ delay: twoHours, calendar: id },
				{ delay: twoHours, calendar: '没有' },
				{ delay: { unit: 'days', amount: 300 } as const },
				{ delay: { unit: 'days', amount: 300 } as const, byWeekdays: true },
			]),
		);
		expect(outcomes.slice(0, 2).map((outcome) => valueOf(outcome).at)).toEqual(Array(2).fill('2026-03-08T04:00:00.000Z'));
		expect(errorOf(outcomes[2]).code).toBe('RecordNotFound');
		expect(errorOf(outcomes[3])).toMatchObject({ code: 'Refused', text: { en: expect.stringContaining('2027') } });
		expect(valueOf(outcomes[4]).unknownYears).toContain(2027);
	});

	it.each([
		[{ unit: 'hours', amount: -48 }, '8784'],
		[{ unit: 'hours', amount: 1e9 }, '8784'],
		[{ unit: 'days', amount: NaN }, '366'],
		[{ unit: 'minutes', amount: Infinity }, '527040'],
	] as const)('add no %j', async (delay, most) => {
		const crm = openTestCrm({ now, partial: true });
		const error = errorOf((await crm.calendars.addWorkingTime([{ item: 0, delay }]))[0]);
		expect(error).toMatchObject({ code: 'ValidationFailed', field: 'amount', text: { en: expect.stringContaining(`from 0 to ${most}`) } });
	});

	it.each([
		[{ timeZone: 'Asia/Nowhere' }, 'timeZone'],
		[{ workingHours: [{ weekday: 'monday', from: '18:00', to: '09:00' }] }, 'workingHours[0].to'],
		[
			{
				days: [
					{ on: '2027-01-01', kind: 'holiday' },
					{ on: '2027-01-01', kind: 'workday' },
				],
			},
			'days[1].on',
		],
	])('are refused as %j', async (fields, field) => {
		const crm = openTestCrm({ now });
		const error = await failureOf(define(crm, { name: '错误', ...fields }));
		expect(error.problems.map((problem) => problem.field)).toContain(field);
	});
});
