/** What is written: numbers too. */
export interface XmlContent {
	readonly [name: string]: string | number | XmlContent;
}

/** What XML 1.0 has no place for, escaped or not. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** An XML document with `<xml>` as its outermost element. Names are the caller's own; texts may hold anything. */
export function writeXml(content: XmlContent): string {
	return `<xml>${elementsOf(content)}</xml>`;
}

function elementsOf(content: XmlContent): string {
	return Object.entries(content)
		.map(([name, value]) => `<${name}>${typeof value === 'object' ? elementsOf(value) : written(value)}</${name}>`)
		.join('');
}

function written(value: string | number): string {
	if (typeof value === 'number') return String(value);
	return `<![CDATA[${value.toWellFormed().replace(unwritable, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
