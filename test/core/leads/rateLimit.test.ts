import { overLimit } from '../../../core/leads/rateLimit';
import { openTestCrm, setNow, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
});

const context = { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false } as const;

/** What a call of these senders is told, and how many statements that took. */
async function post(senders: readonly string[], limit: { max: number; perMinutes: number }) {
	return await crm.store.write(context, async (tx) => {
		const query = jest.spyOn(tx, 'query');
		const over = await overLimit(tx, senders, limit);
		return { over, statements: query.mock.calls.length };
	});
}

const kept = async () => (await crm.rows('SELECT 1 FROM "crm_rate"')).length;

it('counts the posts of each sender in their order, over several calls', async () => {
	const limit = { max: 2, perMinutes: 10 };
	expect((await post(['a', 'b', 'a', 'a', 'b'], limit)).over).toEqual([false, false, false, true, false]);
	expect((await post(['c', 'b', 'a', 'c', 'c'], limit)).over).toEqual([false, true, true, false, true]);
});

it('counts thousands of senders in a few statements', async () => {
	const senders = Array.from({ length: 3000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
	const { over, statements } = await post([...senders, ...senders], { max: 1, perMinutes: 10 });
	expect(over).toEqual([...senders.map(() => false), ...senders.map(() => true)]);
	expect(statements).toBeLessThan(30);
});

it('lets in as many as before of a sender who goes on, for those that were refused count for nothing', async () => {
	const limit = { max: 2, perMinutes: 12 };
	const start = Date.parse('2026-03-02T01:00:00Z');
	let accepted = 0;
	for (let minutes = 0; minutes < 140; minutes += 4) {
		setNow(new Date(start + minutes * 60_000).toISOString());
		accepted += (await post(['a'], limit)).over.filter((over) => !over).length;
	}
	expect(accepted).toBe(18);
});

it('leaves the counts of a longer span alone, and forgets each when its own is over', async () => {
	const short = { max: 1, perMinutes: 10 };
	const long = { max: 1, perMinutes: 3 * 24 * 60 };
	await post(['a'], long);
	await post(['a'], short);
	setNow('2026-03-05T00:59:00Z');
	await post(['b'], short);
	expect((await post(['a'], long)).over).toEqual([true]);
	expect(await kept()).toBe(2);
	setNow('2026-03-05T13:00:00Z');
	await post(['c'], short);
	expect(await kept()).toBe(1);
});
