import { ChannelFault, HttpFault, type SharedToken } from '../../../../core/channels/channel';
import { sharedTokens } from '../../../../core/channels/tokens/sharedTokens';
import { openTestCrm, setNow, type TestCrm } from '../../../support/testCrm';

let crm: TestCrm;
beforeEach(() => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
});

/** A provider that gives `token-1`, `token-2` … and counts how often it was asked. */
function provider({
	secret = 'right',
	name = 'weCom ww1 2',
	life = 7200,
	fail,
}: { secret?: string; name?: string; life?: number; fail?: () => Error } = {}) {
	const asked: string[] = [];
	const token: SharedToken = {
		name,
		secret,
		fetch: async () => {
			asked.push(secret);
			if (fail) return await Promise.reject(fail());
			return { token: `token-${asked.length}`, expiresIn: life };
		},
	};
	return { token, asked };
}

const wrongSecret = () => new ChannelFault({ code: '40001', message: 'invalid credential' }, undefined, true);

const faultOf = async (work: Promise<unknown>): Promise<ChannelFault> =>
	await work.then(
		() => Promise.reject(new Error('went well')),
		(error: ChannelFault) => error,
	);

it('gives all workers one token until it ends', async () => {
	const { token, asked } = provider();
	const workers = [crm, crm.as({}), crm.as({})].map(({ store }) => sharedTokens(store));
	const got = await Promise.all(workers.flatMap((tokens) => [tokens.get(token), tokens.get(token)]));
	expect(new Set(got)).toEqual(new Set(['token-1']));
	setNow('2026-03-02T03:59:00Z');
	expect(await workers[2].get(token)).toBe('token-1');
	setNow('2026-03-02T04:00:00Z');
	expect(await workers[1].get(token)).toBe('token-2');
	expect(asked).toHaveLength(2);
});

it('keeps no token, and no secret, that a reader of the database could use', async () => {
	const { token } = provider({ secret: 'a-secret-nobody-reads' });
	await sharedTokens(crm.store).get(token);
	const [row] = await crm.rows<Record<string, unknown>>('SELECT * FROM "crm_channel_token"');
	expect(JSON.stringify(row)).not.toMatch(/token-1|a-secret-nobody-reads/);
	expect(Buffer.from(String(row.sealed), 'base64').toString('latin1')).not.toContain('token-1');
});

it('asks again after a token was revoked, and keeps the new one that another worker has put in its place', async () => {
	const { token, asked } = provider();
	const tokens = sharedTokens(crm.store);
	const revoked = await tokens.get(token);
	await tokens.drop(token, revoked);
	expect(await tokens.get(token)).toBe('token-2');
	await tokens.drop(token, revoked);
	expect(await tokens.get(token)).toBe('token-2');
	expect(asked).toHaveLength(2);
});

it('asks with a wrong secret once, whichever worker asks, and again only after the pause, which grows', async () => {
	const { token, asked } = provider({ fail: wrongSecret });
	const tokens = sharedTokens(crm.store);
	const first = await faultOf(tokens.get(token));
	expect([first.fault.code, first.secret, new Date(first.until ?? 0).toISOString()]).toEqual(['40001', true, '2026-03-02T02:10:00.000Z']);
	expect((await faultOf(sharedTokens(crm.as({}).store).get(token))).fault.code).toBe('40001');
	expect(asked).toHaveLength(1);
	setNow('2026-03-02T02:10:01Z');
	expect(new Date((await faultOf(tokens.get(token))).until ?? 0).toISOString()).toBe('2026-03-02T02:30:01.000Z');
	expect((await faultOf(tokens.get(token))).secret).toBe(true);
	expect(asked).toHaveLength(2);
});

it('tries another secret at once, and holds back the former one however often both are used', async () => {
	const tokens = sharedTokens(crm.store);
	const wrong = provider({ secret: 'wrong', fail: wrongSecret });
	const right = provider({ secret: 'right' });
	for (let i = 0; i < 3; i++) {
		expect((await faultOf(tokens.get(wrong.token))).fault.code).toBe('40001');
		expect(await tokens.get(right.token)).toBe('token-1');
	}
	expect([wrong.asked, right.asked]).toEqual([['wrong'], ['right']]);
	setNow('2026-03-02T02:10:01Z');
	expect(new Date((await faultOf(tokens.get(wrong.token))).until ?? 0).toISOString()).toBe('2026-03-02T02:30:01.000Z');
});

it('forgets a secret that nobody has used for a day', async () => {
	const tokens = sharedTokens(crm.store);
	await faultOf(tokens.get(provider({ secret: 'wrong', fail: wrongSecret }).token));
	await tokens.get(provider({ secret: 'former' }).token);
	const count = async () => (await crm.rows('SELECT 1 FROM "crm_channel_token"')).length;
	setNow('2026-03-03T02:00:00Z');
	await tokens.get(provider({ secret: 'right' }).token);
	expect(await count()).toBe(3);
	setNow('2026-03-03T05:00:00Z');
	await tokens.get(provider({ secret: 'right' }).token);
	expect(await count()).toBe(1);
});

it('lets the next one ask after a failure that says nothing about the secret', async () => {
	const tokens = sharedTokens(crm.store);
	const { token, asked } = provider({ fail: () => new HttpFault('no', 'ECONNREFUSED') });
	await expect(tokens.get(token)).rejects.toThrow(HttpFault);
	await expect(tokens.get(token)).rejects.toThrow(HttpFault);
	expect(asked).toHaveLength(2);
});

it('takes over from a worker that asked and was never heard of again', async () => {
	const tokens = sharedTokens(crm.store);
	void tokens.get({ ...provider().token, fetch: () => new Promise(() => {}) });
	while ((await crm.rows('SELECT 1 FROM "crm_channel_token" WHERE "lease" IS NOT NULL')).length === 0);
	setNow('2026-03-02T02:00:31Z');
	expect(await tokens.get(provider().token)).toBe('token-1');
});

it('gives two apps a token each', async () => {
	const tokens = sharedTokens(crm.store);
	expect(await tokens.get(provider({ name: 'a', life: 100 }).token)).toBe('token-1');
	const other = provider({ name: 'b' });
	expect(await tokens.get(other.token)).toBe('token-1');
	expect(other.asked).toHaveLength(1);
});
