import { setTimeout as sleep } from 'node:timers/promises';

import { failureOf, openTestCrm, valueOf } from '../../support/testCrm';
import { eventually, passTime, pending } from '../triggers/listener';
import { schedule, states } from './working';
import { work } from './worker';

const soon = (ms = 0) => new Date(Date.now() + ms).toISOString();

describe('a workflow that gets due work', () => {
	it('gets an item with its record as it is now, and it is done when the workflow ends well', async () => {
		const crm = openTestCrm();
		const worker = await work(crm);
		const lead = await crm.given.lead({ name: '王芳' });
		const [{ work: scheduled }] = await schedule(crm, [
			{ object: 'lead', recordId: lead.id, dueAt: soon(), key: 'm-1', payload: { messageId: 'x' } },
		]);
		await eventually(() => worker.items.length === 1);
		expect(worker.items[0]).toEqual({
			kind: 'message.deferred',
			object: 'lead',
			recordId: lead.id,
			record: lead,
			dueAt: scheduled.dueAt,
			key: 'm-1',
			attempt: 1,
			payload: { messageId: 'x' },
			workId: scheduled.id,
		});
		await eventually(async () => (await states(crm))[0] === 'done');
	});

	it('hears at once of what is due, and in time of what becomes due', async () => {
		const crm = openTestCrm();
		const worker = await work(crm);
		const waits: number[] = [];
		for (let i = 0; i < 40; i++) {
			const scheduled = performance.now();
			await schedule(crm, [{ dueAt: soon() }]);
			await eventually(() => worker.items.length === i + 1);
			waits.push(performance.now() - scheduled);
		}
		expect(waits.sort((a, b) => a - b).at(-2)).toBeLessThan(200);
		const dueAt = soon(400);
		await schedule(crm, [{ dueAt }]);
		await eventually(() => worker.items.length === 41);
		expect(Date.now() - Date.parse(dueAt)).toBeGreaterThanOrEqual(0);
		expect(Date.now() - Date.parse(dueAt)).toBeLessThan(200);
	});

	it('has no more in flight than it may, and takes the rest as slots come free', async () => {
		const crm = openTestCrm();
		const hold = pending<'done'>();
		const worker = await work(crm, { maxParallel: 3, work: () => hold.promise });
		await schedule(
			crm,
			Array.from({ length: 10 }, () => ({ dueAt: soon(-1000) })),
		);
		await eventually(() => worker.items.length === 3);
		await sleep(100);
		expect(worker.items).toHaveLength(3);
		expect((await states(crm)).filter((state) => state === 'running')).toHaveLength(3);
		hold.resolve('done');
		await eventually(async () => (await states(crm)).every((state) => state === 'done'));
		expect(new Set(worker.items.map((item) => item.workId)).size).toBe(10);
	});

	it('gets many items of one kind at once where it asks for that, in no more executions than it may have', async () => {
		const crm = openTestCrm();
		const hold = pending<'done'>();
		const due = (kind: string, count: number) =>
			Array.from({ length: count }, (_, n) => ({ kind, key: `${kind} ${n}`, dueAt: soon(-1000) }));
		await schedule(crm, [...due('message.deferred', 12), ...due('message.check', 3)]);
		const worker = await work(crm, {
			kinds: ['message.deferred', 'message.check'],
			batch: 5,
			maxParallel: 2,
			work: () => hold.promise,
		});
		await eventually(() => worker.loads.length === 2);
		await sleep(100);
		expect(worker.loads).toHaveLength(2);
		hold.resolve('done');
		await eventually(async () => (await states(crm)).every((state) => state === 'done'));
		expect(worker.items.map(({ key }) => key).sort()).toEqual(
			[...due('message.deferred', 12), ...due('message.check', 3)].map(({ key }) => key).sort(),
		);
		for (const load of worker.loads) {
			expect(load.length).toBeLessThanOrEqual(5);
			expect(new Set(load.map((key) => key.split(' ')[0])).size).toBe(1);
		}
		expect(worker.loads.length).toBeLessThan(8);
	});

	it('has no more executions under way than it may, also where a node completes their items', async () => {
		const crm = openTestCrm();
		const worker = await work(crm, { batch: 50, maxParallel: 2, completeWithin: 60_000 });
		for (let n = 0; n < 6; n++) {
			await schedule(crm, [{ key: String(n), dueAt: soon(-1) }]);
			await sleep(60);
		}
		expect(worker.loads).toEqual([['0'], ['1']]);
		const [first] = worker.items;
		await crm.work.complete([{ item: 0, id: first.workId }]);
		await eventually(() => worker.loads.length === 3);
		expect(worker.loads[2].sort()).toEqual(['2', '3', '4', '5']);
	});

	it('gets each item of an execution that failed again by itself, so that a poisoned one takes no other with it', async () => {
		const crm = openTestCrm();
		const worker = await work(crm, { batch: 10, work: ({ key }) => (key === 'poison' ? { failed: 'no such template' } : 'done') });
		await schedule(
			crm,
			['a', 'poison', 'b'].map((key) => ({ key, dueAt: soon(-1) })),
		);
		await eventually(() => worker.loads.length === 1);
		expect(worker.loads[0].sort()).toEqual(['a', 'b', 'poison']);
		await eventually(async () => (await states(crm)).every((state) => state === 'waiting'));
		passTime(3600);
		await eventually(async () => (await states(crm)).filter((state) => state === 'done').length === 2);
		expect(worker.loads.slice(1).every((load) => load.length === 1)).toBe(true);
	});

	it('gets a failed item again with the same key and another attempt, while a poisoned one holds up nobody', async () => {
		const crm = openTestCrm();
		const worker = await work(crm, {
			maxParallel: 2,
			work: ({ key }) => (key === 'poison' ? { failed: 'Send: no such template' } : 'done'),
		});
		await schedule(crm, [{ key: 'poison', dueAt: soon(-9) }, ...['a', 'b', 'c'].map((key) => ({ key, dueAt: soon(-1) }))]);
		await eventually(async () => (await states(crm)).filter((state) => state === 'done').length === 3);
		for (let tries = 1; tries < 6; tries++) {
			await eventually(async () => (await crm.work.list({ limit: 1 })).work[0].attempts === tries);
			passTime(3600);
		}
		await eventually(async () => (await states(crm))[0] === 'dead');
		const poisoned = worker.items.filter(({ key }) => key === 'poison');
		expect(poisoned.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
		expect(new Set(worker.keys).size).toBe(worker.keys.length);
		expect(await crm.work.list({ limit: 5, states: ['dead'] })).toMatchObject({
			work: [{ key: 'poison', reason: { en: 'Send: no such template' } }],
		});
	});

	it('keeps an item for as long as the execution runs, also when its workflow is published anew meanwhile', async () => {
		const crm = openTestCrm();
		const hold = pending<'done'>();
		const spec = { kinds: ['custom:call'], id: 'workflow-b:node-1', work: () => hold.promise };
		const workers = [await work(crm, { work: () => hold.promise }), await work(crm, spec)];
		const items = () => workers.flatMap((worker) => worker.items);
		await schedule(crm, [{ dueAt: soon() }, { dueAt: soon(), kind: 'custom:call' }]);
		await eventually(() => items().length === 2);
		await workers[1].close();
		workers.push(await work(crm, spec));
		passTime(20);
		// The heartbeat renews every ten seconds.
		await eventually(async () => {
			const rows = await crm.rows<{ nextAt: string }>('SELECT "nextAt" FROM "crm_due"');
			return rows.every(({ nextAt }) => Date.parse(nextAt) > Date.now() + 35_000);
		}, 20);
		passTime(20);
		await sleep(100);
		expect(items()).toHaveLength(2);
		hold.resolve('done');
		await eventually(async () => (await states(crm)).every((state) => state === 'done'));
		expect(items()).toHaveLength(2);
	});

	it('has the end of an execution written at once when it is closed, as n8n may stop then', async () => {
		const crm = openTestCrm();
		const hold = pending<'done'>();
		const worker = await work(crm, { work: () => hold.promise });
		await schedule(crm, [{ dueAt: soon() }]);
		await eventually(() => worker.items.length === 1);
		await worker.close();
		const timers = jest.spyOn(globalThis, 'setTimeout').mockImplementation(() => ({ unref: () => undefined }) as never);
		hold.resolve('done');
		await eventually(async () => (await states(crm))[0] === 'done', 5).finally(() => timers.mockRestore());
	});

	it('has the end written also when the store fails just then', async () => {
		const crm = openTestCrm();
		const hold = pending<'done'>();
		const worker = await work(crm, { work: () => hold.promise });
		await schedule(crm, [{ dueAt: soon() }]);
		await eventually(() => worker.items.length === 1);
		await worker.close();
		const writes = jest.spyOn(crm.store, 'write').mockRejectedValueOnce(new Error('busy'));
		hold.resolve('done');
		await eventually(async () => (await states(crm))[0] === 'done', 5).finally(() => writes.mockRestore());
		expect(worker.troubles).toMatchObject([{ message: 'busy' }]);
	});

	it('is told of an item that a CRM node completes, and gets it again when nobody does in time', async () => {
		const crm = openTestCrm();
		const worker = await work(crm, { maxParallel: 1, completeWithin: 60_000 });
		const [{ work: first }] = await schedule(crm, [{ dueAt: soon(-2) }, { dueAt: soon(-1), key: 'second' }]);
		await eventually(() => worker.items.length === 1);
		expect(await states(crm)).toEqual(['running', 'waiting']);
		valueOf((await crm.work.complete([{ item: 0, id: first.id }]))[0]);
		await eventually(() => worker.items.length === 2);
		passTime(61);
		await eventually(() => worker.items.length === 3);
		expect(worker.items[2]).toMatchObject({ key: 'second', attempt: 2 });
		await worker.close();
	});

	it('is not given what was cancelled while it waited', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		await schedule(crm, [{ object: 'lead', recordId: lead.id, dueAt: soon(150) }]);
		const worker = await work(crm);
		await crm.work.cancelByRecord([{ item: 0, object: 'lead', id: lead.id }]);
		await sleep(300);
		expect(worker.items).toEqual([]);
	});

	it('puts an item aside whose record this version cannot read, and goes on with the others', async () => {
		const crm = openTestCrm();
		await schedule(crm, [
			{ key: 'odd', dueAt: soon(-2), object: 'spaceship' as never, recordId: 'x' },
			{ key: 'good', dueAt: soon(-1) },
		]);
		const worker = await work(crm);
		await eventually(async () => (await states(crm)).includes('done'));
		expect(worker.items.map(({ key }) => key)).toEqual(['good']);
		expect((await crm.work.list({ limit: 1 })).work[0].reason?.en).toContain('spaceship');
	});
});

describe('one workflow for a kind', () => {
	const second = { id: 'workflow-b:node-9', workflowId: 'workflow-b', workflowName: 'B' };

	it('refuses a second one and names the workflow and the node that has it', async () => {
		const crm = openTestCrm();
		const first = await work(crm, { kinds: ['message.deferred', 'custom:call'], workflowName: 'Send messages' });
		const error = await failureOf(work(crm, { ...second, kinds: ['message.check', 'custom:call'] }));
		expect(error).toMatchObject({
			code: 'Refused',
			text: { en: expect.stringContaining('"CRM Trigger" of the workflow "Send messages"') },
		});
		expect(error.text['zh-CN']).toContain('Send messages');
		await work(crm, { ...second, kinds: ['message.check'] });
		await first.close();
		const later = await work(crm, { ...second, id: 'workflow-c:node-1', kinds: ['custom:call'] });
		await schedule(crm, [{ kind: 'custom:call', dueAt: soon() }]);
		await eventually(() => later.items.length === 1);
	});

	it('lets the same node of the same workflow take its kinds over at once, and others when its process has gone', async () => {
		const crm = openTestCrm();
		await work(crm);
		const again = await work(crm);
		await schedule(crm, [{ dueAt: soon() }]);
		await eventually(() => again.items.length === 1);
		await crm.store.write(crm.context, async (tx) => {
			await tx.query('UPDATE "crm_due_holder" SET "seenAt" = ?', [soon(-31_000)]);
		});
		const other = await work(crm, second);
		await schedule(crm, [{ dueAt: soon() }]);
		await eventually(() => other.items.length === 1);
		await eventually(() => again.troubles.length === 1, 20);
		expect(again.troubles[0].message).toContain('"B"');
	});
});

it('shows what comes next to whoever tries a workflow out, and takes nothing', async () => {
	const crm = openTestCrm();
	const kinds = ['message.deferred', 'message.check'];
	expect(await crm.subscriptions.sampleWork(kinds)).toEqual([]);
	await schedule(crm, [
		{ key: 'later', dueAt: soon(9000) },
		{ key: 'next', dueAt: soon(5000) },
	]);
	expect(await crm.subscriptions.sampleWork(kinds)).toMatchObject([{ kind: 'message.deferred', key: 'next', attempt: 1 }]);
	expect(await states(crm)).toEqual(['waiting', 'waiting']);
});
