import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf } from '../../support/testCrm';

describe('updating records', () => {
	it('changes the given fields only, raises the version and moves the time', async () => {
		const crm = openTestCrm({ now: '2026-03-01T01:00:00.000Z' });
		const lead = await crm.given.lead({ name: '张伟', company: '甲公司' });
		setNow('2026-03-02T01:00:00.000Z');
		const [after] = await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { company: '乙公司' } }]);
		expect(valueOf(after)).toEqual({ ...lead, company: '乙公司', version: 2, updatedAt: '2026-03-02T01:00:00.000Z' });
		expect(valueOf((await crm.records.get('lead', [{ item: 0, id: lead.id }]))[0])).toEqual(valueOf(after));
	});

	it.each([
		['null', null],
		['no character', ''],
		['spaces', ' \u3000'],
		['characters that nobody sees', ' \u200b\ufeff\u00ad'],
	])('clears fields of any type that are given as %s and refuses to clear a required one', async (_, blank) => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead({ company: '甲公司', phone: '13812345678', email: 'a@example.com' });
		const outcomes = await crm.records.update(
			'lead',
			inputsOf([
				{ id: lead.id, fields: { company: blank, phone: blank, email: blank, ownerId: blank } },
				{ id: lead.id, fields: { name: blank } },
			]),
		);
		expect(valueOf(outcomes[0])).toMatchObject({ company: null, phone: null, email: null, ownerId: null });
		expect(errorOf(outcomes[1]).field).toBe('name');
	});

	it('writes nothing for a value that is already there', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead({ phone: '13812345678' });
		const [same] = await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { phone: '138-1234-5678', name: lead.name } }]);
		expect(valueOf(same)).toEqual(lead);
		expect(await crm.eventsOf(lead)).toHaveLength(1);
	});

	it('refuses an old version, and the second of two updates with one version, in one call and in two', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		const update = (city: string) => ({ id: lead.id, version: 1, fields: { city } });
		const one = await crm.records.update('lead', inputsOf([update('北京'), update('上海')]));
		expect(one.map((outcome) => outcome.ok)).toEqual([true, false]);
		expect(errorOf(one[1])).toMatchObject({ code: 'VersionConflict', field: 'version' });
		const [two] = await crm.records.update('lead', inputsOf([update('广州')]));
		expect(errorOf(two).text.en).toContain('it is at version 2');
		expect(await crm.rows('SELECT city, version FROM crm_lead')).toEqual([{ city: '北京', version: 2 }]);
	});

	it('lets one of two callers with the same version win', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		const both = await Promise.all(
			['北京', '上海'].map((city) => crm.records.update('lead', [{ item: 0, id: lead.id, version: 1, fields: { city } }])),
		);
		expect(both.map(([outcome]) => outcome.ok).sort()).toEqual([false, true]);
	});

	it('refuses a record that is deleted or unknown', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		await crm.records.delete('lead', [{ item: 0, id: lead.id }]);
		const outcomes = await crm.records.update(
			'lead',
			inputsOf([
				{ id: lead.id, fields: {} },
				{ id: crypto.randomUUID(), fields: {} },
			]),
		);
		expect(outcomes.map((outcome) => errorOf(outcome).text.en)).toEqual(['This lead was deleted', 'There is no lead with this ID']);
	});
});

describe('several items on one record', () => {
	it('build on each other and leave one event', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		const outcomes = await crm.records.update(
			'lead',
			inputsOf([
				{ id: lead.id, fields: { city: '北京' } },
				{ id: lead.id, fields: { region: '华北' } },
			]),
		);
		expect(valueOf(outcomes[1])).toMatchObject({ city: '北京', region: '华北', version: 3 });
		const events = await crm.eventsOf(lead);
		expect(events.map((event) => event.kind)).toEqual(['created', 'updated']);
		expect(events[1].changes).toEqual({ city: [null, '北京'], region: [null, '华北'] });
	});

	it('let nothing of a bad one in through a good one', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		const outcomes = await crm.records.update(
			'lead',
			inputsOf([
				{ id: lead.id, fields: { city: '北京', ownerId: crypto.randomUUID() } },
				{ id: lead.id, fields: { region: '华北' } },
			]),
		);
		expect(errorOf(outcomes[0]).field).toBe('ownerId');
		expect(valueOf(outcomes[1])).toMatchObject({ city: null, ownerId: null, region: '华北', version: 2 });
	});

	it('refuse the same bad reference each time it is given', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		const owner = await crm.given.user();
		await crm.records.delete('user', [{ item: 0, id: owner.id }]);
		const outcomes = await crm.records.update(
			'lead',
			inputsOf([
				{ id: lead.id, fields: { ownerId: owner.id } },
				{ id: lead.id, fields: { ownerId: owner.id } },
			]),
		);
		expect(outcomes.map((outcome) => errorOf(outcome).field)).toEqual(['ownerId', 'ownerId']);
		expect(await crm.rows('SELECT "ownerId", version FROM crm_lead')).toEqual([{ ownerId: null, version: 1 }]);
	});

	it('do not count a bad one as a change of the version', async () => {
		const crm = openTestCrm({ partial: true });
		const lead = await crm.given.lead();
		const outcomes = await crm.records.update(
			'lead',
			inputsOf([
				{ id: lead.id, version: 1, fields: { ownerId: crypto.randomUUID() } },
				{ id: lead.id, version: 1, fields: { city: '北京' } },
				{ id: lead.id, version: 1, fields: { city: '上海' } },
			]),
		);
		expect(errorOf(outcomes[0]).code).toBe('ValidationFailed');
		expect(valueOf(outcomes[1])).toMatchObject({ city: '北京', version: 2 });
		expect(errorOf(outcomes[2]).code).toBe('VersionConflict');
	});
});

describe('trees', () => {
	it('refuse a customer that would be its own ancestor, over any distance', async () => {
		const crm = openTestCrm({ partial: true });
		const a = await crm.given.customer();
		const b = await crm.given.customer({ parentId: a.id });
		const c = await crm.given.customer({ parentId: b.id });
		for (const parent of [a, b, c]) {
			const [outcome] = await crm.records.update('customer', [{ item: 0, id: a.id, fields: { parentId: parent.id } }]);
			expect(errorOf(outcome)).toMatchObject({ code: 'ValidationFailed', field: 'parentId' });
		}
		const [moved] = await crm.records.update('customer', [{ item: 0, id: c.id, fields: { parentId: a.id } }]);
		expect(valueOf(moved).parentId).toBe(a.id);
	});

	it('refuse a ring that only several items of one call close', async () => {
		const crm = openTestCrm({ partial: true });
		const [a, b, c] = [await crm.given.customer(), await crm.given.customer(), await crm.given.customer()];
		const ring = (first: Record<string, unknown> = {}) =>
			crm.records.update(
				'customer',
				inputsOf([
					{ id: a.id, fields: { parentId: b.id, ...first } },
					{ id: b.id, fields: { parentId: c.id } },
					{ id: c.id, fields: { parentId: a.id } },
				]),
			);
		expect((await ring({ ownerId: crypto.randomUUID() })).map((outcome) => outcome.ok)).toEqual([false, true, true]);
		expect((await ring()).map((outcome) => outcome.ok)).toEqual([false, true, true]);
		expect(await crm.rows('SELECT count(*) AS n FROM crm_customer WHERE "parentId" IS NULL')).toEqual([{ n: 1 }]);
	});

	it('hold for teams and managers too', async () => {
		const crm = openTestCrm();
		const top = await crm.given.team();
		const below = await crm.given.team({ parentId: top.id });
		expect((await failureOf(crm.records.update('team', [{ item: 0, id: top.id, fields: { parentId: below.id } }]))).field).toBe('parentId');
		const boss = await crm.given.user();
		expect((await failureOf(crm.records.update('user', [{ item: 0, id: boss.id, fields: { managerId: boss.id } }]))).field).toBe(
			'managerId',
		);
	});
});
