import type { Text } from '../../text';

/** Stands where a template has a tag of its own. */
const variable = '\uE000';

const tag = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const attribute = /([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;

/** Elements that run or load something, or change what other links mean. */
const refusedElements = new Set(['script', 'iframe', 'frame', 'object', 'embed', 'base', 'applet', 'form', 'svg', 'math']);

const linking = new Set(['href', 'src', 'srcset', 'action', 'formaction', 'data', 'poster', 'background', 'cite', 'srcdoc']);

/** What a link may begin with; one without a scheme leads nowhere harmful. */
const harmless = /^(?:https?:\/\/|mailto:|tel:|#|data:image\/(?:png|jpeg|gif|webp);)/i;

const scheme = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Why a value could become more than text in a document, or the document do something where it is opened; undefined for one
 * that is harmless. Values are escaped for text and quoted attributes, which is no help in a script, a style or a link.
 */
export function htmlFault(source: string): Text | undefined {
	const html = source
		.replace(/\{\{~?!(?:--.*?--|.*?)~?\}\}/gs, '')
		.replace(/\{\{.*?\}\}/gs, variable)
		.replace(/<!--.*?-->/gs, '');
	for (const [, , name, attributes] of html.matchAll(tag)) {
		if (refusedElements.has(name.toLowerCase())) return element(name.toLowerCase());
		const fault = name.includes(variable) ? loose : attributesFault(attributes);
		if (fault) return fault;
	}
	if (/<style(?:"[^"]*"|'[^']*'|[^"'>])*>[^<]*\uE000/i.test(html)) return inStyle;
	return /<[a-z/\uE000]/i.test(html.replace(tag, '')) ? unclosed : undefined;
}

function attributesFault(attributes: string): Text | undefined {
	for (const [, written, value = ''] of attributes.matchAll(attribute)) {
		const name = written.toLowerCase();
		const quoted = /^["']/.test(value);
		if (name.includes(variable) || (!quoted && value.includes(variable))) return loose;
		if (name.startsWith('on')) return handler;
		if (name === 'style' && value.includes(variable)) return inStyle;
		if (name === 'http-equiv' && /refresh/i.test(value)) return handler;
		if (linking.has(name.replace(/^.*:/, '')) && !isHarmless(quoted ? value.slice(1, -1) : value)) return link;
	}
	return undefined;
}

function isHarmless(value: string): boolean {
	// Browsers leave these out before they look for the scheme.
	// eslint-disable-next-line no-control-regex
	const address = value.replace(/[\u0000-\u0020]/g, '');
	if (harmless.test(address)) return true;
	return !address.startsWith(variable) && !address.includes('&') && !scheme.test(address) && !address.includes(variable);
}

const element = (name: string): Text => ({ en: `has <${name}>, which a contract cannot have`, 'zh-CN': `含有合同中不允许的 <${name}>` });

const loose: Text = {
	en: 'has a variable in a tag outside quotation marks: write title="{{…}}"',
	'zh-CN': '标签内的变量未加引号：请写成 title="{{…}}"',
};

const handler: Text = {
	en: 'has an attribute that runs or loads something, such as onclick',
	'zh-CN': '含有会执行代码或跳转的属性，例如 onclick',
};

const inStyle: Text = { en: 'has a variable in a style', 'zh-CN': '样式中不能使用变量' };

const link: Text = {
	en: 'has a link that does not begin with https://, http://, mailto: or tel: in the template itself',
	'zh-CN': '链接须在模板中直接以 https://、http://、mailto: 或 tel: 开头',
};

const unclosed: Text = { en: 'has a tag that is not closed by >', 'zh-CN': '有标签没有用 > 结束' };

const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; font-src data: https:">`;

/** The document with a policy by which nothing in it runs, where it has none of its own. */
export function withPolicy(html: string): string {
	if (/http-equiv=["']?content-security-policy/i.test(html)) return html;
	const head = /<head(?:\s[^>]*)?>/i.exec(html) ?? /<html(?:\s[^>]*)?>/i.exec(html) ?? /^\s*<!doctype[^>]*>/i.exec(html);
	const at = head ? head.index + head[0].length : 0;
	return html.slice(0, at) + policy + html.slice(at);
}
