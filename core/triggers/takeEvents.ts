import type { SubscriptionSpec } from '../crm';
import { breathe, type Sql, type StoreTx } from '../store';
import { addDeliveries } from './deliveries';
import { lastSeq, matchingEvents, windowSize } from './eventFilter';

/** Events taken from the log at once. */
const batchSize = 200;

/** Looks from an event on for one that matches; `seq` is the last event that needs no second look. */
export async function seekMatch(sql: Sql, { filter }: SubscriptionSpec, from: number): Promise<{ found: boolean; seq: number }> {
	const last = await lastSeq(sql);
	let seq = from;
	while (seq < last) {
		const until = Math.min(seq + windowSize, last);
		const [match] = await matchingEvents(sql, filter, { after: seq, until, limit: 1 });
		if (match) return { found: true, seq: match.seq - 1 };
		seq = until;
		await breathe();
	}
	return { found: false, seq };
}

/** Makes deliveries of the next matching events; `cursor` is the last event that was looked at. */
export async function takeEvents(
	tx: StoreTx,
	{ id, filter }: SubscriptionSpec,
	after: number,
): Promise<{ events: number; cursor: number }> {
	const until = Math.min(after + windowSize, await lastSeq(tx));
	const events = await matchingEvents(tx, filter, { after, until, limit: batchSize });
	if (events.length > 0) await addDeliveries(tx, id, events);
	return { events: events.length, cursor: events.length < batchSize ? until : events[events.length - 1].seq };
}
