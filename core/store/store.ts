import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import type { CallContext } from '../context';
import type { Connection } from '../crm';
import type { ObjectName } from '../schema/types';
import { CatalogueCache, type CatalogueUse } from './catalogue';
import type { Change } from './change';
import type { Condition, Description, Engine, Opened } from './engine';
import { asCrmError } from './failures';
import type { PlanNow } from './fieldIndexes';
import { refuseOutdated } from './migrate';
import { patiently } from './patience';
import { sqlBy, type Plan, type Sql } from './sql';
import { needsReopening } from './unavailable';
import type { Tx } from './unitOfWork';
import { warn } from '../warning';

/** Who writes, and with which definitions of custom fields; without them where only built-in fields are written. */
export interface WriteContext extends CallContext {
	readonly use?: CatalogueUse;
	/** What else happens in the same transaction when certain events are written. */
	readonly followers?: readonly Follower[];
	/** The time zone of the company, by which its years begin; absent: the caller's. */
	companyZone?(sql: Sql): Promise<string>;
}

/** A write transaction together with who runs it. */
export interface StoreTx extends Tx {
	readonly context: WriteContext;
	/** The row of `crm_call` that this call's events point to; made when the first event is written. */
	callId?: number;
	/** True: whoever watches the store is told of this commit although it has no events. */
	hasNews?: boolean;
}

/** What a domain does when records of another one are written: in the same transaction, so that neither is without the other. */
export interface Follower {
	/** The names of the events that it follows, by object: `created`, `updated`, `deleted`, `restored`, or what a change emits. */
	readonly on: Readonly<Partial<Record<ObjectName, readonly string[]>>>;
	/**
	 * Is given those changes, which are written, all of a call at once and in no order.
	 *
	 * @returns changes to write, which may be followed in turn; of records whose writers do not go on with what they have
	 * read, so only of the follower's own domain
	 */
	follow(tx: StoreTx, changes: readonly Change[]): Promise<readonly Change[]>;
}

/** The database of one CRM, kept open for the life of the process. */
export class Store {
	readonly #listeners = new Set<() => void>();
	readonly #background = new Set<Promise<void>>();
	#unwatch?: () => void;
	/** Set inside a write, which must keep to its connection whatever happens to the database. */
	readonly #inside = new AsyncLocalStorage<Opened>();

	/** Reads committed data only. */
	readonly read: Sql;

	/** The objects of this database, with its custom fields. */
	readonly catalogue: CatalogueCache;

	constructor(
		readonly connection: Connection,
		private readonly engine: Engine,
	) {
		this.read = sqlBy(engine.dialect, <Row>(statement: string, parameters?: readonly unknown[], plan?: Plan) =>
			this.#guarded(({ read }) => patiently(() => read.query<Row>(statement, parameters, plan))),
		);
		this.catalogue = new CatalogueCache(this.read);
	}

	describe(): Promise<Description> {
		return this.engine.describe();
	}

	/** Whether the database is whole. */
	check(): Promise<Condition> {
		return this.engine.check();
	}

	/**
	 * Runs `work` in one write transaction; all or nothing.
	 * @throws CrmError StoreUnavailable when the database cannot be written
	 * @throws DefinitionsChanged
	 */
	write<T>(context: WriteContext, work: (tx: StoreTx) => Promise<T>): Promise<T> {
		return this.#write(context, work, false);
	}

	/** The same while nobody else writes: what is committed stays as it is until the end. A write inside another one cannot be alone. */
	async writeAlone<T>(context: WriteContext, work: (tx: StoreTx) => Promise<T>): Promise<T> {
		if (this.#inside.getStore()) throw new Error('others may be writing beside this transaction');
		return await this.#write(context, work, true);
	}

	#write<T>(context: WriteContext, work: (tx: StoreTx) => Promise<T>, alone: boolean): Promise<T> {
		const outermost = this.#inside.getStore() === undefined;
		return this.#guarded((opened) =>
			opened.unit.run(async (tx) => {
				if (outermost) tx.relyOn(refuseOutdated(tx, context.use));
				const storeTx: StoreTx = { ...tx, context };
				tx.afterCommit(() => (storeTx.callId !== undefined || storeTx.hasNews) && this.#wake(storeTx.hasNews ? 'news' : 'events'));
				if (outermost) tx.afterCommit(() => this.engine.committed());
				const result = await this.#inside.run(opened, () => work(storeTx));
				if (outermost) opened.beforeCommit?.();
				return result;
			}, alone),
		);
	}

	/** Rows of a statement that may read a whole table; it holds up nobody. Parameters are texts. */
	async survey<Row>(text: string, parameters: readonly string[] = []): Promise<Row[]> {
		return await this.#guarded(() => this.engine.survey<Row>(text, parameters));
	}

	/** Builds the indexes of a custom field. Others go on reading meanwhile, and their writes wait where the engine has one writer. */
	async buildIndexes(planNow: PlanNow): Promise<void> {
		await this.#guarded(() => this.engine.buildIndexes(planNow));
	}

	/** Work that goes on after the call that began it; closing waits for it. */
	inBackground(work: Promise<void>): void {
		const running = work.catch(warn).finally(() => this.#background.delete(running));
		this.#background.add(running);
	}

	/** TypeORM's own API on committed data, for entity work that is not on a hot path. */
	async entities(): Promise<EntityManager> {
		return (this.#inside.getStore() ?? (await this.engine.open())).entities;
	}

	/** Calls `listener` directly after commits of this process that wrote events or have news, and within a second after those of others. */
	watch(listener: () => void): () => void {
		this.#listeners.add(listener);
		this.#unwatch ??= this.engine.watch(() => this.#tellAll());
		return () => {
			this.#listeners.delete(listener);
			if (this.#listeners.size > 0) return;
			this.#unwatch?.();
			this.#unwatch = undefined;
		};
	}

	async close(): Promise<void> {
		this.#unwatch?.();
		this.#unwatch = undefined;
		await Promise.all(this.#background);
		await this.engine.close();
	}

	async #guarded<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
		try {
			return await work(this.#inside.getStore() ?? (await this.engine.open()));
		} catch (error) {
			const failure = asCrmError(error);
			if (needsReopening(failure)) this.engine.distrust();
			throw failure;
		}
	}

	#wake(what: 'events' | 'news'): void {
		this.engine.announce(what);
		this.#tellAll();
	}

	#tellAll(): void {
		for (const listener of this.#listeners) listener();
	}
}
