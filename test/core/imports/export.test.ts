import { failureOf, openTestCrm } from '../../support/testCrm';
import { fileOf, readMade } from './files';

describe.each(['en', 'zh-CN'] as const)('an export in %s', (language) => {
	it.each([
		['xlsx', undefined],
		['csv', 'utf-8'],
		['csv', 'gb18030'],
	] as const)('as %s %s is understood by an import as it was', async (format, encoding) => {
		const crm = openTestCrm();
		const owner = await crm.given.user({ name: '王芳', email: 'wangfang@example.com' });
		const parent = await crm.given.customer({ name: '集团', ownerId: owner.id });
		await crm.given.customer({ name: '集团' });
		await crm.given.customer({
			name: '=苏州, "示例"',
			parentId: parent.id,
			type: 'agent',
			tier: 'B',
			phone: '0512-62345678-123',
			email: 'a@example.com',
			unifiedSocialCreditCode: '91350211M000100Y46',
			bankAccount: '6222020200112233445',
			note: '第一行\n第二行 𠮷😀',
			ownerId: owner.id,
		});
		await crm.given.customer({ name: '手机', phone: '13812345678', source: 'exhibition' });
		const { rows, file } = await crm.imports.export({ object: 'customer', format, encoding, language });
		expect(rows).toBe(4);
		expect(file.name).toMatch(language === 'en' ? /^Customers \d{4}-\d\d-\d\d\.(csv|xlsx)$/ : /^客户 /);
		const chunks: Buffer[] = [];
		for await (const chunk of await file.open()) chunks.push(chunk as Buffer);
		await file.close();
		const again = await crm.imports.run({ object: 'customer', file: fileOf(Buffer.concat(chunks), file.name), name: 'again' });
		expect(again).toMatchObject({ rows: 4, created: 0, updated: 0, unchanged: 4, bad: 0 });
	});
});

describe('an export', () => {
	it('has the records of a filter in their order, and the fields that were chosen, as people read them', async () => {
		const crm = openTestCrm({ now: '2026-03-01T01:30:00Z' });
		const owner = await crm.given.user({ name: '王芳' });
		for (const [name, city] of [
			['甲', '上海'],
			['乙', '北京'],
			['丙', '上海'],
		])
			await crm.given.lead({ name, city, ownerId: owner.id });
		const { rows, file } = await crm.imports.export({
			object: 'lead',
			format: 'xlsx',
			language: 'zh-CN',
			fields: ['name', 'ownerId', 'status', 'createdAt'],
			filter: { match: 'all', conditions: [{ field: 'city', operator: 'equals', value: '上海' }] },
			sort: [{ field: 'number', direction: 'desc' }],
		});
		expect(rows).toBe(2);
		expect(await readMade(file)).toEqual([
			['姓名', '负责人', '状态', expect.any(String)],
			['丙', '王芳', '新线索', '2026-03-01 09:30:00'],
			['甲', '王芳', '新线索', '2026-03-01 09:30:00'],
		]);
	});

	it('reads page after page, however many records there are', async () => {
		const crm = openTestCrm();
		const names = Array.from({ length: 1203 }, (_, i) => `公司${String(i).padStart(4, '0')}`);
		await crm.records.create(
			'customer',
			names.map((name, item) => ({ item, fields: { name } })),
		);
		const { rows, file } = await crm.imports.export({
			object: 'customer',
			format: 'csv',
			fields: ['name'],
			sort: [{ field: 'name', direction: 'asc' }],
		});
		expect(rows).toBe(1203);
		expect((await readMade(file)).slice(1).flat()).toEqual(names);
	});

	it('is refused with a field that there is not', async () => {
		const crm = openTestCrm();
		expect(await failureOf(crm.imports.export({ object: 'lead', format: 'csv', fields: ['x'] }))).toMatchObject({
			code: 'ValidationFailed',
		});
	});
});
