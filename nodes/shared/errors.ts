import { NodeOperationError, type IDataObject, type INode, type INodeExecutionData } from 'n8n-workflow';

import { CrmError, type ItemFailure } from '../../core/errors';
import { text, type Locale, type Text } from '../../core/text';

export { batchError } from '../../core/errors';

/** Lines of bad items that an error lists before it only counts the rest. */
const listedLines = 50;

const quoted = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** A parameter that n8n could not resolve, such as a broken expression. */
export function parameterError(name: string, cause: unknown): CrmError {
	return new CrmError(
		'ValidationFailed',
		{
			en: `The parameter "${name}" could not be read: ${quoted(cause)}`,
			'zh-CN': `无法读取参数“${name}”：${quoted(cause)}`,
		},
		{
			hint: { en: 'Check the expression in this parameter.', 'zh-CN': '请检查该参数中的表达式。' },
			field: name,
			cause,
		},
	);
}

/** A parameter that has no value or one of the wrong kind; the message never repeats the value. */
export function badParameter(label: Text, name: string, problem: Text): CrmError {
	return new CrmError('ValidationFailed', text`${label}${{ en: ' ', 'zh-CN': /[0-9A-Za-z]$/.test(label['zh-CN']) ? ' ' : '' }}${problem}`, {
		hint: {
			en: `Set "${label.en}" in the node, or check the expression in it.`,
			'zh-CN': `请在节点中填写“${label['zh-CN']}”，或检查其中的表达式。`,
		},
		field: name,
		problems: [{ field: name, message: problem }],
	});
}

/** An error nobody foresaw, so that the one mapping below serves all: a fault of ours, which no other try mends. */
export function asCrmError(cause: unknown): CrmError {
	if (cause instanceof CrmError) return cause;
	return new CrmError(
		'Unexpected',
		{ en: `Unexpected error: ${quoted(cause)}`, 'zh-CN': `意外错误：${quoted(cause)}` },
		{
			hint: {
				en: 'Run the operation System → Check Health; if it shows no problem, report this error with its message.',
				'zh-CN': '请运行“系统 → 健康检查”；若未发现问题，请附上此消息反馈。',
			},
			cause,
		},
	);
}

/** A node whose stored resource and operation this version does not have. */
export function unknownAction(resource: string, operation: string): CrmError {
	return new CrmError(
		'ValidationFailed',
		{
			en: `This version of the node has no operation "${operation}" for "${resource}"`,
			'zh-CN': `此版本的节点没有“${resource}”的“${operation}”操作`,
		},
		{ hint: { en: 'Choose resource and operation again.', 'zh-CN': '请重新选择资源和操作。' } },
	);
}

/** Items one after the other that are bad for the same reason. */
interface FailedRun {
	readonly first: number;
	last: number;
	readonly text: string;
}

function runsOf(failures: readonly ItemFailure[], locale: Locale): FailedRun[] {
	const runs: FailedRun[] = [];
	for (const { item, error } of failures) {
		const text = error.text[locale];
		const run = runs.at(-1);
		if (run?.last === item - 1 && run.text === text) run.last = item;
		else runs.push({ first: item, last: item, text });
	}
	return runs;
}

/** n8n counts items from 0 and says so in English, "[item 0]"; a Chinese ordinal begins with 1, as everywhere in the core. */
function lineOf({ first, last, text }: FailedRun, locale: Locale): string {
	if (locale === 'en') return first === last ? `Item ${first}: ${text}` : `Items ${first}–${last}: ${text}`;
	return first === last ? `第 ${first + 1} 项：${text}` : `第 ${first + 1}–${last + 1} 项：${text}`;
}

function failureLines(failures: readonly ItemFailure[], locale: Locale): string[] {
	const runs = runsOf(failures, locale);
	const lines = runs.slice(0, listedLines).map((run) => lineOf(run, locale));
	const rest = runs.slice(listedLines).reduce((sum, { first, last }) => sum + last - first + 1, 0);
	if (rest > 0) lines.push(locale === 'en' ? `… and ${rest} more` : `……以及另外 ${rest} 项`);
	return lines;
}

/** n8n shows a description as HTML, in which line ends are lost. */
function asList(lines: readonly string[]): string {
	if (lines.length === 0) return '';
	const safe = lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
	return `<ul>${safe.map((line) => `<li>${line}</li>`).join('')}</ul>`;
}

/** The error as n8n shows it: message = what happened, description = what to do and what is wrong, item by item. */
export function toNodeError(node: INode, error: CrmError, locale: Locale, item?: number): NodeOperationError {
	// A single bad item's own words are the message already.
	const [first] = error.items;
	const lines = first && first.error.text.en !== error.text.en ? failureLines(error.items, locale) : [];
	return new NodeOperationError(node, error.text[locale], {
		itemIndex: first?.item ?? item,
		description: `${error.hint[locale]}${asList(lines)}`,
	});
}

/**
 * A bad item under continue-on-fail. n8n sends an item to the error output only when its keys are among
 * error, message and details (handleNodeErrorOutput in n8n-core's workflow-execute), so all else is in details.
 */
export function toErrorItem(error: CrmError, item: number, locale: Locale): INodeExecutionData {
	const details: IDataObject = {
		item,
		code: error.code,
		hint: error.hint[locale],
		retryable: error.retryable,
		problems: error.problems.map(({ field, message }) => ({ field, message: message[locale] })),
	};
	return { json: { error: error.text[locale], details }, pairedItem: { item } };
}
