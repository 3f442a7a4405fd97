import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from '../clock';
import type { CallContext } from '../context';
import type { DeliveryResult, Subscription } from '../crm';
import type { Store, StoreTx } from '../store';
import type { Text } from '../text';
import { Flights, type Ended } from './flights';
import { lease } from './pauses';
import { Pump } from './pump';
import { failureReason } from './reason';

const defaultParallel = 20;

/** Milliseconds in which what ends together is written together. */
const settleWithin = 10;

/** Milliseconds that closing waits for what is in flight. */
const patience = 1000;

/** Times that a closed one tries to write what became of its flights, a pause like that apart: leases hold for longer. */
const lastTries = 10;

/** The store, which is held open until the last flight has ended, and who uses it. */
export interface Hold {
	readonly store: Store;
	readonly context: CallContext;
	release(): void;
}

interface Settings {
	/** Executions at once; default 20. */
	readonly maxParallel?: number;
	/** Most flights that one execution has; default 1. */
	readonly batch?: number;
	readonly trouble?: (error: Error) => void;
}

/** What a round has to write. */
export interface Round<Claimed, Ending> {
	readonly ended: ReadonlyArray<Ended<Claimed, Ending>>;
	/** How many more may be given out. */
	readonly free: number;
	/** Whether the leases are to be renewed. */
	readonly renew: boolean;
	/** Closed, and nothing but what becomes of the flights is still to be written. */
	readonly left: boolean;
}

/** What a round did. */
export interface Taken<Claimed> {
	readonly claimed: readonly Claimed[];
	/** To be called when it is committed. */
	readonly committed?: () => void;
}

/**
 * Gives things to a workflow, so many at once, in rounds: what ended is written, leases are renewed, and what is due is
 * claimed, in one transaction; then it is given out. Writes nothing when nothing is to be done.
 */
export abstract class Runner<Claimed extends { readonly id: string }, Ending> implements Subscription {
	protected readonly flights = new Flights<Claimed, Ending>(() => this.#pump.requestIn(settleWithin));
	readonly #pump = new Pump(
		() => this.#cycle(),
		(error) => this.settings.trouble?.(error),
	);
	readonly #heartbeat: NodeJS.Timeout;
	readonly #unwatch: ReadonlyArray<() => void>;
	#renew = false;
	#closed?: Promise<void>;
	#left = false;

	constructor(
		protected readonly hold: Hold,
		private readonly settings: Settings,
	) {
		this.#unwatch = [hold.store.watch(this.#pump.request), clock.watch(this.#pump.request)];
		this.#heartbeat = setInterval(() => this.#beat(), lease / 3).unref();
		this.#pump.request();
	}

	/** Whether anything is to be taken; where something will be later, {@link lookAgainIn} says when. */
	protected abstract hasWork(): Promise<boolean>;

	/** Whether there is something to write beside what ended. */
	protected abstract mustWrite(state: { readonly renew: boolean; readonly closed: boolean; readonly left: boolean }): boolean;

	protected abstract write(tx: StoreTx, round: Round<Claimed, Ending>): Promise<Taken<Claimed>>;

	protected abstract giveOut(claimed: readonly Claimed[]): Promise<void>;

	/** Called before a round looks how many more may be given out. */
	protected async look(): Promise<void> {}

	/** Called when nothing is taken any more. */
	protected async leave(): Promise<void> {}

	/** Executions that are running. */
	protected get executions(): number {
		return this.flights.size;
	}

	/** How many more executions may begin. */
	protected get slots(): number {
		return this.#closed ? 0 : Math.max((this.settings.maxParallel ?? defaultParallel) - this.executions, 0);
	}

	protected lookAgainIn(ms: number): void {
		this.#pump.requestIn(ms);
	}

	/** It may have been closed since a round began: what that took now would only be leased for nothing. */
	protected get isClosed(): boolean {
		return this.#closed !== undefined;
	}

	async close(): Promise<void> {
		this.#closed ??= this.#close();
		await this.#closed;
	}

	async #close(): Promise<void> {
		for (const end of this.#unwatch) end();
		// A run that had begun may still give something out.
		await this.#pump.drain();
		this.#left = true;
		await this.leave();
		const landed = this.flights.landed();
		await Promise.race([landed, sleep(patience, undefined, { ref: false })]);
		const end = landed.then(() => this.#finish());
		if (this.flights.size === 0) await end;
	}

	/** What became of the last flights is written at once, as n8n may be about to end, and again where that fails: else it would be done twice. */
	async #finish(): Promise<void> {
		await this.#pump.drain();
		for (let tries = 1; this.flights.hasEnded && tries < lastTries; tries++) {
			await sleep(patience, undefined, { ref: false });
			await this.#pump.drain();
		}
		this.#pump.stop();
		clearInterval(this.#heartbeat);
		this.hold.release();
	}

	#beat(): void {
		this.#renew = true;
		this.#pump.request();
	}

	async #cycle(): Promise<void> {
		await this.look();
		const free = this.slots * (this.settings.batch ?? 1);
		const hasWork = free > 0 && (await this.hasWork());
		const closed = this.#closed !== undefined;
		if (!hasWork && !this.flights.hasEnded && !this.mustWrite({ renew: this.#renew, closed, left: this.#left })) return;
		const ended = this.flights.takeEnded();
		try {
			const round = { ended: [...ended], free, renew: this.#renew, left: this.#left };
			const { claimed, committed } = await this.hold.store.write(this.hold.context, async (tx) => await this.write(tx, round));
			committed?.();
			this.#renew = false;
			ended.length = 0;
			await this.giveOut(claimed);
			// Slots are left, so there was nothing more to take; the next round finds when something will be due.
			if (claimed.length < free) this.#pump.request();
		} finally {
			// What could not be written is written in a later round.
			this.flights.giveBack(ended);
		}
	}
}

/** How an attempt ended: whatever it throws is its failure. */
export async function endingOf(attempt: () => Promise<DeliveryResult>): Promise<'done' | { readonly failed: Text }> {
	try {
		const result = await attempt();
		return result === 'done' ? 'done' : { failed: failureReason(result.failed) };
	} catch (error) {
		return { failed: failureReason(error instanceof Error ? error.message : String(error)) };
	}
}
