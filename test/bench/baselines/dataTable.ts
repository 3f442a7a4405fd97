import { DatabaseSync } from 'node:sqlite';
import type { INode } from 'n8n-workflow';
import type { N8nClient } from '../../../tools/n8n/client';

const leadColumns = ['name', 'company', 'phone', 'email', 'city', 'source'];

/** Makes an empty Data Table, as a user does in n8n's editor; answers its id. @param columns those of leads by default */
export async function makeDataTable(client: N8nClient, name: string, columns: readonly string[] = leadColumns): Promise<string> {
	const personal = await client.rest<{ id: string }>('GET', '/projects/personal');
	const body = { name, columns: columns.map((column) => ({ name: column, type: 'string' })) };
	return (await client.rest<{ id: string }>('POST', `/projects/${personal.id}/data-tables`, body)).id;
}

/**
 * What a user would take instead: n8n's own Data Table node, updating the row with this phone or inserting one. It
 * compares one column and nothing else: no normalising, no second key, no history. A Data Table can have no index.
 */
export const dataTableUpsert = (tableId: string): Pick<INode, 'type' | 'typeVersion' | 'parameters'> => ({
	type: 'n8n-nodes-base.dataTable',
	typeVersion: 1.1,
	parameters: {
		resource: 'row',
		operation: 'upsert',
		dataTableId: { __rl: true, mode: 'id', value: tableId },
		matchType: 'allConditions',
		filters: { conditions: [{ keyName: 'phone', condition: 'eq', keyValue: '={{ $json.phone }}' }] },
		columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
		options: {},
	},
});

/** A new row for each item, which the node gives back with its id and times. */
export const dataTableInsert = (tableId: string): Pick<INode, 'type' | 'typeVersion' | 'parameters'> => ({
	type: 'n8n-nodes-base.dataTable',
	typeVersion: 1.1,
	parameters: {
		resource: 'row',
		operation: 'insert',
		dataTableId: { __rl: true, mode: 'id', value: tableId },
		columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
		options: { optimizeBulk: false },
	},
});

/** Rows of a Data Table, and how n8n's database finds one by phone. @param database n8n's own file */
export function inspectDataTable(database: string, tableId: string): { rows: number; plan: string } {
	const n8n = new DatabaseSync(database, { readOnly: true, timeout: 5_000 });
	try {
		const table = `"data_table_user_${tableId}"`;
		const plan = n8n.prepare(`EXPLAIN QUERY PLAN SELECT "id" FROM ${table} WHERE "phone" = ?`).all('');
		return {
			rows: Number(n8n.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n),
			plan: plan.map(({ detail }) => String(detail)).join('; '),
		};
	} finally {
		n8n.close();
	}
}
