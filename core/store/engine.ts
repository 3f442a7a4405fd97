import type { EntityManager } from 'typeorm';
import type { Connection } from '../crm';
import type { Text } from '../text';
import type { PlanNow } from './fieldIndexes';
import type { Dialect, Sql } from './sql';
import type { UnitOfWork } from './unitOfWork';

/** Which engine it is, where its data is, and how much: bytes. */
export interface Description {
	readonly engine: Connection['kind'];
	/** Of SQLite: the path. Of PostgreSQL: `host:port/database`, and the schema beside it. */
	readonly file?: string;
	readonly server?: string;
	readonly schema?: string;
	readonly bytes: number;
}

/**
 * What a check of the whole database found; `problem` is the engine's own word, which names tables and pages and no
 * content, and `hint` what to do about it.
 */
export type Condition =
	{ readonly status: 'ok' | 'unchecked' } | { readonly status: 'damaged'; readonly problem: string; readonly hint: Text };

/** A database while it is open. */
export interface Opened {
	/** Reads committed data. */
	readonly read: Sql;
	readonly unit: UnitOfWork;
	readonly entities: EntityManager;
	/** The last word before a commit. @throws CrmError when what it commits would be lost */
	beforeCommit?(): void;
}

/** One database as its engine keeps it: opened on first use and again when it must be, watched for what others write. */
export interface Engine {
	readonly dialect: Dialect;
	/** @throws CrmError StoreUnavailable */
	open(): Promise<Opened>;
	/** The last use broke the connections: the next one opens anew. */
	distrust(): void;
	close(): Promise<void>;
	describe(): Promise<Description>;
	check(): Promise<Condition>;
	/** Rows of a statement that may read a whole table; it holds up nobody. */
	survey<Row>(text: string, parameters: readonly string[]): Promise<Row[]>;
	/** Brings the indexes of a custom field to what is wanted; what another process has built is left. One at a time does it. */
	buildIndexes(planNow: PlanNow): Promise<void>;
	/** Called after every commit of this process that wrote events, or that has other news. */
	announce(what: 'events' | 'news'): void;
	/** Called after every commit of this process. */
	committed(): void;
	/** Calls `wake` soon after other processes have committed events or news, until the answer is called. */
	watch(wake: () => void): () => void;
}
