const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const givenNames = [
	'伟',
	'芳',
	'娜',
	'敏',
	'静',
	'丽',
	'强',
	'磊',
	'军',
	'洋',
	'勇',
	'艳',
	'杰',
	'娟',
	'涛',
	'明',
	'超',
	'秀英',
	'霞',
	'平',
];
const cities = ['上海', '北京', '广州', '深圳', '杭州', '成都', '武汉', '南京', '西安', '苏州'];
const trades = ['机电', '化工', '建材', '电子', '食品', '物流', '纺织', '医疗器械'];
const sources = ['web', 'exhibition', 'referral', 'advertising'];

/** A lead as a form sends it; no two `n` give the same phone. */
export function leadOf(n: number) {
	return {
		name: surnames[n % surnames.length] + givenNames[Math.floor(n / surnames.length) % givenNames.length],
		company: `${cities[n % cities.length]}${trades[n % trades.length]}${n}有限公司`,
		phone: `138${String(10_000_000 + n)}`,
		email: `lead${n}@example.com`,
		city: cities[n % cities.length],
		source: sources[n % sources.length],
	};
}

/** A company as an import brings it; no two `n` give the same credit code. */
export function customerOf(n: number) {
	const city = cities[n % cities.length];
	return {
		name: `${city}${trades[n % trades.length]}科技${n}有限公司`,
		type: n % 3 === 0 ? 'distributor' : 'endCustomer',
		industry: trades[n % trades.length],
		region: n % 2 === 0 ? '华东' : '华南',
		city,
		address: `${city}市人民路 ${n} 号`,
		phone: `139${String(10_000_000 + n)}`,
		email: `office${n}@example.com`,
		tier: 'ABC'[n % 3],
		unifiedSocialCreditCode: creditCode(n),
		invoiceTitle: `${city}${trades[n % trades.length]}科技${n}有限公司`,
		bankName: '中国工商银行',
		bankAccount: `62220${String(10_000_000_000 + n)}`,
	};
}

export type BenchCustomer = ReturnType<typeof customerOf>;

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A 统一社会信用代码 with its check digit (GB 32100-2015). */
export function creditCode(n: number): string {
	const body = `91310000${String(n).padStart(9, '0')}`;
	const sum = [...body].reduce((total, character, i) => total + alphabet.indexOf(character) * (3 ** i % 31), 0);
	return body + alphabet[(31 - (sum % 31)) % 31];
}
