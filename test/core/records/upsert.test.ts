import { errorOf, failureOf, inputsOf, openTestCrm, valueOf } from '../../support/testCrm';

const code = '91350211M000100Y46';

describe('create or update', () => {
	it('creates the first time and updates from then on, whatever form the key comes in', async () => {
		const crm = openTestCrm();
		const call = (unifiedSocialCreditCode: string, name: string) =>
			crm.records.upsert('customer', [{ item: 0, matchOn: ['unifiedSocialCreditCode'], fields: { unifiedSocialCreditCode, name } }]);
		const first = valueOf((await call(code.toLowerCase(), '甲公司'))[0]);
		const second = valueOf((await call(` ${code} `, '甲股份公司'))[0]);
		expect([first.created, second.created]).toEqual([true, false]);
		expect(second.record).toMatchObject({ id: first.record.id, name: '甲股份公司', type: 'endCustomer', version: 2 });
	});

	it('makes one record of several items with one key', async () => {
		const crm = openTestCrm();
		const outcomes = await crm.records.upsert(
			'team',
			inputsOf(
				[{ fields: { name: '一组', description: 'a' } }, { fields: { name: '一组', description: 'b' } }].map((input) => ({
					...input,
					matchOn: ['name'],
				})),
			),
		);
		expect(outcomes.map((outcome) => valueOf(outcome).created)).toEqual([true, false]);
		expect(await crm.rows('SELECT name, description FROM crm_team')).toEqual([{ name: '一组', description: 'b' }]);
		expect(await crm.eventsOf(valueOf(outcomes[0]).record)).toHaveLength(1);
	});

	it('lets nothing of a bad item in through a later one with the same key', async () => {
		const crm = openTestCrm({ partial: true });
		const [ghost, user] = [crypto.randomUUID(), await crm.given.user()];
		const outcomes = await crm.records.upsert(
			'customer',
			inputsOf(
				[
					{ name: '甲', city: '北京', ownerId: ghost },
					{ name: '甲', ownerId: ghost },
					{ region: '华北' },
					{ name: '乙', ownerId: user.id },
				].map((fields) => ({ matchOn: ['unifiedSocialCreditCode'], fields: { ...fields, unifiedSocialCreditCode: code } })),
			),
		);
		expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, false, false, true]);
		expect(errorOf(outcomes[2]).field).toBe('name');
		expect(valueOf(outcomes[3])).toMatchObject({ created: true, record: { name: '乙', city: null, region: null, ownerId: user.id } });
	});

	it("updates by id and by number, and makes no record with an id or number of the caller's", async () => {
		const crm = openTestCrm({ partial: true });
		const customer = await crm.given.customer();
		for (const [key, value] of [
			['id', customer.id],
			['number', customer.number],
		] as const) {
			const [outcome] = await crm.records.upsert('customer', [{ item: 0, matchOn: [key], fields: { [key]: value, city: key } }]);
			expect(valueOf(outcome)).toMatchObject({ created: false, record: { id: customer.id, city: key } });
		}
		for (const fields of [
			{ id: crypto.randomUUID(), name: 'x' },
			{ number: 'C000777', name: 'x' },
		]) {
			const [outcome] = await crm.records.upsert('customer', [{ item: 0, matchOn: [Object.keys(fields)[0]], fields }]);
			expect(errorOf(outcome).code).toBe('RecordNotFound');
		}
		expect(await crm.records.count('customer', {})).toBe(1);
	});

	it('makes a new record when the one with the key was deleted', async () => {
		const crm = openTestCrm();
		const old = await crm.given.team({ name: '一组' });
		await crm.records.delete('team', [{ item: 0, id: old.id }]);
		const [outcome] = await crm.records.upsert('team', [{ item: 0, matchOn: ['name'], fields: { name: '一组' } }]);
		expect(valueOf(outcome).created).toBe(true);
	});

	it('refuses a key that is missing, is no key, or differs between the items', async () => {
		const crm = openTestCrm({ partial: true });
		const [missing] = await crm.records.upsert('team', [{ item: 0, matchOn: ['name'], fields: { description: 'x' } }]);
		expect(errorOf(missing)).toMatchObject({ code: 'ValidationFailed', field: 'name' });
		const none = await failureOf(crm.records.upsert('team', [{ item: 0, matchOn: ['description'], fields: { description: 'x' } }]));
		expect(none.hint.en).toBe('Match on one of these: id, name');
		const mixed = await crm.records.upsert(
			'team',
			inputsOf([
				{ matchOn: ['name'], fields: { name: 'a' } },
				{ matchOn: ['id'], fields: { name: 'b' } },
			]),
		);
		expect(mixed.map((outcome) => outcome.ok)).toEqual([true, false]);
	});

	it('names of a key of several fields the ones that are missing', async () => {
		const crm = openTestCrm({ partial: true });
		const matchOn = ['base', 'quote', 'date'];
		const upsert = async (fields: Record<string, unknown>) =>
			errorOf((await crm.records.upsert('exchangeRate', [{ item: 0, matchOn, fields }]))[0]).problems.map(({ field }) => field);
		expect(await upsert({ base: 'USD', quote: 'CNY', rate: '7.1' })).toEqual(['date']);
		expect(await upsert({ rate: '7.1' })).toEqual(matchOn);
	});

	it("does not change a record that is not the caller's", async () => {
		const crm = openTestCrm();
		const [me, other] = [await crm.given.user(), await crm.given.user()];
		const theirs = await crm.given.customer({ unifiedSocialCreditCode: code, ownerId: other.id });
		const mine = crm.as({ scope: { kind: 'own', userId: me.id }, partial: true });
		for (const fields of [{ unifiedSocialCreditCode: code }, { number: theirs.number }, { id: theirs.id }]) {
			const [outcome] = await mine.records.upsert('customer', [
				{ item: 0, matchOn: Object.keys(fields), fields: { ...fields, name: '偷' } },
			]);
			expect(errorOf(outcome).code).toBe('Refused');
		}
		expect(await crm.rows('SELECT name, version FROM crm_customer')).toEqual([{ name: theirs.name, version: 1 }]);
	});

	it('matches on a phone number wherever it stands, and on a name whatever its legal form', async () => {
		const crm = openTestCrm({ partial: true });
		const contact = await crm.given.contact({ name: '王芳', phone: '13812345678' });
		const [byMobile] = await crm.records.upsert('contact', [
			{ item: 0, matchOn: ['mobile'], fields: { mobile: '138 1234 5678', position: '经理' } },
		]);
		expect(valueOf(byMobile)).toMatchObject({ created: false, changed: true, record: { id: contact.id, position: '经理' } });
		const customer = await crm.given.customer({ name: '关系集团有限公司' });
		const named = { matchOn: ['name'], fields: { name: '关系集团', city: '上海' } };
		const outcomes = await crm.records.upsert('customer', inputsOf([named, { ...named, fields: { name: '另一家', city: '北京' } }]));
		expect(outcomes.map((outcome) => valueOf(outcome).record.id === customer.id)).toEqual([true, false]);
	});

	it('refuses what several records match, and changes none of them', async () => {
		const crm = openTestCrm({ partial: true });
		for (const name of ['甲', '乙']) await crm.given.contact({ name, phone: '010-62345678' });
		const [outcome, other] = await crm.records.upsert(
			'contact',
			inputsOf([
				{ matchOn: ['phone'], fields: { phone: '010-62345678', position: '经理' } },
				{ matchOn: ['phone'], fields: { phone: '010-62345679', name: '丙' } },
			]),
		);
		expect(errorOf(outcome)).toMatchObject({ code: 'DuplicateRecord', field: 'phone' });
		expect(valueOf(other).created).toBe(true);
		expect(
			await crm.records.count('contact', { filter: { match: 'all', conditions: [{ field: 'position', operator: 'isNotEmpty' }] } }),
		).toBe(0);
	});

	it('in a dry run says what would come of each item, and writes nothing', async () => {
		const crm = openTestCrm({ partial: true });
		await crm.given.team({ name: '一组', description: 'a' });
		const inputs = ['a', 'b'].map((description) => ({ matchOn: ['name'], fields: { name: '一组', description } }));
		const outcomes = await crm.records.upsert(
			'team',
			inputsOf([...inputs, { matchOn: ['name'], fields: { name: '二组' } }, { matchOn: ['name'], fields: {} }]),
			{ dryRun: true },
		);
		expect(outcomes.map((outcome) => outcome.ok && [outcome.value.created, outcome.value.changed])).toEqual([
			[false, false],
			[false, true],
			[true, false],
			false,
		]);
		expect(await crm.rows('SELECT name, description FROM crm_team')).toEqual([{ name: '一组', description: 'a' }]);
	});
});
