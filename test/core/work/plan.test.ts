import { setImmediate } from 'node:timers/promises';

import { clock } from '../../../core/clock';
import type { WorkItem } from '../../../core/crm';
import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { work } from './worker';

/** Monday 9:00 in China. */
const start = '2026-03-02T01:00:00.000Z';
const days = 60;
const end = new Date(Date.parse(start) + days * 86_400_000).toISOString();

const customers = 12;

/** Moves the clock from one due time to the next, as soon as all that is due has been done, until it says `last`. */
async function liveUntil(crm: TestCrm, last: string): Promise<void> {
	for (;;) {
		const [{ busy, next }] = await crm.rows<{ busy: number; next: string | null }>(
			`SELECT sum(CASE WHEN "state" = 'running' THEN 1 ELSE 0 END) AS busy, min("nextAt") AS next FROM "crm_due" WHERE "closedAt" IS NULL`,
		);
		if (next === null || next > last) return setNow(last);
		if (Number(busy) === 0 && next > clock.iso()) setNow(next);
		await setImmediate();
	}
}

it('lives through a plan of sixty days in no time: each customer hears once every working day, and it ends', async () => {
	const crm = openTestCrm({ now: start });
	const sent: Array<{ key: string; at: string }> = [];
	const nextDay = { unit: 'nextDay', at: '10:00' } as const;
	const send = async ({ key, workId }: WorkItem) => {
		sent.push({ key, at: clock.iso() });
		const [moment] = await crm.calendars.addWorkingTime([{ item: 0, delay: nextDay }]);
		const dueAt = valueOf(moment).at;
		if (dueAt <= end) valueOf((await crm.work.reschedule([{ item: 0, id: workId, dueAt }]))[0]);
		return 'done' as const;
	};
	const worker = await work(crm, { kinds: ['custom:plan'], work: send });
	const first = Array.from({ length: customers }, (_, i) => ({ kind: 'custom:plan', dueAt: start, key: `customer-${i}` }));
	(await crm.work.schedule(inputsOf(first))).map(valueOf);
	const begun = performance.now();
	await liveUntil(crm, end);
	process.stderr.write(`${sent.length} sends of ${days} days in ${((performance.now() - begun) / 1000).toFixed(2)} s\n`);

	const times = [...new Set(sent.map(({ at }) => at))];
	// From 2 March to 30 April: 44 weekdays without Qingming. Labour Day begins on 1 May.
	expect(times).toHaveLength(43);
	expect(times.at(-1)).toBe('2026-04-30T02:00:00.000Z');
	expect(sent).toHaveLength(43 * customers);
	expect(new Set(sent.map(({ key, at }) => `${key} ${at}`)).size).toBe(sent.length);
	expect(times.slice(0, 3)).toEqual([start, '2026-03-03T02:00:00.000Z', '2026-03-04T02:00:00.000Z']);
	expect(times.slice(1).every((at) => at.endsWith('T02:00:00.000Z'))).toBe(true);
	expect(times).not.toContain('2026-04-06T02:00:00.000Z');
	expect(await crm.work.list({ limit: 1 })).toEqual({ work: [], nextCursor: undefined });
	expect(worker.troubles).toEqual([]);
	await worker.close();
});
