import fc from 'fast-check';
import { foldCompany, foldName } from '../../../core/normalise/names';

describe('the folded name', () => {
	it.each([
		['王小明', ' 王 小　明 '],
		['王小明', '王\u200b小明\ufeff'],
		['zhang san', 'Ｚｈａｎｇ  San'],
		['josé', 'JOSE\u0301'],
		['李ming', '李 Ming'],
		['买买提·艾力', '买买提•艾力'],
		['买买提·艾力', '买买提・艾力'],
		['김 철수', '김  철수'],
	])('%j is that of %j', (folded, name) => expect(foldName(name)).toBe(folded));

	it('keeps names apart that differ in more than writing', () => {
		expect(new Set(['王小明', '王小敏', 'zhang san', 'zhangsan', '鍾', '鐘'].map(foldName)).size).toBe(6);
	});
});

describe('the folded company', () => {
	it.each([
		[
			'上海关系',
			[
				'上海关系有限公司',
				'上海关系有限责任公司',
				'上海关系股份有限公司',
				'上海关系集团有限公司',
				'上海关系（集团）有限公司',
				'上海关系集团',
				'上海关系集团公司',
				' 上海 关系有限公司 ',
			],
		],
		['关系(上海)科技', ['关系（上海）科技有限公司', '关系(上海)科技有限公司', '关系【上海】科技有限公司', '关系 ( 上海 ) 科技']],
		['上海abc', ['上海 ABC 有限公司', '上海ＡＢＣ有限公司']],
		['创新投资中心', ['创新投资中心（有限合伙）']],
		[
			'acme',
			[
				'Acme Co., Ltd.',
				'ACME CO.,LTD',
				'Acme Co.Ltd',
				'acme co ltd',
				'Acme Limited',
				'Acme, Inc.',
				'Acme L.L.C.',
				'ACME Pte. Ltd.',
				'Acme GmbH',
				'Acme',
			],
		],
		['acme(shanghai)', ['Acme (Shanghai) Co., Ltd.', 'Acme（Shanghai）Ltd']],
	])('%s is that of %j', (folded, companies) => expect(companies.map(foldCompany)).toEqual(companies.map(() => folded)));

	it.each([
		'上海关系有限公司北京分公司',
		'关系总公司',
		'关系公司',
		'有限公司',
		'集团',
		'ltd',
		'smith & co',
		'coltrane',
		'corporate gifts',
		'shanghai zinc',
	])('leaves %j alone', (company) => expect(foldCompany(company)).toBe(company));

	it('stays linear on a megabyte of dots and spaces', () => {
		const started = performance.now();
		foldCompany(`${'. , '.repeat(250_000)}x`);
		foldCompany(`x${'.'.repeat(500_000)} ${' '.repeat(500_000)}`);
		expect(performance.now() - started).toBeLessThan(1_000);
	});
});

it('gives the folded form of a folded form unchanged', () => {
	const name = fc.oneof(
		fc.string({ unit: 'grapheme' }),
		fc
			.array(fc.constantFrom('上海', '（', '）', ' ', '集团', '有限公司', 'Co.', ', ', 'Ltd.', 'Acme', '·', '&'))
			.map((parts) => parts.join('')),
	);
	fc.assert(
		fc.property(name, (raw) => {
			expect(foldName(foldName(raw))).toBe(foldName(raw));
			expect(foldCompany(foldCompany(raw))).toBe(foldCompany(raw));
		}),
		{ numRuns: 1_000 },
	);
});
