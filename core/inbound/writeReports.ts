import { linksOfMessage, writeSuppressions, type Stopped } from '../consents';
import type { InboundResult } from '../inboundTypes';
import type { CrmRecord } from '../recordTypes';
import { objects } from '../schema/objects';
import { breathe, changedRecord, writeChanges, type Change, type StoreTx } from '../store';
import type { Report } from './notice';
import type { Outbound } from './outbound';

const message = objects.get('message');

/** States in which a report is news; what is delivered or called off stays so. */
const open = new Set(['sending', 'sent', 'unclear', 'awaitingStaff']);

/** What a report makes of our message; undefined where it changes nothing. */
function fieldsOf(before: CrmRecord, { outcome, at, code, message: words }: Report): Record<string, unknown> | undefined {
	if (outcome === 'delayed' || !open.has(String(before.status))) return undefined;
	if (outcome === 'delivered') return { status: 'delivered', deliveredAt: at, sendUntil: null };
	return { status: 'failed', providerCode: code || null, providerMessage: words || null, sendUntil: null };
}

/** Writes what became of our messages, and puts addresses that are wrong for good on the list. One result each, in their order. */
export async function writeReports(
	tx: StoreTx,
	reports: ReadonlyArray<{ readonly report: Report; readonly item: number }>,
	outbound: Outbound,
): Promise<InboundResult[]> {
	const changes = new Map<string, Change>();
	const bad: Stopped[] = [];
	const found: Array<CrmRecord | undefined> = [];
	for (const { report, item } of reports) {
		await breathe();
		const before = outbound.named(report.about.providerIds, report.about.messageIds, report.to);
		found.push(before);
		if (!before) continue;
		const fields = changes.has(before.id) ? undefined : fieldsOf(before, report);
		if (fields) {
			const after = changedRecord(before, fields);
			changes.set(before.id, { object: message, before, after, item, emits: [`message.${report.outcome}`] });
		}
		// Only of an address that we did write to: anybody may send a report.
		const { to } = report;
		if (report.badAddress && to && to.address === before.address)
			bad.push({
				...to,
				links: linksOfMessage(before),
				reason: 'hardBounce',
				at: report.at,
				source: report.channel,
				detail: `${report.code} ${report.message}`.trim() || undefined,
				item,
			});
	}
	await writeChanges(tx, [...changes.values()]);
	await writeSuppressions(tx, bad);
	return reports.map(({ report }, i) => {
		const before = found[i];
		return {
			kind: before ? report.outcome : 'ignored',
			about: before && (changes.get(before.id)?.after ?? before),
			known: before !== undefined,
			optedOut: false,
			repeated: false,
		};
	});
}
