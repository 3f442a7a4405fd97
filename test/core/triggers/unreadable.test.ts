import { setTimeout as sleep } from 'node:timers/promises';

import type { CrmRecord } from '../../../core/crm';
import { CrmError } from '../../../core/errors';
import type { Sql } from '../../../core/store';
import { Pump } from '../../../core/attempts/pump';
import { engine } from '../../support/connection';
import { openTestCrm, type TestCrm } from '../../support/testCrm';
import { eventually, listen, passTime } from './listener';

const context = { actor: 'test', scope: { kind: 'all' as const }, origin: {}, partial: false };

/** Writes an event as no call of this version would. */
async function spoil(crm: TestCrm, record: CrmRecord, assignment: string): Promise<void> {
	await crm.store.write(context, async (tx) => {
		await tx.query(`UPDATE "crm_event" SET ${assignment} WHERE "recordId" = ?`, [record.id]);
	});
}

/** A workflow that was off while one lead's event was spoiled and another lead came. */
async function spoiled(assignment: string, filter = {}) {
	const crm = openTestCrm();
	const id = 'workflow-a:node-1';
	const options = { id, filter: { events: [], objects: [], changedFields: [], ...filter } };
	await (await listen(crm, options)).close();
	const bad = await crm.given.lead();
	const good = await crm.given.lead();
	await spoil(crm, bad, assignment);
	return { crm, bad, good, listener: await listen(crm, options) };
}

const deliveriesOf = async (crm: TestCrm) =>
	await crm.rows<{ state: string; attempts: number }>('SELECT "state", "attempts" FROM "crm_delivery"');

/** Lets what waits for its pause come until nothing waits. */
async function untilGivenUp(crm: TestCrm): Promise<void> {
	for (let attempt = 1; attempt <= 5; attempt++) {
		await eventually(async () => (await deliveriesOf(crm)).some((row) => row.attempts === attempt));
		passTime(200);
		await crm.given.team();
	}
	await eventually(async () => (await deliveriesOf(crm)).every((row) => row.state === 'dead'));
}

/** What only a file can hold: PostgreSQL keeps no JSON that is none, but an object where a list should be. */
const damaged =
	engine === 'sqlite'
		? [
				{ part: 'names', filter: { events: ['created'] }, assignment: `"names" = '["created"'` },
				{
					part: 'changes',
					filter: { events: ['fieldChanged'], changedFields: ['company'] },
					assignment: `"kind" = 'updated', "changes" = '{'`,
				},
			]
		: [{ part: 'names', filter: { events: ['created'] }, assignment: `"names" = '{"created": 1}'` }];

describe('an event that this version cannot read', () => {
	it.each<[string, string, RegExp]>([
		['of an object that it does not know', `"object" = 'spaceship'`, /does not know the object "spaceship".*Update the package/],
		...damaged.map(({ part, assignment }): [string, string, RegExp] => [
			`whose ${part} are damaged`,
			assignment,
			/cannot read this.*Update the package/,
		]),
	])('%s holds up no other record, and is given up on with a reason', async (_, assignment, reason) => {
		const { crm, bad, good, listener } = await spoiled(assignment);
		await eventually(() => listener.items.length === 1);
		expect(listener.items[0].recordId).toBe(good.id);
		await untilGivenUp(crm);
		const { letters } = await crm.system.deadLetters({ limit: 10 });
		expect(letters).toMatchObject([{ recordId: bad.id, attempts: 5, reason: { en: expect.stringMatching(reason) as string } }]);
		expect(listener.items.filter((item) => item.recordId === bad.id)).toEqual([]);
	});

	it.each(damaged)('is not passed over by a filter on its $part', async ({ filter, assignment }) => {
		const { crm, bad } = await spoiled(assignment, filter);
		await eventually(
			async () => (await crm.rows('SELECT 1 FROM "crm_delivery" WHERE "recordId" = ? AND "attempts" > 0', [bad.id])).length > 0,
		);
	});
});

describe('a store that cannot be read for a while', () => {
	it('gets its events back after pauses that grow, and writes little meanwhile', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm);
		const read = crm.store.read as { query: Sql['query'] };
		const { query } = read;
		let claims = 0;
		let broken = true;
		read.query = async (statement, parameters) => {
			if (!broken || !statement.includes('"crowdSince"')) return await query(statement, parameters);
			claims += 1;
			throw new CrmError('StoreUnavailable', { en: 'gone', 'zh-CN': '' }, { hint: { en: '', 'zh-CN': '' }, retryable: true });
		};
		await crm.given.lead();
		await eventually(() => claims > 1);
		await sleep(1500);
		expect(claims).toBe(2);
		expect(listener.troubles).toHaveLength(1);
		broken = false;
		await eventually(() => listener.items.length === 1);
		expect(listener.items[0].attempt).toBe(1);
	});
});

describe('the pump', () => {
	it('keeps to its pause after a failure, however often it is asked', async () => {
		let runs = 0;
		const pump = new Pump(
			() => Promise.reject(new Error(`run ${++runs}`)),
			() => undefined,
		);
		for (let i = 0; i < 100; i++) {
			pump.request();
			pump.requestIn(0);
			await sleep(1);
		}
		expect(runs).toBe(1);
		await eventually(() => runs === 2);
		pump.stop();
	});

	it('goes on when whoever is told of trouble throws', async () => {
		const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
		let runs = 0;
		const pump = new Pump(
			() => (++runs === 1 ? Promise.reject(new Error('no')) : Promise.resolve()),
			() => {
				throw new Error('the logger is gone');
			},
		);
		await pump.drain();
		await pump.drain();
		pump.stop();
		expect(runs).toBe(2);
		expect(emitWarning.mock.calls).toEqual([[expect.stringContaining('the logger is gone'), 'GuanxiWarning']]);
		emitWarning.mockRestore();
	});
});
