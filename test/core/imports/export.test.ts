import { failureOf, openTestCrm } from '../../support/testCrm';
import { define } from '../../support/fields';
import { bytesMade, fileOf, readMade, sheetXml } from './files';

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
		const again = await crm.imports.run({ object: 'customer', file: fileOf(await bytesMade(file), file.name), name: 'again' });
		expect(again).toMatchObject({ rows: 4, created: 0, updated: 0, unchanged: 4, bad: 0 });
	});
});

describe('a workbook with every type of field', () => {
	const types = ['text', 'longText', 'integer', 'number', 'boolean', 'date', 'dateTime', 'email', 'phone', 'mobile'] as const;
	const common = { text: '0042', longText: '=1+1\n2', integer: 42, number: 1234.5, boolean: false, email: 'a@example.com' };
	const plain = { ...common, date: '2026-03-01', dateTime: '2026-03-01T01:30:15.000Z', phone: '0512-62345678', mobile: '13812345678' };
	const edge = {
		...plain,
		integer: 9_007_199_254_740_991,
		number: 0.1 + 0.2,
		boolean: true,
		date: '1899-12-31',
		dateTime: '2026-02-28T16:00:00.000Z',
	};

	const givenAll = async () => {
		const crm = openTestCrm();
		const object = 'opportunity';
		await define(crm, ...types.map((type) => ({ object, type, name: `${type}Field`, label: `Field ${type}`, labelZh: `字段${type}` })));
		const options = [{ value: 'a', label: 'Alpha', labelZh: '甲' }];
		await define(crm, { object, type: 'option', name: 'option', label: 'Choice', labelZh: '选择', options });
		await define(crm, { object, type: 'reference', name: 'who', label: 'Who', labelZh: '何人', refersTo: 'user' });
		const user = await crm.given.user({ name: '王芳' });
		const customer = await crm.given.customer();
		const own = (values: object) =>
			Object.fromEntries(Object.entries(values).map(([name, value]) => [`custom_${name}Field`, value as unknown]));
		const fields = { customerId: customer.id, custom_who: user.id, custom_option: 'a' };
		await crm.given.opportunity({ name: '一', amount: '1200.50', currency: 'CNY', ...fields, ...own(plain) });
		await crm.given.opportunity({ name: '二', amount: '8999999999999.125', currency: 'KWD', ...fields, ...own(edge) });
		await crm.given.opportunity({ name: '三', amount: '1000000000000', currency: 'JPY', customerId: customer.id });
		return crm;
	};

	it.each(['Asia/Shanghai', 'America/New_York'])('is read back to the same values in %s', async (timeZone) => {
		const crm = (await givenAll()).as({ timeZone });
		const before = (await crm.records.list('opportunity', { limit: 5 })).records;
		const { file } = await crm.imports.export({ object: 'opportunity', format: 'xlsx' });
		const bytes = await bytesMade(file);
		const request = { object: 'opportunity', file: fileOf(bytes, file.name) } as const;
		expect(await crm.imports.run({ ...request, name: 'same' })).toMatchObject({ rows: 3, unchanged: 3, bad: 0 });
		const values = Object.fromEntries(['amount', ...types.map((type) => `custom_${type}Field`)].map((name) => [name, null]));
		const emptied = before.map(({ id }, item) => ({ item, id, fields: values }));
		for (const outcome of await crm.records.update('opportunity', emptied)) expect(outcome.ok).toBe(true);
		expect(await crm.imports.run({ ...request, name: 'back' })).toMatchObject({ rows: 3, updated: 3, bad: 0 });
		const after = (await crm.records.list('opportunity', { limit: 5 })).records;
		const told = ({ version: _version, updatedAt: _updatedAt, ...record }: (typeof after)[number]) => record;
		expect(after.map(told)).toEqual(before.map(told));
	});

	it('has dates as dates and amounts as numbers, and texts where digits or zeros would be lost', async () => {
		const crm = await givenAll();
		const fields = ['amount', 'custom_numberField', 'custom_dateField', 'custom_dateTimeField', 'custom_textField', 'custom_mobileField'];
		const sort = [{ field: 'number', direction: 'asc' }] as const;
		const { file } = await crm.imports.export({ object: 'opportunity', format: 'xlsx', fields, sort: [...sort] });
		const rows = [...(await sheetXml(await bytesMade(file))).matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, row]) =>
			[...row.matchAll(/<c([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes, content = '']) =>
				attributes.includes('t="inlineStr"')
					? content.replace(/<[^>]*>/g, '')
					: content === ''
						? null
						: Number(content.replace(/<[^>]*>/g, '')),
			),
		);
		const shanghai = 46_082 + (9 * 3600 + 30 * 60 + 15) / 86_400;
		expect(rows.slice(1)).toEqual([
			[1200.5, 1234.5, 46_082, expect.closeTo(shanghai, 8), '0042', '13812345678'],
			['8999999999999.125', '0.30000000000000004', '1899-12-31', 46_082, '0042', '13812345678'],
			[1_000_000_000_000, null, null, null, null, null],
		]);
	});

	it('has unit prices as numbers too, with all their decimals, and reads them back', async () => {
		const crm = openTestCrm();
		await crm.given.product({ code: 'SMS', name: '短信', defaultPrice: '0.0385', currency: 'USD' });
		await crm.given.product({ code: 'CHIP', name: '芯片', defaultPrice: '0.0000005', currency: 'KWD' });
		const { file } = await crm.imports.export({ object: 'product', format: 'xlsx', fields: ['code', 'defaultPrice', 'currency'] });
		const bytes = await bytesMade(file);
		const xml = await sheetXml(bytes);
		for (const price of ['0.0385', '0.0000005']) expect(xml).toMatch(new RegExp(`<c s="\\d+"><v>${price}</v></c>`));
		const read = await crm.imports.run({ object: 'product', file: fileOf(bytes, file.name), name: 'again' });
		expect(read).toMatchObject({ rows: 2, unchanged: 2, bad: 0 });
	});

	it('leaves a CSV as people read it', async () => {
		const crm = await givenAll();
		const fields = ['amount', 'custom_numberField', 'custom_dateField', 'custom_dateTimeField'];
		const sort = [{ field: 'number', direction: 'asc' }] as const;
		const { file } = await crm.imports.export({ object: 'opportunity', format: 'csv', fields, sort: [...sort] });
		expect((await bytesMade(file)).toString().split('\r\n')[1]).toBe('1200.50,1234.5,2026-03-01,2026-03-01 09:30:15');
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
