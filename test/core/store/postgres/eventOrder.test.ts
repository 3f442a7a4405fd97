import { setTimeout as sleep } from 'node:timers/promises';

import { lastSeq } from '../../../../core/triggers/eventFilter';
import { newDatabase } from '../../../support/databases';
import { openTestCrm, valueOf, type TestCrm } from '../../../support/testCrm';
import { eventually, listen, pending } from '../../triggers/listener';

const idsOf = (listener: { items: ReadonlyArray<{ recordId: string }> }) => listener.items.map(({ recordId }) => recordId);

/** A team made in a transaction that is held open until the answer is called, which gives the team's id. */
async function heldTeam(crm: TestCrm): Promise<() => Promise<string>> {
	const [written, end] = [pending<void>(), pending<void>()];
	const done = crm.store.write(crm.context, async () => {
		const [team] = await crm.records.create('team', [{ item: 0, fields: { name: 'Held' } }]);
		written.resolve();
		await end.promise;
		return valueOf(team).id;
	});
	await Promise.race([written.promise, done]);
	return async () => {
		end.resolve();
		return await done;
	};
}

it('gives an event out behind none that was numbered before it and is committed after it', async () => {
	const crm = openTestCrm();
	await crm.given.team();
	const listener = await listen(crm);
	const settled = await lastSeq(crm.store.read);

	const release = await heldTeam(crm);
	const later = await crm.given.team();
	expect(await lastSeq(crm.store.read)).toBe(settled);

	const held = await release();
	await eventually(() => listener.items.length === 2);
	expect(idsOf(listener)).toEqual([held, later.id]);
});

it('waits for no transaction of another CRM in the database', async () => {
	const [crm, other] = [openTestCrm({ store: newDatabase() }), openTestCrm({ store: newDatabase() })];
	await Promise.all([crm.given.team(), other.given.team()]);
	const release = await heldTeam(other);
	const listener = await listen(crm);
	const team = await crm.given.team();
	await eventually(() => listener.items.length === 1);
	expect(idsOf(listener)).toEqual([team.id]);
	await release();
});

it('waits no longer for a transaction that was undone', async () => {
	const crm = openTestCrm();
	await crm.given.team();
	const listener = await listen(crm);
	const undone = crm.store.write(crm.context, async () => {
		await crm.records.create('team', [{ item: 0, fields: { name: 'Undone' } }]);
		throw new Error('undone');
	});
	await expect(undone).rejects.toThrow('undone');
	const team = await crm.given.team();
	await eventually(() => listener.items.length === 1);
	expect(idsOf(listener)).toEqual([team.id]);
});

it('gives every event out once and in order while writers end their transactions in any order', async () => {
	const crm = openTestCrm();
	await crm.given.team();
	const listener = await listen(crm, { maxParallel: 1 });
	const writer = async (number: number) => {
		for (let round = 0; round < 50; round++) {
			await crm.store.write(crm.context, async () => {
				await crm.records.create('team', [{ item: 0, fields: { name: `Team ${number}-${round}` } }]);
				await sleep(Math.random() * 15);
			});
		}
	};
	// As many as leave one connection of the pool for what a call reads.
	await Promise.all([1, 2, 3].map(async (number) => await writer(number)));
	await eventually(() => listener.items.length >= 150, 30);
	const seqs = listener.items.map(({ seq }) => seq);
	expect(new Set(idsOf(listener)).size).toBe(150);
	expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
});

it('tells of an event also when the connection that listens was cut', async () => {
	const crm = openTestCrm();
	const listener = await listen(crm);
	await crm.given.team();
	await eventually(() => listener.items.length === 1);
	const cut = async () => {
		const [{ n }] = await crm.rows<{ n: number }>(
			`SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
		);
		return n === 1;
	};
	// It may still be on its way: the first event was told by the process that wrote it.
	await eventually(cut);
	await crm.given.team();
	await eventually(() => listener.items.length === 2);
});
