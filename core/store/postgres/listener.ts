import type { Client } from 'pg';
import type { PostgresConnection } from '../../crm';
import type { Sql } from '../sql';
import { clientConfig, pg } from './open';

/** Milliseconds after which the log is looked at in any case: a safety net under NOTIFY. */
const poll = 1000;

/** Milliseconds after which events are looked for again that others still in their transactions come before. */
const settling = 20;

/** Where commits are announced; PostgreSQL's names have 63 bytes. */
export const channelOf = ({ schema }: PostgresConnection): string => `guanxi_${schema}`.slice(0, 63);

/**
 * Learns of other processes' events: LISTEN on a connection of its own, and a look at the log once a second. Events
 * that were announced before all earlier ones are committed are told as soon as those are.
 */
export class Listener {
	readonly #timer: NodeJS.Timeout;
	#client?: Client;
	#connecting = false;
	#closed = false;
	#seen = -1;
	#looking?: Promise<void>;
	#again = false;
	#soon?: NodeJS.Timeout;

	constructor(
		private readonly connection: PostgresConnection,
		private readonly read: () => Promise<Sql>,
		private readonly wake: () => void,
	) {
		this.#timer = setInterval(() => this.#tick(), poll).unref();
		this.#tick();
	}

	close(): void {
		this.#closed = true;
		clearInterval(this.#timer);
		clearTimeout(this.#soon);
		this.#leave(this.#client);
	}

	#tick(): void {
		void this.#connect();
		this.#look();
	}

	/** A connection that fails is made again with the next tick; until then there is the look at the log. */
	async #connect(): Promise<void> {
		if (this.#client || this.#connecting || this.#closed) return;
		this.#connecting = true;
		const client = new (pg().Client)(clientConfig(this.connection));
		const lost = () => this.#leave(client);
		client.on('error', lost).on('end', lost);
		client.on('notification', ({ payload }) => {
			if (payload === 'news') this.wake();
			this.#look();
		});
		try {
			await client.connect();
			await client.query(`LISTEN "${channelOf(this.connection)}"`);
			if (this.#closed) this.#leave(client);
			else this.#client = client;
		} catch {
			this.#leave(client);
		} finally {
			this.#connecting = false;
		}
	}

	#leave(client: Client | undefined): void {
		if (client && this.#client === client) this.#client = undefined;
		client?.end().catch(() => undefined);
	}

	/** Looks at the log now; asked again meanwhile, once more afterwards. */
	#look(): void {
		if (this.#closed) return;
		if (this.#looking) {
			this.#again = true;
			return;
		}
		const looking = this.#lookOnce();
		this.#looking = looking;
		void looking.finally(() => {
			this.#looking = undefined;
			if (!this.#again) return;
			this.#again = false;
			this.#look();
		});
	}

	async #lookOnce(): Promise<void> {
		try {
			const sql = await this.read();
			const [log] = await sql.query<{ settled: number; last: number }>(
				`SELECT coalesce(${sql.dialect.settledSeq}, 0) AS settled, (SELECT coalesce(max("seq"), 0) FROM "crm_event") AS last`,
			);
			if (log.settled !== this.#seen) {
				this.#seen = log.settled;
				this.wake();
			}
			if (log.last <= log.settled || this.#closed) return;
			clearTimeout(this.#soon);
			this.#soon = setTimeout(() => this.#look(), settling).unref();
		} catch {
			// A store that cannot be read says so to whoever uses it; the next tick looks again.
		}
	}
}
