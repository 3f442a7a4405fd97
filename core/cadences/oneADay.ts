import type { CrmRecord } from '../crm';
import { Bindings, chunksOf, insertRows, keptKey, type StoreTx } from '../store';

/** What tells that two records are one person. */
const addresses = ['email', 'phone', 'mobile', 'externalUserId', 'unionId'] as const;

/** Whom a record is: itself, and whoever has one of its addresses, of which hashes stay. */
const namesOf = (person: CrmRecord): string[] => [
	person.id,
	...addresses.flatMap((name) => (typeof person[name] === 'string' ? [keptKey('day', person[name])] : [])),
];

/**
 * Takes the one message that a person gets from cadences on a day; true for each who got it. Two records with one address
 * are one person, whichever cadences they are in; whoever comes first has it, also where two claim at once.
 */
export async function takeDay(tx: StoreTx, day: string, people: readonly CrmRecord[]): Promise<boolean[]> {
	if (people.length === 0) return [];
	const names = people.map(namesOf);
	const taken = await takenOf(tx, day, [...new Set(names.flat())].sort());
	const got = names.map((own) => {
		if (own.some((name) => taken.has(name))) return false;
		for (const name of own) taken.add(name);
		return true;
	});
	const rows = names.flatMap((own, i) => (got[i] ? own : [])).map((name) => [day, name]);
	await insertRows(tx, { table: 'crm_cadence_day', columns: ['day', 'person'] }, rows);
	return got;
}

/** Names that have had theirs; whoever asks for one of them at once waits for this transaction. */
async function takenOf(tx: StoreTx, day: string, names: readonly string[]): Promise<Set<string>> {
	await tx.dialect.takeTurns(tx, 'person', names);
	const taken = new Set<string>();
	for (const chunk of chunksOf(names, 500)) {
		const bindings = new Bindings(tx);
		const rows = await tx.query<{ person: string }>(
			`SELECT "person" FROM "crm_cadence_day" WHERE "day" = ${bindings.add(day)} AND ${bindings.among('"person"', chunk)}`,
			bindings.values,
		);
		for (const { person } of rows) taken.add(person);
	}
	return taken;
}

/** Days that are over are forgotten. */
export const forgetDays = async (tx: StoreTx, before: string): Promise<void> =>
	await tx.send('DELETE FROM "crm_cadence_day" WHERE "day" < ?', [before]);
