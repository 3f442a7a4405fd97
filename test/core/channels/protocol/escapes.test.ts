import { escapeHtml, escapeSms, escapeWeComMarkdown, escapeWeComText, oneLine } from '../../../../core/channels/escapes';

it('leaves no link and no name in WeCom’s text, and other signs alone', () => {
	expect(escapeWeComText('<a href="http://x">x</a> <A\nhref=y> a<b $userName=zhang$ $5')).toBe(
		'＜a href="http://x">x＜/a> ＜A\nhref=y> a<b ＄userName=zhang$ $5',
	);
});

it('leaves nothing that WeCom’s markdown reads', () => {
	expect(escapeWeComMarkdown('# 标题\n  # 二\n<@all><font color="warning">**x**</font>[l](u)`c` > q # 3')).not.toMatch(/[<>[\]`*]|^\s*#/m);
	expect(escapeWeComMarkdown('合同 #3 已签')).toBe('合同 #3 已签');
});

it('makes HTML of a text', () => {
	expect(escapeHtml(`<img src=x onerror="a('b')"> & Co`)).toBe('&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt; &amp; Co');
});

it('leaves no line break in a header', () => {
	expect(oneLine('报价\r\nBcc: all@example.com\u2028\u0000x')).toBe('报价 Bcc: all@example.com x');
});

it('leaves the signature’s brackets to the signature', () => {
	expect(escapeSms('【王】')).toBe('[王]');
});
