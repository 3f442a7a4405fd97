import { rename } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

import type { DeliveryResult } from '../../../../core/crm';
import { untilNoticed } from '../../../support/databases';
import { openTestCrm, valueOf, type TestCrm } from '../../../support/testCrm';
import { eventually, leadsOnly, listen, passTime, pending, statesOf } from '../../triggers/listener';

describe('a backup put in the place of the database', () => {
	/** A backup of now; the answer puts it in the place of the database. */
	function backUp(crm: TestCrm): () => Promise<void> {
		const backup = `${crm.file}.backup`;
		const database = new DatabaseSync(crm.file);
		database.prepare('VACUUM INTO ?').run(backup);
		database.close();
		return async () => {
			await rename(backup, crm.file);
			await untilNoticed();
		};
	}

	const settled = async (crm: TestCrm) => await eventually(async () => (await statesOf(crm)).length === 0);

	it('does not stop a listening workflow, though the log is shorter now', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: leadsOnly });
		await crm.given.lead();
		await eventually(() => listener.items.length === 1);
		await settled(crm);
		const restore = backUp(crm);
		for (let i = 0; i < 3; i++) await crm.given.lead();
		await eventually(() => listener.items.length === 4);
		await settled(crm);
		await restore();
		const later = await crm.given.lead();
		await eventually(() => listener.items.at(-1)?.recordId === later.id);
		expect(listener.troubles).toEqual([]);
	});

	it('hides no event behind the numbers of those that are gone, however many come at once', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: leadsOnly });
		const restore = backUp(crm);
		for (let i = 0; i < 3; i++) await crm.given.customer();
		// Passed over in memory only.
		await eventually(async () => (await crm.given.lead()) && listener.items.length > 0);
		await settled(crm);
		await restore();
		const leads = await crm.records.create(
			'lead',
			Array.from({ length: 50 }, (_, item) => ({ item, fields: { name: `线索 ${item}` } })),
		);
		const wanted = leads.map((lead) => valueOf(lead).id);
		await eventually(() => wanted.every((id) => listener.items.some((item) => item.recordId === id)));
	});

	it('is taken also when it knows nothing of the workflow', async () => {
		const crm = openTestCrm();
		await crm.given.lead();
		const restore = backUp(crm);
		const listener = await listen(crm, { filter: leadsOnly });
		await crm.given.lead();
		await eventually(() => listener.items.length === 1);
		await settled(crm);
		await restore();
		const later = [await crm.given.lead(), await crm.given.lead()];
		await eventually(() => listener.items.length === 3);
		expect(listener.items.slice(1).map((item) => item.recordId)).toEqual(later.map((lead) => lead.id));
		expect(listener.troubles).toEqual([]);
	});

	it('gets its own events done, not those of the database before that have their numbers', async () => {
		const crm = openTestCrm();
		const hold = pending<DeliveryResult>();
		const listener = await listen(crm, {
			filter: leadsOnly,
			work: (item) => (listener.items.length === 1 || item.event === 'updated' ? hold.promise : { failed: 'broken' }),
		});
		const restore = backUp(crm);
		const before = await crm.given.lead();
		await eventually(() => listener.items.length === 1);
		await restore();
		const after = await crm.given.lead();
		await eventually(() => listener.items.length === 2);
		expect(listener.items[1]).toMatchObject({ recordId: after.id, seq: listener.items[0].seq });
		expect(before.id).not.toBe(after.id);
		await eventually(async () => (await statesOf(crm)).join() === 'ready');
		hold.resolve('done');
		passTime(2);
		await crm.given.user();
		await eventually(() => listener.items.length === 3);
		expect(listener.items[2]).toMatchObject({ recordId: after.id, attempt: 2 });
	});
});
