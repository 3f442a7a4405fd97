import type { CrmObject } from '../schema/types';
import type { Sql } from '../store';

/** Lets whoever is about to give a live record one of these unique keys come one after the other: the second one finds the first one's record. */
export async function takeKeyTurns(
	tx: Sql,
	object: CrmObject,
	{ fields, tuples }: { fields: readonly string[]; tuples: readonly unknown[][] },
): Promise<void> {
	const of = `${object.name} ${fields.join()} `;
	await tx.dialect.takeTurns(
		tx,
		'key',
		tuples.map((tuple) => of + JSON.stringify(tuple)),
	);
}
