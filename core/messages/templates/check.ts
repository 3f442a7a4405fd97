import { blocks, formatters } from './helpers';
import { bounds } from './bounds';
import { TemplateFault } from './fault';

type Ast = hbs.AST.Program;
type Node = hbs.AST.Node;

const data = new Set(['index', 'key', 'first', 'last', 'root']);

/** No data of ours has such names, and what they stand for in JavaScript is nobody's business. */
const never = new Set([
	'__proto__',
	'constructor',
	'prototype',
	'__defineGetter__',
	'__defineSetter__',
	'__lookupGetter__',
	'__lookupSetter__',
]);

const refused = (en: string, zh: string): TemplateFault => new TemplateFault({ en, 'zh-CN': zh });

/** What a template that was read names: every variable, in its order. */
export interface Named {
	readonly paths: readonly hbs.AST.PathExpression[];
}

/**
 * Refuses what templates may not do: raw output, partials, decorators, helpers of others, what lies behind an object.
 * @throws TemplateFault
 */
export function checkTemplate(ast: Ast): Named {
	const paths: hbs.AST.PathExpression[] = [];
	visitAll(ast.body, { depth: 0, paths });
	return { paths };
}

interface Visit {
	readonly depth: number;
	readonly paths: hbs.AST.PathExpression[];
}

function visitAll(nodes: readonly Node[], visit: Visit): void {
	if (visit.depth > bounds.depth) throw refused('Blocks are nested too deeply', '模板块嵌套过深');
	for (const node of nodes) visitOne(node, visit);
}

function visitOne(node: Node, visit: Visit): void {
	switch (node.type) {
		case 'ContentStatement':
		case 'CommentStatement':
			return;
		case 'MustacheStatement':
			return visitMustache(node as hbs.AST.MustacheStatement, visit);
		case 'BlockStatement':
			return visitBlock(node as hbs.AST.BlockStatement, visit);
		default:
			throw refused('Partials and decorators cannot be used', '模板中不能使用 partial 或 decorator');
	}
}

function visitMustache(node: hbs.AST.MustacheStatement, visit: Visit): void {
	if (!node.escaped)
		throw refused('{{{…}}} and {{&…}} cannot be used: values are always made safe', '不能使用 {{{…}}} 或 {{&…}}：变量始终会被转义');
	visitCall(node, visit, Object.hasOwn(formatters, nameOf(node.path)));
}

function visitBlock(node: hbs.AST.BlockStatement, visit: Visit): void {
	const name = nameOf(node.path);
	if (!Object.hasOwn(blocks, name))
		throw refused(
			`{{#${short(name)}}} is not known: use {{#if}}, {{#unless}}, {{#each}} or {{#with}}`,
			`未知的模板块 {{#${short(name)}}}：请使用 {{#if}}、{{#unless}}、{{#each}} 或 {{#with}}`,
		);
	if (node.params.length !== 1) throw refused(`{{#${name}}} takes one value`, `{{#${name}}} 需要一个参数`);
	visitCall(node, visit, true);
	const inner = { ...visit, depth: visit.depth + 1 };
	for (const program of [node.program, node.inverse]) if (program) visitAll(program.body, inner);
}

/** A variable, or a helper with what it is given. */
function visitCall(node: { path: Node; params: Node[]; hash?: hbs.AST.Hash }, visit: Visit, known: boolean): void {
	const given = [...node.params, ...(node.hash?.pairs ?? []).map(({ value }) => value)];
	if (!known && given.length > 0)
		throw refused(`The helper "${short(nameOf(node.path))}" is not known`, `未知的模板函数“${short(nameOf(node.path))}”`);
	if (!known || (given.length === 0 && !Object.hasOwn(blocks, nameOf(node.path)))) visitPath(node.path, visit);
	for (const value of given) visitValue(value, visit);
}

function visitValue(node: Node, visit: Visit): void {
	if (node.type === 'SubExpression') {
		const call = node as hbs.AST.SubExpression;
		if (!Object.hasOwn(formatters, nameOf(call.path)))
			throw refused(`The helper "${short(nameOf(call.path))}" is not known`, `未知的模板函数“${short(nameOf(call.path))}”`);
		if (visit.depth > bounds.depth) throw refused('Helpers are nested too deeply', '模板函数嵌套过深');
		return visitCall(call, { ...visit, depth: visit.depth + 1 }, true);
	}
	if (node.type === 'PathExpression') visitPath(node, visit);
}

function visitPath(node: Node, { paths }: Visit): void {
	if (node.type !== 'PathExpression') throw refused('A variable must have a name', '变量必须有名称');
	const path = node as hbs.AST.PathExpression;
	const parts = path.parts as readonly unknown[];
	const wrong = parts.some((part) => typeof part !== 'string' || never.has(part)) || (path.data && !data.has(String(parts[0])));
	if (wrong) throw refused(`There is no variable "${short(path.original)}"`, `没有变量“${short(path.original)}”`);
	paths.push(path);
}

const nameOf = (path: Node): string => (path.type === 'PathExpression' ? (path as hbs.AST.PathExpression).original : '');

const short = (name: string): string => name.slice(0, 60);
