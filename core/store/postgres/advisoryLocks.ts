import { hash } from 'node:crypto';
import type { Sql, TurnKind } from '../sql';

/** The second key of an advisory lock that concerns one of the CRMs in a database: two that share one would only wait for each other. */
export const schemaKey = 'hashtext(current_schema())';

/** Things of one CRM are told apart by this many locks, 2 ^ 10: a call may name thousands, and the server's lock table is small. */
const turnBits = 10;

/** The first keys of our advisory locks; other programs that use the database's have others. */
const turnClasses: Record<TurnKind, number> = {
	import: 0x6778_08,
	sender: 0x6778_09,
	repeat: 0x6778_01,
	company: 0x6778_07,
	key: 0x6778_02,
	person: 0x6778_03,
	budget: 0x6778_0a,
	tree: 0x6778_04,
	assignment: 0x6778_05,
	subscription: 0x6778_06,
};

const turnOf = (thing: string): number => Buffer.from(hash('sha1', thing, 'buffer')).readUInt32BE() % 2 ** turnBits;

/** {@link Dialect.takeTurns}; the schema stands above the thing, so that locks of one CRM are taken in one order. */
export async function takeTurns(tx: Sql, about: TurnKind, things: readonly string[]): Promise<void> {
	if (things.length === 0) return;
	const keys = [...new Set(things.map(turnOf))].sort((a, b) => a - b);
	await tx.send(
		`SELECT pg_advisory_xact_lock(${turnClasses[about]}, (${schemaKey} << ${turnBits}) | key) FROM unnest(CAST(? AS INTEGER[])) key`,
		[`{${keys.join()}}`],
		'kept',
	);
}
