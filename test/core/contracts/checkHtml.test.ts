import { htmlFault, withPolicy } from '../../../core/contracts/document/checkHtml';
import { chineseDocument } from '../../../core/contracts/document/chinese';
import { englishDocument } from '../../../core/contracts/document/english';

describe('the HTML of a contract template', () => {
	it.each([
		['an unquoted attribute', '<a title={{name}}>x</a>'],
		['an unquoted part of an attribute', '<td width=1{{name}}>x</td>'],
		['the name of an attribute', '<p {{name}}>x</p>'],
		['the name of an element', '<{{name}}>x</p>'],
		['a link as a whole', '<a href="{{name}}">x</a>'],
		['the beginning of a link', "<img src='{{name}}/logo.png'>"],
		['a style', '<style>p { color: {{name}} }</style>'],
		['a style attribute', '<p style="color: {{name}}">x</p>'],
		['a tag that is not closed', '<a title="{{name}}'],
	])('may not have a variable in %s', (_, html) => expect(htmlFault(html)).toBeDefined());

	it.each([
		'<script>x</script>',
		'<SCRIPT src="https://example.com/x.js"></SCRIPT>',
		'<p onclick="x()">x</p>',
		'<a href="javascript:x()">x</a>',
		'<a href=" java\nscript:x()">x</a>',
		'<a href="java&#115;cript:x()">x</a>',
		'<a xlink:href="javascript:x()">x</a>',
		'<iframe src="https://example.com"></iframe>',
		'<meta http-equiv="refresh" content="0;url=https://example.com">',
	])('may not run or load anything: %s', (html) => expect(htmlFault(html)).toBeDefined());

	it.each([
		'<p title="{{name}}">{{#if name}}a < b > c{{/if}} 1 < 2</p>',
		'<a href="https://example.com/?q={{name}}">x</a>',
		'<img src="data:image/png;base64,AAAA">',
		'<a href="#terms" class=plain>{{! a note with <script> }}x</a>',
		'<style>p { color: red }</style><p>{{name}}</p>',
		chineseDocument,
		englishDocument,
	])('may be what a contract needs', (html) => expect(htmlFault(html)).toBeUndefined());

	it('forbids in every document what it does not need, once', () => {
		for (const html of ['<p>x</p>', '<!doctype html><p>x</p>', '<html><head><title>x</title></head></html>'])
			expect(withPolicy(html).match(/Content-Security-Policy/g)).toHaveLength(1);
		expect(withPolicy('<html><head><title>x</title></head></html>')).toMatch(/^<html><head><meta /);
		expect(withPolicy(chineseDocument)).toBe(chineseDocument);
	});
});
