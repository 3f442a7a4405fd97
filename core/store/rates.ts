import { hash } from 'node:crypto';
import { clock } from '../clock';
import { dayAt, momentsOf } from '../day';
import { insertRows } from './insert';
import { breathe, chunksOf } from './pace';
import { Bindings, type TurnKind } from './sql';
import type { StoreTx } from './store';

/** At most so many in any span of so many minutes, or on each day of a time zone. Kept in the store: all workers share it. */
export interface Rate {
	/** Whose counts these are, such as `capture`; those of another mean nothing to it. */
	readonly about: string;
	readonly max: number;
	readonly per: { readonly minutes: number } | { readonly dayIn: string };
}

/** What a request is counted by. */
export interface Place {
	readonly rate: Rate;
	/** Whose rate it is, such as a sender; kept as a hash, for it may be a phone number. */
	readonly thing: string;
}

/** Parts of a span that are counted by themselves. */
const parts = 12;

/** In milliseconds since the epoch; requests made from `start` on in one part, or on one day, count up to `until`. */
interface Window {
	readonly start: number;
	readonly until: number;
}

/**
 * A part counts for as long as anything made in it may lie in a span that ends then, and for one part more: between the
 * place that a message got and its arrival at the provider, who counts it then, some time goes by.
 */
function windowOf({ per }: Rate, now: number): Window {
	if ('dayIn' in per) {
		const { from, end } = momentsOf(dayAt(now, per.dayIn), per.dayIn);
		return { start: Date.parse(from), until: Date.parse(end) };
	}
	const part = (per.minutes * 60_000) / parts;
	const start = Math.floor(now / part) * part;
	return { start, until: start + (parts + 2) * part };
}

const bucketOf = ({ rate: { about, per }, thing }: Place): string =>
	`${about} ${'dayIn' in per ? per.dayIn : per.minutes} ${hash('sha256', thing, 'base64url')}`;

const iso = (time: number) => new Date(time).toISOString();

/** What one thing has used of one rate. */
class Meter {
	/** By when they no longer count. */
	readonly #counts = new Map<number, number>();
	#used = 0;
	isChanged = false;

	readonly #window: Window;

	constructor(
		readonly bucket: string,
		private readonly rate: Rate,
		now: number,
	) {
		this.#window = windowOf(rate, now);
	}

	add(count: number, until = this.#window.until): void {
		this.#counts.set(until, (this.#counts.get(until) ?? 0) + count);
		this.#used += count;
	}

	take(): void {
		this.add(1);
		this.isChanged = true;
	}

	get isFull(): boolean {
		return this.#used >= this.rate.max;
	}

	/** When there is room for one more than those who wait. @param waiting when each of them goes, in their order */
	roomAfter(waiting: readonly number[]): number {
		const { max } = this.rate;
		// Whoever goes as many before makes room in turn.
		if (waiting.length >= max) return windowOf(this.rate, waiting[waiting.length - max]).until;
		let left = this.#used + waiting.length;
		const ends = [...this.#counts.keys()].sort((a, b) => a - b);
		return ends.find((until) => (left -= this.#counts.get(until) as number) < max) ?? this.#window.until;
	}

	get row(): unknown[] {
		const { start, until } = this.#window;
		return [this.bucket, iso(start), iso(until), this.#counts.get(until)];
	}
}

/**
 * Those of one caller who found no room: each next one is told of the time after them, else they would all come back at
 * once, and nearly all in vain.
 */
export class Queue {
	readonly #times = new Map<string, number[]>();

	/** When each goes who waits for room in a bucket. */
	at(bucket: string): number[] {
		const times = this.#times.get(bucket) ?? [];
		this.#times.set(bucket, times);
		return times;
	}
}

interface Taking {
	/** What callers take turns about, so that no two together take more than there is. */
	readonly turns: TurnKind;
	/** Absent where each is told when there is room for one. */
	readonly queue?: Queue;
}

/**
 * Takes places for requests, in their order: each gets all it is counted by, or none.
 *
 * @returns for each request when there is room for it again, in milliseconds since the epoch; undefined for one that got its places
 */
export async function takePlaces(
	tx: StoreTx,
	{ turns, queue }: Taking,
	requests: ReadonlyArray<readonly Place[]>,
): Promise<Array<number | undefined>> {
	const now = clock.now();
	const meters = new Map<string, Meter>();
	const meterOf = (place: Place): Meter => {
		const bucket = bucketOf(place);
		const meter = meters.get(bucket) ?? new Meter(bucket, place.rate, now);
		meters.set(bucket, meter);
		return meter;
	};
	const counted: Meter[][] = [];
	for (const places of requests) {
		counted.push(places.map(meterOf));
		await breathe();
	}
	if (meters.size === 0) return requests.map(() => undefined);
	await tx.dialect.takeTurns(tx, turns, [...meters.keys()]);
	await tx.send('DELETE FROM "crm_rate" WHERE "until" <= ?', [iso(now)]);
	await readCounts(tx, meters);
	const answers = counted.map((placesOf) => placed(placesOf, queue));
	const rows = [...meters.values()].filter(({ isChanged }) => isChanged).map(({ row }) => row);
	await insertRows(tx, { table: 'crm_rate', columns: ['bucket', 'windowStart', 'until', 'count'], key: ['bucket', 'windowStart'] }, rows);
	return answers;
}

/** Gives places back that were taken at a time, for requests that were not made. */
export async function returnPlaces(
	tx: StoreTx,
	taken: ReadonlyArray<{ readonly places: readonly Place[]; readonly at: number }>,
): Promise<void> {
	const counts = new Map<string, [bucket: string, start: string, count: number]>();
	for (const { places, at } of taken) {
		for (const place of places) {
			const [bucket, start] = [bucketOf(place), iso(windowOf(place.rate, at).start)];
			const key = `${bucket} ${start}`;
			counts.set(key, [bucket, start, (counts.get(key)?.[2] ?? 0) + 1]);
		}
	}
	const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
	for (const chunk of chunksOf(rows, 240)) {
		const bindings = new Bindings(tx);
		await tx.query(
			`UPDATE "crm_rate" AS r SET "count" = r."count" - w."back" FROM ${bindings.rows(chunk, { ofBucket: 'text', ofStart: 'text', back: 'integer' })} w
			WHERE r."bucket" = w."ofBucket" AND r."windowStart" = w."ofStart"`,
			bindings.values,
		);
	}
}

function placed(meters: readonly Meter[], queue: Queue | undefined): number | undefined {
	const full = meters.filter(({ isFull }) => isFull);
	if (full.length > 0) {
		const until = Math.max(...full.map((meter) => meter.roomAfter(queue?.at(meter.bucket) ?? [])));
		for (const { bucket } of full) queue?.at(bucket).push(until);
		return until;
	}
	for (const meter of meters) meter.take();
	return undefined;
}

async function readCounts(tx: StoreTx, meters: ReadonlyMap<string, Meter>): Promise<void> {
	for (const chunk of chunksOf([...meters.keys()], 500)) {
		const bindings = new Bindings(tx);
		const rows = await tx.query<{ bucket: string; until: string; count: number }>(
			`SELECT "bucket", "until", "count" FROM "crm_rate" WHERE ${bindings.among('"bucket"', chunk)}`,
			bindings.values,
		);
		for (const { bucket, until, count } of rows) meters.get(bucket)?.add(Number(count), Date.parse(until));
		await breathe();
	}
}
