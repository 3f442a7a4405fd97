import fc from 'fast-check';
import { normalisePhone } from '../../../core/normalise/phone';

const any = (raw: string) => normalisePhone(raw, { mobile: false });
const mobile = (raw: string) => normalisePhone(raw, { mobile: true });
const valueOf = (raw: string) => {
	const result = any(raw);
	return result.ok ? result.value : `refused: ${result.problem.en}`;
};
const problemOf = (result: ReturnType<typeof any>) => (result.ok ? `accepted ${result.value}` : result.problem.en);

describe('a Chinese mobile number', () => {
	it.each([
		'13800138000',
		' 138-0013-8000 ',
		'138 0013 8000',
		'138.0013.8000',
		'１３８００１３８０００',
		'＋８６　１３８－００１３－８０００',
		'+86 138 0013 8000',
		'+86-138—0013—8000',
		'0086 138 0013 8000',
		'00 86 13800138000',
		'8613800138000',
		'(+86)13800138000',
		'（86）138 0013 8000',
		'【138】0013–8000',
		'\u202d13800138000\u202c',
		'\ufeff138\u200b00138000',
	])('reads %j as +8613800138000', (raw) => {
		expect(mobile(raw)).toEqual({ ok: true, value: '+8613800138000' });
		expect(any(raw)).toEqual({ ok: true, value: '+8613800138000' });
	});

	it.each(['12012345678', '1380013800', '138001380000', '1380013800a', '10086', '95588', '110'])('refuses %j', (raw) => {
		expect(any(raw).ok).toBe(false);
		expect(mobile(raw).ok).toBe(false);
	});
});

describe('a landline or service number', () => {
	it.each([
		['010-62345678', '+861062345678'],
		['（010）6234 5678', '+861062345678'],
		['010 6234－5678', '+861062345678'],
		['+86 (0)10 6234 5678', '+861062345678'],
		['+86 010 62345678', '+861062345678'],
		['0086-755-8601-3388', '+8675586013388'],
		['400-123-4567', '+864001234567'],
		['４００　１２３　４５６７', '+864001234567'],
		['800-810-1234', '+868008101234'],
	])('reads %j as %s', (raw, value) => expect(valueOf(raw)).toBe(value));

	it('asks for the area code when it is missing', () => {
		expect(problemOf(any('62345678'))).toContain('area code');
	});

	it.each(['010-62345678', '400-123-4567', '+44 20 7946 0958'])('refuses %s where a mobile is meant', (raw) => {
		expect(problemOf(mobile(raw))).toBe('is not a mobile number');
	});
});

describe('an extension', () => {
	it.each([
		'021-62345678转123',
		'021-62345678 转 123',
		'021-62345678转分机123',
		'021-62345678（转123）',
		'021 6234 5678 分机：123',
		'021-62345678 ext. 123',
		'021-62345678 Ext 123',
		'021-62345678 extension 123',
		'021-62345678x123',
		'021-62345678＃123',
		'021-62345678,123',
		'021-62345678，，123',
		'021-62345678-123',
		'０２１－６２３４５６７８－１２３',
		'+862162345678;ext=123',
	])('is kept from %j', (raw) => expect(valueOf(raw)).toBe('+862162345678;ext=123'));

	it('is kept on a 400 number and on a mobile (a privacy number)', () => {
		expect(valueOf('400-810-8888-6')).toBe('+864008108888;ext=6');
		expect(valueOf('17012345678转4321')).toBe('+8617012345678;ext=4321');
	});

	it('is refused where a mobile is meant, which it could not reach', () => {
		expect(problemOf(mobile('17012345678转4321'))).toBe('is not a mobile number');
	});

	it('is not made of digits typed too much after a mobile', () => {
		expect(any('138-0013-8000-9').ok).toBe(false);
	});
});

describe('a number of another country', () => {
	it.each([
		['+1 (415) 555-2671', '+14155552671'],
		['001 415 555 2671', '+14155552671'],
		['+852 5123 4567', '+85251234567'],
		['00852-51234567', '+85251234567'],
		['+44 (0)20 7946 0958', '+442079460958'],
		['+39 06 1234 5678', '+390612345678'],
		['+886 912 345 678', '+886912345678'],
	])('is read: %s', (raw, value) => expect(valueOf(raw)).toBe(value));

	it('passes as a mobile when it is one or its plan does not tell', () => {
		expect(mobile('+852 5123 4567').ok).toBe(true);
		expect(mobile('+1 415 555 2671').ok).toBe(true);
		expect(mobile('+852 2123 4567').ok).toBe(false);
	});
});

describe('what is no phone number', () => {
	it.each([
		['', 'contains no digits'],
		['—', 'contains no digits'],
		['call me', 'contains letters: a phone number has digits only'],
		['电话13800138000', 'contains letters: a phone number has digits only'],
		['13800138000 张三', 'contains letters: a phone number has digits only'],
		['13800138000/13900139000', 'must be one number, not several'],
		['13800138000、13900139000', 'must be one number, not several'],
		['021-62345678，62345679', 'must be one number, not several'],
		['138+00138000', 'contains characters that do not belong in a phone number'],
		['++8613800138000', 'contains characters that do not belong in a phone number'],
		["13800138000'; --", 'contains characters that do not belong in a phone number'],
		['138😀00138000', 'contains characters that do not belong in a phone number'],
		['1'.repeat(61), 'is longer than 60 characters'],
	])('%j %s', (raw, problem) => expect(problemOf(any(raw))).toBe(problem));

	it('is never repeated in the problem', () => {
		for (const raw of ['13800138', 'secret', '138/139', '12012345678']) {
			const result = any(raw);
			expect(result.ok).toBe(false);
			expect(JSON.stringify(result)).not.toContain(raw);
		}
	});

	it('is answered without an exception, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (raw) => {
				expect(typeof any(raw).ok).toBe('boolean');
			}),
		);
	});
});

const nationalNumber = fc.oneof(
	fc.tuple(fc.constantFrom('138', '159', '177', '199'), fc.nat(99_999_999)).map(([prefix, rest]) => prefix + String(rest).padStart(8, '0')),
	fc.integer({ min: 60_000_000, max: 69_999_999 }).map((line) => `010${line}`),
);
const disguise = fc.tuple(
	fc.constantFrom('', '+86', '0086', '+86 ', '（+86）'),
	fc.constantFrom('', ' ', '-', '－', '　', '.'),
	fc.constantFrom('', '转1', ' ext. 8001', '-204'),
);

it('gives one value however a number is separated and prefixed, and takes its own results unchanged', () => {
	fc.assert(
		fc.property(nationalNumber, disguise, (number, [prefix, separator, extension]) => {
			const plain = any(number);
			const spelt = any(prefix + [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(separator));
			expect(spelt).toEqual(plain);
			expect(plain.ok).toBe(true);
			const extended = any(number + extension);
			if (extended.ok) expect(any(extended.value)).toEqual(extended);
		}),
	);
});

it('takes the ranges of Chinese mobile numbers that it knows itself from no other than the library', () => {
	const { parsePhoneNumberFromString } = jest.requireActual<typeof import('libphonenumber-js/max')>('libphonenumber-js/max');
	for (let range = 10_000; range < 20_000; range++) {
		for (const number of [`${range}000000`, `${range}999999`]) {
			const found = parsePhoneNumberFromString(number, 'CN');
			const expected = found?.getType() === 'MOBILE' ? { ok: true, value: found.number } : undefined;
			const result = mobile(number);
			expect([number, result.ok ? result : undefined]).toEqual([number, expected]);
		}
	}
});
