import { openTestCrm, setNow } from '../../support/testCrm';
import {
	claimSteps,
	complete,
	endWell,
	enroll,
	enrollOne,
	enrolmentOf,
	givenCadence,
	goToNext,
	message,
	monday,
	reachedBy,
} from './running';

describe('somebody in a cadence', () => {
	it('gets one step after the other, each when its time has come', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('首次'), message('再次', { delay: 2, delayUnit: 'workingDays' })]);
		const lead = await crm.given.lead();
		const id = await enrollOne(crm, lead);
		const [first] = await claimSteps(crm);
		expect(first).toMatchObject({ enrolmentId: id, step: '首次', channel: 'outbox', template: '问候' });
		expect(first.work).toMatchObject({ kind: 'cadence.message', object: 'lead', recordId: lead.id, key: `${id}.首次` });
		await complete(crm, [first]);
		await endWell(crm, [first]);
		expect(await claimSteps(crm)).toEqual([]);
		expect(await goToNext(crm)).toBe('2026-03-04T02:00:00.000Z');
		const [second] = await claimSteps(crm);
		expect(second.step).toBe('再次');
		await complete(crm, [second]);
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'finished', openKey: null });
		expect(await reachedBy(crm, id)).toEqual([
			{ step: '首次', result: 'sent' },
			{ step: '再次', result: 'sent' },
		]);
		expect((await crm.eventsOf({ id })).flatMap(({ names }) => names)).toEqual(
			expect.arrayContaining(['enrolment.started', 'enrolment.finished']),
		);
	});

	it('goes on when the workflow ends well without Complete Step', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('首次'), message('再次', { delay: 1, delayUnit: 'days' })]);
		const id = await enrollOne(crm, await crm.given.lead());
		await endWell(crm, await claimSteps(crm));
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'active', stepName: '再次', nextAt: '2026-03-03T02:00:00.000Z' });
	});

	it('is given the same step again, with the same key, when its workflow broke off', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('首次'), message('再次', { delay: 1, delayUnit: 'days' })]);
		const id = await enrollOne(crm, await crm.given.lead());
		const [first] = await claimSteps(crm);
		setNow('2026-03-02T02:01:00.000Z');
		const [again] = await claimSteps(crm);
		expect([again.step, again.work.key]).toEqual([first.step, first.work.key]);
		await complete(crm, [again]);
		await complete(crm, [first]);
		expect(await reachedBy(crm, id)).toHaveLength(1);
	});

	it('goes the way that a condition says at that time', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [
			{ name: '等三天', kind: 'wait', delay: 3, delayUnit: 'days' },
			{ name: '是否重要', kind: 'condition', field: 'city', operator: 'equals', value: '上海', then: '致电', else: '发信' },
			message('多余'),
			{ name: '致电', kind: 'call', waitForDone: true },
			message('发信'),
		]);
		const [near, far] = [await crm.given.lead({ city: '上海' }), await crm.given.lead({ city: '北京' })];
		const [nearId, farId] = [await enrollOne(crm, near), await enrollOne(crm, far)];
		expect(await claimSteps(crm)).toEqual([]);
		await goToNext(crm);
		await crm.records.update('lead', [{ item: 0, id: far.id, fields: { city: '上海' } }]);
		await crm.records.update('lead', [{ item: 0, id: near.id, fields: { city: '北京' } }]);
		const given = await claimSteps(crm);
		expect(given.map(({ enrolmentId, step }) => [enrolmentId, step]).sort()).toEqual(
			[
				[farId, '致电'],
				[nearId, '发信'],
			].sort(),
		);
		expect(await reachedBy(crm, farId)).toEqual([
			{ step: '等三天', result: 'done' },
			{ step: '是否重要', result: 'true' },
			{ step: '致电', result: null },
		]);
	});

	it('waits for a task that the owner is to do, and goes on when it is done', async () => {
		const crm = openTestCrm({ now: monday });
		const owner = await crm.given.user();
		await givenCadence(crm, [
			{ name: '致电', kind: 'call', waitForDone: true, priority: 'high' },
			message('跟进', { delay: 1, delayUnit: 'hours' }),
		]);
		const lead = await crm.given.lead({ ownerId: owner.id });
		const id = await enrollOne(crm, lead);
		const [call] = await claimSteps(crm);
		await endWell(crm, [call]);
		const { records: tasks } = await crm.records.list('task', { limit: 10 });
		expect(tasks).toEqual([
			expect.objectContaining({ id: call.taskId, kind: 'call', subject: '致电', assigneeId: owner.id, leadId: lead.id }),
		]);
		setNow('2026-03-05T02:00:00.000Z');
		expect(await claimSteps(crm)).toEqual([]);
		await crm.records.update('task', [{ item: 0, id: String(call.taskId), fields: { status: 'done' } }]);
		expect(await enrolmentOf(crm, id)).toMatchObject({ stepName: '跟进', nextAt: '2026-03-05T03:00:00.000Z' });
	});

	it('gets the message on the first channel with an address, and without one the owner gets a task', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('通知', { channels: ['weComMass', 'email', 'smsAliyun'] })]);
		await givenCadence(crm, [message('通知', { channels: ['email'], ifNoAddress: 'task' }), message('再', { channels: ['outbox'] })], {
			name: '只发邮件',
		});
		const reachable = await crm.given.lead({ phone: '13812345678' });
		await enrollOne(crm, reachable);
		expect(await claimSteps(crm)).toEqual([expect.objectContaining({ channel: 'smsAliyun' })]);
		const other = await crm.given.lead({ name: '无邮箱' });
		const id = await enrollOne(crm, other, '只发邮件');
		expect((await claimSteps(crm)).map(({ step }) => step)).toEqual(['再']);
		expect((await reachedBy(crm, id))[0]).toEqual({ step: '通知', result: 'noAddress' });
		expect((await crm.records.list('task', { limit: 10 })).records).toEqual([
			expect.objectContaining({ leadId: other.id, subject: '通知 · 无邮箱' }),
		]);
	});

	it('gets messages in the hours of the cadence only, and not on holidays', async () => {
		const crm = openTestCrm({ now: '2026-03-06T12:00:00.000Z' });
		await givenCadence(crm, [message('首次')], { window: 'workingHours' });
		const id = await enrollOne(crm, await crm.given.lead());
		expect((await enrolmentOf(crm, id)).nextAt).toBe('2026-03-09T01:00:00.000Z');
		// A worker that was away comes back at night.
		setNow('2026-03-09T14:00:00.000Z');
		expect(await claimSteps(crm)).toEqual([]);
		expect(await goToNext(crm)).toBe('2026-03-10T01:00:00.000Z');
		expect(await claimSteps(crm)).toHaveLength(1);
	});

	it('gets one message a day, whatever it is in and under whichever record', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('甲')], { name: '节奏甲' });
		await givenCadence(crm, [message('乙')], { name: '节奏乙' });
		const [lead, twin, other] = [
			await crm.given.lead({ email: 'wang@example.com' }),
			await crm.given.lead({ email: 'wang@example.com' }),
			await crm.given.lead({ email: 'li@example.com' }),
		];
		await enroll(crm, [lead, twin, other], '节奏甲');
		await enroll(crm, [lead], '节奏乙');
		const today = await claimSteps(crm);
		expect(today.map(({ work }) => work.recordId).sort()).toEqual([lead.id, other.id].sort());
		await complete(crm, today);
		expect(await goToNext(crm)).toBe('2026-03-02T16:00:00.000Z');
		expect(await claimSteps(crm)).toHaveLength(1);
	});

	it('stays where it is while the cadence is switched off', async () => {
		const crm = openTestCrm({ now: monday });
		const steps = [message('首次')];
		await givenCadence(crm, steps);
		const id = await enrollOne(crm, await crm.given.lead());
		await givenCadence(crm, steps, { active: false });
		expect(await claimSteps(crm)).toEqual([]);
		await givenCadence(crm, steps, { active: true });
		await goToNext(crm);
		expect((await claimSteps(crm)).map(({ enrolmentId }) => enrolmentId)).toEqual([id]);
	});

	it('is told at the step when the template is gone, and gets it once it is there again', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('首次')]);
		await enrollOne(crm, await crm.given.lead());
		const [template] = (await crm.records.list('messageTemplate', { limit: 1 })).records;
		await crm.records.delete('messageTemplate', [{ item: 0, id: template.id }]);
		expect(await claimSteps(crm)).toEqual([]);
		const { work } = await crm.work.list({ limit: 10, states: ['dead'] });
		expect(work[0].reason?.en).toContain('no message template “问候” any more');
		await crm.records.restore('messageTemplate', [{ item: 0, id: template.id }]);
		await crm.work.retryDead([{ item: 0, id: work[0].id }]);
		expect(await claimSteps(crm)).toHaveLength(1);
	});
});
