import type { CrmRecord, InboundResult } from '../../../core/crm';
import type { Emission, OutputSpec } from '../../shared/action';
import { filledIn } from '../../shared/simplify';

/** Where what came in leaves the node, by what people do about it. */
export const inboundOutputs: readonly OutputSpec[] = [
	{ name: 'reply', text: { en: 'Reply', 'zh-CN': '回复' } },
	{ name: 'message', text: { en: 'Message', 'zh-CN': '来信' } },
	{ name: 'optOut', text: { en: 'Opt-Out', 'zh-CN': '退订' } },
	{ name: 'report', text: { en: 'Delivery Report', 'zh-CN': '送达回执' } },
	{ name: 'ignored', text: { en: 'Ignored', 'zh-CN': '已忽略' } },
];

const reports = new Set<InboundResult['kind']>(['delivered', 'failed', 'delayed']);

/** Providers send things again, so that what came before is not answered twice. */
function outputOf({ kind, optedOut, repeated }: InboundResult): string {
	if (repeated || kind === 'automatic' || kind === 'ignored') return 'ignored';
	if (optedOut) return 'optOut';
	return reports.has(kind) ? 'report' : kind;
}

const nothing: InboundResult = { kind: 'ignored', known: false, optedOut: false, repeated: false };

/** The items of what one input held; of one that held nothing to use, one that says so. */
export function emitInbound(results: readonly InboundResult[], simplify: boolean): Emission[] {
	const shown = (record: CrmRecord | undefined) => record && (simplify ? filledIn(record) : { ...record });
	return (results.length > 0 ? results : [nothing]).map((result) => {
		const { message, about, ...rest } = result;
		const output = outputOf(result);
		return { json: { outcome: output, ...rest, message: shown(message), about: shown(about) }, output };
	});
}
