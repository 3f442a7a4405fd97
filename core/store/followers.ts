import type { ObjectName } from '../schema/types';
import type { Change } from './change';
import type { Follower } from './store';

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
