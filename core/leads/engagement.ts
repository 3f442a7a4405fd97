import { breathe, Bindings, chunksOf, type Sql } from '../store';
import type { EngagementEvent } from './engagementRule';

/** The touchpoints and follow-ups of leads, by lead; the newest 500 of each lead and kind. */
export async function engagementOf(sql: Sql, leadIds: readonly string[]): Promise<Map<string, EngagementEvent[]>> {
	const found = new Map<string, EngagementEvent[]>(leadIds.map((id) => [id, []]));
	for (const chunk of chunksOf(leadIds, 250)) {
		for (const [event, table, kind] of [
			['touchpoint', 'crm_touchpoint', 'channel'],
			['activity', 'crm_activity', 'method'],
		] as const) {
			const bindings = new Bindings(sql);
			const rows = await sql.query<{ leadId: string; kind: string; at: string }>(
				`SELECT "leadId", kind, at FROM (
					SELECT "leadId", "${kind}" AS kind, "at" AS at, row_number() OVER (PARTITION BY "leadId" ORDER BY "at" DESC) AS n
					FROM "${table}" WHERE "${kind}" <> 'note' AND ${bindings.among('"leadId"', chunk)} AND "deletedAt" IS NULL) newest WHERE n <= 500`,
				bindings.values,
			);
			for (const row of rows) found.get(row.leadId)?.push({ event, kind: row.kind, at: row.at });
			await breathe();
		}
	}
	return found;
}
