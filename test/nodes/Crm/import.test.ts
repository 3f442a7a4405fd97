import { bytesOf, cellsOf, fileOf } from '../../core/imports/files';
import { editorContext, runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';
import { Crm } from '../../../nodes/Crm/Crm.node';

beforeEach(freshCrm);

const list = Buffer.from('客户名称,电话,内部\n甲公司,010-62345678,x\n乙公司,12345,y\n甲公司,010-62345679,z\n');

const act = async (operation: string, parameters: NodeSetup['parameters'], more: Partial<NodeSetup> = {}) =>
	await runNode({
		type: 'crm',
		file: { name: '名单.csv', bytes: list },
		...more,
		parameters: { resource: 'import', operation, object: 'customer', file: 'data', columns: 'guess', ...parameters },
	});

describe('the operations on imports', () => {
	it('preview a file, with a page for a form in which the guess can be corrected', async () => {
		const { json } = await act('preview', {});
		expect(json).toMatchObject([
			{
				file: '名单.csv',
				rows: 3,
				created: 1,
				updated: 1,
				bad: 1,
				badRows: [{ row: 3, reason: expect.stringMatching(/^Phone is not a valid phone number/) }],
			},
		]);
		const page = json[0].page as Array<Record<string, unknown>>;
		expect(page[0]).toMatchObject({
			fieldType: 'html',
			html: expect.stringContaining('<td>3</td><td>1</td><td>1</td><td>0</td><td>1</td>'),
		});
		expect(page.slice(1).map(({ fieldLabel, defaultValue }) => [String(fieldLabel).split(' (')[0], defaultValue])).toEqual([
			['客户名称', 'Name'],
			['电话', 'Phone'],
			['内部', '– Leave Out –'],
		]);
	});

	it('tell the answers about columns from others of the same names', async () => {
		const file = { name: 'x.csv', bytes: Buffer.from('客户名称,next\n丙,上海') };
		const { json } = await act('preview', {}, { file });
		const [name, next] = (json[0].page as Array<{ fieldName: string }>).slice(1).map(({ fieldName }) => fieldName);
		const mapping = JSON.stringify({ [name]: 'Name', [next]: 'City', next: ['1 Import'] });
		const again = await act('preview', { columns: 'given', mapping }, { file });
		expect(again.json[0].columns).toMatchObject([{ field: 'name' }, { field: 'city' }]);
	});

	it('preview an import under its name, or a free one like it', async () => {
		const pageOf = async (name: string) => {
			const { json } = await act('preview', { options: { importName: name } });
			return [json[0].name, JSON.stringify((json[0].page as unknown[])[0])];
		};
		await act(
			'run',
			{ importName: '三月', emitEvents: false, options: {} },
			{ file: { name: 'x.csv', bytes: Buffer.from('客户名称\n丙') } },
		);
		expect(await pageOf('三月')).toEqual(['三月 2', expect.stringContaining('gets a free one: 三月 2')]);
		expect(await pageOf('四月')).toEqual(['四月', expect.stringContaining('Import Name, to undo it later: 四月')]);
	});

	it('preview an import without a name under that of its file, counted where it is taken, so that the file may come again', async () => {
		const nameOf = async () => (await act('preview', {})).json[0].name;
		expect(await nameOf()).toBe('名单');
		for (const next of ['名单 2', '名单 3']) {
			await act('run', { importName: String(await nameOf()), emitEvents: false, options: {} });
			expect(await nameOf()).toBe(next);
		}
	});

	it('say on the page what is left out, what gets no owner and no score, and that nothing can be imported', async () => {
		const pageOf = async (text: string, object: string) => {
			const { json } = await act('preview', { object }, { file: { name: 'x.csv', bytes: Buffer.from(text) } });
			return String((json[0].page as Array<{ html: string }>)[0].html);
		};
		const leads = await pageOf('姓名,Firm,Next call\n甲,甲公司,明天', 'lead');
		expect(leads).toContain('<p>Left out: Firm, Next call</p>');
		expect(leads).toContain('No column fills the owner');
		expect(leads).toContain('Imported leads get no score');
		expect(leads).not.toContain('No row can be imported');
		const customers = await pageOf('客户名称,负责人\n甲,没有的人', 'customer');
		for (const words of ['Left out', 'No column fills the owner', 'no score']) expect(customers).not.toContain(words);
		expect(customers).toContain('No row can be imported with these columns');
	});

	it('begin with the columns of the last import of such a file, and say so', async () => {
		const mapping = '={{ { "内部": "Note" } }}';
		await act('run', { importName: '三月', emitEvents: false, options: {}, columns: 'given', mapping });
		const { json } = await act('preview', { columns: 'last' });
		expect(json[0].columns).toMatchObject([{ field: 'name' }, { field: 'phone' }, { field: 'note' }]);
		expect(JSON.stringify(json[0].page)).toContain('in the last import of a file with these headings: 三月');
		expect(JSON.stringify((await act('preview', {})).json[0].page)).not.toContain('三月');
	});

	it('say which rows overwrite others, on the page of the check and the one that ends the form', async () => {
		const line = (i: number) => `人${i},${13900000000 + (i % 30)}`;
		const text = ['姓名,电话', ...Array.from({ length: 60 }, (_, i) => line(i))].join('\n');
		const file = { name: 'x.csv', bytes: Buffer.from(text) };
		const { json } = await act('preview', { object: 'lead' }, { file });
		expect(json[0]).toMatchObject({ overwriting: 30, overwrites: { length: 20 } });
		const page = String((json[0].page as Array<{ html: string }>)[0].html);
		expect(page).toContain('<p>Row 32 fills the same record as row 2 (Phone): Name would be overwritten</p>');
		expect(page).toContain('<p>More of these: 10</p>');
		const done = await act('run', { object: 'lead', importName: 'a', emitEvents: false, options: {} }, { file });
		expect(done.json[0]).toMatchObject({ overwriting: 30, overwrites: { length: 20 } });
		expect(done.json[0].badRowsHtml).toContain('<p>Row 32 filled the same record as row 2 (Phone): overwritten: Name</p>');
	});

	it('never take what a file says for markup or an expression', async () => {
		const bytes = Buffer.from('客户名称,<b>x</b>{{ $env.PATH }}\n"<script>alert(1)</script>{{ 1 + 1 }}",y\n');
		const { json } = await act('preview', {}, { file: { name: '<i>{{ 1 }}.csv', bytes } });
		const page = JSON.stringify((json[0].page as unknown[])[0]);
		expect(page).not.toMatch(/<script|<i>|<b>|\{\{/);
	});

	it('import a file and give the bad rows back as one', async () => {
		const { json, outputs } = await act('run', { importName: '三月', emitEvents: false, options: {} });
		expect(json).toMatchObject([{ name: '三月', outcome: 'imported', rows: 3, created: 1, updated: 1, bad: 1, repeated: false }]);
		const binary = outputs[0][0].binary?.badRows;
		expect(binary).toMatchObject({ fileName: '名单 - rows to correct.csv', mimeType: 'text/csv' });
		expect(await cellsOf(fileOf(Buffer.from(binary?.data ?? '', 'base64')))).toEqual([
			['客户名称', '电话', '内部', 'Reason'],
			['乙公司', '12345', 'y', expect.stringContaining('Phone is not a valid phone number')],
		]);
		expect(json[0].badRowsHtml).not.toContain('nothing was done now');
		const again = await act('run', { importName: '三月', emitEvents: false, options: {} });
		expect(again.json).toMatchObject([{ repeated: true, badRowsHtml: expect.stringContaining('nothing was done now') as string }]);
		const { json: imports } = await act('getAll', { returnAll: true });
		expect(imports).toMatchObject([{ name: '三月', state: 'done', percent: 100, rows: 3 }]);
		expect((await act('undo', { importName: '三月', emitEvents: false })).json).toMatchObject([{ deleted: 1, restored: 0, left: 0 }]);
	});

	it.each([
		[
			'exceptions',
			{
				columns: 'define',
				exceptions: {
					columns: [
						{ heading: '内部', field: 'note' },
						{ heading: '电话', field: '-' },
					],
				},
			},
		],
		['the answers of a form', { columns: 'given', mapping: '={{ { "内部": "Note", "电话": "– Leave Out –", submittedAt: "now" } }}' }],
	])('take %s for what the columns are', async (_what, parameters) => {
		await act('run', { importName: 'a', emitEvents: false, options: {}, ...parameters });
		const { json } = await runNode({
			type: 'crm',
			parameters: {
				resource: 'customer',
				operation: 'getAll',
				returnAll: true,
				simplify: false,
				sort: { keys: [{ field: 'name', direction: 'asc' }] },
			},
		});
		expect(json.map(({ name, phone, note }) => [name, phone, note]).sort()).toEqual([
			['乙公司', null, 'y'],
			['甲公司', null, 'z'],
		]);
	});

	it('take the file of an earlier node', async () => {
		const file = `={{ { mimeType: 'text/csv', fileName: 'x.csv', data: '${Buffer.from('客户名称\n丙').toString('base64')}' } }}`;
		expect((await act('preview', { file }, { file: undefined })).json).toMatchObject([{ file: 'x.csv', rows: 1, created: 1 }]);
	});

	it('say that there is no file, or one that cannot be read, and go on with the others', async () => {
		const { error } = await act('preview', { file: 'other' });
		expect(error?.message).toBe('Input Binary Field: there is no file in this field of the item');
		const empty = await act('preview', { file: '={{ $json.nothing }}' });
		expect(empty.error?.message).toBe('The file is empty, or none was chosen');
		const items = [{ file: 'data' }, { file: 'none' }];
		const { json } = await act('preview', { file: '={{ $json.file }}' }, { items, onError: 'continueRegularOutput' });
		expect(json).toMatchObject([{ rows: 3 }, { error: 'Input Binary Field: there is no file in this field of the item' }]);
	});

	it('offer objects, fields and ways to match in lists', async () => {
		const { loadOptions } = new Crm().methods;
		const of = async (method: 'importObjects' | 'importFields' | 'importMatches') =>
			(await loadOptions[method].call(editorContext('crm', { resource: 'import', operation: 'run', object: 'customer' }) as never)).map(
				({ value }) => value,
			);
		expect(await of('importObjects')).toEqual(expect.arrayContaining(['lead', 'customer', 'contact']));
		expect(await of('importFields')).toEqual(expect.arrayContaining(['-', 'name', 'number', 'ownerId']));
		expect(await of('importMatches')).toEqual(expect.arrayContaining(['id', 'number', 'name', 'phone']));
	});
});

describe('Export', () => {
	it.each(['xlsx', 'csv', 'csvGbk'])('as %s gives a file that Import Records takes for what is there', async (format) => {
		await act(
			'run',
			{ importName: 'a', emitEvents: false, options: {} },
			{
				file: {
					name: 'x.xlsx',
					bytes: await bytesOf(
						[
							['客户名称', '城市'],
							['甲', '上海'],
							['乙', '北京'],
						],
						{ format: 'xlsx' },
					),
				},
			},
		);
		const { json, outputs } = await runNode({
			type: 'crm',
			parameters: { resource: 'customer', operation: 'export', format, exportFields: [], fileName: '全部' },
		});
		expect(json).toEqual([{ rows: 2, fileName: `全部.${format === 'xlsx' ? 'xlsx' : 'csv'}`, bytes: expect.any(Number) }]);
		const bytes = Buffer.from(outputs[0][0].binary?.data.data ?? '', 'base64');
		const again = await act('run', { importName: 'b', emitEvents: false, options: {} }, { file: { name: 'again', bytes } });
		expect(again.json).toMatchObject([{ rows: 2, unchanged: 2, bad: 0 }]);
	});
});

describe('Create or Update', () => {
	const upsert = async (options: Record<string, string | boolean>) =>
		await runNode({
			type: 'crm',
			items: [{ name: '甲' }, { name: '乙' }],
			parameters: {
				resource: 'team',
				operation: 'upsert',
				fields: { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['name'] },
				options,
			},
		});

	it('with Dry Run says what it would do, and does nothing', async () => {
		expect((await upsert({ dryRun: true })).json).toMatchObject([
			{ id: null, name: '甲', created: true, dryRun: true },
			{ id: null, name: '乙', created: true, dryRun: true },
		]);
		expect((await runNode({ type: 'crm', parameters: { resource: 'team', operation: 'count' } })).json).toEqual([{ count: 0 }]);
	});

	it('with Import Name can be undone', async () => {
		expect((await upsert({ importName: '组' })).json).toMatchObject([{ created: true }, { created: true }]);
		expect((await act('undo', { importName: '组', emitEvents: false })).json).toMatchObject([{ deleted: 2 }]);
	});
});
