import type { Sql } from './sql';

/** Takes `count` numbers of a gap-free sequence and gives the last one; the numbers are free again on rollback. */
export async function takeNumbers(tx: Sql, name: string, count: number): Promise<number> {
	const [row] = await tx.query<{ value: number }>(
		'INSERT INTO "crm_sequence" ("name", "value") VALUES (?, ?) ON CONFLICT ("name") DO UPDATE SET "value" = "crm_sequence"."value" + excluded."value" RETURNING "value"',
		[name, count],
		'kept',
	);
	return row.value;
}
