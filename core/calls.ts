import { setTimeout as sleep } from 'node:timers/promises';
import { CrmError } from './errors';
import { resumeBuilding } from './fields';
import type { Session } from './records';
import { builtIn, DefinitionsChanged, metAnother } from './store';

type Caller = Omit<Session, 'objects'>;

/** The part of a CRM whose functions know built-in fields only. */
export const withoutCustomFields = (caller: Caller): Session => ({ ...caller, objects: builtIn });

/**
 * The part of a CRM whose functions know the store's custom fields, as they are when a function is called: one list of
 * them from its beginning to its end.
 */
export function withCustomFields<Api extends object>(caller: Caller, apiOf: (session: Session) => Api): Api {
	const names = Object.keys(apiOf(withoutCustomFields(caller))) as Array<keyof Api>;
	const calls = names.map((name) => [
		name,
		(...given: unknown[]) =>
			inCatalogue(caller, (session) => (apiOf(session)[name] as (...given: unknown[]) => Promise<unknown>)(...given)),
	]);
	return Object.fromEntries(calls) as Api;
}

/** Times a call is made before its caller hears that it met others each time. */
const maxTries = 5;

/** Milliseconds, of which a random part lets one of two that met go first. */
const pause = 40;

/**
 * Runs a call, and again where it may be made again: once more when it ran into fields that others have changed since it
 * looked (a transaction of it found them changed, or it did not know a name), and a few times when it and another call
 * waited for each other and the database ended this one.
 */
async function inCatalogue<T>({ context, ...caller }: Caller, call: (session: Session) => Promise<T>): Promise<T> {
	const { store } = caller;
	let objects = await store.catalogue.current();
	for (let tries = 1; ; tries++) {
		resumeBuilding(store, objects.definitions);
		const use = { version: objects.version, confirmed: false };
		try {
			return await call({ ...caller, context: { ...context, use }, objects });
		} catch (error) {
			if (metAnother(error) && tries < maxTries) {
				await sleep(pause * tries * Math.random());
				continue;
			}
			const unknown = error instanceof CrmError && error.code === 'ValidationFailed' && !use.confirmed;
			if (!unknown && !(error instanceof DefinitionsChanged)) throw error;
			const now = await store.catalogue.refresh();
			if (now.version === objects.version) throw error;
			objects = now;
		}
	}
}
