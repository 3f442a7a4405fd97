import { clock } from '../clock';
import type { SubscriptionSpec } from '../crm';
import type { Sql, StoreTx } from '../store';
import { moveCursor, openCursor, remakeCursor } from './cursor';

/** What the store says of a place. */
export interface Found {
	/** The log is no longer the one that was read: a backup was put in its place. */
	readonly otherLog: boolean;
	/** Where to go on; undefined when the store does not know the subscription. */
	readonly from?: number;
}

interface Row {
	readonly cursor: number | null;
	readonly mark: string | null;
}

/** Which event has a number: in another log the same number is another event. */
const markSql = `SELECT "at" || ' ' || "recordId" AS mark FROM "crm_event" WHERE "seq" = ?`;

/** How far one process has come in the event log with a subscription. */
export class Place {
	#stored: number;
	#seen: number;
	#mark: string | null;
	#lookedAt = clock.iso();

	private constructor(
		private readonly spec: SubscriptionSpec,
		start: { readonly seq: number; readonly mark: string | null },
	) {
		this.#seen = this.#stored = start.seq;
		this.#mark = start.mark;
	}

	/** Finds or makes the subscription's place in the log. */
	static async open(tx: StoreTx, spec: SubscriptionSpec): Promise<Place> {
		const seq = await openCursor(tx, spec);
		return new Place(spec, { seq, mark: await markOf(tx, seq) });
	}

	/** No event up to this one has still to be taken. */
	get seen(): number {
		return this.#seen;
	}

	/** How many of those the store does not know of. */
	get unstored(): number {
		return this.#seen - this.#stored;
	}

	/** Compares the place with the store. */
	async find(sql: Sql): Promise<Found> {
		const [{ cursor, mark }] = await sql.query<Row>(
			`SELECT (SELECT "cursor" FROM "crm_subscription" WHERE "id" = ?) AS cursor, (${markSql}) AS mark`,
			[this.spec.id, this.#seen],
		);
		if (cursor === null) return { otherLog: true };
		if (mark !== this.#mark) return { otherLog: true, from: cursor };
		// Below what this process stored it was set back since, by a replay in another activation or by a backup.
		return { otherLog: false, from: cursor < this.#stored ? cursor : Math.max(cursor, this.#seen) };
	}

	/** Where to take events from. A store that does not know the subscription gets it anew, behind what was looked at. */
	async resume(tx: StoreTx, { from }: Found): Promise<number> {
		return from ?? (await remakeCursor(tx, this.spec, this.#lookedAt));
	}

	/** Goes on to an event without telling the store. */
	async see(sql: Sql, seq: number, lookedAt: string): Promise<void> {
		this.#lookedAt = lookedAt;
		if (seq === this.#seen) return;
		this.#mark = await markOf(sql, seq);
		this.#seen = seq;
	}

	/** Stores how far the subscription is; the answer is to be called when that is committed. */
	async store(tx: StoreTx, seq: number): Promise<() => void> {
		await moveCursor(tx, this.spec.id, seq);
		const mark = await markOf(tx, seq);
		const lookedAt = clock.iso();
		return () => {
			this.#seen = this.#stored = seq;
			this.#mark = mark;
			this.#lookedAt = lookedAt;
		};
	}
}

async function markOf(sql: Sql, seq: number): Promise<string | null> {
	const [row] = await sql.query<{ mark: string }>(markSql, [seq]);
	return row?.mark ?? null;
}
