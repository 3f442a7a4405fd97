import { define, indexNames } from '../../support/fields';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf } from '../../support/testCrm';

describe('a unique field', () => {
	it('is refused where records share a value: says how many, and an example by its number without the value', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Passport', labelZh: '护照号', personal: true });
		for (const custom_passport of ['E1', 'E1', 'E1', 'E2', 'E3', 'E3', null, null]) await crm.given.customer({ custom_passport });
		const error = await failureOf(define(crm, { name: 'passport', unique: true }));
		expect(error).toMatchObject({ code: 'Refused', field: 'unique' });
		expect(error.text.en).toMatch(/^Passport cannot be unique: 5 records .* for example C00000[15]$/);
		expect(error.text['zh-CN']).toContain('5 条');
		expect(JSON.stringify([error.text, error.hint])).not.toMatch(/E1|E3/);
	});

	it('counts no deleted records, and gives the value free with its record', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Code' });
		const [first] = [await crm.given.customer({ custom_code: 'x' }), await crm.given.customer({ custom_code: 'x' })];
		await crm.records.delete('customer', [{ item: 0, id: first.id }]);
		const [field] = await define(crm, { name: 'code', unique: true });
		expect(field).toMatchObject({ indexState: 'ready', indexProblem: null });
		expect(errorOf((await crm.as({ partial: true }).records.restore('customer', [{ item: 0, id: first.id }]))[0])).toMatchObject({
			code: 'DuplicateRecord',
			field: 'custom_code',
		});
	});

	it('is taken once, among stored records and among those of one call', async () => {
		const crm = openTestCrm({ partial: true });
		await define(crm, { label: 'Code', unique: true });
		await crm.given.customer({ custom_code: 'x' });
		const outcomes = await crm.records.create(
			'customer',
			inputsOf(['y', 'x', 'y', null, null].map((custom_code) => ({ fields: { name: 'a', custom_code } }))),
		);
		expect(outcomes.map((outcome) => (outcome.ok ? 'made' : outcome.error.code))).toEqual([
			'made',
			'DuplicateRecord',
			'DuplicateRecord',
			'made',
			'made',
		]);
		expect(errorOf(outcomes[1]).text.en).toContain('Code');
	});

	it('is a key that Create or Update matches on', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Code', unique: true });
		const put = async (...list: ReadonlyArray<Record<string, unknown>>) =>
			(await crm.records.upsert('customer', inputsOf(list.map((fields) => ({ matchOn: ['custom_code'], fields }))))).map(valueOf);
		const [made] = await put({ name: 'a', custom_code: 'x' });
		const [again, other] = await put({ custom_code: 'x', city: '苏州' }, { name: 'b', custom_code: 'y' });
		expect([made.created, again.created, other.created]).toEqual([true, false, true]);
		expect(again.record).toMatchObject({ id: made.record.id, name: 'a', city: '苏州', custom_code: 'x' });
	});

	it('is held apart by the database too, which names the field', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Code', unique: true });
		const [first, second] = [await crm.given.customer({ custom_code: 'x' }), await crm.given.customer({ custom_code: 'y' })];
		const context = { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false } as const;
		const writing = crm.store.write(context, (tx) =>
			tx.query('UPDATE crm_customer SET custom = ? WHERE id = ?', ['{"code":"x"}', second.id]),
		);
		expect(await failureOf(writing)).toMatchObject({ code: 'DuplicateRecord', field: 'custom_code' });
		expect(first.custom_code).toBe('x');
	});

	it('is no key any more once it is not unique, or off', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Code', unique: true }, { label: 'Serial', unique: true });
		const [code, serial] = await define(crm, { name: 'code', unique: false }, { name: 'serial', active: false });
		expect([code.indexState, serial.indexState]).toEqual(['none', 'none']);
		expect((await indexNames(crm)).filter((name) => /^c._customer/.test(name))).toEqual([]);
		await crm.given.customer({ custom_code: 'x' });
		await crm.given.customer({ custom_code: 'x' });
		const matching = crm.records.upsert('customer', [{ item: 0, matchOn: ['custom_code'], fields: { custom_code: 'x' } }]);
		expect((await failureOf(matching)).hint.en).not.toContain('custom_code');
	});
});
