import { hash } from 'node:crypto';
import type { Locale, Text } from '../text';
import type { View } from './pageKind';

/** For a phone held in one hand first; larger screens get the same column. */
const style = `
:root{color-scheme:light dark;--ink:#1d2329;--soft:#5b6670;--line:#8a949e;--rule:#dfe4e8;--ground:#f4f6f8;--card:#fff;--act:#0b57a4;--on:#fff;--bad:#b3261e;--good:#e3f2e6;--warn:#fdf0d5}
@media(prefers-color-scheme:dark){:root{--ink:#eef1f4;--soft:#b4bec8;--line:#7d8893;--rule:#343c44;--ground:#12161a;--card:#1c2228;--act:#8cc4ff;--on:#0c1a28;--bad:#ff9d94;--good:#1d3a26;--warn:#43351a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
main{max-width:32rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.card{background:var(--card);border-radius:.75rem;padding:1.25rem}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .75rem}
p{margin:0 0 1rem}
.soft{color:var(--soft)}
fieldset{border:0;margin:0 0 1.25rem;padding:0}
legend{font-weight:600;padding:0;margin-bottom:.5rem}
label{display:flex;gap:.75rem;align-items:flex-start;padding:.75rem;border:1px solid var(--line);border-radius:.5rem;margin-bottom:.5rem;cursor:pointer}
input[type=radio]{flex:none;width:1.25rem;height:1.25rem;margin:.2rem 0 0;accent-color:var(--act)}
label small{display:block;color:var(--soft);font-size:.9375rem}
button{width:100%;min-height:3rem;border:0;border-radius:.5rem;background:var(--act);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
label:focus-within{border-color:var(--act)}
h2{font-size:1.1875rem;line-height:1.35;margin:0 0 .75rem}
h3{font-size:1rem;margin:1.25rem 0 .5rem}
hr{border:0;border-top:1px solid var(--rule);margin:1.25rem 0}
dl{margin:0}
dl>div{display:flex;gap:1rem;justify-content:space-between;padding:.3125rem 0}
dt{color:var(--soft);flex:none;max-width:45%}
dd{margin:0;text-align:right}
.facts dd{font-weight:600}
.totals{margin-top:.5rem}
.totals>div:last-child dt,.totals>div:last-child dd{font-weight:700;color:var(--ink)}
.text{white-space:pre-line;margin:0 0 .75rem}
.told{background:var(--good);border-radius:.5rem;padding:.75rem;font-weight:600}
.alert{background:var(--warn);border-radius:.5rem;padding:.75rem}
ol{list-style:none;margin:0;padding:0}
ol li{border-left:3px solid var(--rule);padding:0 0 .25rem .75rem;margin-bottom:.75rem}
ol .text{display:block;margin:.125rem 0 0}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th{text-align:left;font-weight:600;color:var(--soft);padding:.5rem .5rem .5rem 0;border-bottom:1px solid var(--line)}
td{padding:.625rem .5rem .625rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
.field label{display:block;border:0;padding:0;margin:0 0 .375rem;font-weight:600}
textarea{width:100%;min-height:5.5rem;padding:.75rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);color:inherit;font:inherit;resize:vertical}
textarea[aria-invalid]{border:2px solid var(--bad)}
.field .wrong{color:var(--bad);font-weight:600;margin:.375rem 0 0}
.field small{display:block;color:var(--soft);font-size:.9375rem;margin-top:.25rem}
.choices{display:grid;gap:.75rem;margin-top:1.25rem}
button.no{background:none;border:2px solid var(--bad);color:var(--bad)}
@media(min-width:44rem){main:has(table){max-width:50rem}.choices{grid-template-columns:1fr 1fr}}
@media(max-width:43.99rem){table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}tr{padding:.625rem 0;border-bottom:1px solid var(--rule)}td{display:flex;justify-content:space-between;gap:1rem;padding:.125rem 0;border:0}td:first-child{font-weight:600}td:empty{display:none}td:not(:first-child)::before{content:attr(data-label);color:var(--soft);font-weight:400}}
`;

const styleHash = hash('sha256', style, 'base64');

/** Of every answer: nothing runs, nothing is loaded or framed, and the link goes nowhere else. */
export const pageHeaders: Readonly<Record<string, string>> = {
	'Content-Type': 'text/html; charset=utf-8',
	'Content-Security-Policy': `sandbox allow-forms; default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
	'Referrer-Policy': 'no-referrer',
	'Cache-Control': 'no-store',
	'X-Content-Type-Options': 'nosniff',
	'X-Frame-Options': 'DENY',
	'X-Robots-Tag': 'noindex, nofollow',
};

const layout = `<!DOCTYPE html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{title}}</title>
<style>{{{style}}}</style>
</head>
<body>
<main>
<div class="card">
<h1>{{title}}</h1>
{{{content}}}</div>
</main>
</body>
</html>
`;

type Template = (values: object) => string;

const templates = new Map<string, Template>();

/** Handlebars loads at the first page, and each template is compiled once. */
function compiled(source: string): Template {
	let template = templates.get(source);
	if (!template) {
		const { create } = require('handlebars') as typeof import('handlebars');
		template = create().compile(source, { strict: true, knownHelpersOnly: true });
		templates.set(source, template);
	}
	return template;
}

const isText = (value: object): value is Text => 'en' in value && 'zh-CN' in value;

/** The values of a view in one language. */
function inLanguage(value: unknown, language: Locale): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((entry) => inLanguage(entry, language));
	if (isText(value)) return value[language];
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, inLanguage(entry, language)]));
}

/** A whole page. Only templates of this code are ever compiled, and all values in them are escaped. */
export function renderPage({ title, template, values }: View, language: Locale): string {
	const content = compiled(template)(inLanguage(values, language) as object);
	return compiled(layout)({ language, title: title[language], style, content });
}
