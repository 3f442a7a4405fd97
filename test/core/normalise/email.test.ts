import fc from 'fast-check';
import { normaliseEmail } from '../../../core/normalise/email';

const result = (raw: string) => {
	const email = normaliseEmail(raw);
	return email.ok ? email.value : `refused: it ${email.problem.en}`;
};

it.each([
	['Zhang.San@Example.COM', 'zhang.san@example.com'],
	['  a+b@qq.com\u200b', 'a+b@qq.com'],
	['ｚｈａｎｇ＠ｑｑ．ｃｏｍ', 'zhang@qq.com'],
	['zhang＠qq。com', 'zhang@qq.com'],
	["o'brien_1%x@mail.example.co.uk", "o'brien_1%x@mail.example.co.uk"],
	['li@例子.中国', 'li@xn--fsqu00a.xn--fiqs8s'],
	['li@XN--FSQU00A.xn--fiqs8s', 'li@xn--fsqu00a.xn--fiqs8s'],
	['张三@例子.公司', '张三@xn--fsqu00a.xn--55qx5d'],
	['a@1-2.example', 'a@1-2.example'],
])('reads %j as %s', (raw, value) => expect(result(raw)).toBe(value));

it.each([
	['zhang.example.com', 'must contain an @'],
	['a@b@example.com', 'must contain one @ only'],
	['a＠b@example.com', 'must contain one @ only'],
	['zhang san@qq.com', 'must not contain spaces or control characters'],
	['a@qq.com\r\nBcc: b@qq.com', 'must not contain spaces or control characters'],
	['a\0@qq.com', 'must not contain spaces or control characters'],
	['@qq.com', 'is not valid before the @'],
	['.a@qq.com', 'is not valid before the @'],
	['a..b@qq.com', 'is not valid before the @'],
	['<a@qq.com>', 'is not valid before the @'],
	['"a"@qq.com', 'is not valid before the @'],
	['a,b@qq.com', 'is not valid before the @'],
	[`${'a'.repeat(65)}@qq.com`, 'has more than 64 characters before the @'],
	[`${'张'.repeat(22)}@qq.com`, 'has more than 64 characters before the @'],
	[`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example.com`, 'is longer than 254 characters'],
	['a'.repeat(1_000_000), 'is longer than 254 characters'],
	...[
		'a@',
		'a@localhost',
		'a@qq',
		'a@qq.',
		'a@.com',
		'a@qq..com',
		'a@-qq.com',
		'a@qq_.com',
		'a@127.1',
		'a@[::1]',
		'a@a%41.com',
		'a@qq.com/x',
		`a@${'b'.repeat(64)}.com`,
		'a@xn--.com',
	].map((raw) => [raw, 'needs a valid domain after the @, such as example.com']),
])('refuses %.60j: it %s', (raw, problem) => expect(result(raw)).toBe(`refused: it ${problem}`));

it('takes its own results unchanged, whatever was typed', () => {
	const typed = fc.tuple(
		fc.string({ unit: 'grapheme', maxLength: 12 }),
		fc.constantFrom('@', '＠'),
		fc.constantFrom('Qq.com', '例子。中国', 'ﬁ.cn', 'STRAẞE.de'),
	);
	fc.assert(
		fc.property(typed, ([local, at, domain]) => {
			const once = normaliseEmail(local + at + domain);
			if (once.ok) expect(normaliseEmail(once.value)).toEqual(once);
		}),
	);
});
