import fc from 'fast-check';

import { inputsOf, openTestCrm, type TestCrm } from '../../support/testCrm';

const people = [
	{ name: '张伟', company: '苏州示例科技有限公司', phone: '13812345678' },
	{ name: '张三丰', company: 'Wudang Tools GmbH', phone: '010-62345678' },
	{ name: 'Anna-Maria Müller', company: 'ACME 三维', email: 'anna.mueller@example.com' },
	{ name: '欧阳娜娜', company: 'A类客户' },
	{ name: 'O', company: 'x' },
	{ name: '山田 太郎', company: 'カタカナ' },
];

let crm: TestCrm;

const found = async (search: string) => {
	const { records } = await crm.records.list('lead', { limit: 50, search, sort: [{ field: 'number', direction: 'asc' }] });
	expect(await crm.records.count('lead', { search })).toBe(records.length);
	return records.map((record) => people.findIndex((person) => person.name === record.name));
};

beforeAll(async () => {
	crm = openTestCrm();
	await crm.records.create('lead', inputsOf(people.map((fields) => ({ fields }))));
});

describe('type-ahead search', () => {
	it.each<[string, string, number[]]>([
		['a Chinese name of two characters', '张伟', [0]],
		['the last two characters of a name', '三丰', [1]],
		['one character', '张', [0, 1]],
		['characters in another order', '伟张', []],
		['a part of a company in Chinese', '示例科技', [0]],
		['three letters inside a word', 'uda', [1]],
		['three letters across the end of a word', 'gto', []],
		['letters in any case and width', 'ＷＵＤＡＮＧ', [1]],
		['the first two letters of a word', 'wu', [1]],
		['two letters inside a word', 'ud', []],
		['letters with umlauts', 'mül', [2]],
		['the last four digits of a phone', '5678', [0, 1]],
		['a phone as people write it', '138 1234', [0]],
		['a part of an e-mail address', 'mueller@exa', [2]],
		['a number of a record', 'L', [0, 1, 2, 3, 4, 5]],
		['Chinese and Latin letters together', 'acme三维', [2]],
		['several words, all of which must be there', '张 wudang', [1]],
		['several words, one of which is not there', '张 acme', []],
		['a letter and a character', 'A类', [3]],
		['Japanese', '山田', [5]],
	])('finds %s', async (_name, search, expected) => {
		expect(await found(search)).toEqual(expected);
	});

	it('finds a name of one letter', async () => {
		expect(await found('O')).toContain(4);
	});

	it('finds nothing for signs alone, and all for blanks', async () => {
		for (const search of ['"', "'", '*', '%', '🙂', '()', 'ꙮ']) expect([search, await found(search)]).toEqual([search, []]);
		expect(await found('  ')).toHaveLength(people.length);
	});

	it('never fails, whatever a user types', async () => {
		const syntax = [
			'"',
			"'",
			'*',
			'^',
			'-',
			'+',
			'(',
			')',
			':',
			',',
			'.',
			'{',
			'}',
			' AND ',
			' OR ',
			' NOT ',
			' NEAR(',
			'tokens:',
			'\\',
			'%',
			'_',
			'\u0000',
			';',
			'--',
			'张',
			'ab',
			'abc',
			'é',
			'é',
			'👩‍👩‍👧',
			'\ud800',
			'ﷺ',
			'İ',
			'ß',
		];
		const text = fc.oneof(
			fc.array(fc.constantFrom(...syntax), { maxLength: 12 }).map((parts) => parts.join('')),
			fc.string({ unit: 'grapheme', maxLength: 40 }),
			fc.string({ unit: 'binary', maxLength: 40 }),
		);
		await fc.assert(
			fc.asyncProperty(text, async (search) => {
				expect((await crm.records.list('lead', { limit: 3, search })).records.length).toBeLessThanOrEqual(3);
			}),
			{ numRuns: 300 },
		);
		expect(await found('张'.repeat(1_048_576))).toEqual([]);
	});

	it('finds every name by any two neighbouring characters and any three letters in a row', async () => {
		const name = fc.oneof(
			fc.string({ unit: fc.constantFrom(...'王李张刘陈杨黄赵周吴'), minLength: 2, maxLength: 6 }),
			fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 3, maxLength: 12 }),
		);
		await fc.assert(
			fc.asyncProperty(name, fc.nat(), async (text, at) => {
				const { id } = await crm.given.team({ name: `${text} ${crypto.randomUUID().replace(/[a-h]/g, 'z')}` });
				const width = /[a-h]/.test(text) ? 3 : 2;
				const from = at % (text.length - width + 1);
				const { records } = await crm.records.list('team', { limit: 500, search: text.slice(from, from + width) });
				expect(records.map((record) => record.id)).toContain(id);
			}),
			{ numRuns: 40 },
		);
	});

	it('finds the end of the longest text, and the one written after it', async () => {
		const long = `${'跟进事项'.repeat(74)}收尾`;
		const outcomes = await crm.records.create('task', inputsOf([{ fields: { subject: long } }, { fields: { subject: '开头明确' } }]));
		expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true]);
		expect([await crm.records.count('task', { search: '收尾' }), await crm.records.count('task', { search: '开头' })]).toEqual([1, 1]);
	});

	it('follows a changed name', async () => {
		const lead = await crm.given.lead({ name: '旧名字' });
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { name: '新称呼' } }]);
		expect([await crm.records.count('lead', { search: '旧名' }), await crm.records.count('lead', { search: '称呼' })]).toEqual([0, 1]);
		await crm.records.delete('lead', [{ item: 0, id: lead.id }]);
	});
});
