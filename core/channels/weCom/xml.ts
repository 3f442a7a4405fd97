import { CallbackRefused } from './refusal';

/** What is inside an element: its text, or its elements by name; a list where a name comes more than once. */
export type XmlValue = string | XmlFields | ReadonlyArray<string | XmlFields>;

/** Elements by name. All texts stay texts: a message's number has more digits than a JavaScript number holds. */
export interface XmlFields {
	readonly [name: string]: XmlValue;
}

/** Most a callback's XML may be; the platform's has some hundred characters, and few levels. */
const limits = { characters: 1024 * 1024, depth: 8, elements: 1000 };

interface Open {
	readonly name: string;
	text: string;
	/** Without a prototype: an element may be called anything. */
	readonly children: Record<string, XmlValue>;
	hasChildren: boolean;
}

/**
 * The elements of an XML document, inside its outermost one. No entities are known but XML's own, and a document that
 * declares some is refused.
 * @throws CallbackRefused
 */
export function readXml(xml: string): XmlFields {
	if (xml.length > limits.characters) throw new CallbackRefused('xml');
	try {
		return parse(xml);
	} catch {
		// Whatever the parser says about it may repeat what stands there.
		throw new CallbackRefused('xml');
	}
}

function parse(xml: string): XmlFields {
	const { SaxesParser } = require('saxes') as typeof import('saxes');
	const parser = new SaxesParser({ position: false });
	const refuse = (): never => {
		throw new CallbackRefused('xml');
	};
	const open: Open[] = [];
	let root: Open | undefined;
	let elements = 0;
	parser.on('error', refuse);
	parser.on('doctype', refuse);
	parser.on('opentag', ({ name }) => {
		if (++elements > limits.elements || open.length >= limits.depth) refuse();
		open.push({ name, text: '', children: Object.create(null) as Record<string, XmlValue>, hasChildren: false });
	});
	const addText = (text: string) => {
		const inside = open.at(-1);
		if (inside) inside.text += text;
	};
	parser.on('text', addText);
	parser.on('cdata', addText);
	parser.on('closetag', () => {
		const closed = open.pop()!;
		const parent = open.at(-1);
		if (parent) addChild(parent, closed);
		else root = closed;
	});
	parser.write(xml).close();
	return root?.children ?? refuse();
}

function addChild(parent: Open, { name, text, children, hasChildren }: Open): void {
	const value = hasChildren ? children : text;
	const before = parent.children[name];
	parent.hasChildren = true;
	if (before === undefined) parent.children[name] = value;
	else parent.children[name] = [...(Array.isArray(before) ? (before as Array<string | XmlFields>) : [before as string | XmlFields]), value];
}

/** The text of an element; empty when it is missing or holds elements. */
export function xmlText(fields: XmlFields, name: string): string {
	const value = fields[name];
	return typeof value === 'string' ? value : '';
}
