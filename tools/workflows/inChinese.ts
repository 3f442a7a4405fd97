import type { WorkflowJson } from '../n8n/client';

/** What the Chinese files have of their own. */
export interface Chinese {
	/** The Chinese for each English text. */
	readonly words: Readonly<Record<string, string>>;
	/** How high a note is whose Chinese text needs another number of lines, by the note's English name. */
	readonly heights: Readonly<Record<string, number>>;
}

/**
 * A workflow in Chinese. Names of nodes and the content of notes must be in `words`; any other text is replaced when it
 * is there. A node's name inside an expression, `$('Name')`, follows its node.
 *
 * @param used gets every English text and name that was found
 * @throws Error naming a text without its Chinese words
 */
export function inChinese(workflow: WorkflowJson, { words, heights }: Chinese, used: Set<string>): unknown {
	const said = (text: string): string => {
		if (words[text] === undefined) throw new Error(`tools/workflows/zh-CN.json has no words for: ${text}`);
		used.add(text);
		return words[text];
	};
	const renamed = (text: string) => text.replace(/\$\('([^']+)'\)/g, (_whole, name: string) => `$('${said(name)}')`);
	const translated = (value: unknown): unknown => {
		if (typeof value === 'string') return renamed(words[value] === undefined ? value : said(value));
		if (Array.isArray(value)) return value.map(translated);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, translated(entry)]));
	};
	const nodes = workflow.nodes.map((node) => {
		if (node.type === 'n8n-nodes-base.stickyNote') said(String(node.parameters.content));
		const height = heights[node.name];
		return { ...node, name: said(node.name), parameters: translated({ ...node.parameters, ...(height && { height }) }) };
	});
	const connections = Object.entries(workflow.connections).map(([from, to]) => [said(from), translated(to)]);
	return { ...workflow, name: said(workflow.name), nodes, connections: Object.fromEntries(connections) as unknown };
}
