import { setTimeout as sleep } from 'node:timers/promises';

import { clock } from '../../../core/clock';
import type { WorkItem } from '../../../core/crm';
import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { provider } from '../messages/provider';
import { work } from './worker';

/** Monday 9:00 in China. */
const start = '2026-03-02T01:00:00.000Z';
const days = 60;
const end = new Date(Date.parse(start) + days * 86_400_000).toISOString();

const customers = 4;

/** Moves the clock from one due time to the next, as soon as all that is due has been done, until it says `last`. */
async function liveUntil(crm: TestCrm, last: string): Promise<void> {
	for (;;) {
		const [{ busy, next }] = await crm.rows<{ busy: number; next: string | null }>(
			`SELECT sum(CASE WHEN "state" = 'running' THEN 1 ELSE 0 END) AS busy, min("nextAt") AS next FROM "crm_due" WHERE "closedAt" IS NULL`,
		);
		if (next === null || next > last) return setNow(last);
		if (Number(busy) === 0 && next > clock.iso()) setNow(next);
		await sleep(5);
	}
}

it('lives through a plan of sixty days in under five seconds: each customer hears once every working day, and it ends', async () => {
	const crm = openTestCrm({ now: start });
	const vendor = provider();
	const times: string[] = [];
	const nextDay = { unit: 'nextDay', at: '10:00' } as const;
	const send = async ({ recordId, workId, dueAt: step }: WorkItem) => {
		const recipient = { object: 'lead', id: String(recordId) } as const;
		const message = { recipient, purpose: 'care', content: { body: '您好，{{name}}' }, step } as const;
		const [outcome] = await crm.messages.send([{ item: 0, ...message }], { channel: vendor.channel });
		expect(valueOf(outcome)).toMatchObject({ output: 'sent', repeated: false });
		times.push(clock.iso());
		const [moment] = await crm.calendars.addWorkingTime([{ item: 0, delay: nextDay }]);
		const dueAt = valueOf(moment).at;
		if (dueAt <= end) valueOf((await crm.work.reschedule([{ item: 0, id: workId, dueAt }]))[0]);
		return 'done' as const;
	};
	const leads = await Promise.all(Array.from({ length: customers }, (_, i) => crm.given.lead({ email: `customer-${i}@example.com` })));
	const worker = await work(crm, { kinds: ['custom:plan'], work: send });
	const first = leads.map(({ id }) => ({ kind: 'custom:plan', dueAt: start, object: 'lead' as const, recordId: id }));
	const begun = process.cpuUsage();
	(await crm.work.schedule(inputsOf(first))).map(valueOf);
	await liveUntil(crm, end);
	const { user, system } = process.cpuUsage(begun);

	const moments = [...new Set(times)];
	// From 2 March to 30 April: 44 weekdays without Qingming. Labour Day begins on 1 May.
	expect(moments).toHaveLength(43);
	expect(moments.at(-1)).toBe('2026-04-30T02:00:00.000Z');
	expect(moments.slice(0, 3)).toEqual([start, '2026-03-03T02:00:00.000Z', '2026-03-04T02:00:00.000Z']);
	expect(moments.slice(1).every((at) => at.endsWith('T02:00:00.000Z'))).toBe(true);
	expect(moments).not.toContain('2026-04-06T02:00:00.000Z');
	for (const lead of leads) expect(vendor.got.filter(({ address }) => address === lead.email)).toHaveLength(43);
	expect(await crm.records.count('message', {})).toBe(43 * customers);
	expect(await crm.work.list({ limit: 1 })).toEqual({ work: [], nextCursor: undefined });
	expect(worker.troubles).toEqual([]);
	// What this process computed: however busy the machine is otherwise.
	expect((user + system) / 1_000_000).toBeLessThan(5);
	await worker.close();
});
