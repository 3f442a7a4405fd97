import type { DeliveryResult, EventFilter } from '../../../core/crm';
import { openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';
import { eventually, listen, passTime, pending } from './listener';

const only = (filter: Partial<EventFilter>): EventFilter => ({ events: [], objects: [], changedFields: [], ...filter });

async function change(crm: TestCrm, id: string, fields: Record<string, unknown>): Promise<void> {
	valueOf((await crm.records.update('lead', [{ item: 0, id, fields }]))[0]);
}

const deliveriesOf = async (crm: TestCrm) =>
	await crm.rows<{ state: string; recordId: string }>('SELECT * FROM "crm_delivery" ORDER BY "seq"');

describe('what a subscription gets', () => {
	it('gives out an event with the record, its changes, who did it and a key', async () => {
		const crm = openTestCrm({
			actor: 'zhang',
			origin: { workflowId: 'w', workflowName: 'Web form', executionId: '7', nodeName: 'Capture' },
		});
		const listener = await listen(crm);
		const owner = await crm.given.user();
		const lead = await crm.given.lead({ name: '王芳', phone: '13800138000', ownerId: owner.id });
		await eventually(() => listener.items.length === 2);
		expect(listener.items[1]).toMatchObject({
			event: 'lead.assigned',
			events: ['lead.assigned', 'created'],
			object: 'lead',
			recordId: lead.id,
			recordVersion: 1,
			record: lead,
			changes: { name: { from: null, to: '王芳' }, phone: { from: null, to: '+8613800138000' }, ownerId: { from: null, to: owner.id } },
			actor: 'zhang',
			origin: { workflowId: 'w', workflowName: 'Web form', executionId: '7', nodeName: 'Capture', item: 0 },
			attempt: 1,
			key: `workflow-a:node-1:${listener.items[1].seq}`,
		});
		await eventually(async () => (await deliveriesOf(crm)).length === 0);
	});

	it('starts with what happens after it was first opened', async () => {
		const crm = openTestCrm();
		await crm.given.lead();
		const listener = await listen(crm);
		const later = await crm.given.lead();
		await eventually(() => listener.items.length > 0);
		expect(listener.items.map((item) => item.recordId)).toEqual([later.id]);
	});

	it('takes only the objects and events it asked for', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: only({ objects: ['lead'], events: ['deleted', 'restored', 'lead.assigned'] }) });
		const owner = await crm.given.user();
		await crm.given.customer({ ownerId: owner.id });
		const lead = await crm.given.lead();
		await change(crm, lead.id, { company: 'ACME' });
		await change(crm, lead.id, { ownerId: owner.id });
		valueOf((await crm.records.delete('lead', [{ item: 0, id: lead.id }]))[0]);
		valueOf((await crm.records.restore('lead', [{ item: 0, id: lead.id }]))[0]);
		await eventually(() => listener.items.length === 3);
		expect(listener.items.map((item) => item.event)).toEqual(['lead.assigned', 'deleted', 'restored']);
	});

	it('takes an update only when one of the chosen fields changed', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: only({ events: ['fieldChanged'], changedFields: ['company', 'phone'] }) });
		const lead = await crm.given.lead({ company: 'before' });
		await change(crm, lead.id, { city: '上海' });
		await change(crm, lead.id, { city: '北京', company: 'after' });
		await change(crm, lead.id, { phone: '13800138000' });
		await eventually(() => listener.items.length === 2);
		expect(listener.items.map((item) => [item.event, Object.keys(item.changes)])).toEqual([
			['fieldChanged', ['company', 'city']],
			['fieldChanged', ['phone']],
		]);
	});

	it('finds a rare event behind thousands of others, and writes nothing meanwhile', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: only({ events: ['deleted'] }) });
		const before = await crm.rows('SELECT * FROM "crm_subscription"');
		const leads = await crm.records.create(
			'lead',
			Array.from({ length: 2500 }, (_, item) => ({ item, fields: { name: `线索 ${item}` } })),
		);
		expect(await crm.rows('SELECT * FROM "crm_subscription"')).toEqual(before);
		const { id } = valueOf(leads[2400]);
		valueOf((await crm.records.delete('lead', [{ item: 0, id }]))[0]);
		await eventually(() => listener.items.length === 1);
		expect(listener.items[0]).toMatchObject({ event: 'deleted', recordId: id, record: { id } });
	});
});

describe('the order of events', () => {
	it('gives out the events of one record one after another, and those of others meanwhile', async () => {
		const crm = openTestCrm();
		const slow = await crm.given.lead();
		const hold = pending<DeliveryResult>();
		const listener = await listen(crm, { work: (item) => (item.recordId === slow.id ? hold.promise : 'done') });
		await change(crm, slow.id, { company: 'first' });
		await change(crm, slow.id, { company: 'second' });
		const other = await crm.given.lead();
		await eventually(() => listener.items.some((item) => item.recordId === other.id));
		expect(listener.items.filter((item) => item.recordId === slow.id)).toHaveLength(1);
		hold.resolve('done');
		await eventually(() => listener.items.length === 3);
		expect(listener.items.filter((item) => item.recordId === slow.id).map((item) => item.changes.company.to)).toEqual(['first', 'second']);
	});

	it('has no more in flight than was allowed', async () => {
		const crm = openTestCrm();
		let flying = 0;
		let most = 0;
		const listener = await listen(crm, {
			maxParallel: 3,
			work: async (): Promise<DeliveryResult> => {
				most = Math.max(most, ++flying);
				await new Promise((resolve) => setTimeout(resolve, 5));
				flying -= 1;
				return 'done';
			},
		});
		await crm.records.create(
			'lead',
			Array.from({ length: 30 }, (_, item) => ({ item, fields: { name: `线索 ${item}` } })),
		);
		await eventually(() => listener.items.length === 30);
		expect(most).toBe(3);
	});

	it('delivers 2,000 events once each, in the order of every record', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm);
		const leads = (
			await crm.records.create(
				'lead',
				Array.from({ length: 500 }, (_, item) => ({ item, fields: { name: `线索 ${item}` } })),
			)
		).map(valueOf);
		for (const company of ['一', '二', '三']) {
			await crm.records.update(
				'lead',
				leads.map(({ id }, item) => ({ item, id, fields: { company } })),
			);
		}
		await eventually(() => listener.items.length >= 2000);
		await eventually(async () => (await deliveriesOf(crm)).length === 0);
		expect(listener.items).toHaveLength(2000);
		const versions = new Map(leads.map(({ id }) => [id, [] as number[]]));
		for (const item of listener.items) versions.get(item.recordId)?.push(item.recordVersion);
		expect(new Set([...versions.values()].map(String))).toEqual(new Set(['1,2,3,4']));
	}, 30_000);
});

describe('a workflow that fails', () => {
	it('holds up only its own record, and is tried again after a pause', async () => {
		const crm = openTestCrm();
		const bad = await crm.given.lead();
		const listener = await listen(crm, {
			work: (item) => (item.recordId === bad.id && item.attempt === 1 ? { failed: 'no network' } : 'done'),
		});
		await change(crm, bad.id, { company: 'first' });
		await change(crm, bad.id, { company: 'second' });
		await crm.given.lead();
		await eventually(
			async () => (await deliveriesOf(crm)).filter((row) => row.state === 'running').length === 0 && listener.items.length === 2,
		);
		expect((await deliveriesOf(crm)).map((row) => row.state)).toEqual(['ready', 'queued']);
		passTime(2);
		await crm.given.lead();
		await eventually(() => listener.items.length === 5);
		const own = listener.items.filter((item) => item.recordId === bad.id);
		expect(own.map((item) => [item.changes.company.to, item.attempt])).toEqual([
			['first', 1],
			['first', 2],
			['second', 1],
		]);
		expect(own[0].key).toBe(own[1].key);
		expect(new Set(listener.keys).size).toBe(5);
	});

	it('comes back by itself when its pause is over', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { work: (item) => (item.attempt === 1 ? { failed: 'busy' } : 'done') });
		await crm.given.lead();
		await eventually(() => listener.items.length === 2);
		expect(listener.items.map((item) => item.attempt)).toEqual([1, 2]);
	});
});
