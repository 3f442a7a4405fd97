import type { Named } from './check';
import { TemplateFault } from './fault';

const missing = /^"(.+)" not defined in/s;

/** The fault of a variable that there is none of: names it, and a name that is near. Undefined for any other failure. */
export function unknownVariable({ named }: { named: Named }, context: unknown, cause: unknown): TemplateFault | undefined {
	const name = cause instanceof Error ? missing.exec(cause.message)?.[1] : undefined;
	if (name === undefined) return undefined;
	const line = (cause as { lineNumber?: number }).lineNumber;
	const candidates = named.paths.filter(({ parts }) => (parts as string[]).includes(name));
	const path = candidates.find(({ loc }) => loc.start.line === line) ?? candidates[0];
	const parts = (path?.parts as string[] | undefined) ?? [name];
	const at = parts.indexOf(name);
	const above = parts.slice(0, at);
	const owner = above.reduce<unknown>((value, part) => (isBare(value) ? value[part] : undefined), context);
	if (above.length > 0 && (owner === null || owner === undefined) && rootHas(context, above[0])) return empty(above.join('.'));
	if (above[0] === 'key' && isBare(owner)) return noButton(path?.original ?? name, above, Object.keys(owner));
	const near = nearest(name, Object.keys(isBare(owner) ? owner : {}));
	return unknown(path?.original ?? name, near === undefined ? undefined : [...above, near].join('.'));
}

const isBare = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const rootHas = (context: unknown, name: string): boolean => isBare(context) && Object.hasOwn(context, name);

function empty(name: string): TemplateFault {
	const shown = name.slice(0, 60);
	return new TemplateFault(
		{ en: `"${shown}" is empty here, so that nothing of it can be shown`, 'zh-CN': `此处“${shown}”为空，无法显示其内容` },
		{ en: `Put what needs it between {{#if ${shown}}} and {{/if}}.`, 'zh-CN': `请将相关内容放在 {{#if ${shown}}} 与 {{/if}} 之间。` },
	);
}

/** What a button cannot say is done on its page. */
function noButton(name: string, [, kind]: readonly string[], words: readonly string[]): TemplateFault {
	const shown = name.slice(0, 60);
	const known = words.map((word) => `{{key.${kind === undefined ? word : `${kind}.${word}`}}}`).join(', ');
	const page = `{{page.${kind ?? '…'}}}`;
	return new TemplateFault(
		{ en: `There is no key "${shown}" of a button`, 'zh-CN': `没有按钮标识“${shown}”` },
		{
			en: `There is: ${known}. What needs more than a press, such as the reason of a rejection, is done on the page: enter ${page} as the link of the button.`,
			'zh-CN': `可用：${known}。需要填写内容的操作（例如拒绝理由）在页面上完成：请将按钮的链接填为 ${page}。`,
		},
	);
}

function unknown(name: string, near: string | undefined): TemplateFault {
	const shown = name.slice(0, 60);
	return new TemplateFault(
		{
			en: `There is no variable "${shown}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
			'zh-CN': `没有变量“${shown}”${near === undefined ? '' : `；是否应为“${near}”？`}`,
		},
		{
			en: "Correct the name, or add the variable in the node under Options → Variables. A record's fields go by their names, such as {{name}} or {{customer.name}}.",
			'zh-CN': '请更正名称，或在节点的“选项 → 变量”中添加。记录字段按字段名引用，例如 {{name}}、{{customer.name}}。',
		},
	);
}

/** The name that fewest changes make of it, where those are few. */
function nearest(name: string, names: readonly string[]): string | undefined {
	const most = Math.max(1, Math.floor(name.length / 3));
	let best: { name: string; steps: number } | undefined;
	for (const candidate of names.slice(0, 500)) {
		if (Math.abs(candidate.length - name.length) > most) continue;
		const steps = distance(name.toLowerCase(), candidate.toLowerCase());
		if (steps <= most && steps < (best?.steps ?? Infinity)) best = { name: candidate, steps };
	}
	return best?.name;
}

/** Changes of one character, or of two neighbours, that make one text of another (Damerau's optimal string alignment). */
function distance(a: string, b: string): number {
	if (a.length > 60 || b.length > 60) return Infinity;
	const rows = Array.from({ length: a.length + 1 }, (_, i) =>
		Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
	);
	for (let i = 1; i <= a.length; i++) {
		for (let j = 1; j <= b.length; j++) {
			const cost = a[i - 1] === b[j - 1] ? 0 : 1;
			rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost);
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
		}
	}
	return rows[a.length][b.length];
}
