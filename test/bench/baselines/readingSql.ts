import { DatabaseSync } from 'node:sqlite';
import type { Connection, PostgresConnection } from '../../../core/crm';
import { connectAlone } from '../../../core/store/postgres/open';

const customers = 'SELECT * FROM "crm_customer" t WHERE t."deletedAt" IS NULL AND';
const newest = 'ORDER BY t."id" DESC LIMIT 51';
const segment = { sqlite: `("custom" ->> 'segment')`, postgres: `(("custom" ->> 'segment') COLLATE "C")` };

/** What a reader by hand writes for one engine. Parameters are numbered; an event comes with its call and its personal part. */
const statements = (engine: Connection['kind']) => ({
	ids: 'SELECT "id" FROM "crm_customer" WHERE "rowId" % 1000 = $1 ORDER BY "rowId"',
	busy: 'SELECT DISTINCT "customerId" AS "id" FROM "crm_activity" ORDER BY 1 LIMIT $1',
	owners: 'SELECT "id" FROM "crm_user" ORDER BY "id" LIMIT $1',
	get: `${customers} t."id" = $1`,
	byNumber: `${customers} t."number" = $1`,
	page: `${customers} t."ownerId" = $1 AND t."type" = 'distributor' ${newest}`,
	segment: `${customers} ${segment[engine]} = $1 ${newest}`,
	events: `SELECT e.*, p."changes" AS personal, c.*
		FROM (SELECT * FROM "crm_event" WHERE "object" = 'customer' AND "recordId" = $1 ORDER BY "seq" DESC LIMIT 51) e
		JOIN "crm_call" c ON c."id" = e."callId" LEFT JOIN "crm_event_personal" p ON p."seq" = e."seq"`,
	activities: referring('activity', 'at'),
	tasks: referring('task', 'createdAt'),
	touchpoints: referring('touchpoint', 'at'),
	search:
		engine === 'sqlite'
			? `SELECT t.* FROM "crm_customer_search" s CROSS JOIN "crm_customer" t ON t."rowId" = s.rowid
				WHERE s."crm_customer_search" MATCH $1 AND t."deletedAt" IS NULL ORDER BY s.rowid DESC LIMIT 51`
			: `${customers} t."id" IN (SELECT "id" FROM "crm_customer_search" WHERE "tokens" @> string_to_array($1, ' ') AND "text" LIKE $2) ${newest}`,
});

/** What refers to a customer, with the call that made it. */
function referring(object: string, at: string): string {
	return `SELECT t.*, c."actor", c."workflowId", c."workflowName", c."executionId", c."nodeName", e."item"
		FROM (SELECT * FROM "crm_${object}" WHERE "customerId" = $1 AND "deletedAt" IS NULL ORDER BY "${at}" DESC LIMIT 51) t
		JOIN "crm_event" e ON e."object" = '${object}' AND e."recordId" = t."id" AND e."kind" = 'created'
		JOIN "crm_call" c ON c."id" = e."callId"`;
}

type StatementName = keyof ReturnType<typeof statements>;
type Row = Record<string, unknown>;

/**
 * What the storage itself can do: reads written by hand for exactly these tables, prepared once, on one connection of
 * the library that the CRM uses. It has no caller whose rights it minds, decodes nothing and gives rows as they come.
 */
export interface ReadingSql {
	rows(name: StatementName, ...values: ReadonlyArray<string | number>): Promise<Row[]>;
	close(): Promise<void>;
}

export async function readingSql(connection: Connection): Promise<ReadingSql> {
	return connection.kind === 'sqlite' ? onSqlite(connection.path) : await onPostgres(connection);
}

function onSqlite(file: string): ReadingSql {
	const database = new DatabaseSync(file, { readOnly: true });
	for (const pragma of ['cache_size = -16000', 'temp_store = MEMORY']) database.exec(`PRAGMA ${pragma}`);
	const prepared = new Map(
		Object.entries(statements('sqlite')).map(([name, text]) => [name, database.prepare(text.replaceAll('$1', '?1'))]),
	);
	return {
		rows: async (name, ...values) => prepared.get(name)?.all(...values) as Row[],
		close: async () => database.close(),
	};
}

async function onPostgres(connection: PostgresConnection): Promise<ReadingSql> {
	const client = await connectAlone(connection);
	const texts = statements('postgres');
	return {
		rows: async (name, ...values) => (await client.query<Row>({ name, text: texts[name], values: [...values] })).rows,
		close: async () => await client.end(),
	};
}
