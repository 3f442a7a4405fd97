import { creditCode } from './people';

const cities = '上海 北京 广州 深圳 杭州 成都 武汉 南京 西安 苏州 宁波 青岛 长沙 郑州 无锡 厦门 佛山 东莞 合肥 济南'.split(' ');
const trades = '机电 化工 建材 电子 食品 物流 纺织 医疗器械 精密机械 环保科技 自动化设备 新能源 包装材料 仪器仪表 软件 贸易'.split(' ');
/** Characters that companies put together to names, two of them: 华信, 恒远 … */
const brand = [
	...'华信恒远瑞丰盛达金鼎泰和鸿运昌隆博雅天诚宏图伟业兴旺永固嘉禾众联凯旋腾飞锦绣通顺优品明德立新中创世纪启航百川东方卓越安康',
];
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建文志国海波宁辉玲鑫斌婷雪梅琳晨浩宇轩思雨佳欣子涵梓'];
const syllables = 'al ber cor dan el fi gor hal is jun kel lor mar nor ol per qui ros sel tor ul ver win xan yor zel'.split(' ');

/** Spreads `n` over the places of a list, the same each time; `salt` gives another spread of the same numbers. */
const pick = <T>(list: readonly T[], n: number, salt: number): T => list[mixed(n, salt) % list.length];

/** A 32-bit hash of a number: the finaliser of MurmurHash3 (https://github.com/aappleby/smhasher). */
function mixed(n: number, salt: number): number {
	let hash = (n + 1 + Math.imul(salt, 0x9e3779b1)) | 0;
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

const capital = (word: string) => word[0].toUpperCase() + word.slice(1);

/** Two characters, the part of a company's name that is its own. */
const brandOf = (n: number): string => pick(brand, n, 1) + pick(brand, n, 2);

/** A person's name of two characters. */
export const shortNameOf = (n: number): string => pick(surnames, n, 3) + pick(given, n, 4);

/** A person of two or three characters. */
const personOf = (n: number): string => shortNameOf(n) + (mixed(n, 5) % 3 === 0 ? '' : pick(given, n, 6));

/** A word of three syllables that begins the names of some customers. */
export const latinOf = (n: number): string => capital(pick(syllables, n, 7) + pick(syllables, n, 8) + pick(syllables, n, 9));

type Kind = 'person' | 'latin' | 'company';

/** Seven of ten customers are Chinese companies, two have Latin names, one is a person. */
const kinds: readonly Kind[] = ['person', 'latin', 'latin', ...Array<Kind>(7).fill('company')];
const kindOf = (n: number): Kind => pick(kinds, n, 10);

function nameOf(n: number): string {
	switch (kindOf(n)) {
		case 'person':
			return personOf(n);
		case 'latin':
			return `${latinOf(n)} ${pick(['Trading', 'Industries', 'Systems', 'Foods'], n, 11)} ${pick(['Ltd', 'GmbH', 'Inc'], n, 12)}`;
		case 'company':
			return `${pick(cities, n, 13)}${brandOf(n)}${pick(trades, n, 14)}有限公司`;
	}
}

/** Numbers of the first customers of a kind. */
export const firstOf = (kind: Kind, count: number): number[] =>
	Array.from({ length: count * 40 }, (_, n) => n)
		.filter((n) => kindOf(n) === kind)
		.slice(0, count);

/** How many colleagues share the customers. */
export const owners = 200;

/** The mobile number of a customer; its last digits are spread, and no two customers have the same. */
export const phoneOf = (n: number): string => `+86138${String((n * 7919) % 100_000_000).padStart(8, '0')}`;

/** A customer of a large CRM, the same for the same `n`, in the stored form; all of it is made up. */
export function largeCustomerOf(n: number, ownerIds: readonly string[]) {
	const name = nameOf(n);
	return {
		name,
		type: n % 3 === 0 ? 'distributor' : 'endCustomer',
		industry: pick(trades, n, 15),
		region: pick(['华东', '华南', '华北', '西南'], n, 16),
		city: pick(cities, n, 13),
		phone: phoneOf(n),
		email: `office${n}@example.com`,
		tier: 'ABC'[n % 3],
		unifiedSocialCreditCode: creditCode(n),
		ownerId: pick(ownerIds, n, 17),
		custom_segment: segmentOf(n),
	};
}

/** The value of the customers' own, indexed field: one in a thousand customers has the same. */
export const segmentOf = (n: number): string => `S${String(mixed(n, 18) % 1000).padStart(3, '0')}`;
