import { endingOf, Runner, type Hold, type Round, type Taken } from '../attempts';
import { clock } from '../clock';
import type { Subscription, SubscriptionHandlers, SubscriptionSpec } from '../crm';
import type { Session } from '../records';
import { acquireStore, type StoreTx } from '../store';
import { takeTurn, claimDeliveries, nextDue, renewLeases, settleDeliveries, type Delivery, type Ending } from './deliveries';
import { Place, type Found } from './place';
import { prepareDeliveries } from './prepare';
import { seekMatch, takeEvents } from './takeEvents';

/** Batches taken in one transaction: enough to pass events that wait behind others of their record. */
const maxBatches = 5;

/** Events without a match that may be read again after a restart, so that an idle subscription writes nothing. */
const rereadable = 5000;

/** Reads the event log from its cursor on, keeps what matches as deliveries, and gives those out, earliest first per record. */
class EventSubscription extends Runner<Delivery, Ending> {
	constructor(
		hold: Hold,
		private readonly spec: SubscriptionSpec,
		private readonly handlers: SubscriptionHandlers,
		private readonly place: Place,
	) {
		super(hold, { maxParallel: spec.maxParallel, trouble: (error) => handlers.trouble?.(error) });
	}

	protected mustWrite({ renew, closed, left }: { renew: boolean; closed: boolean; left: boolean }): boolean {
		const allowed = left ? Infinity : closed ? 0 : rereadable;
		return (renew && this.flights.size > 0) || this.place.unstored > allowed;
	}

	protected async hasWork(): Promise<boolean> {
		const { read } = this.hold.store;
		if ((await this.place.find(read)).otherLog) return true;
		const due = await nextDue(read, this.spec.id);
		const wait = due === undefined ? Infinity : Date.parse(due) - clock.now();
		if (wait <= 0) return true;
		const lookedAt = clock.iso();
		const { found, seq } = await seekMatch(read, this.spec, this.place.seen);
		await this.place.see(read, seq, lookedAt);
		if (found) return true;
		if (wait < Infinity) this.lookAgainIn(wait + 1);
		return false;
	}

	protected async write(tx: StoreTx, round: Round<Delivery, Ending>): Promise<Taken<Delivery>> {
		await takeTurn(tx, this.spec.id);
		const found = await this.place.find(tx);
		if (!found.otherLog) await this.#settle(tx, round);
		// Where a closed subscription goes on is for its next activation to say, which may have gone back.
		const taken = round.left ? { claimed: [] } : await this.#take(tx, found, this.isClosed ? 0 : round.free);
		if (!found.otherLog) return taken;
		return {
			...taken,
			committed: () => {
				taken.committed?.();
				// What is in flight belongs to a log that is gone: its numbers are those of other events now.
				this.flights.forgetAll();
			},
		};
	}

	async #settle(tx: StoreTx, { ended, renew }: Round<Delivery, Ending>): Promise<void> {
		await settleDeliveries(tx, this.spec.id, ended);
		if (renew && this.flights.size > 0) await renewLeases(tx, this.flights.claimed);
	}

	async #take(tx: StoreTx, found: Found, free: number): Promise<Taken<Delivery>> {
		const { id } = this.spec;
		let cursor = await this.place.resume(tx, found);
		const claimed = await claimDeliveries(tx, id, free);
		for (let batch = 0; claimed.length < free && batch < maxBatches; batch++) {
			const taken = await takeEvents(tx, this.spec, cursor);
			cursor = taken.cursor;
			if (taken.events === 0) break;
			claimed.push(...(await claimDeliveries(tx, id, free - claimed.length)));
		}
		return { claimed, committed: await this.place.store(tx, cursor) };
	}

	protected async giveOut(claimed: readonly Delivery[]): Promise<void> {
		if (claimed.length === 0) return;
		const prepared = await prepareDeliveries(this.hold.store, this.spec, claimed).catch((error: Error) => {
			// Given back with the run that follows the pump's pause: at once they would only be claimed and fail again.
			for (const delivery of claimed) this.flights.endLater(delivery, 'released');
			throw error;
		});
		for (const ready of prepared) {
			const { delivery } = ready;
			if ('ending' in ready) {
				this.flights.end(delivery, ready.ending);
				continue;
			}
			const item = { ...ready.event.item, attempt: delivery.attempts + delivery.interruptions + 1 };
			const key = `${delivery.id}:${Date.parse(delivery.claimedAt)}`;
			this.flights.start(delivery, async () => await endingOf(async () => await this.handlers.deliver(item, key)));
		}
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
		return new EventSubscription({ ...hold, context }, spec, handlers, place);
	} catch (error) {
		hold.release();
		throw error;
	}
}
