import { openTestCrm } from '../../support/testCrm';
import { fileOf, readMade } from './files';

const file = (...rows: string[]) => fileOf(['姓名,电话,Firm', ...rows].join('\n'));
const mapping = { Firm: 'company' };

const fieldsOf = (columns: ReadonlyArray<{ heading: string; field: string | null }>) =>
	Object.fromEntries(columns.map(({ heading, field }) => [heading, field]));

describe('the columns of an import', () => {
	it('are taken by the file of its bad rows, and by a later one of the same headings in another order', async () => {
		const crm = openTestCrm();
		const result = await crm.imports.run({ object: 'lead', file: file('甲,12345,甲公司', '乙,13700000001,乙公司'), mapping, name: 'a' });
		const [headings, [name, , firm, reason]] = await readMade(result.badRowsFile);
		expect(headings).toEqual(['姓名', '电话', 'Firm', 'Reason']);
		const mended = fileOf([headings, [name, '13700000002', firm, `"${String(reason)}"`]].map((row) => row.join()).join('\n'));
		const preview = await crm.imports.preview({ object: 'lead', file: mended, asLastTime: true });
		expect(preview.columnsAsIn).toBe('a');
		expect(fieldsOf(preview.columns)).toEqual({ 姓名: 'name', 电话: 'phone', Firm: 'company', Reason: null });
		await crm.imports.run({ object: 'lead', file: mended, name: 'b', asLastTime: true });
		const { records } = await crm.records.list('lead', { limit: 5, sort: [{ field: 'number', direction: 'asc' }] });
		expect(records.map(({ company }) => company)).toEqual(['乙公司', '甲公司']);
		const other = fileOf('Firm,姓名,电话\n丙公司,丙,13700000003');
		expect(await crm.imports.preview({ object: 'lead', file: other, asLastTime: true })).toMatchObject({ columnsAsIn: 'b' });
	});

	it('are recognised for other headings, another object, when nobody asked for them, and after an undo', async () => {
		const crm = openTestCrm();
		await crm.imports.run({ object: 'lead', file: file('甲,13700000001,甲公司'), mapping, name: 'a' });
		const recognised = { columnsAsIn: null };
		const later = file('乙,13700000002,乙公司');
		const firmOf = async (input: Partial<Parameters<typeof crm.imports.preview>[0]>) => {
			const preview = await crm.imports.preview({ object: 'lead', file: later, ...input });
			expect(preview).toMatchObject(recognised);
			return fieldsOf(preview.columns).Firm;
		};
		expect(await firmOf({})).toBeNull();
		expect(await firmOf({ asLastTime: true, object: 'contact' })).toBeNull();
		expect(await firmOf({ asLastTime: true, file: fileOf('姓名,电话,Firm,城市\n乙,13700000002,乙公司,上海') })).toBeNull();
		await crm.imports.undo('a');
		expect(await firmOf({ asLastTime: true })).toBeNull();
	});

	it('give way to what is said about one of them', async () => {
		const crm = openTestCrm();
		await crm.imports.run({ object: 'lead', file: file('甲,13700000001,甲公司'), mapping, name: 'a' });
		const preview = await crm.imports.preview({ object: 'lead', file: file('乙,,x'), asLastTime: true, mapping: { Firm: 'city' } });
		expect(fieldsOf(preview.columns)).toMatchObject({ 姓名: 'name', Firm: 'city' });
	});

	it('are not shown in the list of imports', async () => {
		const crm = openTestCrm();
		await crm.imports.run({ object: 'lead', file: file('甲,13700000001,甲公司'), mapping, name: 'a' });
		const { imports } = await crm.imports.list({ limit: 5 });
		expect(Object.keys(imports[0])).not.toEqual(expect.arrayContaining(['mapping']));
		expect(Object.keys(imports[0])).not.toEqual(expect.arrayContaining(['headings']));
	});
});
