import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from '../clock';
import type { CallContext } from '../context';
import type { EventItem, Subscription, SubscriptionHandlers, SubscriptionSpec } from '../crm';
import type { Session } from '../records';
import { acquireStore, type Store, type StoreTx } from '../store';
import {
	takeTurn,
	claimDeliveries,
	lease,
	nextDue,
	renewLeases,
	settleDeliveries,
	type Delivery,
	type Ended,
	type Ending,
} from './deliveries';
import type { LoadedEvent } from './eventItem';
import { Place, type Found } from './place';
import { prepareDeliveries } from './prepare';
import { Pump } from './pump';
import { failureReason } from './reason';
import { seekMatch, takeEvents } from './takeEvents';

const defaultParallel = 20;

/** Batches taken in one transaction: enough to pass events that wait behind others of their record. */
const maxBatches = 5;

/** Events without a match that may be read again after a restart, so that an idle subscription writes nothing. */
const rereadable = 5000;

/** Milliseconds in which deliveries that end together are written together. */
const settleWithin = 10;

/** Milliseconds that closing waits for deliveries in flight. */
const patience = 1000;

interface Flight {
	delivery: Delivery;
	readonly run: Promise<void>;
}

/** What a round did. */
interface Written {
	readonly claimed: Delivery[];
	readonly otherLog: boolean;
	/** To be called when it is committed. */
	readonly committed?: () => void;
}

/** Reads the event log from its cursor on, keeps what matches as deliveries, and gives those out, earliest first per record. */
class EventSubscription implements Subscription {
	readonly #inFlight = new Map<string, Flight>();
	readonly #pump = new Pump(
		() => this.#cycle(),
		(error) => this.handlers.trouble?.(error),
	);
	readonly #heartbeat: NodeJS.Timeout;
	readonly #unwatch: () => void;
	#ended: Ended[] = [];
	#renew = false;
	#closed?: Promise<void>;
	/** Closed, and nothing but what becomes of the deliveries in flight is still to be written. */
	#left = false;

	constructor(
		private readonly hold: { readonly store: Store; release(): void },
		private readonly spec: SubscriptionSpec,
		private readonly handlers: SubscriptionHandlers,
		private readonly start: { readonly context: CallContext; readonly place: Place },
	) {
		this.#unwatch = hold.store.watch(this.#pump.request);
		this.#heartbeat = setInterval(() => this.#beat(), lease / 3).unref();
		this.#pump.request();
	}

	async close(): Promise<void> {
		this.#closed ??= this.#close();
		await this.#closed;
	}

	async #close(): Promise<void> {
		this.#unwatch();
		// A run that had begun may still give deliveries out.
		await this.#pump.drain();
		this.#left = true;
		const landed = this.#land();
		await Promise.race([landed, sleep(patience, undefined, { ref: false })]);
		const end = landed.then(() => this.#finish());
		if (this.#inFlight.size === 0) await end;
	}

	async #land(): Promise<void> {
		await Promise.all([...this.#inFlight.values()].map(({ run }) => run));
	}

	async #finish(): Promise<void> {
		await this.#pump.drain();
		this.#pump.stop();
		clearInterval(this.#heartbeat);
		this.hold.release();
	}

	#beat(): void {
		this.#renew = true;
		this.#pump.request();
	}

	/** One round: writes what ended, takes what is new, gives out what is due. Writes nothing when nothing is to be done. */
	async #cycle(): Promise<void> {
		const free = this.#closed ? 0 : (this.spec.maxParallel ?? defaultParallel) - this.#inFlight.size;
		const hasWork = free > 0 && (await this.#hasWork());
		if (!hasWork && !this.#mustWrite()) return;
		const ended = this.#ended.splice(0);
		try {
			const { claimed, otherLog, committed } = await this.hold.store.write(
				this.start.context,
				async (tx) => await this.#write(tx, { ended, free }),
			);
			committed?.();
			this.#renew = false;
			ended.length = 0;
			if (otherLog) this.#forgetFlights();
			await this.#giveOut(claimed);
			// Slots are left, so there was nothing more to take; the next round finds when something will be due.
			if (claimed.length < free) this.#pump.request();
		} finally {
			// What could not be written is written in a later round.
			this.#ended.unshift(...ended);
		}
	}

	#mustWrite(): boolean {
		const allowed = this.#left ? Infinity : this.#closed ? 0 : rereadable;
		return this.#ended.length > 0 || (this.#renew && this.#inFlight.size > 0) || this.start.place.unstored > allowed;
	}

	async #hasWork(): Promise<boolean> {
		const { read } = this.hold.store;
		const { place } = this.start;
		if ((await place.find(read)).otherLog) return true;
		const due = await nextDue(read, this.spec.id);
		const wait = due === undefined ? Infinity : Date.parse(due) - clock.now();
		if (wait <= 0) return true;
		const lookedAt = clock.iso();
		const { found, seq } = await seekMatch(read, this.spec, place.seen);
		await place.see(read, seq, lookedAt);
		if (found) return true;
		if (wait < Infinity) this.#pump.requestIn(wait + 1);
		return false;
	}

	async #write(tx: StoreTx, { ended, free }: { ended: readonly Ended[]; free: number }): Promise<Written> {
		await takeTurn(tx, this.spec.id);
		const found = await this.start.place.find(tx);
		if (!found.otherLog) await this.#settle(tx, ended);
		// Where a closed subscription goes on is for its next activation to say, which may have gone back.
		if (this.#left) return { claimed: [], otherLog: found.otherLog };
		// It may have been closed since the round began: what it took now would only be leased for nothing.
		return { ...(await this.#take(tx, found, this.#closed ? 0 : free)), otherLog: found.otherLog };
	}

	async #settle(tx: StoreTx, ended: readonly Ended[]): Promise<void> {
		await settleDeliveries(tx, this.spec.id, ended);
		if (!this.#renew || this.#inFlight.size === 0) return;
		await renewLeases(
			tx,
			[...this.#inFlight.values()].map(({ delivery }) => delivery),
		);
	}

	async #take(tx: StoreTx, found: Found, free: number): Promise<Omit<Written, 'otherLog'>> {
		const { id } = this.spec;
		let cursor = await this.start.place.resume(tx, found);
		const claimed = await claimDeliveries(tx, id, free);
		for (let batch = 0; claimed.length < free && batch < maxBatches; batch++) {
			const taken = await takeEvents(tx, this.spec, cursor);
			cursor = taken.cursor;
			if (taken.events === 0) break;
			claimed.push(...(await claimDeliveries(tx, id, free - claimed.length)));
		}
		return { claimed, committed: await this.start.place.store(tx, cursor) };
	}

	/** What is in flight belongs to a log that is gone: its numbers are those of other events now. */
	#forgetFlights(): void {
		this.#inFlight.clear();
		this.#ended = [];
	}

	async #giveOut(claimed: readonly Delivery[]): Promise<void> {
		if (claimed.length === 0) return;
		const prepared = await prepareDeliveries(this.hold.store, this.spec, claimed).catch((error: Error) => {
			// Given back with the run that follows the pump's pause: at once they would only be claimed and fail again.
			this.#ended.push(...claimed.map((delivery): Ended => ({ delivery, ending: 'released' })));
			throw error;
		});
		for (const ready of prepared) {
			if ('event' in ready) this.#fly(ready.delivery, ready.event);
			else this.#end(ready.delivery, ready.ending);
		}
	}

	#fly(delivery: Delivery, event: LoadedEvent): void {
		const flying = this.#inFlight.get(delivery.id);
		if (flying) {
			// Its lease ran out, because the store or this thread was held up; it is still in flight.
			flying.delivery = delivery;
			return;
		}
		const item = { ...event.item, attempt: delivery.attempts + delivery.interruptions + 1 };
		const flight: Flight = {
			delivery,
			run: this.#deliver(item, delivery).then((ending) => {
				// Forgotten flights end unheard.
				if (this.#inFlight.get(delivery.id) !== flight) return;
				this.#inFlight.delete(delivery.id);
				this.#end(flight.delivery, ending);
			}),
		};
		this.#inFlight.set(delivery.id, flight);
	}

	async #deliver(item: EventItem, { id, claimedAt }: Delivery): Promise<Ending> {
		try {
			const result = await this.handlers.deliver(item, `${id}:${Date.parse(claimedAt)}`);
			return result === 'done' ? 'done' : { failed: failureReason(result.failed) };
		} catch (error) {
			return { failed: failureReason(error instanceof Error ? error.message : String(error)) };
		}
	}

	#end(delivery: Delivery, ending: Ending): void {
		this.#ended.push({ delivery, ending });
		this.#pump.requestIn(settleWithin);
	}
}

/**
 * Starts giving a subscription its events. It has the store open until it is closed and its last delivery has ended.
 * @throws CrmError StoreUnavailable
 */
export async function openSubscription(
	{ store, context }: Session,
	spec: SubscriptionSpec,
	handlers: SubscriptionHandlers,
): Promise<Subscription> {
	const hold = acquireStore(store.connection);
	try {
		const place = await hold.store.write(context, async (tx) => {
			await takeTurn(tx, spec.id);
			return await Place.open(tx, spec);
		});
		return new EventSubscription(hold, spec, handlers, { context, place });
	} catch (error) {
		hold.release();
		throw error;
	}
}
