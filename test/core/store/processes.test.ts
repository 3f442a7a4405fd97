import { setTimeout as sleep } from 'node:timers/promises';

import { startChild } from '../../support/childProcess';
import { openTestCrm } from '../../support/testCrm';

const rounds = process.env.GUANXI_SOAK ? 20 : 5;
const size = 50;
/** Answers of a process before it is killed in one of the calls after. */
const answersFirst = 2;

interface Acknowledged {
	readonly call: string;
	readonly stored: number;
}

describe('a process that is killed in mid-transaction', () => {
	it(`leaves whole calls only and loses none that was answered (${rounds} rounds)`, async () => {
		const crm = openTestCrm();
		const answered = new Set<string>();
		for (let round = 0; round < rounds; round++) {
			const child = startChild('create', { file: crm.file, count: 10_000, size });
			for (let heard = 0; heard < answersFirst; heard++) await child.next();
			await sleep(Math.random() * 80);
			child.process.kill('SIGKILL');
			await child.done;
			for (const answer of child.answers as Acknowledged[]) answered.add(answer.call);
		}
		expect(await crm.store.check()).toEqual({ status: 'ok' });
		const calls = await crm.rows<{ name: string; n: number }>('SELECT name, count(*) AS n FROM crm_customer GROUP BY name');
		expect(calls.filter((call) => call.n !== size)).toEqual([]);
		const stored = new Set(calls.map((call) => call.name));
		expect([...answered].filter((call) => !stored.has(call))).toEqual([]);
		expect(answered.size).toBeGreaterThanOrEqual(rounds * answersFirst);
		const [{ orphans }] = await crm.rows(
			'SELECT count(*) AS orphans FROM crm_customer c WHERE NOT EXISTS (SELECT 1 FROM crm_event e WHERE e."recordId" = c.id)',
		);
		expect(orphans).toBe(0);
		await crm.given.customer();
	});
});
