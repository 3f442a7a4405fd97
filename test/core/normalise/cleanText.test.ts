import fc from 'fast-check';
import { cleanText } from '../../../core/normalise/cleanText';

const line = (raw: string) => cleanText(raw, { multiline: false });
const lines = (raw: string) => cleanText(raw, { multiline: true });
const problemOf = (result: ReturnType<typeof line>) => (result.ok ? undefined : result.problem);

it('trims and composes, and keeps emoji, combining characters and joiners', () => {
	expect(line('  Jose\u0301 👨‍👩‍👧 नि 王小明　')).toEqual({ ok: true, value: 'José 👨‍👩‍👧 नि 王小明' });
});

it('keeps SQL, template and markup text as it is', () => {
	const raw = `'); DROP TABLE crm_lead; -- {{ $json.x }} <b>\${1}</b> __proto__`;
	expect(line(raw)).toEqual({ ok: true, value: raw });
});

it('brings every kind of line break to one form in a text of several lines', () => {
	expect(lines('a\r\nb\rc\u2028d\u0085e\n\tf')).toEqual({ ok: true, value: 'a\nb\nc\nd\ne\n\tf' });
});

it('makes spaces of line breaks and tabs in a single line', () => {
	expect(line('华东\t大区\r\n一部')).toEqual({ ok: true, value: '华东 大区 一部' });
});

it.each(['\u200b\u2060', ' \ufeff ', '\u3164', '\u00ad'])('takes a text of invisible characters only for blank: %j', (raw) => {
	expect(line(raw)).toEqual({ ok: true, value: '' });
});

it('names a NUL, a control character with its code, and a broken pair', () => {
	expect(problemOf(line('a\0b'))).toEqual({ en: 'contains a NUL character', 'zh-CN': '含有空字符（NUL）' });
	expect(problemOf(lines('a\u0007b'))).toEqual({ en: 'contains a control character (U+0007)', 'zh-CN': '含有控制字符 (U+0007)' });
	expect(problemOf(line('\u009b31m'))?.en).toBe('contains a control character (U+009B)');
	expect(problemOf(line('x\ud83d'))?.en).toContain('unpaired surrogate');
	expect(problemOf(line('\udc00x'))?.en).toContain('unpaired surrogate');
});

it('cleans a megabyte at once', () => {
	const started = performance.now();
	expect(lines(` ${'a\r\n 😀'.repeat(150_000)} `).ok).toBe(true);
	expect(performance.now() - started).toBeLessThan(1_000);
});

it('takes its own results unchanged', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (raw, multiline) => {
			const once = cleanText(raw, { multiline });
			if (once.ok) expect(cleanText(once.value, { multiline })).toEqual(once);
		}),
	);
});
