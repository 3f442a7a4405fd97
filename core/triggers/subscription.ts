import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from '../clock';
import type { CallContext } from '../context';
import type { EventItem, Subscription, SubscriptionHandlers, SubscriptionSpec } from '../crm';
import { acquireStore, type Store, type StoreTx } from '../store';
import type { Text } from '../text';
import { moveCursor, openCursor, readCursor } from './cursor';
import { claimDeliveries, lease, nextDue, renewLeases, settleDeliveries, type Delivery, type Ended, type Ending } from './deliveries';
import { loadEvents, type LoadedEvent } from './eventItem';
import { chainReason } from './loop';
import { Pump } from './pump';
import { failureReason, interruptedReason } from './reason';
import { seekMatch, takeEvents } from './takeEvents';

const defaultDepth = 5;
const defaultParallel = 20;

/** Batches taken in one transaction: enough to pass events that wait behind others of their record. */
const maxBatches = 5;

/** Events without a match that may be read again after a restart, so that an idle subscription writes nothing. */
const rereadable = 5000;

/** Milliseconds in which deliveries that end together are written together. */
const settleWithin = 10;

/** Times an event may be with its workflow when the process ends before it is given up on. */
const maxInterruptions = 10;

/** Milliseconds that closing waits for deliveries in flight. */
const patience = 1000;

interface Flight {
	delivery: Delivery;
	readonly run: Promise<void>;
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
	/** No event up to this one has still to be taken … */
	#seen: number;
	/** … and so much of that stands in the store. */
	#stored: number;

	constructor(
		private readonly hold: { readonly store: Store; release(): void },
		private readonly spec: SubscriptionSpec,
		private readonly handlers: SubscriptionHandlers,
		private readonly start: { readonly context: CallContext; readonly cursor: number },
	) {
		this.#seen = this.#stored = start.cursor;
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
			const { claimed, cursor } = await this.hold.store.write(this.start.context, async (tx) => await this.#write(tx, { ended, free }));
			this.#seen = this.#stored = cursor;
			this.#renew = false;
			ended.length = 0;
			await this.#giveOut(claimed);
			// Slots are left, so there was nothing more to take; the next round finds when something will be due.
			if (claimed.length < free) this.#pump.request();
		} finally {
			// What could not be written is written in a later round.
			this.#ended.unshift(...ended);
		}
	}

	#mustWrite(): boolean {
		const unstored = this.#seen - this.#stored;
		return this.#ended.length > 0 || (this.#renew && this.#inFlight.size > 0) || unstored > (this.#closed ? 0 : rereadable);
	}

	async #hasWork(): Promise<boolean> {
		const { read } = this.hold.store;
		const due = await nextDue(read, this.spec.id);
		const wait = due === undefined ? Infinity : Date.parse(due) - clock.now();
		if (wait <= 0) return true;
		const { found, seq } = await seekMatch(read, this.spec, this.#seen);
		this.#seen = seq;
		if (found) return true;
		if (wait < Infinity) this.#pump.requestIn(wait + 1);
		return false;
	}

	async #write(tx: StoreTx, work: { ended: readonly Ended[]; free: number }): Promise<{ claimed: Delivery[]; cursor: number }> {
		const { id } = this.spec;
		await settleDeliveries(tx, id, work.ended);
		const flights = [...this.#inFlight.values()];
		if (this.#renew && flights.length > 0)
			await renewLeases(
				tx,
				flights.map(({ delivery }) => delivery),
			);
		let cursor = Math.max(this.#seen, await readCursor(tx, id));
		const claimed = await claimDeliveries(tx, id, work.free);
		for (let batch = 0; claimed.length < work.free && batch < maxBatches; batch++) {
			const taken = await takeEvents(tx, this.spec, cursor);
			cursor = taken.cursor;
			if (taken.events === 0) break;
			claimed.push(...(await claimDeliveries(tx, id, work.free - claimed.length)));
		}
		await moveCursor(tx, id, cursor);
		return { claimed, cursor };
	}

	async #giveOut(claimed: readonly Delivery[]): Promise<void> {
		if (claimed.length === 0) return;
		const waiting = new Set(claimed);
		try {
			const events = await loadEvents(this.hold.store.read, claimed, this.spec);
			for (const delivery of claimed) {
				const event = events.get(delivery.seq) as LoadedEvent;
				const refusal = await this.#refusal(delivery, event);
				waiting.delete(delivery);
				if (refusal) this.#end(delivery, { dead: refusal });
				else this.#fly(delivery, event);
			}
		} finally {
			for (const delivery of waiting) this.#end(delivery, 'released');
		}
	}

	async #refusal(delivery: Delivery, event: LoadedEvent): Promise<Text | undefined> {
		const { workflowId, workflowName, maxDepth = defaultDepth } = this.spec;
		if (delivery.interruptions >= maxInterruptions) return interruptedReason(delivery.interruptions);
		if (event.depth < maxDepth) return undefined;
		return await chainReason(this.hold.store.read, delivery, { id: workflowId, name: workflowName, maxDepth });
	}

	#fly(delivery: Delivery, event: LoadedEvent): void {
		const flight = this.#inFlight.get(delivery.id);
		if (flight) {
			// Its lease ran out, because the store or this thread was held up; it is still in flight.
			flight.delivery = delivery;
			return;
		}
		const item = { ...event.item, attempt: delivery.attempts + delivery.interruptions + 1 };
		const run = this.#deliver(item, delivery).then((ending) => {
			const current = this.#inFlight.get(delivery.id)?.delivery ?? delivery;
			this.#inFlight.delete(delivery.id);
			this.#end(current, ending);
		});
		this.#inFlight.set(delivery.id, { delivery, run });
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
	file: string,
	context: CallContext,
	spec: SubscriptionSpec,
	handlers: SubscriptionHandlers,
): Promise<Subscription> {
	const hold = acquireStore(file);
	try {
		const cursor = await hold.store.write(context, async (tx) => await openCursor(tx, spec));
		return new EventSubscription(hold, spec, handlers, { context, cursor });
	} catch (error) {
		hold.release();
		throw error;
	}
}
