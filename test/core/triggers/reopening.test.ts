import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { closeStores } from '../../../core';
import type { DeliveryResult, EventFilter } from '../../../core/crm';
import { hideDatabase } from '../../support/databases';
import { openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { eventually, leadsOnly, listen, passTime, pending, statesOf, type Listener } from './listener';

describe('a workflow that is switched off and on', () => {
	it('gets what it missed, also when n8n was restarted in between', async () => {
		const crm = openTestCrm();
		const first = await listen(crm);
		await crm.given.lead();
		await eventually(() => first.items.length === 1);
		await first.close();
		const missed = await crm.given.lead();
		await closeStores();
		const second = await listen(openTestCrm({ store: crm.file }));
		await eventually(() => second.items.length === 1);
		expect(second.items[0].recordId).toBe(missed.id);
	});

	it('can leave out what it missed, and what was waiting for it', async () => {
		const crm = openTestCrm();
		const first = await listen(crm, { work: () => ({ failed: 'broken' }) });
		await crm.given.lead();
		await eventually(async () => (await statesOf(crm)).includes('ready') && first.items.length === 1);
		await first.close();
		await crm.given.lead();
		const second = await listen(crm, { skipMissed: true });
		const later = await crm.given.lead();
		await eventually(() => second.items.length > 0);
		passTime(10);
		await crm.given.user();
		await eventually(() => second.items.length === 2);
		expect(second.items[0].recordId).toBe(later.id);
	});

	it('does not get an event again that its last activation is still working on', async () => {
		const crm = openTestCrm();
		const hold = pending<DeliveryResult>();
		const first = await listen(crm, { filter: leadsOnly, work: () => hold.promise });
		const lead = await crm.given.lead();
		await eventually(() => first.items.length === 1);
		await first.close();
		const second = await listen(crm, { filter: leadsOnly });
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { company: 'ACME' } }]);
		const other = await crm.given.lead();
		await eventually(() => second.items.length === 1);
		expect(second.items[0].recordId).toBe(other.id);
		hold.resolve('done');
		await eventually(() => second.items.length === 2);
		expect(second.items[1]).toMatchObject({ recordId: lead.id, event: 'updated' });
		expect(first.items).toHaveLength(1);
	});

	it('shares its events when it is on twice at once, each event going to one of the two', async () => {
		const crm = openTestCrm();
		const pair = [await listen(crm), await listen(crm)];
		await crm.records.create(
			'lead',
			Array.from({ length: 200 }, (_, item) => ({ item, fields: { name: `线索 ${item}` } })),
		);
		await eventually(async () => pair[0].items.length + pair[1].items.length >= 200 && (await statesOf(crm)).length === 0);
		const seqs = pair.flatMap((listener) => listener.items.map((item) => item.seq));
		expect(seqs).toHaveLength(200);
		expect(new Set(seqs).size).toBe(200);
	});
});

describe('a replay', () => {
	it('delivers again what happened since a time, once for that time', async () => {
		const crm = openTestCrm();
		setNow('2026-03-01T01:00:00Z');
		await crm.given.lead();
		setNow('2026-03-02T01:00:00Z');
		const wanted = [await crm.given.lead(), await crm.given.lead()];
		const replayFrom = '2026-03-01T12:00:00.000Z';
		const first = await listen(crm, { replayFrom });
		await eventually(() => first.items.length === 2);
		expect(first.items.map((item) => item.recordId)).toEqual(wanted.map((lead) => lead.id));
		await eventually(async () => (await statesOf(crm)).length === 0);
		await first.close();
		const again = await listen(crm, { replayFrom });
		const later = await crm.given.lead();
		await eventually(() => again.items.length > 0);
		expect(again.items.map((item) => item.recordId)).toEqual([later.id]);
		await again.close();
		setNow('2026-03-02T02:00:00Z');
		const other = await listen(crm, { replayFrom: '2026-03-01T00:00:00.000Z' });
		await eventually(() => other.items.length === 4);
		const keys = [...first.keys, ...again.keys, ...other.keys];
		expect(new Set(keys).size).toBe(keys.length);
	});

	/** A past of 300 leads, in which no workflow took part. */
	async function past(crm: TestCrm): Promise<string[]> {
		const leads = await crm.records.create(
			'lead',
			Array.from({ length: 300 }, (_, item) => ({ item, fields: { name: `线索 ${item}` } })),
		);
		return leads.map((lead) => valueOf(lead).id);
	}

	const replayAll = { filter: leadsOnly, replayFrom: '2020-01-01T00:00:00.000Z' };

	const missing = (wanted: readonly string[], listeners: readonly Listener[]) => {
		const heard = new Set(listeners.flatMap(({ items }) => items.map((item) => item.recordId)));
		return wanted.filter((id) => !heard.has(id)).length;
	};

	it('leaves nothing out when an execution of the last activation ends while it runs', async () => {
		const crm = openTestCrm();
		const wanted = await past(crm);
		const [old, gate] = [pending<DeliveryResult>(), pending<DeliveryResult>()];
		const first = await listen(crm, { filter: leadsOnly, work: () => old.promise });
		const late = await crm.given.lead();
		await eventually(() => first.items.length === 1);
		await first.close();
		const second = await listen(crm, { ...replayAll, work: () => gate.promise });
		await eventually(() => second.items.length === 20);
		old.resolve('done');
		await eventually(async () => (await crm.rows('SELECT 1 FROM "crm_delivery" WHERE "recordId" = ?', [late.id])).length === 0);
		gate.resolve('done');
		await eventually(() => missing(wanted, [second]) === 0);
	});

	it('leaves nothing out when the workflow is on twice at once', async () => {
		const crm = openTestCrm();
		const wanted = await past(crm);
		const gate = pending<DeliveryResult>();
		const first = await listen(crm, { filter: leadsOnly });
		const second = await listen(crm, { ...replayAll, work: () => gate.promise });
		await eventually(() => second.items.length === 20);
		const late = await crm.given.lead();
		await eventually(() => first.items.length > 0);
		gate.resolve('done');
		await eventually(() => missing([...wanted, late.id], [first, second]) === 0);
	});

	it('tries again what was given up on', async () => {
		const crm = openTestCrm();
		const first = await listen(crm, { maxDepth: 0 });
		await crm.given.lead();
		await eventually(async () => (await statesOf(crm)).join() === 'dead');
		await first.close();
		const second = await listen(crm, { replayFrom: '2020-01-01T00:00:00.000Z' });
		await eventually(() => second.items.length === 1);
		await eventually(async () => (await statesOf(crm)).length === 0);
	});
});

describe('a workflow that asks for other events now', () => {
	const ask = (filter: Partial<EventFilter>) => ({ filter: { events: [], objects: [], changedFields: [], ...filter } });

	it('gets none of those that were waiting for it as it was', async () => {
		const crm = openTestCrm();
		const first = await listen(crm, { ...ask({ objects: ['lead'] }), work: () => ({ failed: 'broken' }) });
		const lead = await crm.given.lead();
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { company: 'ACME' } }]);
		await eventually(async () => (await statesOf(crm)).join() === 'ready,queued');
		await first.close();
		passTime(10);
		const second = await listen(crm, ask({ objects: ['customer'] }));
		const customer = await crm.given.customer();
		await eventually(async () => second.items.length > 0 && (await statesOf(crm)).length === 0);
		expect(second.items.map((item) => item.recordId)).toEqual([customer.id]);
	});

	it('still gets those that it asks for, behind one that it does not', async () => {
		const crm = openTestCrm();
		const hold = pending<DeliveryResult>();
		const first = await listen(crm, { ...ask({ objects: ['lead'] }), work: () => hold.promise });
		const lead = await crm.given.lead();
		valueOf((await crm.records.delete('lead', [{ item: 0, id: lead.id }]))[0]);
		await eventually(async () => (await statesOf(crm)).join() === 'running,queued');
		await first.close();
		const second = await listen(crm, ask({ events: ['deleted'] }));
		hold.resolve({ failed: 'broken' });
		await eventually(async () => (await statesOf(crm)).join() === 'ready,queued');
		passTime(10);
		await crm.given.user();
		await eventually(() => second.items.length > 0);
		expect(second.items.map((item) => item.event)).toEqual(['deleted']);
	});
});

/** A process of its own, in which the workflow begins with every event and never ends. */
const activeElsewhere = (file: string, secondsAhead: number) =>
	fork(path.join(__dirname, 'process.ts'), [file, String(secondsAhead)], { execArgv: ['--import', 'tsx'], env: process.env });

describe('a process that ends in the middle', () => {
	/** Kills the process when it has begun with so many events. */
	async function killedAt(begin: number, child: ReturnType<typeof fork>): Promise<void> {
		const exit = once(child, 'exit');
		let begun = 0;
		child.on('message', (message) => {
			if (message !== 'open' && ++begun === begin) child.kill('SIGKILL');
		});
		expect((await exit)[1]).toBe('SIGKILL');
	}

	it('loses no event and keeps the order, however often it is killed', async () => {
		const crm = openTestCrm();
		const opened = await listen(crm, { filter: leadsOnly });
		await opened.close();
		const leads = [await crm.given.lead(), await crm.given.lead(), await crm.given.lead()];
		await crm.records.update('lead', [{ item: 0, id: leads[0].id, fields: { company: 'ACME' } }]);
		for (let round = 0; round < 2; round++) {
			await killedAt(3, activeElsewhere(crm.file, 40 * round));
			expect((await statesOf(crm)).filter((state) => state === 'running')).toHaveLength(3);
			passTime(40);
		}
		const listener = await listen(crm, { filter: leadsOnly });
		await eventually(() => listener.items.length === 4);
		expect(listener.items.map((item) => item.recordId)).toEqual([leads[0].id, leads[1].id, leads[2].id, leads[0].id]);
		expect(listener.items.map((item) => item.attempt)).toEqual([3, 3, 3, 1]);
		await eventually(async () => (await statesOf(crm)).length === 0);
	}, 60_000);

	it('takes an event along ten times at most, in case the event is what ends it', async () => {
		const crm = openTestCrm();
		const opened = await listen(crm, { filter: leadsOnly });
		await opened.close();
		await crm.given.lead();
		const heard: number[] = [];
		const left: Array<() => Promise<void>> = [];
		for (let round = 0; round < 11; round++) {
			const hold = pending<DeliveryResult>();
			const listener = await listen(crm, { filter: leadsOnly, work: () => hold.promise });
			await eventually(async () => listener.items.length === 1 || (await statesOf(crm)).includes('dead'));
			heard.push(listener.items.length);
			// One that has gone takes nothing on again, as the listener of a process that ended would not.
			const closed = listener.close();
			left.push(async () => {
				hold.resolve('done');
				await closed;
			});
			passTime(40);
		}
		expect(heard).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
		const { letters } = await crm.system.deadLetters({ limit: 10 });
		expect(letters[0].reason.en).toBe('n8n stopped 10 times while the workflow worked on this');
		await Promise.all(left.map((leave) => leave()));
	}, 60_000);
});

describe('another process', () => {
	it('hears of an event within three seconds after the commit', async () => {
		const crm = openTestCrm();
		const opened = await listen(crm, { filter: leadsOnly });
		await opened.close();
		const child = activeElsewhere(crm.file, 0);
		const messages: string[] = [];
		child.on('message', (message) => messages.push(String(message)));
		await eventually(() => messages.includes('open'));
		const lead = await crm.given.lead();
		const committed = performance.now();
		await eventually(() => messages.includes(lead.id));
		// Two seconds are for machines that are busy.
		expect(performance.now() - committed).toBeLessThan(3_000 + 2_000);
		child.kill('SIGKILL');
		await once(child, 'exit');
	}, 60_000);
});

describe('a store that fails', () => {
	it('is told of once, and the events come when it is back', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: leadsOnly });
		await crm.given.lead();
		await eventually(() => listener.items.length === 1);
		await eventually(async () => (await statesOf(crm)).length === 0);
		const bringBack = await hideDatabase(crm.file);
		// Noticed by the next heartbeat.
		await eventually(() => listener.troubles.length === 1, 30);
		await bringBack();
		await crm.given.lead();
		await eventually(() => listener.items.length === 2);
		expect(listener.troubles).toHaveLength(1);
	}, 60_000);
});
