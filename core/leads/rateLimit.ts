import { hash } from 'node:crypto';
import { clock } from '../clock';
import { Bindings, breathe, chunksOf, type StoreTx } from '../store';

interface Limit {
	readonly max: number;
	readonly perMinutes: number;
}

const day = 86_400_000;
const iso = (time: number) => new Date(time).toISOString();

/** Counts made in one fixed window. */
interface Window {
	readonly start: string;
	/** When the window is over; each row says it, because another node's windows may be longer. */
	readonly end: string;
}

function windowOf({ perMinutes }: Limit): Window {
	const span = perMinutes * 60_000;
	const start = Math.floor(clock.now() / span) * span;
	return { start: iso(start), end: iso(start + span) };
}

/** The sender is not kept in the clear. */
const bucketOf = ({ end }: Window, sender: string): string => `${end} capture ${hash('sha256', sender, 'base64url')}`;

/**
 * Counts requests per sender in fixed windows kept in the store, so that all workers share one budget. Says which of
 * the senders' requests are over the limit. A row lives for a day, or as long as its window.
 */
export async function overLimit(tx: StoreTx, senders: readonly string[], limit: Limit): Promise<boolean[]> {
	await forgetOld(tx);
	const window = windowOf(limit);
	const counts = new Map<string, number>();
	for (const sender of senders) counts.set(sender, (counts.get(sender) ?? 0) + 1);
	const used = new Map<string, number>();
	for (const chunk of chunksOf([...counts], 240)) {
		for (const [sender, before] of await count(tx, window, chunk)) used.set(sender, before);
		await breathe();
	}
	return senders.map((sender) => {
		const before = used.get(sender) ?? 0;
		used.set(sender, before + 1);
		return before >= limit.max;
	});
}

async function forgetOld(tx: StoreTx): Promise<void> {
	const now = clock.now();
	const ended = iso(now);
	await tx.query(`DELETE FROM "crm_rate" WHERE "windowStart" < ? AND substr("bucket", 1, ${ended.length}) <= ?`, [iso(now - day), ended]);
}

/** Adds these counts and gives those from before. */
async function count(tx: StoreTx, window: Window, counts: ReadonlyArray<readonly [string, number]>): Promise<Array<[string, number]>> {
	const senders = new Map(counts.map((entry) => [bucketOf(window, entry[0]), entry]));
	const bindings = new Bindings(tx);
	const start = bindings.add(window.start);
	const added = bindings.rows(
		[...senders].map(([bucket, [, n]]) => [bucket, n]),
		{ bucket: 'text', count: 'integer' },
	);
	// SQLite needs the WHERE to tell the conflict clause from a join's.
	const rows = await tx.query<{ bucket: string; count: number }>(
		`INSERT INTO "crm_rate" ("bucket", "windowStart", "count") SELECT w."bucket", ${start}, w."count" FROM ${added} w WHERE TRUE
		ON CONFLICT ("bucket", "windowStart") DO UPDATE SET "count" = "crm_rate"."count" + excluded."count" RETURNING "bucket", "count"`,
		bindings.values,
	);
	return rows.flatMap((row) => {
		const counted = senders.get(row.bucket);
		return counted ? [[counted[0], row.count - counted[1]]] : [];
	});
}
