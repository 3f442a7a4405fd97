import { openTestCrm, failureOf, valueOf } from '../../support/testCrm';
import { bytesOf, fileOf, readMade } from './files';
import { workbookOf } from './workbook';

const messy = [
	['2026 年春季展会客户名单', null, null, null, null],
	[],
	['客户名称*', '联系电话', '负责人', '统一社会信用代码', '客户类型', '备注(选填)', '内部列'],
	['苏州示例科技有限公司', '0512-62345678', '王芳', '91350211M000100Y46', '经销商', '老客户', 'x'],
	['上海样本贸易公司', 13812345678, 'wangfang@example.com', null, '终端客户', null, null],
	[null, null, null, null, null, null, null],
	['苏州示例科技', '', '', '', '', '改过的备注', ''],
	['坏电话公司', '12345', '', '', '', '', ''],
	['没有的负责人公司', '', '不存在', '', '', '', ''],
	['坏类型公司', '', '', '', '大客户', '', ''],
];

const source = async (format: 'xlsx' | 'csv' = 'xlsx') => fileOf(await bytesOf(messy, { format }), `名单.${format}`);

describe('an import', () => {
	it('previews what a messy file holds and what would become of it, and stores nothing', async () => {
		const crm = openTestCrm();
		await crm.given.user({ name: '王芳', email: 'wangfang@example.com' });
		const preview = await crm.imports.preview({ object: 'customer', file: await source() });
		expect(preview).toMatchObject({ headingRow: 3, format: 'xlsx', rows: 6, created: 2, updated: 1, unchanged: 0, bad: 3, missing: [] });
		expect(Object.fromEntries(preview.columns.map(({ heading, field }) => [heading, field]))).toEqual({
			'客户名称*': 'name',
			联系电话: 'phone',
			负责人: 'ownerId',
			统一社会信用代码: 'unifiedSocialCreditCode',
			客户类型: 'type',
			'备注(选填)': 'note',
			内部列: null,
		});
		expect(preview.matchOn).toEqual([['unifiedSocialCreditCode'], ['name']]);
		expect(preview.badRows.map(({ row }) => row)).toEqual([8, 9, 10]);
		expect(await crm.records.count('customer', {})).toBe(0);
		expect(await crm.rows('SELECT * FROM crm_import')).toEqual([]);
	});

	it.each(['xlsx', 'csv'] as const)('of %s stores the good rows and gives the bad ones back with the reason', async (format) => {
		const crm = openTestCrm();
		const user = await crm.given.user({ name: '王芳', email: 'wangfang@example.com' });
		const result = await crm.imports.run({ object: 'customer', file: await source(format), name: '春季', language: 'zh-CN' });
		expect(result).toMatchObject({ outcome: 'imported', rows: 6, created: 2, updated: 1, unchanged: 0, bad: 3, repeated: false });
		const { records } = await crm.records.list('customer', { limit: 10, sort: [{ field: 'number', direction: 'asc' }] });
		expect(records).toMatchObject([
			{ name: '苏州示例科技', phone: '+8651262345678', ownerId: user.id, type: 'distributor', note: '改过的备注' },
			{ name: '上海样本贸易公司', phone: '+8613812345678', ownerId: user.id, type: 'endCustomer' },
		]);
		const bad = await readMade(result.badRowsFile);
		expect(bad[0].at(-1)).toBe('错误原因');
		expect(bad.slice(1).map((row) => [row[0], row.at(-1)])).toEqual([
			['坏电话公司', expect.stringContaining('电话：不是有效的电话号码')],
			['没有的负责人公司', '负责人：CRM 中没有该用户：不存在'],
			['坏类型公司', '客户类型：没有选项“大客户”，可填 终端客户、经销商、代理商、合作伙伴'],
		]);
	});

	it('in a dry run says the same and stores nothing', async () => {
		const crm = openTestCrm();
		await crm.given.user({ name: '王芳', email: 'wangfang@example.com' });
		const result = await crm.imports.run({ object: 'customer', file: await source(), name: 'a', dryRun: true });
		expect(result).toMatchObject({ outcome: 'dryRun', rows: 6, created: 2, updated: 1, bad: 3 });
		expect(await readMade(result.badRowsFile)).toHaveLength(4);
		expect(await crm.records.count('customer', {})).toBe(0);
		expect(await crm.rows('SELECT * FROM crm_import')).toEqual([]);
	});

	it('counts in a dry run what earlier rows would have made, however far apart they stand', async () => {
		const crm = openTestCrm();
		const names = Array.from({ length: 1500 }, (_, i) => `公司${i % 700}`);
		const file = fileOf(['客户名称', ...names].join('\n'));
		expect(await crm.imports.preview({ object: 'customer', file })).toMatchObject({ created: 700, bad: 0, rows: 1500 });
		expect(await crm.imports.run({ object: 'customer', file, name: 'a' })).toMatchObject({ created: 700, unchanged: 800 });
	});

	it('stores nothing with a bad row in it where that was chosen', async () => {
		const crm = openTestCrm();
		await crm.given.user({ name: '王芳', email: 'wangfang@example.com' });
		const result = await crm.imports.run({ object: 'customer', file: await source(), name: 'a', onBadRows: 'stop' });
		expect(result).toMatchObject({ outcome: 'refused', bad: 3 });
		expect(await readMade(result.badRowsFile)).toHaveLength(4);
		expect(await crm.records.count('customer', {})).toBe(0);
		const good = fileOf('客户名称\n甲\n乙');
		expect(await crm.imports.run({ object: 'customer', file: good, name: 'a', onBadRows: 'stop' })).toMatchObject({
			outcome: 'imported',
			created: 2,
		});
	});

	it('of the same file under the same name is done once, and tells its bad rows again', async () => {
		const crm = openTestCrm();
		await crm.given.user({ name: '王芳', email: 'wangfang@example.com' });
		const file = await source();
		const run = async () => await crm.imports.run({ object: 'customer', file, name: '春季' });
		const first = await run();
		const bad = await readMade(first.badRowsFile);
		const events = await crm.rows('SELECT count(*) AS n FROM crm_event');
		const second = await run();
		expect(second).toMatchObject({ repeated: true, rows: 6, created: 2, updated: 1, bad: 3, badRows: first.badRows });
		expect(await readMade(second.badRowsFile)).toEqual(bad);
		expect(await crm.rows('SELECT count(*) AS n FROM crm_event')).toEqual(events);
	});

	it('of another file under a used name is refused, and so is a name that is blank', async () => {
		const crm = openTestCrm();
		const run = (text: string, name: string, object: 'team' | 'customer' = 'customer') =>
			crm.imports.run({ object, file: fileOf(text), name });
		await run('客户名称\n甲', 'a');
		const refusal = { code: 'Refused', field: 'importName' };
		expect(await failureOf(run('客户名称\n乙', 'a'))).toMatchObject(refusal);
		expect(await failureOf(run('客户名称\n甲', 'a', 'team'))).toMatchObject(refusal);
		expect(await failureOf(run('客户名称\n甲', '  '))).toMatchObject({ code: 'ValidationFailed', field: 'importName' });
	});

	it('says in the preview under which free name it would run, so that mended rows come in under the name of the first file', async () => {
		const crm = openTestCrm();
		const [first, mended] = [fileOf('客户名称,电话\n甲,\n乙,12345'), fileOf('客户名称,电话\n乙,010-62345678')];
		const named = async (file: typeof first) => (await crm.imports.preview({ object: 'customer', file, name: ' 春季 ' })).name;
		expect(await named(first)).toBe('春季');
		await readMade((await crm.imports.run({ object: 'customer', file: first, name: '春季' })).badRowsFile);
		expect([await named(first), await named(mended)]).toEqual(['春季', '春季 2']);
		expect(await crm.imports.run({ object: 'customer', file: mended, name: '春季 2' })).toMatchObject({ created: 1, repeated: false });
		expect(await named(fileOf('客户名称\n丙'))).toBe('春季 3');
		await crm.imports.undo('春季 2');
		expect(await named(mended)).toBe('春季 3');
		const long = '长'.repeat(200);
		await crm.imports.run({ object: 'customer', file: fileOf('客户名称\n丁'), name: long });
		expect((await crm.imports.preview({ object: 'customer', file: mended, name: long })).name).toBe(`${'长'.repeat(198)} 2`);
	});

	it('says all that is wrong with a row, in the order of its columns', async () => {
		const crm = openTestCrm();
		const rows = ['客户名称,电话,电子邮箱,负责人,来源', '甲,12345,无效,不存在,不知道哪里', ',010-62345678,a@b,,', ',010-62345678,,不存在,'];
		const result = await crm.imports.run({ object: 'customer', file: fileOf(rows.join('\n')), name: 'a', language: 'zh-CN' });
		const reasons = (await readMade(result.badRowsFile)).slice(1).map((row) => String(row.at(-1)).split('；'));
		expect(reasons).toEqual([
			[
				expect.stringMatching(/^电话：不是有效的电话号码/),
				'电子邮箱：缺少 @',
				'负责人：CRM 中没有该用户：不存在',
				expect.stringMatching(/^来源：没有选项“不知道哪里”，可填 .*、…$/),
			],
			['客户名称：为必填项', expect.stringMatching(/^电子邮箱：@ 之后须为有效的域名/)],
			['客户名称：为必填项', '负责人：CRM 中没有该用户：不存在'],
		]);
		expect(result.badRows.map(({ reason }) => reason['zh-CN'].split('；'))).toEqual(reasons);
	});

	it('does not keep with the import what stands in a personal field', async () => {
		const crm = openTestCrm();
		const options = ['A', 'B'].map((value) => ({ value }));
		const fields = { object: 'customer', type: 'option', label: 'Blood Type', labelZh: '血型', options, personal: true };
		valueOf((await crm.fields.define([{ item: 0, fields }]))[0]);
		const result = await crm.imports.run({ object: 'customer', file: fileOf('客户名称,血型\n甲,罕见'), name: 'a', language: 'zh-CN' });
		expect((await readMade(result.badRowsFile))[1].at(-1)).toBe('血型：不在选项中，可填 A、B');
	});

	it('says of a file without rows what it is', async () => {
		const crm = openTestCrm();
		const reasonOf = async (text: string) =>
			(await failureOf(crm.imports.preview({ object: 'customer', file: fileOf(text) }))).text['zh-CN'];
		expect(await reasonOf('')).toBe('文件是空的');
		expect(await reasonOf('\ufeff')).toBe('文件是空的');
		expect(await reasonOf('客户名称,电话\n,\n')).toBe('文件只有标题，标题下面没有数据行');
	});

	it('of another sheet of the file under a used name is refused: its rows would be taken for done', async () => {
		const crm = openTestCrm();
		const sheet = (name: string) => ({
			name,
			rows: `<row><c t="str"><v>客户名称</v></c></row><row><c t="str"><v>${name}公司</v></c></row>`,
		});
		const file = fileOf(await workbookOf({ sheets: [sheet('甲'), sheet('乙')] }), '名单.xlsx');
		const run = (name: string, sheet?: string) => crm.imports.run({ object: 'customer', file, name, sheet });
		expect(await run('a')).toMatchObject({ created: 1 });
		expect(await run('a', '甲')).toMatchObject({ repeated: true });
		expect(await failureOf(run('a', '乙'))).toMatchObject({ code: 'Refused', field: 'importName' });
		expect(await run('b', '乙')).toMatchObject({ created: 1 });
	});

	it('that several start at once under one name is done once', async () => {
		const crm = openTestCrm();
		// People without numbers match nothing: a row that is written twice is there twice.
		const file = fileOf(['姓名,职务', ...Array.from({ length: 1600 }, (_, i) => `张三,第${i}位`)].join('\n'));
		const runs = await Promise.all(
			Array.from({ length: 5 }, () => crm.imports.run({ object: 'contact', file, name: 'a' }).catch((error: Error) => error)),
		);
		for (const run of runs) if (run instanceof Error) expect(run).toMatchObject({ code: 'Refused', field: 'importName' });
		expect(await crm.records.count('contact', {})).toBe(1600);
		expect((await crm.imports.list({ limit: 5 })).imports).toMatchObject([{ state: 'done', rows: 1600, created: 1600 }]);
	});

	it('is refused when no column is a field', async () => {
		const crm = openTestCrm();
		const error = await failureOf(crm.imports.run({ object: 'customer', file: fileOf('甲,乙\n1,2'), name: 'a' }));
		expect(error).toMatchObject({ code: 'ValidationFailed', field: 'mapping' });
	});

	it('finds records by tax number, then by name, and does not mix up two companies of one name', async () => {
		const crm = openTestCrm();
		const [one, other] = ['91350211M000100Y46', '91320594MA1DEM501D'];
		const named = await crm.given.customer({ name: '关系集团有限公司' });
		const file = fileOf(
			['客户名称,税号,城市', `关系集团有限公司,${one},上海`, `关系集团,${other},北京`, `改名后的公司,${one},`].join('\n'),
		);
		expect(await crm.imports.run({ object: 'customer', file, name: 'a' })).toMatchObject({ created: 1, updated: 2, bad: 0 });
		const { records } = await crm.records.list('customer', { limit: 5, sort: [{ field: 'number', direction: 'asc' }] });
		expect(records).toMatchObject([
			{ id: named.id, name: '改名后的公司', unifiedSocialCreditCode: one, city: '上海' },
			{ name: '关系集团', unifiedSocialCreditCode: other, city: '北京' },
		]);
	});

	it('takes a row whose name several records have for bad', async () => {
		const crm = openTestCrm();
		for (const city of ['上海', '北京']) await crm.given.customer({ name: '甲', city });
		const result = await crm.imports.run({ object: 'customer', file: fileOf('客户名称,城市\n甲,天津'), name: 'a' });
		expect(result.badRows).toEqual([{ row: 2, reason: { en: 'Several customers have this Name', 'zh-CN': '有多条客户的客户名称相同' } }]);
		await result.badRowsFile?.close();
	});

	it('finds people by any of their numbers and addresses', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead({ name: '王芳', phone: '13812345678', email: 'wang@example.com' });
		const rows = ['姓名,电话,邮箱,城市', '王芳,13812345678,,上海', '王芳,13999999999,WANG@example.com,', '李娜,13700000000,,'];
		expect(await crm.imports.run({ object: 'lead', file: fileOf(rows.join('\n')), name: 'a' })).toMatchObject({ created: 1, updated: 2 });
		expect(await crm.records.list('lead', { limit: 5, sort: [{ field: 'number', direction: 'asc' }] })).toMatchObject({
			records: [{ id: lead.id, phone: '+8613999999999', city: '上海' }, { name: '李娜' }],
		});
	});

	it('passes over rows that hold nothing but spaces', async () => {
		const crm = openTestCrm();
		expect(await crm.imports.run({ object: 'customer', file: fileOf('客户名称,城市\n甲,\n  ,\u3000\n'), name: 'a' })).toMatchObject({
			rows: 1,
			bad: 0,
		});
	});

	it('never erases with a blank cell', async () => {
		const crm = openTestCrm();
		const known = await crm.given.customer({ name: '甲', city: '北京' });
		await crm.imports.run({ object: 'customer', file: fileOf('客户名称,城市\n甲,'), name: 'a' });
		expect(valueOf((await crm.records.get('customer', [{ item: 0, id: known.id }]))[0])).toMatchObject({ city: '北京', version: 1 });
	});

	it.each([
		[false, []],
		[true, ['甲', '乙']],
	])('tells CRM Triggers of its records: %s', async (emitEvents, told) => {
		const crm = openTestCrm();
		const names: unknown[] = [];
		const subscription = await crm.subscriptions.open(
			{ id: 'w:n', workflowId: 'w', workflowName: 'w', nodeName: 'n', filter: { events: [], objects: ['customer'], changedFields: [] } },
			{
				deliver: async ({ record }) => {
					names.push(record?.name);
					return await Promise.resolve('done');
				},
			},
		);
		await crm.imports.run({ object: 'customer', file: fileOf('客户名称\n甲\n乙'), name: 'a', emitEvents });
		const last = await crm.given.customer({ name: '最后' });
		while (!names.includes(last.name)) await new Promise((resolve) => setTimeout(resolve, 10));
		await subscription.close();
		expect(names).toEqual([...told, '最后']);
		expect(await crm.rows(`SELECT count(*) AS n FROM crm_event WHERE kind = 'created' AND object = 'customer'`)).toEqual([{ n: 3 }]);
	});
});
