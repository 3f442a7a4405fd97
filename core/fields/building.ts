import { clock } from '../clock';
import { CrmError } from '../errors';
import { updateRecords, type Session } from '../records';
import type { FieldRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { builtIn, indexPlan, type Store } from '../store';
import { warn } from '../warning';

type Built = Pick<FieldRecord, 'indexState' | 'indexProblem'>;

/** Milliseconds after which an index that is still being built may have lost its builder. Two builders do no harm. */
const longEnough = 30_000;

/** One builder a store in this process; the next one waits for it. */
const builders = new WeakMap<Store, Promise<void>>();

const isBuilding = ({ indexState }: FieldRecord) => indexState === 'building';

/** Builds what waits to be built, without holding up the thread. */
export function buildIndexes(store: Store): Promise<void> {
	const work = (builders.get(store) ?? Promise.resolve()).then(() => buildAll(store));
	const builder = work.catch(warn).finally(() => {
		if (builders.get(store) === builder) builders.delete(store);
	});
	builders.set(store, builder);
	store.inBackground(builder);
	return builder;
}

/** Goes on with indexes whose process ended before they were there. */
export function resumeBuilding(store: Store, definitions: readonly FieldRecord[]): void {
	const lost = definitions.filter(isBuilding).some(({ updatedAt }) => clock.now() - Date.parse(updatedAt) > longEnough);
	if (lost && !builders.has(store)) void buildIndexes(store);
}

async function buildAll(store: Store): Promise<void> {
	const { definitions } = await store.catalogue.refresh();
	for (const { id } of definitions.filter(isBuilding)) await build(store, id);
}

/** Builds what a field is to have when its turn has come, unless others have done so by then. */
async function build(store: Store, id: string): Promise<void> {
	let definition: FieldRecord | undefined;
	let built: Built = { indexState: 'none', indexProblem: null };
	const planNow = async () => {
		definition = (await store.catalogue.refresh()).definitions.find((one) => one.id === id && isBuilding(one));
		if (!definition) return undefined;
		const plan = indexPlan(store.read.dialect, definition);
		if (plan.create.length > 0) built = { indexState: 'ready', indexProblem: null };
		return plan;
	};
	try {
		await store.buildIndexes(planNow);
	} catch (error) {
		const duplicates = error instanceof CrmError && error.code === 'DuplicateRecord';
		if (!duplicates) warn(error);
		built = { indexState: 'failed', indexProblem: duplicates ? 'duplicates' : 'storage' };
	}
	if (definition) await settle(store, definition, built);
}

/** A field that was defined anew meanwhile waits for another build. */
async function settle(store: Store, { id, version }: FieldRecord, fields: Built): Promise<void> {
	const context = { actor: 'system', scope: { kind: 'all' }, origin: {}, partial: true } as const;
	const session: Session = { store, context, rules: {}, subjects: {}, workOwners: {}, objects: builtIn };
	await updateRecords(session, objects.get('field'), [{ item: 0, id, version, fields: { ...fields } }], {
		allowReadOnly: new Set(Object.keys(fields)),
	});
	await store.catalogue.refresh();
}
