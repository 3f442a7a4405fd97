import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { claimSteps, complete, enroll, endWell, givenCadence, goToNext, message, monday, sendAll, type Given } from './running';

const hundreds = async (crm: TestCrm, count: number) =>
	(
		await crm.records.create(
			'lead',
			inputsOf(Array.from({ length: count }, (_, i) => ({ fields: { name: `线索 ${i}`, city: i % 3 ? '上海' : '北京' } }))),
		)
	).map(valueOf);

/** Everything that was reached, as the invariants see it. */
interface Reached {
	readonly enrolmentId: string;
	readonly step: string;
	readonly position: number;
	readonly reachedAt: string;
}

const allReached = async (crm: TestCrm): Promise<Reached[]> =>
	await crm.rows(
		'SELECT "enrolmentId", "step", "position", "reachedAt" FROM "crm_enrolment_step" ORDER BY "enrolmentId", "reachedAt", "position"',
	);

/** Nobody came to a later step before an earlier one. */
function expectInOrder(reached: readonly Reached[]): void {
	for (const [i, row] of reached.entries()) {
		const before = reached[i - 1];
		if (before?.enrolmentId === row.enrolmentId) expect(row.position).toBeGreaterThan(before.position);
	}
}

describe('two workers on the same due steps', () => {
	it('give each step out once', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一'), message('二', { delay: 1, delayUnit: 'days' }), { name: '三', kind: 'task' }]);
		await enroll(crm, await hundreds(crm, 300));
		const other = crm.as({ actor: 'other' });
		const given: Given[] = [];
		for (let days = 0; days < 3; days++) {
			for (;;) {
				const [mine, theirs] = await Promise.all([claimSteps(crm, 40), claimSteps(other, 40)]);
				if (mine.length + theirs.length === 0) break;
				given.push(...mine, ...theirs);
				await Promise.all([complete(crm, mine), complete(other, theirs)]);
				await Promise.all([endWell(crm, mine), endWell(other, theirs)]);
			}
			await goToNext(crm);
		}
		expect(given).toHaveLength(900);
		expect(new Set(given.map(({ work }) => work.key)).size).toBe(900);
		expectInOrder(await allReached(crm));
		expect(await crm.records.count('task', {})).toBe(300);
	});

	it('complete one step twice with one outcome', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一'), message('二', { delay: 1, delayUnit: 'days' })]);
		await enroll(crm, await hundreds(crm, 1));
		const given = await claimSteps(crm);
		const [[first], [second]] = await Promise.all([complete(crm, given), complete(crm.as({ actor: 'other' }), given)]);
		expect([first.repeated, second.repeated].sort()).toEqual([false, true]);
	});
});

describe('sixty days of a cadence, with the rules of messages and an outbox', () => {
	it('take two hundred people through it, each step once and in order, one message a day', async () => {
		const crm = openTestCrm({ now: monday });
		await crm.messages.definePolicy([
			{ item: 0, fields: { name: '策略', rules: [{ purpose: 'service', quietHours: true, holidays: true }] } },
		]);
		const steps = [
			message('问候'),
			{ name: '等', kind: 'wait', delay: 3, delayUnit: 'days' },
			{ name: '上海？', kind: 'condition', field: 'city', operator: 'equals', value: '上海', then: '案例' },
			{ name: '拜访', kind: 'task', waitForDone: true },
			message('案例', { delay: 1, delayUnit: 'workingDays', atTime: '10:00' }),
			message('再问', { delay: 0 }),
			{ name: '电话', kind: 'call', delay: 10, delayUnit: 'workingDays', waitForDone: true },
			message('最后', { delay: 30, delayUnit: 'days' }),
			{ name: '等回复', kind: 'wait', delay: 2, delayUnit: 'workingDays' },
		];
		await givenCadence(crm, steps, { window: 'workingHours' });
		await enroll(crm, await hundreds(crm, 210));
		const end = Date.parse(monday) + 62 * 86_400_000;
		for (let next = await goToNext(crm); next !== undefined && Date.parse(next) < end; next = await goToNext(crm)) {
			const given = await claimSteps(crm, 120);
			await sendAll(crm, given);
			const tasks = (
				await crm.records.list('task', {
					limit: 500,
					filter: { match: 'all', conditions: [{ field: 'status', operator: 'equals', value: 'open' }] },
				})
			).records;
			await crm.records.update('task', inputsOf(tasks.map(({ id }) => ({ id, fields: { status: 'done' } }))));
		}
		setNow(new Date(end).toISOString());
		const stats = valueOf((await crm.cadences.stats([{ item: 0, cadence: '新线索跟进' }]))[0]);
		expect(stats).toMatchObject({ enrolled: 210, finished: 210, active: 0 });
		expect(stats.steps.map(({ reached }) => reached)).toEqual([210, 210, 210, 70, 210, 210, 210, 210, 210]);
		expectInOrder(await allReached(crm));
		const messages = await crm.rows<{ leadId: string; day: string; status: string }>(
			`SELECT "leadId", substr("at", 1, 10) AS day, "status" FROM "crm_message"`,
		);
		expect(messages).toHaveLength(840);
		expect(new Set(messages.map(({ status }) => status))).toEqual(new Set(['sent']));
		expect(new Set(messages.map(({ leadId, day }) => `${leadId} ${day}`)).size).toBe(840);
	}, 120_000);
});
