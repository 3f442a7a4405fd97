import fc from 'fast-check';
import { cutBytes, cutCharacters } from '../../../../core/channels/cutBytes';

const bytes = (text: string) => Buffer.byteLength(text);

it('leaves what fits as it is', () => {
	expect(cutBytes('好'.repeat(3), 9)).toBe('好好好');
	expect(cutBytes('', 0)).toBe('');
});

it('cuts between characters and says so', () => {
	expect(cutBytes('好'.repeat(4), 11)).toBe('好好…');
	expect(cutBytes('abcdef', 5, '')).toBe('abcde');
	expect(cutBytes('好好', 2)).toBe('');
});

it('keeps characters made of several code points whole', () => {
	expect(cutBytes('a👨‍👩‍👧', 20, '')).toBe('a👨‍👩‍👧'.slice(0, bytes('a👨‍👩‍👧') <= 20 ? undefined : 1));
	expect(cutBytes('👨‍👩‍👧👨‍👩‍👧', 30, '')).toBe('👨‍👩‍👧');
	expect(cutBytes('🇨🇳🇩🇪', 12, '')).toBe('🇨🇳');
	expect(cutBytes('👍🏽x', 5, '')).toBe('');
});

it('is never too long, never broken, and as long as it can be', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(400), (text, limit) => {
			const cut = cutBytes(text, limit, '');
			expect(bytes(cut)).toBeLessThanOrEqual(limit);
			expect(text.startsWith(cut)).toBe(true);
			expect(cut.isWellFormed()).toBe(true);
			const next = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(cut.length))][0]?.segment ?? '';
			if (cut !== text && next.length < 30) expect(bytes(cut + next)).toBeGreaterThan(limit);
		}),
	);
});

it('takes a long text in a moment', () => {
	const start = performance.now();
	cutBytes('好'.repeat(5_000_000), 4000);
	expect(performance.now() - start).toBeLessThan(500);
});

it('does the same with characters for vendors that count those', () => {
	expect([cutCharacters('好好', 2), cutCharacters('好好好', 2), cutCharacters('abc', 2, '')]).toEqual(['好好', '好…', 'ab']);
	expect(cutCharacters('a👨‍👩‍👧b', 8, '')).toBe('a');
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, limit) => {
			const cut = cutCharacters(text, limit);
			expect(cut.length).toBeLessThanOrEqual(limit);
			expect(cut.isWellFormed()).toBe(true);
		}),
	);
});
