import type { CrmError } from '../../../core/errors';
import { errorOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { claimSteps, complete, enroll, enrollOne, enrolmentOf, givenCadence, message, monday, reachedBy } from './running';

const refusal = async (crm: TestCrm, steps: readonly object[], more: object = {}): Promise<CrmError> => {
	const [outcome] = await crm.as({ partial: true }).cadences.define([{ item: 0, fields: { name: '坏的', steps, ...more } }]);
	return errorOf(outcome);
};

const fieldsOf = (error: CrmError) => (error.problems ?? []).map(({ field }) => field);
const textOf = (error: CrmError) => (error.problems ?? []).map(({ message: { en } }) => en).join(' | ');

describe('a cadence', () => {
	it('that leads round in a circle is refused with the way round', async () => {
		const crm = openTestCrm();
		const steps = [
			{ name: '甲', kind: 'task' },
			{ name: '乙', kind: 'task' },
			{ name: '问', kind: 'condition', field: 'city', operator: 'isEmpty', then: '甲', else: '问' },
		];
		const error = await refusal(crm, steps);
		expect(fieldsOf(error)).toEqual(['steps[2].then', 'steps[2].else']);
		expect(textOf(error)).toContain('问 → 甲 → 乙 → 问');
		expect(textOf(error)).toContain('问 → 问');
		expect(await crm.records.count('cadence', {})).toBe(0);
	});

	it('whose template, channel, field or target is not there is refused by name', async () => {
		const crm = openTestCrm();
		await givenCadence(crm, [message('有')]);
		const error = await refusal(crm, [
			message('信', { template: '没有的', channels: ['email', 'fax'] }),
			{ name: '问', kind: 'condition', field: 'shoeSize', operator: 'equals', value: '42', then: '不存在' },
			{ name: '空', kind: 'message' },
			{ name: '信', kind: 'task' },
		]);
		expect(fieldsOf(error)).toEqual([
			'steps[0].channels',
			'steps[0].template',
			'steps[1].field',
			'steps[1].then',
			'steps[2].template',
			'steps[3].name',
		]);
		expect(textOf(error)).toContain('no message template “没有的”');
	});

	it.each([
		[-1, 'days', 366],
		[3660, 'days', 366],
		[10, 'years', undefined],
		[8785, 'hours', 8784],
		[367, 'workingDays', 366],
	])('with a delay of %d %s is refused with the bound', async (delay, delayUnit, most) => {
		const crm = openTestCrm();
		const error = await refusal(crm, [{ name: '等', kind: 'wait', delay, delayUnit }]);
		expect(error.code).toBe('ValidationFailed');
		expect(textOf(error)).toContain(most === undefined ? 'must be one of' : `from 0 to ${most}`);
	});

	it('that is edited says whom it concerns, and changes only what they have not reached', async () => {
		const crm = openTestCrm({ now: monday });
		const steps = [message('一'), message('二', { delay: 1, delayUnit: 'days' }), message('三', { delay: 1, delayUnit: 'days' })];
		await givenCadence(crm, steps);
		const leads = [await crm.given.lead({ name: '先到' }), await crm.given.lead({ name: '后到' })];
		await enroll(crm, [leads[0]]);
		await complete(crm, await claimSteps(crm));
		setNow('2026-03-03T02:00:00.000Z');
		await complete(crm, await claimSteps(crm));
		await enroll(crm, [leads[1]]);
		const edited = [steps[0], message('二', { delay: 5, delayUnit: 'days' }), steps[2]];
		const [outcome] = await crm.cadences.define([{ item: 0, fields: { name: '新线索跟进', window: 'always', steps: edited } }]);
		expect(valueOf(outcome).affected).toEqual({
			count: 1,
			people: [{ object: 'lead', id: leads[1].id, name: '后到', step: '一' }],
		});
		await complete(crm, await claimSteps(crm));
		const [second] = (await crm.records.list('enrolment', { limit: 1, sort: [{ field: 'id', direction: 'desc' }] })).records;
		expect(second).toMatchObject({ leadId: leads[1].id, stepName: '二', nextAt: '2026-03-08T02:00:00.000Z' });
	});

	it('whose current step is taken away has a thousand people go on at the next one, in a few statements', async () => {
		const crm = openTestCrm({ now: monday });
		const steps = [message('一', { delay: 3, delayUnit: 'days' }), message('二'), { name: '三', kind: 'task' }];
		await givenCadence(crm, steps);
		const leads = (
			await crm.records.create('lead', inputsOf(Array.from({ length: 1000 }, (_, i) => ({ fields: { name: `线索 ${i}` } }))))
		).map(valueOf);
		const people = await enroll(crm, leads);
		const [outcome] = await crm.cadences.define([{ item: 0, fields: { name: '新线索跟进', window: 'always', steps: [steps[2]] } }]);
		expect(valueOf(outcome).affected.count).toBe(1000);
		expect(valueOf(outcome).affected.people).toHaveLength(20);
		expect(
			await crm.records.count('enrolment', {
				filter: { match: 'all', conditions: [{ field: 'stepName', operator: 'equals', value: '三' }] },
			}),
		).toBe(1000);
		// What they have waited counts.
		expect((await enrolmentOf(crm, String(people[0].enrolment?.id))).nextAt).toBe('2026-03-05T02:00:00.000Z');
		setNow('2026-03-05T02:00:00.000Z');
		expect(await claimSteps(crm)).toHaveLength(1000);
	});

	it('whose step is taken away while a workflow has it goes on, and what the workflow says later is kept', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一'), { name: '二', kind: 'task' }]);
		const id = await enrollOne(crm, await crm.given.lead());
		const given = await claimSteps(crm);
		await givenCadence(crm, [{ name: '二', kind: 'task' }]);
		expect(await complete(crm, given)).toEqual([expect.objectContaining({ repeated: true, result: 'removed' })]);
		expect((await claimSteps(crm)).map(({ step }) => step)).toEqual(['二']);
		expect(await reachedBy(crm, id)).toHaveLength(2);
	});

	it('whose steps change places gives nobody one twice', async () => {
		const crm = openTestCrm({ now: monday });
		const [a, b, c] = [
			{ name: '甲', kind: 'task' },
			{ name: '乙', kind: 'wait', delay: 1, delayUnit: 'days' },
			{ name: '丙', kind: 'task' },
		];
		await givenCadence(crm, [a, b, c]);
		const id = await enrollOne(crm, await crm.given.lead());
		await complete(crm, await claimSteps(crm), 'done');
		await givenCadence(crm, [b, a, c]);
		setNow('2026-03-03T02:00:00.000Z');
		expect((await claimSteps(crm)).map(({ step }) => step)).toEqual(['丙']);
		expect((await reachedBy(crm, id)).map(({ step }) => step).sort()).toEqual(['甲', '乙', '丙'].sort());
	});
});
