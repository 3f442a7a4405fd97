import { objects } from '../schema/objects';
import { recordsByKey, type Sql } from '../store';
import type { Address } from './address';

/** What an address does not get any more by its owner's will: marketing, or anything at all. */
export async function stoppedAlready(sql: Sql, { addressKind, address }: Address): Promise<'marketing' | 'all' | undefined> {
	const of = (name: 'consent' | 'suppression', more: Readonly<Record<string, string>>) => {
		const key = { addressKind, address, ...more };
		return recordsByKey(sql, objects.get(name), { fields: Object.keys(key), tuples: [Object.values(key)] });
	};
	const live = (found: Awaited<ReturnType<typeof of>>) => [...found.values()].find(({ deletedAt }) => deletedAt === null);
	// A mailbox that bounced was nobody's will.
	if (live(await of('suppression', {}))?.reason === 'optOut') return 'all';
	return live(await of('consent', { purpose: 'marketing' }))?.state === 'withdrawn' ? 'marketing' : undefined;
}
