import { clock } from '../../clock';
import type { Store } from '../../store';
import type { ProviderFault } from '../channel';

/** A token as it is stored, and what is known of its secret. */
export interface TokenRow {
	/** Of the token and of its secret: two secrets for one app have a row each, and what one of them does leaves the other alone. */
	readonly name: string;
	/** The token, encrypted. */
	readonly sealed: string | null;
	readonly expiresAt: string | null;
	/** What the provider said when it refused the secret, as JSON. */
	readonly fault: string | null;
	/** Refusals in a row. */
	readonly faults: number;
	/** Until then nobody asks again with this secret. */
	readonly openUntil: string | null;
	/** Who asks the provider at this moment, and until when others wait for the answer. */
	readonly lease: string | null;
	readonly leaseUntil: string | null;
}

/** Milliseconds after which a worker that asks and is not heard of again counts as gone; longer than a request may take. */
const leaseLife = 30_000;

/** Milliseconds after which a row is deleted that nobody has used: its secret is another one by now. */
const keptLife = 24 * 60 * 60_000;

const inMs = (ms: number): string => new Date(clock.now() + ms).toISOString();

const caller = { actor: 'channel tokens', scope: { kind: 'all' }, origin: {}, partial: false } as const;

/** The rows of `crm_channel_token`, changed only by who holds the lease, or while what was seen still stands. */
export class TokenRows {
	constructor(private readonly store: Store) {}

	async find(name: string): Promise<TokenRow | undefined> {
		const [row] = await this.store.read.query<TokenRow>('SELECT * FROM "crm_channel_token" WHERE "name" = ?', [name]);
		return row;
	}

	/** Makes the caller the one who asks; false when somebody else does. */
	async lease(name: string, lease: string): Promise<boolean> {
		const rows = await this.#write(
			`INSERT INTO "crm_channel_token" ("name", "faults", "lease", "leaseUntil") VALUES (?, 0, ?, ?)
			ON CONFLICT ("name") DO UPDATE SET "lease" = excluded."lease", "leaseUntil" = excluded."leaseUntil"
			WHERE "crm_channel_token"."leaseUntil" IS NULL OR "crm_channel_token"."leaseUntil" < ? OR "crm_channel_token"."leaseUntil" > ?
			RETURNING "lease"`,
			// A lease that ends later than any can: the clock was set back.
			[name, lease, inMs(leaseLife), inMs(0), inMs(leaseLife)],
		);
		return rows.length > 0;
	}

	async keep(name: string, lease: string, { sealed, life }: { sealed: string; life: number }): Promise<void> {
		await this.#write(
			`UPDATE "crm_channel_token" SET "sealed" = ?, "expiresAt" = ?, "fault" = NULL, "faults" = 0, "openUntil" = NULL,
			"lease" = NULL, "leaseUntil" = NULL WHERE "name" = ? AND "lease" = ? RETURNING "name"`,
			[sealed, inMs(life), name, lease],
		);
		await this.#deleteUnused();
	}

	/** Opens the breaker. @param pause milliseconds */
	async open(name: string, lease: string, refused: { fault: ProviderFault; faults: number; pause: number }): Promise<void> {
		await this.#write(
			`UPDATE "crm_channel_token" SET "sealed" = NULL, "expiresAt" = NULL, "fault" = ?, "faults" = ?, "openUntil" = ?,
			"lease" = NULL, "leaseUntil" = NULL WHERE "name" = ? AND "lease" = ? RETURNING "name"`,
			[JSON.stringify(refused.fault), refused.faults, inMs(refused.pause), name, lease],
		);
	}

	async release(name: string, lease: string): Promise<void> {
		await this.#write(
			'UPDATE "crm_channel_token" SET "lease" = NULL, "leaseUntil" = NULL WHERE "name" = ? AND "lease" = ? RETURNING "name"',
			[name, lease],
		);
	}

	/** Forgets the token that was seen, and no other. */
	async forget(name: string, sealed: string): Promise<void> {
		await this.#write(
			'UPDATE "crm_channel_token" SET "sealed" = NULL, "expiresAt" = NULL WHERE "name" = ? AND "sealed" = ? RETURNING "name"',
			[name, sealed],
		);
	}

	/** Whenever a token is got, which is rare. */
	async #deleteUnused(): Promise<void> {
		const [ended, until] = [inMs(-keptLife), `COALESCE("expiresAt", "openUntil", "leaseUntil", '')`];
		await this.#write(`DELETE FROM "crm_channel_token" WHERE ${until} < ? AND COALESCE("leaseUntil", '') < ? RETURNING "name"`, [
			ended,
			ended,
		]);
	}

	#write(statement: string, parameters: readonly unknown[]): Promise<unknown[]> {
		return this.store.write(caller, async (tx) => await tx.query(statement, parameters));
	}
}
