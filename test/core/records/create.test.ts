import { errorOf, failureOf, inputsOf, openTestCrm, valueOf } from '../../support/testCrm';

describe('creating records', () => {
	it('stores what was given in its normal form, with defaults, number, version and times', async () => {
		const crm = openTestCrm({ now: '2026-03-01T01:00:00.000Z' });
		const [outcome] = await crm.records.create('lead', [
			{ item: 0, fields: { name: ' 张伟 ', phone: '１３８ 1234 5678', email: 'Zhang@Example.COM', source: '网站' } },
		]);
		expect(valueOf(outcome)).toMatchObject({
			name: '张伟',
			phone: '+8613812345678',
			email: 'zhang@example.com',
			source: 'web',
			status: 'new',
			number: expect.stringMatching(/^L\d+1$/) as string,
			version: 1,
			createdAt: '2026-03-01T01:00:00.000Z',
			updatedAt: '2026-03-01T01:00:00.000Z',
			deletedAt: null,
			company: null,
		});
		expect(await crm.rows('SELECT name, phone FROM crm_lead')).toEqual([{ name: '张伟', phone: '+8613812345678' }]);
	});

	it('reads a record back exactly as it was answered', async () => {
		const crm = openTestCrm();
		const created = await crm.given.user({
			name: '李娜',
			active: false,
			absences: [{ from: '2026-05-01', to: '2026-05-07', reason: '年假' }],
		});
		const [read] = await crm.records.get('user', [{ item: 0, id: created.id }]);
		expect(valueOf(read)).toEqual(created);
		expect(created).toMatchObject({ active: false, absences: [{ from: '2026-05-01', to: '2026-05-07', reason: '年假' }] });
	});

	it('gives numbers without gaps, also after a call that was refused', async () => {
		const crm = openTestCrm();
		await crm.given.customer();
		await failureOf(
			crm.records.create('customer', inputsOf([{ fields: { name: 'A' } }, { fields: { name: 'B', ownerId: crypto.randomUUID() } }])),
		);
		await crm.given.customer();
		expect((await crm.rows('SELECT number FROM crm_customer ORDER BY number')).map((row) => row.number)).toEqual(['C000001', 'C000002']);
	});

	it('stores nothing when one item is bad and the call is all or nothing, and names every bad item', async () => {
		const crm = openTestCrm();
		const error = await failureOf(
			crm.records.create('customer', [
				{ item: 3, fields: { name: '好' } },
				{ item: 4, fields: {} },
				{ item: 9, fields: { name: 'x', ownerId: crypto.randomUUID() } },
			]),
		);
		expect(error.text.en).toBe('2 of 3 items cannot be processed, so nothing was stored');
		expect(error.items.map(({ item, error: { code, field } }) => [item, code, field])).toEqual([
			[4, 'ValidationFailed', 'name'],
			[9, 'ValidationFailed', 'ownerId'],
		]);
		expect(await crm.rows('SELECT * FROM crm_customer')).toEqual([]);
		expect(await crm.rows('SELECT * FROM crm_event')).toEqual([]);
	});

	it('stores the good items and answers each bad one with its error when errors are to be carried on', async () => {
		const crm = openTestCrm({ partial: true });
		const outcomes = await crm.records.create(
			'customer',
			inputsOf([{ fields: {} }, { fields: { name: '好' } }, { fields: { name: 'x', tier: 'Z' } }]),
		);
		expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true, false]);
		expect(errorOf(outcomes[2])).toMatchObject({ code: 'ValidationFailed', field: 'tier' });
		expect(await crm.records.count('customer', {})).toBe(1);
	});

	it('names all problems of an item at once, in both languages', async () => {
		const crm = openTestCrm();
		const error = await failureOf(
			crm.records.create('lead', [
				{ item: 0, fields: { phone: 'abc', email: 'a@@b', source: 'mars', colour: 'red', status: 'qualified' } },
			]),
		);
		expect(error.problems.map((problem) => problem.field).sort()).toEqual(['colour', 'email', 'name', 'phone', 'source', 'status']);
		expect(error.problems.every(({ message }) => message.en !== '' && /[\u4e00-\u9fff]/.test(message['zh-CN']))).toBe(true);
	});

	it('refuses a reference to a record that does not exist or was deleted', async () => {
		const crm = openTestCrm({ partial: true });
		const owner = await crm.given.user();
		await crm.records.delete('user', [{ item: 0, id: owner.id }]);
		const outcomes = await crm.records.create(
			'lead',
			inputsOf([{ fields: { name: 'a', ownerId: owner.id } }, { fields: { name: 'b', ownerId: crypto.randomUUID() } }]),
		);
		for (const outcome of outcomes) expect(errorOf(outcome)).toMatchObject({ code: 'ValidationFailed', field: 'ownerId' });
		expect(errorOf(outcomes[0]).text.en).toContain('does not exist or was deleted');
	});

	it('checks references inside lists', async () => {
		const crm = openTestCrm();
		const error = await failureOf(
			crm.given.assignmentRule({ branches: [{ field: 'region', values: ['华东'], userId: crypto.randomUUID() }] }),
		);
		expect(error.field).toBe('branches[0].userId');
	});

	it('checks the unified social credit code and keeps it unique among live records', async () => {
		const crm = openTestCrm({ partial: true });
		const code = '91350211M000100Y46';
		const [wrong, first, second] = await crm.records.create(
			'customer',
			inputsOf([
				{ fields: { name: 'x', unifiedSocialCreditCode: '91350211M000100Y45' } },
				{ fields: { name: 'a', unifiedSocialCreditCode: code.toLowerCase() } },
				{ fields: { name: 'b', unifiedSocialCreditCode: code } },
			]),
		);
		expect(errorOf(wrong).field).toBe('unifiedSocialCreditCode');
		expect(valueOf(first).unifiedSocialCreditCode).toBe(code);
		expect(errorOf(second)).toMatchObject({ code: 'DuplicateRecord', field: 'unifiedSocialCreditCode' });
		const [third] = await crm.records.create('customer', [{ item: 0, fields: { name: 'c', unifiedSocialCreditCode: code } }]);
		expect(errorOf(third).code).toBe('DuplicateRecord');
		await crm.records.delete('customer', [{ item: 0, id: valueOf(first).id }]);
		await crm.given.customer({ unifiedSocialCreditCode: code });
	});

	it('gives a key to a later item when the one that claimed it first turns out bad', async () => {
		const crm = openTestCrm({ partial: true });
		await crm.given.user({ weComUserId: 'taken' });
		const outcomes = await crm.records.create(
			'user',
			inputsOf([
				{ fields: { name: 'a', email: 'x@example.com', weComUserId: 'taken' } },
				{ fields: { name: 'b', email: 'x@example.com' } },
				{ fields: { name: 'c', email: 'x@example.com' } },
			]),
		);
		expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true, false]);
		expect(errorOf(outcomes[2])).toMatchObject({ code: 'DuplicateRecord', field: 'email' });
	});
});

describe('idempotency keys', () => {
	it('give the first record again, in a later call and within one call', async () => {
		const crm = openTestCrm();
		const [first] = await crm.records.create('lead', [{ item: 0, fields: { name: '王芳' }, idempotencyKey: 'k1' }]);
		const again = await crm.records.create(
			'lead',
			inputsOf([
				{ fields: { name: '别名' }, idempotencyKey: 'k1' },
				{ fields: { name: '新' }, idempotencyKey: 'k2' },
				{ fields: { name: '新新' }, idempotencyKey: 'k2' },
			]),
		);
		expect(valueOf(again[0])).toEqual(valueOf(first));
		expect(valueOf(again[2])).toEqual(valueOf(again[1]));
		expect(await crm.records.count('lead', {})).toBe(2);
	});

	it('mean nothing to another object, and keep nothing of a refused call', async () => {
		const crm = openTestCrm();
		await crm.records.create('team', [{ item: 0, fields: { name: '一组' }, idempotencyKey: 'k' }]);
		await failureOf(crm.records.create('lead', inputsOf([{ fields: { name: 'a' }, idempotencyKey: 'k' }, { fields: {} }])));
		await crm.records.create('lead', [{ item: 0, fields: { name: 'a' }, idempotencyKey: 'k' }]);
		expect(await crm.records.count('lead', {})).toBe(1);
	});

	it('make a repeated create or update answer like the first time', async () => {
		const crm = openTestCrm();
		const call = () => crm.records.upsert('team', [{ item: 0, fields: { name: '一组' }, matchOn: ['name'], idempotencyKey: 'k' }]);
		const [first] = await call();
		const [second] = await call();
		expect(valueOf(second)).toEqual(valueOf(first));
		expect(valueOf(second).created).toBe(true);
	});

	it("do not show a record that is no longer the caller's", async () => {
		const crm = openTestCrm();
		const [me, other] = [await crm.given.user(), await crm.given.user()];
		const mine = crm.as({ scope: { kind: 'own', userId: me.id }, partial: true });
		const lead = valueOf((await mine.records.create('lead', [{ item: 0, fields: { name: 'a', ownerId: me.id }, idempotencyKey: 'k' }]))[0]);
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { ownerId: other.id } }]);
		const [again] = await mine.records.create('lead', [{ item: 0, fields: { name: 'a', ownerId: me.id }, idempotencyKey: 'k' }]);
		expect(errorOf(again).code).toBe('Refused');
		expect(await crm.records.count('lead', {})).toBe(1);
	});
});
