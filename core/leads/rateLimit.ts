import { createHash } from 'node:crypto';
import { clock } from '../clock';
import type { StoreTx } from '../store';

/**
 * Counts requests per sender in fixed windows kept in the store, so that all workers share one budget. Says which of
 * the senders' requests are over the limit. A row lives for a day, or as long as its window; the sender is not kept in the clear.
 */
export async function overLimit(
	tx: StoreTx,
	senders: readonly string[],
	limit: { readonly max: number; readonly perMinutes: number },
): Promise<boolean[]> {
	const span = limit.perMinutes * 60_000;
	const windowStart = new Date(Math.floor(clock.now() / span) * span).toISOString();
	await tx.query('DELETE FROM "crm_rate" WHERE "windowStart" < ?', [new Date(clock.now() - Math.max(86_400_000, span)).toISOString()]);
	const counts = new Map<string, number>();
	for (const sender of senders) counts.set(sender, (counts.get(sender) ?? 0) + 1);
	const used = new Map<string, number>();
	for (const [sender, count] of counts) {
		const bucket = `capture:${limit.perMinutes}:${createHash('sha256').update(sender).digest('base64url')}`;
		const [row] = await tx.query<{ count: number }>(
			'INSERT INTO "crm_rate" ("bucket", "windowStart", "count") VALUES (?, ?, ?) ON CONFLICT ("bucket", "windowStart") DO UPDATE SET "count" = "crm_rate"."count" + excluded."count" RETURNING "count"',
			[bucket, windowStart, count],
		);
		used.set(sender, row.count - count);
	}
	return senders.map((sender) => {
		const before = used.get(sender) ?? 0;
		used.set(sender, before + 1);
		return before >= limit.max;
	});
}
