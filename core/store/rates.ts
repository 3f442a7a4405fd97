import { hash } from 'node:crypto';
import { clock } from '../clock';
import { breathe, chunksOf } from './pace';
import { Bindings } from './sql';
import type { StoreTx } from './store';

/** At most so many in so many minutes, counted in fixed windows kept in the store, so that all workers share one budget. */
export interface Rate {
	/** Whose counts these are, such as `capture`; those of another mean nothing to it. */
	readonly about: string;
	readonly perMinutes: number;
}

const day = 86_400_000;
const iso = (time: number) => new Date(time).toISOString();

/** The window that it is now, in milliseconds; `end` is when the next one begins. */
function windowOf({ perMinutes }: Rate): { start: number; end: number } {
	const span = perMinutes * 60_000;
	const start = Math.floor(clock.now() / span) * span;
	return { start, end: start + span };
}

/** When a rate's present window is over, in milliseconds since the epoch. */
export const windowEnd = (rate: Rate): number => windowOf(rate).end;

/** What is counted is not kept in the clear: it may be a phone number. Each row says when it is over, as windows differ. */
const bucketOf = (rate: Rate, thing: string): string => `${iso(windowOf(rate).end)} ${rate.about} ${hash('sha256', thing, 'base64url')}`;

/**
 * Counts one request for each of the things; gives, in their order, how many there were before it in this window, those
 * before it in the list included. A row lives for a day, or as long as its window.
 */
export async function countRates(tx: StoreTx, rate: Rate, things: readonly string[]): Promise<number[]> {
	await forgetOld(tx);
	const used = new Map<string, number>();
	for (const chunk of chunksOf(totals(things), 240)) {
		for (const [thing, before] of await add(tx, rate, chunk)) used.set(thing, before);
		await breathe();
	}
	return things.map((thing) => {
		const before = used.get(thing) ?? 0;
		used.set(thing, before + 1);
		return before;
	});
}

/** Takes requests back that {@link countRates} counted in this transaction: they were not made. */
export async function uncountRates(tx: StoreTx, rate: Rate, things: readonly string[]): Promise<void> {
	const back = totals(things).map(([thing, n]): [string, number] => [thing, -n]);
	for (const chunk of chunksOf(back, 240)) await add(tx, rate, chunk);
}

/** In one order, so that two that count the same things do not wait for each other. */
function totals(things: readonly string[]): Array<[string, number]> {
	const counts = new Map<string, number>();
	for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
	return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function forgetOld(tx: StoreTx): Promise<void> {
	const now = clock.now();
	const ended = iso(now);
	await tx.query(`DELETE FROM "crm_rate" WHERE "windowStart" < ? AND substr("bucket", 1, ${ended.length}) <= ?`, [iso(now - day), ended]);
}

/** Adds these counts and gives those from before. */
async function add(tx: StoreTx, rate: Rate, counts: ReadonlyArray<readonly [string, number]>): Promise<Array<[string, number]>> {
	const things = new Map(counts.map((entry) => [bucketOf(rate, entry[0]), entry]));
	const bindings = new Bindings(tx);
	const start = bindings.add(iso(windowOf(rate).start));
	const added = bindings.rows(
		[...things].map(([bucket, [, n]]) => [bucket, n]),
		{ bucket: 'text', count: 'integer' },
	);
	// SQLite needs the WHERE to tell the conflict clause from a join's.
	const rows = await tx.query<{ bucket: string; count: number }>(
		`INSERT INTO "crm_rate" ("bucket", "windowStart", "count") SELECT w."bucket", ${start}, w."count" FROM ${added} w WHERE TRUE
		ON CONFLICT ("bucket", "windowStart") DO UPDATE SET "count" = "crm_rate"."count" + excluded."count" RETURNING "bucket", "count"`,
		bindings.values,
	);
	return rows.flatMap((row) => {
		const counted = things.get(row.bucket);
		return counted ? [[counted[0], row.count - counted[1]]] : [];
	});
}
