import { openTestCrm } from '../../support/testCrm';
import { fileOf } from './files';

const list = (...rows: string[]) => fileOf(['姓名,电话,邮箱,城市', ...rows].join('\n'));
const tom = 'Tom Trap,13800008801,tom@example.com,';
const ann = 'Ann Dup,138-0000-8801,ann@example.com,';

describe('rows of one file that are one record', () => {
	it('are told where one overwrites another, before and after the import', async () => {
		const crm = openTestCrm();
		const file = list('甲,13700000001,,', '乙,13700000002,,', tom, ann);
		const expected = {
			created: 3,
			updated: 1,
			overwriting: 1,
			overwrites: [{ row: 5, earlierRow: 4, matchedOn: ['phone'], fields: ['name', 'email'] }],
		};
		const preview = await crm.imports.preview({ object: 'lead', file });
		expect(preview).toMatchObject(expected);
		expect(preview.overwrites[0].text).toEqual({
			en: 'Row 5 fills the same record as row 4 (Phone): Name, Email would be overwritten',
			'zh-CN': '第 5 行与第 4 行是同一条记录（电话）：姓名、电子邮箱将被覆盖',
		});
		const result = await crm.imports.run({ object: 'lead', file, name: 'a' });
		expect(result).toMatchObject(expected);
		expect(result.overwrites[0].text).toEqual({
			en: 'Row 5 filled the same record as row 4 (Phone): overwritten: Name, Email',
			'zh-CN': '第 5 行与第 4 行是同一条记录（电话）：已覆盖姓名、电子邮箱',
		});
	});

	it('are not told where one completes or repeats another', async () => {
		const crm = openTestCrm();
		const file = list(tom, ',+86 13800008801,,上海', tom);
		expect(await crm.imports.preview({ object: 'lead', file: list(tom, 'Tom Trap,+86 13800008801,,上海', tom) })).toMatchObject({
			created: 1,
			updated: 1,
			unchanged: 1,
			overwriting: 0,
			overwrites: [],
		});
		const result = await crm.imports.run({ object: 'lead', file, name: 'a' });
		expect(result).toMatchObject({ created: 1, updated: 1, unchanged: 1, overwriting: 0 });
	});

	it('are told where both change a record that was there before', async () => {
		const crm = openTestCrm();
		await crm.given.lead({ name: '王芳', phone: '13800008801' });
		const expected = { created: 0, updated: 2, overwriting: 1, overwrites: [{ row: 3, earlierRow: 2, fields: ['name', 'email'] }] };
		expect(await crm.imports.preview({ object: 'lead', file: list(tom, ann) })).toMatchObject(expected);
		expect(await crm.imports.run({ object: 'lead', file: list(tom, ann), name: 'a' })).toMatchObject(expected);
	});

	it('are told however far apart they stand; the first are listed and all are counted', async () => {
		const crm = openTestCrm();
		const rows = Array.from({ length: 1200 }, (_, i) => `人${i},${13900000000 + (i % 1150)},,`);
		const expected = { created: 1150, updated: 50, overwriting: 50 };
		const preview = await crm.imports.preview({ object: 'lead', file: list(...rows) });
		const result = await crm.imports.run({ object: 'lead', file: list(...rows), name: 'a' });
		for (const { overwrites, ...counts } of [preview, result]) {
			expect(counts).toMatchObject(expected);
			expect(overwrites).toHaveLength(20);
			expect(overwrites[19]).toMatchObject({ row: 1171, earlierRow: 21, matchedOn: ['phone'], fields: ['name'] });
		}
	});

	it('are two companies of one name with different tax numbers, and one in another spelling', async () => {
		const crm = openTestCrm();
		const rows = ['甲有限公司,91350211M000100Y46,上海', '甲,91320594MA1DEM501D,北京', '乙有限公司,,上海', '乙,,天津'];
		const file = fileOf(['客户名称,税号,城市', ...rows].join('\n'));
		const expected = {
			created: 3,
			updated: 1,
			overwriting: 1,
			overwrites: [{ row: 5, earlierRow: 4, matchedOn: ['name'], fields: ['city'] }],
		};
		expect(await crm.imports.preview({ object: 'customer', file })).toMatchObject(expected);
		expect(await crm.imports.run({ object: 'customer', file, name: 'a' })).toMatchObject(expected);
	});
});
