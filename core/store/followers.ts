import type { ObjectName } from '../schema/types';
import type { Change } from './events';
import type { StoreTx } from './store';

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

/** How often followers may follow each other in a row: more is a circle. */
export const maxRounds = 8;

const kindOf = ({ kind, before }: Change): string => kind ?? (before ? 'updated' : 'created');

function isFollowed(names: readonly string[], change: Change): boolean {
	const { emits = [] } = change;
	return names.includes(kindOf(change)) || emits.some((name) => names.includes(name));
}

/** What each follower is to hear of; most writes are of objects that nobody follows, and cost a look at their names. */
export function followed(
	followers: readonly Follower[],
	written: ReadonlyArray<readonly [ObjectName, readonly Change[]]>,
): Array<readonly [Follower, readonly Change[]]> {
	const heard: Array<readonly [Follower, readonly Change[]]> = [];
	for (const follower of followers) {
		const changes = written.flatMap(([object, list]) => {
			const names = follower.on[object];
			return names ? list.filter((change) => isFollowed(names, change)) : [];
		});
		if (changes.length > 0) heard.push([follower, changes]);
	}
	return heard;
}
