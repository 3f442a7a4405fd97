import { readFileSync } from 'node:fs';
import path from 'node:path';

import { failureOf, openTestCrm } from '../../support/testCrm';
import type { ObjectName } from '../../../core/schema/types';
import { fileOf, readMade } from './files';
import { workbookOf } from './workbook';

async function fieldsOf(object: ObjectName, rows: readonly string[], mapping?: Record<string, string>) {
	const { columns } = await openTestCrm().imports.preview({ object, file: fileOf(rows.join('\n')), mapping });
	return Object.fromEntries(columns.map(({ heading, field }) => [heading, field]));
}

describe('the fields of columns are guessed', () => {
	it.each<[ObjectName, string, Record<string, string | null>]>([
		[
			'lead',
			'姓名,手机号,邮箱,公司,职务,省份,来源渠道,需求描述,业务员',
			{
				姓名: 'name',
				手机号: 'phone',
				邮箱: 'email',
				公司: 'company',
				职务: 'position',
				省份: 'region',
				来源渠道: 'source',
				需求描述: 'message',
				业务员: 'ownerId',
			},
		],
		[
			'lead',
			'Full Name,Tel.,E-mail,Company Name,Job Title,City',
			{ 'Full Name': 'name', 'Tel.': 'phone', 'E-mail': 'email', 'Company Name': 'company', 'Job Title': 'position', City: 'city' },
		],
		[
			'customer',
			'单位名称（必填）, 税 号 ,开户行,账号,详细地址,ＥＭＡＩＬ',
			{
				'单位名称（必填）': 'name',
				'税 号': 'unifiedSocialCreditCode',
				开户行: 'bankName',
				账号: 'bankAccount',
				详细地址: 'address',
				ＥＭＡＩＬ: 'email',
			},
		],
		[
			'contact',
			'联系人,所属公司,移动电话,座机,微信,生日',
			{ 联系人: 'name', 所属公司: 'customerId', 移动电话: 'mobile', 座机: 'phone', 微信: 'wechat', 生日: 'birthday' },
		],
		['customer', '客户编号,客户名称,序号,创建时间', { 客户编号: 'number', 客户名称: 'name', 序号: null, 创建时间: null }],
	])('for a %s from %s', async (object, headings, fields) => {
		expect(await fieldsOf(object, [headings, '—'])).toMatchObject(fields);
	});

	it('by what stands in them, where the heading says little or nothing', async () => {
		const rows = ['姓名,电话,资料,其他', '王芳,13812345678,a@example.com,x', '李娜,13912345678,b@example.com,y'];
		expect(await fieldsOf('contact', rows)).toEqual({ 姓名: 'name', 电话: 'mobile', 资料: 'email', 其他: null });
		const landlines = ['姓名,电话', '王芳,010-62345678', '李娜,021-62345678'];
		expect(await fieldsOf('contact', landlines)).toEqual({ 姓名: 'name', 电话: 'phone' });
	});

	it('unless somebody says something else, by name or label in either language', async () => {
		const rows = ['姓名,电话,备注', '王芳,13812345678,x'];
		expect(await fieldsOf('lead', rows, { 电话: '-', 备注: '微信号' })).toEqual({ 姓名: 'name', 电话: null, 备注: 'wechat' });
		expect(await fieldsOf('lead', rows, { 备注: 'WeChat ID', 没有: 'city' })).toMatchObject({ 备注: 'wechat' });
		expect(await failureOf(fieldsOf('lead', rows, { 备注: 'nothing' }))).toMatchObject({ code: 'ValidationFailed', field: 'mapping' });
	});

	it('and of two columns for one field the first fills it in a preview, while an import is refused', async () => {
		const crm = openTestCrm();
		const given = { object: 'lead' as const, file: fileOf('姓名,电话,备注\n王芳,13812345678,x'), mapping: { 备注: 'city', 姓名: 'city' } };
		const preview = await crm.imports.preview(given);
		expect(preview.columns.map(({ field }) => field)).toEqual(['city', 'phone', null]);
		expect(preview.doubled).toEqual(['city']);
		expect((await failureOf(crm.imports.run({ ...given, name: 'a' }))).text.en).toBe('Two columns are to fill City');
	});

	it('and no column is lost: two of one heading, and one without', async () => {
		const rows = ['姓名,电话,电话,', '王芳,13812345678,13912345678,孤儿'];
		expect(await fieldsOf('lead', rows)).toEqual({ 姓名: 'name', 电话: 'phone', '电话 (2)': null, 'Column D': null });
	});
});

describe('cells are read as people mean them', () => {
	it.each([
		[
			'birthday',
			['2026年3月1日', '2026/3/1', '2026.03.01', '2026-3-1', '20260301', '46082', '二〇二六年三月一日', '2026 年 3 月 1 日'],
			'2026-03-01',
		],
		['mobile', ['13812345678', '+86 138-1234-5678', '１３８１２３４５６７８', '0086 13812345678'], '+8613812345678'],
		['primary', ['是', '√', 'Y', 'TRUE', '1', 'yes'], true],
		['primary', ['否', '×', 'n', 'false', '0', '无'], false],
		['email', ['-', '无', 'N/A', '/', '暂无'], null],
	])('as %s: %j', async (field, spellings, value) => {
		const crm = openTestCrm();
		const rows = spellings.map((spelling, i) => `联系人${i},${spelling}`);
		const file = fileOf([`姓名,${field}`, ...rows].join('\n'));
		expect(await crm.imports.run({ object: 'contact', file, name: 'x', matchOn: ['id'] })).toMatchObject({
			created: spellings.length,
			bad: 0,
		});
		const { records } = await crm.records.list('contact', { limit: 50 });
		expect(new Set(records.map((record) => record[field]))).toEqual(new Set([value]));
	});

	it('options by their labels in both languages, times where the company is', async () => {
		const crm = openTestCrm({ timeZone: 'America/New_York' });
		const lead = await crm.given.lead({ name: '甲' });
		const rows = [
			'跟进方式,跟进时间,线索',
			`电话,2026-07-01 09:30,${String(lead.number)}`,
			`visit,2026年1月1日,${lead.id}`,
			`Ｅ－mail,2026-07-01T09:30:00Z,甲 (${String(lead.number)})`,
		];
		const result = await crm.imports.run({ object: 'activity', file: fileOf(rows.join('\n')), name: 'x' });
		expect(result).toMatchObject({ created: 2, bad: 1 });
		expect(await readMade(result.badRowsFile)).toHaveLength(2);
		const { records } = await crm.records.list('activity', { limit: 5, sort: [{ field: 'at', direction: 'asc' }] });
		expect(records).toMatchObject([
			{ method: 'visit', at: '2026-01-01T05:00:00.000Z', leadId: lead.id },
			{ method: 'call', at: '2026-07-01T13:30:00.000Z', leadId: lead.id },
		]);
	});

	it('errors of the spreadsheet, lost digits and names of several people are told, and nothing is stored of them', async () => {
		const crm = openTestCrm();
		for (const email of ['a@example.com', 'b@example.com']) await crm.given.user({ name: '王芳', email });
		const file = fileOf(['客户名称,城市,负责人', '甲,#N/A,', '乙,,王芳', '丙,,b@example.com'].join('\n'));
		const result = await crm.imports.run({ object: 'customer', file, name: 'x' });
		expect(result).toMatchObject({ created: 1, bad: 2 });
		expect(await readMade(result.badRowsFile)).toHaveLength(3);
		expect(result.badRows.map(({ reason }) => reason['zh-CN'])).toEqual([
			'城市：是表格中的错误值（如 #N/A）',
			'负责人：对应多个用户：请改用编号、邮箱或 ID',
		]);
	});

	it('names of records that rows above make, and not those that rows below make', async () => {
		const crm = openTestCrm();
		const branches = Array.from({ length: 600 }, (_, i) => `分公司${i},甲集团`);
		const file = fileOf(
			['客户名称,上级客户', '早到的分公司,甲集团', '甲集团,', '区域公司,甲集团', '门店,区域公司', ...branches].join('\n'),
		);
		const expected = { rows: 604, created: 603, bad: 1, badRows: [{ row: 2 }] };
		expect(await crm.imports.preview({ object: 'customer', file })).toMatchObject(expected);
		const result = await crm.imports.run({ object: 'customer', file, name: 'a' });
		expect(result).toMatchObject(expected);
		await result.badRowsFile?.close();
		const [head] = (await crm.records.list('customer', { limit: 1, sort: [{ field: 'number', direction: 'asc' }] })).records;
		const filter = { match: 'all' as const, conditions: [{ field: 'parentId', operator: 'equals' as const, value: head.id }] };
		expect(await crm.records.count('customer', { filter })).toBe(601);
		expect(await crm.imports.undo('a')).toMatchObject({ deleted: 603, left: 0 });
	});

	it('numbers that a spreadsheet cut short, and formulas without a result, are told in any field', async () => {
		const crm = openTestCrm();
		const file = fileOf('姓名,手机,备注\n甲,1.38E+10,\n乙,,1.23457E+17\n丙,,3E+05\n丁,#FORMULA?,');
		const { created, badRows, badRowsFile } = await crm.imports.run({ object: 'contact', file, name: 'x' });
		await badRowsFile?.close();
		expect(created).toBe(1);
		expect(badRows.map(({ row, reason }) => [row, reason.en])).toEqual([
			[2, expect.stringMatching(/^Mobile was cut short by a spreadsheet/)],
			[3, expect.stringMatching(/^Note was cut short by a spreadsheet/)],
			[5, expect.stringMatching(/^Mobile is a formula without its result/)],
		]);
	});

	it.each(["'13812345678", '"=""13812345678"""', '13812345678.0', '\t13812345678'])('a phone number that came as %s', async (cell) => {
		const crm = openTestCrm();
		expect(await crm.imports.run({ object: 'contact', file: fileOf(`姓名,手机\n甲,${cell}`), name: 'a' })).toMatchObject({ created: 1 });
		expect((await crm.records.list('contact', { limit: 1 })).records).toMatchObject([{ mobile: '+8613812345678' }]);
	});

	it('percentages in fields of percent, from a workbook or a text', async () => {
		const crm = openTestCrm();
		const cells = (list: readonly string[]) => list.map((text) => `<c t="str"><v>${text}</v></c>`).join('');
		const rows = `<row>${cells(['产品名称', '产品编码', '税率'])}</row><row>${cells(['泵', 'A'])}<c s="0"><v>0.13</v></c></row>`;
		const bytes = await workbookOf({ sheets: [{ name: 'x', rows }], styles: '<cellXfs><xf numFmtId="9"/></cellXfs>' });
		await crm.imports.run({ object: 'product', file: fileOf(bytes), name: 'a' });
		await crm.imports.run({ object: 'product', file: fileOf('产品名称,产品编码,税率\n阀,B,9%\n管,C,0.5'), name: 'b' });
		const { records } = await crm.records.list('product', { limit: 5, sort: [{ field: 'code', direction: 'asc' }] });
		expect(records.map(({ taxRate }) => taxRate)).toEqual([13, 9, 0.5]);
	});
});

it('fills fields that users defined, checks them, and exports them again', async () => {
	const crm = openTestCrm({ partial: true });
	await crm.fields.define([
		{ item: 0, fields: { object: 'customer', type: 'date', label: 'Contract Ends', labelZh: '合同到期日' } },
		{ item: 1, fields: { object: 'customer', type: 'integer', label: 'Employees', labelZh: '员工人数' } },
	]);
	const rows = ['客户名称,合同到期日,员工人数', '甲,2026年3月1日,"1,200"', '乙,昨天,3'];
	const result = await crm.imports.run({ object: 'customer', file: fileOf(rows.join('\n')), name: 'x' });
	expect(result).toMatchObject({ created: 1, bad: 1 });
	expect((await readMade(result.badRowsFile))[1]).toEqual(['乙', '昨天', '3', expect.stringContaining('Contract Ends must be a date')]);
	const { file } = await crm.imports.export({ object: 'customer', format: 'csv', language: 'zh-CN' });
	const [headings, values] = await readMade(file);
	const valueOf = (heading: string) => values[headings.indexOf(heading)];
	expect([valueOf('合同到期日'), valueOf('员工人数')]).toEqual(['2026-03-01', '1200']);
	expect(await crm.imports.undo('x')).toMatchObject({ deleted: 1, left: 0 });
});

it.each([
	['客户名单-示例.xlsx', 'customer', { headingRow: 3, rows: 10, created: 3, updated: 2, bad: 5 }],
	['线索名单-示例-GBK.csv', 'lead', { headingRow: 1, encoding: 'gb18030', rows: 6, created: 3, updated: 1, bad: 2 }],
] as const)('the sample %s shows what a messy list becomes', async (name, object, expected) => {
	const crm = openTestCrm();
	await crm.system.loadDemo();
	const preview = await crm.imports.preview({ object, file: fileOf(readFileSync(path.join('workflows/samples', name)), name) });
	expect(preview).toMatchObject(expected);
	expect(preview.columns.filter(({ field }) => field === null).map(({ heading }) => heading)).toEqual(
		object === 'customer' ? ['序号'] : [],
	);
});
