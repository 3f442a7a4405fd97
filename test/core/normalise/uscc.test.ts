import fc from 'fast-check';
import { normaliseUscc } from '../../../core/normalise/uscc';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const problemOf = (raw: string) => {
	const result = normaliseUscc(raw);
	return result.ok ? undefined : result.problem.en;
};

/** Codes that companies publish, and the one the standard works out. */
const REAL = ['91350100M000100Y43', '9144030071526726XG', '91330100799655058B', '914403001922038216'];

it.each(REAL)('accepts %s', (code) => expect(normaliseUscc(code)).toEqual({ ok: true, value: code }));

it.each([' 91350100m000100y43 ', '９１３５０１００Ｍ０００１００Ｙ４３', '9135 0100 M000 100Y 43', '913501-00M000100Y43'])(
	'reads %j',
	(raw) => {
		expect(normaliseUscc(raw)).toEqual({ ok: true, value: '91350100M000100Y43' });
	},
);

it.each([
	['', 'must have 18 characters, not 0'],
	['91350100M000100Y4', 'must have 18 characters, not 17'],
	['91350100M000100Y433', 'must have 18 characters, not 19'],
	['91350100M00010OY43', 'is wrong at place 15: only digits and capital letters without I, O, S, V and Z'],
	['91350100M000张00Y43', 'is wrong at place 13: only digits and capital letters without I, O, S, V and Z'],
	['9135A100M000100Y43', 'is wrong at place 5: places 3 to 8 are digits'],
	['91350100M000100Y44', 'does not match its check digit (the last character): a character is mistyped'],
])('says what is wrong with %j: it %s', (raw, problem) => expect(problemOf(raw)).toBe(problem));

const anyPlace = fc.tuple(fc.constantFrom(...REAL), fc.integer({ min: 0, max: 17 }));

it('finds every single mistyped character', () => {
	for (const code of REAL) {
		for (let place = 0; place < code.length; place++) {
			const others = [...ALPHABET].filter((character) => character !== code[place]);
			const missed = others.filter((other) => normaliseUscc(code.slice(0, place) + other + code.slice(place + 1)).ok);
			expect(missed).toEqual([]);
		}
	}
});

it('finds two neighbours swapped', () => {
	fc.assert(
		fc.property(anyPlace, ([code, place]) => {
			const swapped =
				code.slice(0, place) +
				code
					.slice(place, place + 2)
					.split('')
					.reverse()
					.join('') +
				code.slice(place + 2);
			expect(normaliseUscc(swapped).ok).toBe(swapped === code);
		}),
	);
});
