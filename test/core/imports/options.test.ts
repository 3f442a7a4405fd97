import { define } from '../../support/fields';
import { openTestCrm } from '../../support/testCrm';
import { bytesOf, fileOf } from './files';

const options = [
	{ value: 'keyAccount', label: 'Key Account', labelZh: '大客户' },
	{ value: 'none', label: 'None', labelZh: '无' },
	{ value: '3', label: 'Third', labelZh: '第三' },
];

/** What becomes of cells that stand for an option, by the value that is stored. */
async function storedAs(cells: ReadonlyArray<string | number>): Promise<unknown[]> {
	const crm = openTestCrm();
	await define(crm, { name: 'grade', label: 'Grade', labelZh: '等级', type: 'option', options });
	const rows = cells.map((cell, i) => [`公司${i}`, cell]);
	const file = fileOf(await bytesOf([['客户名称', '等级'], ...rows], { format: 'xlsx' }), '名单.xlsx');
	expect(await crm.imports.run({ object: 'customer', file, name: 'options' })).toMatchObject({ created: cells.length, bad: 0 });
	const { records } = await crm.records.list('customer', { limit: 20, sort: [{ field: 'number', direction: 'asc' }] });
	return records.map(({ custom_grade }) => custom_grade);
}

describe('an option in a file', () => {
	it('is meant by its value and its labels, whatever their case, blanks and width', async () => {
		const cells = [
			'keyAccount',
			'KEYACCOUNT',
			'Key Account',
			' key account ',
			'ＫＥＹ　ＡＣＣＯＵＮＴ',
			'大客户',
			' 大客户\u3000',
			3,
			'３',
		];
		expect(await storedAs(cells)).toEqual([...Array.from({ length: 7 }, () => 'keyAccount'), '3', '3']);
	});

	it('may be called what elsewhere stands for nothing', async () => {
		expect(await storedAs(['无', 'none', '-', 'N/A'])).toEqual(['none', 'none', null, null]);
	});
});
