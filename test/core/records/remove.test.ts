import { errorOf, failureOf, inputsOf, openTestCrm, valueOf } from '../../support/testCrm';

describe('deleting records', () => {
	it('hides the record everywhere, keeps its history, and gives it back on restore', async () => {
		const crm = openTestCrm({ now: '2026-03-01T00:00:00.000Z', partial: true });
		const lead = await crm.given.lead({ name: '欧阳娜娜', phone: '13812345678' });
		const [gone] = await crm.records.delete('lead', [{ item: 0, id: lead.id }]);
		expect(valueOf(gone)).toEqual({ ...lead, version: 2, deletedAt: '2026-03-01T00:00:00.000Z' });
		expect(errorOf((await crm.records.get('lead', [{ item: 0, id: lead.id }]))[0]).text.en).toBe('This lead was deleted');
		expect((await crm.records.list('lead', { limit: 10 })).records).toEqual([]);
		expect(await crm.records.count('lead', { search: '娜娜' })).toBe(0);
		expect(await crm.rows('SELECT * FROM crm_identity')).toEqual([]);
		expect(await crm.records.count('lead', { deleted: 'only' })).toBe(1);
		const [back] = await crm.records.restore('lead', [{ item: 0, id: lead.id }]);
		expect(valueOf(back)).toEqual({ ...lead, version: 3 });
		expect(await crm.records.count('lead', { search: '娜娜' })).toBe(1);
		expect(await crm.rows('SELECT value FROM crm_identity')).toEqual([{ value: '+8613812345678' }]);
		expect((await crm.eventsOf(lead)).map((event) => event.kind)).toEqual(['created', 'deleted', 'restored']);
	});

	it('finds deleted records by their name, to restore them', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead({ name: '欧阳娜娜' });
		await crm.records.delete('lead', [{ item: 0, id: lead.id }]);
		const { records } = await crm.records.list('lead', { limit: 5, deleted: 'only', search: '娜娜' });
		expect(records.map((record) => record.id)).toEqual([lead.id]);
	});

	it('is refused while other records need the record, and says which', async () => {
		const crm = openTestCrm({ partial: true });
		const owner = await crm.given.user();
		const lead = await crm.given.lead({ ownerId: owner.id });
		await crm.given.lead({ ownerId: owner.id });
		const [outcome] = await crm.records.delete('user', [{ item: 0, id: owner.id }]);
		expect(errorOf(outcome)).toMatchObject({ code: 'Refused', text: { en: 'This user cannot be deleted: it is the Owner of 2 leads' } });
		await crm.given.task({ leadId: lead.id });
		expect((await crm.records.delete('lead', [{ item: 0, id: lead.id }]))[0].ok).toBe(true);
	});

	it('takes a parent and its child in one call, and neither when the child must stay', async () => {
		const crm = openTestCrm({ partial: true });
		const parent = await crm.given.customer();
		const child = await crm.given.customer({ parentId: parent.id });
		const contact = await crm.given.contact({ customerId: child.id });
		const both = () => crm.records.delete('customer', inputsOf([{ id: parent.id }, { id: child.id }]));
		const kept = await both();
		expect(kept.map((outcome) => errorOf(outcome).text.en)).toEqual([
			'This customer cannot be deleted: it is the Parent Customer of 1 customer',
			'This customer cannot be deleted: it is the Customer of 1 contact',
		]);
		await crm.records.delete('contact', [{ item: 0, id: contact.id }]);
		expect((await both()).map((outcome) => outcome.ok)).toEqual([true, true]);
	});

	it('keeps to the version given, and takes a record once', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		const outcomes = await crm.records.delete(
			'lead',
			inputsOf([{ id: lead.id, version: 7 }, { id: lead.id, version: 1 }, { id: lead.id }]),
		);
		expect(outcomes.map((outcome) => (outcome.ok ? 'gone' : outcome.error.code))).toEqual(['VersionConflict', 'gone', 'RecordNotFound']);
	});

	it('deletes nothing when one of the records cannot go and the call is all or nothing', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		const error = await failureOf(crm.records.delete('lead', inputsOf([{ id: lead.id }, { id: crypto.randomUUID() }])));
		expect(error.items.map((failure) => failure.item)).toEqual([1]);
		expect(await crm.records.count('lead', {})).toBe(1);
	});
});

describe('restoring records', () => {
	it('is refused when the key was taken meanwhile, each time it is asked for', async () => {
		const crm = openTestCrm({ partial: true });
		const old = await crm.given.team({ name: '一组' });
		await crm.records.delete('team', [{ item: 0, id: old.id }]);
		await crm.given.team({ name: '一组' });
		const outcomes = await crm.records.restore('team', inputsOf([{ id: old.id }, { id: old.id }]));
		expect(outcomes.map((outcome) => errorOf(outcome).code)).toEqual(['DuplicateRecord', 'DuplicateRecord']);
	});

	it('is refused when a record it refers to is deleted', async () => {
		const crm = openTestCrm();
		const owner = await crm.given.user();
		const lead = await crm.given.lead({ ownerId: owner.id });
		await crm.records.delete('lead', [{ item: 0, id: lead.id }]);
		await crm.records.delete('user', [{ item: 0, id: owner.id }]);
		expect((await failureOf(crm.records.restore('lead', [{ item: 0, id: lead.id }]))).field).toBe('ownerId');
	});

	it('leaves a record that is not deleted as it is', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		expect(valueOf((await crm.records.restore('lead', [{ item: 0, id: lead.id }]))[0])).toEqual(lead);
		expect(await crm.eventsOf(lead)).toHaveLength(1);
	});
});
