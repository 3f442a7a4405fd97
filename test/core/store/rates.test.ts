import fc from 'fast-check';

import { clock } from '../../../core/clock';
import { Queue, takePlaces, type Rate } from '../../../core/store';
import { openTestCrm, setNow, type TestCrm } from '../../support/testCrm';

const start = Date.parse('2026-03-02T01:00:59.900Z');
const minute = 60_000;

let crm: TestCrm;
beforeEach(() => void (crm = openTestCrm()));

const take = async (rates: readonly Rate[], count = 1, { thing = 'account', queue }: { thing?: string; queue?: Queue } = {}) =>
	await crm.store.write(crm.context, async (tx) => {
		const places = rates.map((rate) => ({ rate, thing }));
		return await takePlaces(
			tx,
			{ turns: 'budget', queue },
			Array.from({ length: count }, () => places),
		);
	});

const at = (time: number) => setNow(new Date(time).toISOString());

const gotIn = (answers: ReadonlyArray<number | undefined>) => answers.filter((until) => until === undefined).length;

let rates = 0;
const perMinute = (max: number): Rate => ({ about: `test${++rates}`, max, per: { minutes: 1 } });

it('lets no more through in any minute, wherever it begins, and nearly as many in the long run', async () => {
	const pauses = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 12_000 }), count: fc.integer({ min: 1, max: 12 }) }), {
		minLength: 120,
		maxLength: 120,
	});
	await fc.assert(
		fc.asyncProperty(pauses, async (calls) => {
			const rate = perMinute(20);
			const times: number[] = [];
			let now = start;
			for (const { pause, count } of calls) {
				at((now += pause));
				times.push(...Array<number>(gotIn(await take([rate], count))).fill(now));
			}
			for (const time of times) expect(times.filter((other) => other > time - minute && other <= time).length).toBeLessThanOrEqual(20);
			// More was asked for all the time: about one every second, and one in three seconds is allowed.
			expect(times.length).toBeGreaterThan((20 * (now - start)) / minute / 1.3);
		}),
		{ seed: 4, numRuns: 5 },
	);
});

it('says when there is room again, and there is', async () => {
	at(start);
	const rate = perMinute(3);
	await take([rate], 2);
	at(start + 30_000);
	const [, until] = await take([rate], 2);
	expect(until).toBeGreaterThanOrEqual(start + minute);
	expect(until).toBeLessThanOrEqual(start + 1.2 * minute);
	at(until! - 1);
	expect(gotIn(await take([rate]))).toBe(0);
	at(until!);
	expect(gotIn(await take([rate], 5))).toBe(2);
});

it('goes by one moment in a call, however long that takes', async () => {
	let now = start;
	const restore = clock.use(() => (now += 7));
	const rate = perMinute(20);
	expect(gotIn(await take([rate], 500))).toBe(20);
	restore();
	expect(await crm.rows('SELECT "count" FROM "crm_rate"')).toEqual([{ count: 20 }]);
	at(now + 20_000);
	expect(gotIn(await take([rate], 500))).toBe(0);
});

it('tells each of those who wait together of a time of its own, at which there is room', async () => {
	at(start);
	const rate = perMinute(20);
	const queue = new Queue();
	const answers = [...(await take([rate], 60, { queue })), ...(await take([rate], 47, { queue }))];
	expect(gotIn(answers)).toBe(20);
	const times = answers.flatMap((until) => until ?? []);
	for (const time of new Set(times)) {
		at(time);
		const coming = times.filter((other) => other === time).length;
		expect(gotIn(await take([rate], coming))).toBe(coming);
	}
	expect(Math.max(...times)).toBeLessThan(start + (87 / 20 + 1) * 1.2 * minute);
});

it('tells those who wait for days of a day each', async () => {
	setNow('2026-03-02T12:00:00.000Z');
	const rate: Rate = { about: 'days', max: 2, per: { dayIn: 'Asia/Shanghai' } };
	const answers = await take([rate], 7, { queue: new Queue() });
	expect(answers.map((until) => until && new Date(until).toISOString().slice(0, 10))).toEqual([
		undefined,
		undefined,
		...['2026-03-02', '2026-03-02', '2026-03-03', '2026-03-03', '2026-03-04'],
	]);
});

it('gives a request its places in all rates or in none', async () => {
	at(start);
	const [own, shared] = [perMinute(5), perMinute(2)];
	expect(gotIn(await take([own, shared], 4))).toBe(2);
	expect(gotIn(await take([own], 5))).toBe(3);
});

it('counts a day by the clocks of its zone', async () => {
	const rate: Rate = { about: 'day', max: 2, per: { dayIn: 'Asia/Shanghai' } };
	setNow('2026-03-02T15:59:59.000Z');
	const midnight = Date.parse('2026-03-02T16:00:00.000Z');
	expect(await take([rate], 3)).toEqual([undefined, undefined, midnight]);
	at(midnight);
	expect(gotIn(await take([rate], 3))).toBe(2);
	setNow('2026-03-03T00:00:00.000Z');
	expect(gotIn(await take([rate]))).toBe(0);
});

it('lets no two calls together take more than there is, on both sides of the edge of a part', async () => {
	const rate = perMinute(10);
	let now = Date.parse('2026-03-02T01:00:04.990Z');
	const restore = clock.use(() => (now += 2));
	const answers = await Promise.all(Array.from({ length: 10 }, async () => await take([rate], 3)));
	restore();
	expect(gotIn(answers.flat())).toBe(10);
});
