import { endingOf, lease, Runner, type Hold, type Round, type Taken } from '../attempts';
import { clock } from '../clock';
import type { Subscription, WorkHandlers, WorkItem, WorkSpec } from '../crm';
import type { Session } from '../records';
import { acquireStore, Bindings, chunksOf, newId, type StoreTx } from '../store';
import { claimWork } from './claim';
import { beSeen, heldKinds, leaveKinds, takeKinds, type Holder } from './holder';
import { prepareWork } from './item';
import { failedEnding, tellOwners } from './owned';
import type { WorkRow } from './row';
import { forgetClosed, nextWorkAt, renewWork, settleWork, type WorkEnding } from './settle';

/** Milliseconds between two looks for closed work to forget. */
const forgetEvery = 60_000;

/** Claimed work that can be given out. */
interface Ready {
	readonly work: WorkRow;
	readonly item: WorkItem;
}

/** What one execution each gets: items of one kind, and alone what failed or was interrupted, lest it take others with it. */
function loadsOf(ready: readonly Ready[], batch = 1): Ready[][] {
	const isAlone = ({ work }: Ready) => work.attempts + work.interruptions > 0;
	const alone = ready.filter(isAlone).map((one) => [one]);
	const alike = Map.groupBy(
		ready.filter((one) => !isAlone(one)),
		({ work }) => work.kind,
	);
	return [...[...alike.values()].flatMap((list) => chunksOf(list, batch)), ...alone];
}

/** Leases what comes due of some kinds and gives it to a workflow. */
class WorkSubscription extends Runner<WorkRow, WorkEnding> {
	#forgotAt = -Infinity;
	/** The kinds that no other workflow has taken over. */
	#held: readonly string[];
	/** The execution that each item in flight is with. */
	readonly #loads = new Map<string, number>();
	#lastLoad = 0;
	private readonly spec: WorkSpec;
	private readonly handlers: WorkHandlers;

	constructor(
		hold: Hold,
		given: { readonly spec: WorkSpec; readonly handlers: WorkHandlers },
		/** What it holds its kinds as, and for whom. */
		private readonly own: { readonly holder: Holder; readonly session: Session },
	) {
		const { spec, handlers } = given;
		super(hold, { maxParallel: spec.maxParallel, batch: spec.batch, trouble: (error) => handlers.trouble?.(error) });
		this.spec = spec;
		this.handlers = handlers;
		this.#held = spec.kinds;
	}

	/** A CRM node says when an item is done. */
	get #completedByNode(): boolean {
		return this.spec.completeWithin !== undefined;
	}

	/** Of what a CRM node completes, an execution counts until its last item is done. */
	protected override get executions(): number {
		return new Set(this.flights.claimed.map(({ id }) => this.#loads.get(id))).size;
	}

	protected mustWrite({ renew, left }: { renew: boolean; left: boolean }): boolean {
		return renew && (!left || this.flights.size > 0);
	}

	protected async hasWork(): Promise<boolean> {
		const next = await nextWorkAt(this.hold.store.read, this.#held);
		if (next === undefined) return false;
		const wait = Date.parse(next) - clock.now();
		if (wait <= 0) return true;
		this.lookAgainIn(wait + 1);
		return false;
	}

	/** What a CRM node completes is in flight for as long as it is leased: asks which items still are. */
	protected override async look(): Promise<void> {
		for (const id of this.#loads.keys()) if (!this.flights.has(id)) this.#loads.delete(id);
		if (!this.#completedByNode || this.flights.size === 0) return;
		const claimed = this.flights.claimed;
		const bindings = new Bindings(this.hold.store.read);
		const rows = await this.hold.store.read.query<{ id: string; lease: string | null }>(
			`SELECT "id", "lease" FROM "crm_due" WHERE ${bindings.among(
				'"id"',
				claimed.map(({ id }) => id),
			)} AND "nextAt" > ${bindings.add(clock.iso())}`,
			bindings.values,
		);
		const leases = new Map(rows.map((row) => [row.id, row.lease]));
		for (const work of claimed) if (leases.get(work.id) !== work.lease) this.flights.forget(work.id);
	}

	protected async write(tx: StoreTx, { ended, free, renew, left }: Round<WorkRow, WorkEnding>): Promise<Taken<WorkRow>> {
		const works = ended.map(({ claimed, ending }) => ({ work: claimed, ending }));
		const failed = await tellOwners(
			await this.#session(),
			works.flatMap(({ work, ending }) => (ending === 'done' ? [work] : [])),
		);
		const ids = new Set(failed.map(({ work }) => work.id));
		await settleWork(tx, [...works.filter(({ work }) => !ids.has(work.id)), ...failed.map(failedEnding)]);
		if (renew) {
			if (!left) await this.#beSeen(tx);
			if (this.flights.size > 0 && !this.#completedByNode) await renewWork(tx, this.flights.claimed, lease);
		}
		await this.#forgetClosed(tx);
		return { claimed: this.isClosed || free <= 0 ? [] : await this.#claim(tx, free) };
	}

	/** The objects are as they are now, however long it has been open. */
	async #session(): Promise<Session> {
		return { ...this.own.session, objects: await this.hold.store.catalogue.current() };
	}

	async #beSeen(tx: StoreTx): Promise<void> {
		await beSeen(tx, this.own.holder);
		await this.#lookHeld(tx);
	}

	async #lookHeld(tx: StoreTx): Promise<readonly string[]> {
		const { kinds, lost } = await heldKinds(tx, this.own.holder);
		if (lost && this.#held.length === this.spec.kinds.length) this.handlers.trouble?.(lost);
		return (this.#held = kinds);
	}

	async #claim(tx: StoreTx, limit: number): Promise<WorkRow[]> {
		const kinds = await this.#lookHeld(tx);
		if (kinds.length === 0) return [];
		return await claimWork(tx, { kinds, limit, lease: this.spec.completeWithin ?? lease }, await this.#session());
	}

	async #forgetClosed(tx: StoreTx): Promise<void> {
		if (performance.now() - this.#forgotAt < forgetEvery) return;
		this.#forgotAt = performance.now();
		await forgetClosed(tx);
	}

	protected async giveOut(works: readonly WorkRow[]): Promise<void> {
		if (works.length === 0) return;
		const prepared = await prepareWork(this.hold.store, works).catch((error: Error) => {
			for (const work of works) this.flights.endLater(work, 'released');
			throw error;
		});
		const ready: Ready[] = [];
		for (const one of prepared) {
			if ('ending' in one) this.flights.end(one.work, one.ending);
			else ready.push(one);
		}
		let { slots } = this;
		for (const load of loadsOf(ready, this.spec.batch)) {
			if (slots-- > 0) this.#start(load);
			// More of them failed before, and come alone, than executions may begin.
			else for (const { work } of load) this.flights.end(work, 'released');
		}
	}

	#start(load: readonly Ready[]): void {
		// One that is out already goes on as it is: its lease ran out because the store or this thread was held up.
		const fresh = load.filter(({ work }) => !this.flights.has(work.id));
		this.#lastLoad++;
		for (const { work } of fresh) this.#loads.set(work.id, this.#lastLoad);
		let run: Promise<WorkEnding> | undefined;
		for (const { work } of load) this.flights.start(work, () => (run ??= this.#run(fresh)));
	}

	async #run(load: readonly Ready[]): Promise<WorkEnding> {
		const [{ work }] = load;
		const key = `${this.spec.id}:${work.id}:${Date.parse(work.updatedAt)}`;
		const ending = await endingOf(
			async () =>
				await this.handlers.deliver(
					load.map(({ item }) => item),
					key,
				),
		);
		// Begun; a CRM node says what becomes of it, or its time runs out.
		return this.#completedByNode && ending === 'done' ? await new Promise<never>(() => undefined) : ending;
	}

	protected override async leave(): Promise<void> {
		if (this.#completedByNode) this.flights.forgetAll();
		try {
			await this.hold.store.write(this.hold.context, async (tx) => await leaveKinds(tx, this.own.holder));
		} catch (error) {
			// Others can have the kinds when this one has not been seen for some time.
			this.handlers.trouble?.(error as Error);
		}
	}
}

/**
 * Starts giving due work to a workflow, the only one for its kinds.
 * @throws CrmError Refused, StoreUnavailable
 */
export async function openWork(
	session: Session,
	{ spec, handlers }: { readonly spec: WorkSpec; readonly handlers: WorkHandlers },
): Promise<Subscription> {
	const { store, context } = session;
	const hold = acquireStore(store.connection);
	const holder = { ...spec, session: newId() };
	try {
		await hold.store.write(context, async (tx) => await takeKinds(tx, holder));
		return new WorkSubscription({ ...hold, context }, { spec, handlers }, { holder, session: { ...session, store: hold.store } });
	} catch (error) {
		hold.release();
		throw error;
	}
}
