import { failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';
import { fileOf } from './files';

const list = (rows: readonly string[]) => fileOf(['客户名称,城市,备注', ...rows].join('\n'));

describe('undoing an import', () => {
	it('deletes what it made and puts back what it changed', async () => {
		const crm = openTestCrm();
		const known = await crm.given.customer({ name: '甲公司', city: '北京', note: '私人' });
		await crm.imports.run({ object: 'customer', file: list(['甲公司,上海,改过', '乙公司,,', '甲公司,广州,']), name: 'a' });
		expect(await crm.records.count('customer', {})).toBe(2);
		expect(await crm.imports.undo('a')).toEqual({ name: 'a', deleted: 1, restored: 1, left: 0, leftRecords: [], repeated: false });
		const { records } = await crm.records.list('customer', { limit: 5 });
		expect(records).toMatchObject([{ id: known.id, city: '北京', note: '私人' }]);
		expect((await crm.imports.list({ limit: 5 })).imports).toMatchObject([{ name: 'a', state: 'undone', rows: 3 }]);
	});

	it('leaves what somebody changed, worked on or refers to since, and says so', async () => {
		const crm = openTestCrm();
		await crm.imports.run({ object: 'customer', file: list(['甲,,', '乙,,', '丙,,', '丁,,']), name: 'a' });
		const { records } = await crm.records.list('customer', { limit: 5, sort: [{ field: 'number', direction: 'asc' }] });
		const [changed, worked, referred] = records;
		await crm.records.update('customer', [{ item: 0, id: changed.id, fields: { city: '天津' } }]);
		await crm.given.task({ customerId: worked.id });
		await crm.given.contact({ customerId: referred.id });
		const result = await crm.imports.undo('a');
		expect(result).toMatchObject({ deleted: 1, restored: 0, left: 3 });
		expect(Object.fromEntries(result.leftRecords.map(({ id, reason }) => [id, reason.en]))).toEqual({
			[changed.id]: 'was changed after the import',
			[worked.id]: 'has follow-ups or tasks',
			[referred.id]: 'This customer cannot be deleted: it is the Customer of 1 contact',
		});
		expect(await crm.records.count('customer', {})).toBe(3);
	});

	it('does nothing the second time, and goes on after an interruption', async () => {
		const crm = openTestCrm();
		await crm.imports.run({ object: 'customer', file: list(Array.from({ length: 1200 }, (_, i) => `公司${i}号,,`)), name: 'a' });
		const stop = new Error('stopped');
		const write = crm.store.write.bind(crm.store);
		let writes = 0;
		const spy = jest.spyOn(crm.store, 'write').mockImplementation(async (context, work) => {
			if (context.batch === 'undo:a' && ++writes === 4) throw stop;
			return await write(context, work);
		});
		await expect(crm.imports.undo('a')).rejects.toBe(stop);
		spy.mockRestore();
		const left = await crm.records.count('customer', {});
		expect(left).toBeGreaterThan(0);
		expect(left).toBeLessThan(1200);
		expect(await crm.imports.undo('a')).toMatchObject({ deleted: left, left: 0 });
		expect(await crm.imports.undo('a')).toMatchObject({ deleted: 0, restored: 0, left: 0, repeated: true });
		expect(await crm.records.count('customer', {})).toBe(0);
	});

	it('of one after the other, the last first, brings back how it was before both', async () => {
		const crm = openTestCrm();
		const known = await crm.given.customer({ name: '甲', city: '北京' });
		for (const [i, city] of ['上海', '广州'].entries())
			await crm.imports.run({ object: 'customer', file: list([`甲,${city},`, '乙,深圳,']), name: String(i) });
		expect(await crm.imports.undo('1')).toMatchObject({ restored: 1, left: 0 });
		expect(await crm.imports.undo('0')).toMatchObject({ deleted: 1, restored: 1, left: 0 });
		expect((await crm.records.list('customer', { limit: 5 })).records).toMatchObject([{ id: known.id, city: '北京' }]);
	});

	it('that changed nothing has nothing to undo, and is no unknown name', async () => {
		const crm = openTestCrm();
		await crm.given.customer({ name: '甲' });
		await crm.imports.run({ object: 'customer', file: list(['甲,,']), name: 'a' });
		expect(await crm.imports.undo('a')).toEqual({ name: 'a', deleted: 0, restored: 0, left: 0, leftRecords: [], repeated: false });
		expect((await crm.imports.list({ limit: 5 })).imports).toMatchObject([{ state: 'undone' }]);
	});

	it('leaves what somebody changes at the same moment', async () => {
		const crm = openTestCrm();
		for (let i = 0; i < 8; i++) {
			const names = Array.from({ length: 100 }, (_, j) => `公司${i}之${j}号,,`);
			await crm.imports.run({ object: 'customer', file: list(names), name: String(i) });
			const filter = { match: 'all' as const, conditions: [{ field: 'name', operator: 'equals' as const, value: `公司${i}之7号` }] };
			const [{ id }] = (await crm.records.list('customer', { limit: 1, filter })).records;
			const change = async () => {
				await new Promise((done) => setTimeout(done, 4 * i));
				return await crm.records.update('customer', [{ item: 0, id, fields: { note: '重要' } }]).catch(() => undefined);
			};
			const [undone, changed] = await Promise.all([crm.imports.undo(String(i)), change()]);
			expect(undone.left).toBe(changed === undefined ? 0 : 1);
			expect(await crm.records.count('customer', { filter })).toBe(undone.left);
		}
	});

	it('of an import that still runs stops it, and leaves nothing of it', async () => {
		const crm = openTestCrm();
		const file = list(Array.from({ length: 3000 }, (_, i) => `公司${i}号,,`));
		const run = crm.imports.run({ object: 'customer', file, name: 'a' }).catch((error: Error) => error);
		const begun = async () => (await crm.imports.list({ limit: 1 })).imports.some(({ rows }) => rows > 0);
		while (!(await begun())) await new Promise((done) => setTimeout(done, 5));
		await crm.imports.undo('a');
		expect(await run).toMatchObject({ code: 'Refused', text: { en: 'The import of this name was undone' } });
		expect(await crm.records.count('customer', {})).toBe(0);
	});

	it('is refused for a name that was never used, and its own name cannot be used again', async () => {
		const crm = openTestCrm();
		expect(await failureOf(crm.imports.undo('b'))).toMatchObject({ code: 'RecordNotFound', field: 'importName' });
		const file = list(['甲,,']);
		await crm.imports.run({ object: 'customer', file, name: 'a' });
		await crm.imports.undo('a');
		expect((await failureOf(crm.imports.run({ object: 'customer', file, name: 'a' }))).text.en).toBe('The import of this name was undone');
	});

	it('gives opportunities back the amount they had before their products came in', async () => {
		const crm = openTestCrm();
		const [entered, blank, mixed] = [
			await crm.given.opportunity({ amount: '5000' }),
			await crm.given.opportunity(),
			await crm.given.opportunity({ amount: '3' }),
		];
		const product = await crm.given.product({ code: 'P1', defaultPrice: '100' });
		await crm.given.opportunityProduct({ opportunityId: mixed.id, productId: product.id });
		const amounts = async () =>
			(await crm.records.get('opportunity', inputsOf([{ id: entered.id }, { id: blank.id }, { id: mixed.id }])))
				.map(valueOf)
				.map(({ amount }) => amount);
		// More than go in one transaction, so that an opportunity is met in several.
		const rows = Array.from({ length: 900 }, (_, i) => `${String([entered, blank, mixed][i % 3].number)},P1,2`);
		await crm.imports.run({ object: 'opportunityProduct', file: fileOf(['商机,产品,数量', ...rows].join('\n')), name: 'a' });
		expect(await amounts()).toEqual(['60000.00', '60000.00', '60100.00']);
		expect(await crm.imports.undo('a')).toMatchObject({ deleted: 900, left: 0 });
		expect(await amounts()).toEqual(['5000.00', null, '100.00']);
		expect(await crm.imports.undo('a')).toMatchObject({ deleted: 0, restored: 0, left: 0 });
	});

	describe('of products', () => {
		/** An opportunity into which an import brought one product, 200 in all. */
		const arrange = async (fields: Record<string, unknown>) => {
			const crm = openTestCrm();
			const deal = await crm.given.opportunity(fields);
			await crm.given.product({ code: 'P1', defaultPrice: '100' });
			await crm.imports.run({ object: 'opportunityProduct', file: fileOf(`商机,产品,数量\n${String(deal.number)},P1,2`), name: 'a' });
			const now = async () => valueOf((await crm.records.get('opportunity', inputsOf([{ id: deal.id }])))[0]);
			const change = async (more: Record<string, unknown>) =>
				valueOf((await crm.records.update('opportunity', inputsOf([{ id: deal.id, fields: more }])))[0]);
			const line = async () => (await crm.records.list('opportunityProduct', { limit: 1 })).records[0];
			return { crm, deal, now, change, line };
		};
		const erase = (crm: TestCrm) => crm.store.write(crm.context, (tx) => tx.query('DELETE FROM "crm_event_personal"'));

		it('gives an opportunity back its amount whatever else was changed of it', async () => {
			const { crm, now, change } = await arrange({ amount: '5000' });
			await change({ name: '改名', expectedCloseOn: '2030-01-01' });
			expect(await crm.imports.undo('a')).toMatchObject({ deleted: 1, restored: 1, left: 0, leftRecords: [] });
			expect(await now()).toMatchObject({ amount: '5000.00', name: '改名' });
			await change({ amount: '6000' });
			expect(await crm.imports.undo('a')).toMatchObject({ deleted: 0, restored: 0, left: 0 });
			expect(await now()).toMatchObject({ amount: '6000.00' });
		});

		it('gives it back where values of a person were erased meanwhile', async () => {
			const { crm, now, change } = await arrange({ amount: '5000' });
			await change({ description: '张伟说太贵' });
			await erase(crm);
			expect(await crm.imports.undo('a')).toMatchObject({ deleted: 1, restored: 1, left: 0 });
			expect(await now()).toMatchObject({ amount: '5000.00' });
		});

		it('does not speak of an opportunity whose amount is that of products that others brought', async () => {
			const { crm, deal, now } = await arrange({ amount: '5000' });
			await crm.given.opportunityProduct({ opportunityId: deal.id });
			expect((await now()).amount).toBe('300.00');
			expect(await crm.imports.undo('a')).toMatchObject({ deleted: 1, restored: 0, left: 0, leftRecords: [] });
			expect((await now()).amount).toBe('100.00');
			expect(await crm.imports.undo('a')).toMatchObject({ deleted: 0, restored: 0, left: 0 });
		});

		it('gives it back where products that others brought went again', async () => {
			const { crm, deal, now } = await arrange({ amount: '5000' });
			const own = await crm.given.opportunityProduct({ opportunityId: deal.id });
			await crm.records.delete('opportunityProduct', inputsOf([{ id: own.id }]));
			expect(await crm.imports.undo('a')).toMatchObject({ deleted: 1, restored: 1, left: 0 });
			expect((await now()).amount).toBe('5000.00');
		});

		it('does not put back the amount that an import made which was undone before', async () => {
			const { crm, deal, now } = await arrange({ amount: '5000' });
			await crm.imports.run({ object: 'opportunityProduct', file: fileOf(`商机,产品,数量\n${String(deal.number)},P1,1`), name: 'b' });
			expect(await crm.imports.undo('a')).toMatchObject({ deleted: 1, left: 0 });
			expect((await now()).amount).toBe('100.00');
			expect(await crm.imports.undo('b')).toMatchObject({ deleted: 1, restored: 0, left: 1, leftRecords: [{ id: deal.id }] });
			expect((await now()).amount).toBeNull();
		});

		it('leaves the amount that somebody entered since, and says so', async () => {
			const { crm, deal, now, change, line } = await arrange({ amount: '5000' });
			const { id } = await line();
			await crm.records.delete('opportunityProduct', inputsOf([{ id }]));
			await change({ amount: '7000' });
			const { left, leftRecords, restored } = await crm.imports.undo('a');
			expect([left, restored, leftRecords.map((record) => record.id)]).toEqual([2, 0, [id, deal.id]]);
			expect((await now()).amount).toBe('7000.00');
		});
	});

	it('says every time which records it could not put back, though it touched them when it put back others', async () => {
		const crm = openTestCrm();
		await crm.given.field({ object: 'pipeline', name: 'deputy', type: 'text', personal: true });
		const usual = await crm.given.pipeline({ isDefault: true });
		const changed = await crm.given.pipeline({ name: '乙', custom_deputy: '张伟' });
		const fields = { name: '乙', isDefault: true, custom_deputy: '李娜' };
		valueOf((await crm.imports.upsert('a', 'pipeline', [{ item: 0, matchOn: ['name'], fields }]))[0]);
		await crm.store.write(crm.context, (tx) => tx.query('DELETE FROM "crm_event_personal"'));
		const left = [{ id: changed.id, reason: { en: 'had values that were erased since' } }];
		expect(await crm.imports.undo('a')).toMatchObject({ restored: 1, left: 1, leftRecords: left });
		const pipelines = (await crm.records.get('pipeline', inputsOf([{ id: usual.id }, { id: changed.id }]))).map(valueOf);
		expect(pipelines).toMatchObject([{ isDefault: true }, { isDefault: false, custom_deputy: '李娜' }]);
		expect(await crm.imports.undo('a')).toMatchObject({ restored: 0, left: 1, leftRecords: left });
	});

	it('takes back rows that came from elsewhere under an Import Name', async () => {
		const crm = openTestCrm();
		const inputs = ['甲', '乙'].map((name, item) => ({ item, matchOn: ['name'], fields: { name } }));
		expect((await crm.imports.upsert('手工', 'team', inputs)).map((outcome) => valueOf(outcome).created)).toEqual([true, true]);
		await crm.imports.upsert('手工', 'team', inputs);
		expect((await crm.imports.list({ limit: 5 })).imports).toMatchObject([
			{ name: '手工', state: 'done', rows: 4, created: 2, unchanged: 2 },
		]);
		expect(await crm.imports.undo('手工')).toMatchObject({ deleted: 2, left: 0 });
	});
});
