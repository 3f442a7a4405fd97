import { writeChanges, type Change, type StoreTx } from '../store';
import type { Session } from './session';

/** Writes changes of one object, and what follows from them. */
export async function writeAndFollow(tx: StoreTx, { rules }: Session, changes: readonly Change[]): Promise<void> {
	await writeChanges(tx, changes);
	const follow = changes.length > 0 ? rules[changes[0].object.name]?.follow : undefined;
	if (follow) await writeChanges(tx, await follow(tx, changes));
}
