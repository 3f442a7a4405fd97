import { AsyncLocalStorage } from 'node:async_hooks';
import { asCrmError } from './failures';
import type { Plan, Sql } from './sql';

/** How an engine runs transactions. */
export interface Transactions {
	/**
	 * Runs `work` between BEGIN and COMMIT on one connection, and undoes all of it when it throws.
	 * @param alone whether no other transaction may write meanwhile, nor end that was writing before
	 */
	run<T>(work: (connection: Sql) => Promise<T>, alone: boolean): Promise<T>;
}

interface Frame {
	readonly connection: Sql;
	readonly parent?: Frame;
	ended: boolean;
	/** Calls made inside this one and not yet done; the last of them settles `tail`. */
	pending: number;
	tail: Promise<unknown>;
	/** Called after the commit; dropped on rollback. */
	readonly after: Array<() => void>;
	/** Statements on their way that nobody waits for. */
	readonly sent: Set<Promise<void>>;
	/** What else has to go well. */
	readonly conditions: Array<Promise<void>>;
	/** What went wrong first among all statements and conditions. Whatever fails later may follow from it. */
	failure?: { readonly error: unknown };
}

/** Statements of a transaction on their way at once: each waits in memory with all its values. */
const mostOnTheWay = 16;

const newFrame = (connection: Sql, parent?: Frame): Frame => ({
	connection,
	parent,
	ended: false,
	pending: 0,
	tail: Promise.resolve(),
	after: parent?.after ?? [],
	sent: new Set(),
	conditions: [],
});

/**
 * Keeps what went wrong first, in the order in which the engine told it: after the first failure PostgreSQL answers every
 * statement that was on its way already with another one.
 * @returns what is to be told
 */
const failed = (frame: Frame, error: unknown): unknown => (frame.failure ??= { error }).error;

function keepSent(frame: Frame, statement: Promise<unknown>): void {
	const ending = statement.catch((error: unknown) => failed(frame, error)).then(() => void frame.sent.delete(ending));
	frame.sent.add(ending);
}

/** @throws what went wrong in the frame, or in one around it: nothing of this one will be stored then */
function refuseFailed(frame: Frame): void {
	if (frame.failure) throw frame.failure.error;
	if (frame.parent) refuseFailed(frame.parent);
}

/** @throws what went wrong with a statement */
async function arrived(frame: Frame): Promise<void> {
	while (frame.sent.size > 0) await Promise.all(frame.sent);
	refuseFailed(frame);
}

/** @throws what went wrong with a statement, or a condition */
async function settled(frame: Frame): Promise<void> {
	await Promise.all(frame.conditions);
	await arrived(frame);
}

const isOpen = (frame: Frame): boolean => !frame.ended && (frame.parent === undefined || isOpen(frame.parent));

/** A running transaction. Using it after it has ended is a programming error and throws. */
export interface Tx extends Sql {
	/** Runs `listener` once the transaction is committed. */
	afterCommit(listener: () => void): void;
	/** Goes on without waiting for `condition`, and is committed only where that is fulfilled; else it fails with what that says. */
	relyOn(condition: Promise<void>): void;
}

let savepoints = 0;

/**
 * Write transactions. A call inside a transaction joins it under a savepoint; calls made side by side inside one
 * transaction take turns, and the transaction ends after the last of them.
 */
export class UnitOfWork {
	readonly #frames = new AsyncLocalStorage<{ frame: Frame; tx: Tx }>();

	constructor(private readonly transactions: Transactions) {}

	/** @throws CrmError StoreUnavailable when the database cannot be written. Nothing is stored then. */
	run<T>(work: (tx: Tx) => Promise<T>, alone = false): Promise<T> {
		const current = this.#frames.getStore();
		return current ? this.#nested(current.frame, work) : this.#outer(work, alone);
	}

	async #outer<T>(work: (tx: Tx) => Promise<T>, alone: boolean): Promise<T> {
		const after: Frame['after'] = [];
		let result: T;
		try {
			result = await this.transactions.run(async (connection) => await this.#inside({ ...newFrame(connection), after }, work), alone);
		} catch (error) {
			throw asCrmError(error);
		}
		after.forEach(tell);
		return result;
	}

	#nested<T>(outer: Frame, work: (tx: Tx) => Promise<T>): Promise<T> {
		const task = outer.tail.then(async () => {
			if (!isOpen(outer)) throw ended();
			const name = `s${++savepoints}`;
			const { connection } = outer;
			// Not for conditions, whose statements wait for this call to end.
			await arrived(outer);
			await connection.query(`SAVEPOINT ${name}`);
			const listeners = outer.after.length;
			try {
				const result = await this.#inside(newFrame(connection, outer), work);
				await connection.query(`RELEASE ${name}`);
				return result;
			} catch (error) {
				outer.after.length = listeners;
				// Gone already when the error made the engine roll back the whole transaction.
				await connection.query(`ROLLBACK TO ${name}`).catch(() => undefined);
				await connection.query(`RELEASE ${name}`).catch(() => undefined);
				throw error;
			}
		});
		outer.pending += 1;
		outer.tail = task.catch(() => undefined).then(() => void (outer.pending -= 1));
		return task;
	}

	/** Runs `work` and waits for the calls it made and did not wait for: cut in the middle, they would be half written. */
	async #inside<T>(frame: Frame, work: (tx: Tx) => Promise<T>): Promise<T> {
		const tx = this.#handle(frame);
		try {
			return await this.#frames.run({ frame, tx }, () => work(tx));
		} finally {
			while (frame.pending > 0) await frame.tail;
			// Its error takes the place of the work's own, which may follow from it.
			await settled(frame).finally(() => (frame.ended = true));
		}
	}

	#handle(frame: Frame): Tx {
		const { connection } = frame;
		const ready = async (): Promise<void> => {
			// Otherwise this statement would be undone together with a call inside that fails.
			while (frame.pending > 0 && this.#frames.getStore()?.frame === frame) await frame.tail;
		};
		const check = (): void => {
			if (!isOpen(frame)) throw ended();
			refuseFailed(frame);
		};
		return {
			dialect: connection.dialect,
			query: async <Row>(statement: string, parameters?: readonly unknown[], plan?: Plan) => {
				if (frame.pending > 0) await ready();
				check();
				try {
					return await connection.query<Row>(statement, parameters, plan);
				} catch (error) {
					throw failed(frame, error);
				}
			},
			send: async (statement, parameters, plan) => {
				if (frame.pending > 0) await ready();
				check();
				keepSent(frame, connection.query(statement, parameters, plan));
				if (frame.sent.size >= mostOnTheWay) await Promise.race(frame.sent);
			},
			afterCommit: (listener) => void frame.after.push(listener),
			relyOn: (condition) =>
				// Its word stands above that of a statement: where code is outdated, statements may fail for that.
				void frame.conditions.push(condition.catch((error: unknown) => void (frame.failure = { error }))),
		};
	}
}

const ended = () => new Error('this transaction has ended');

/** What is stored stays stored: a listener that fails is reported and does not make the write look failed. */
function tell(listener: () => void): void {
	try {
		listener();
	} catch (error) {
		process.emitWarning(error instanceof Error ? (error.stack ?? error.message) : String(error));
	}
}
