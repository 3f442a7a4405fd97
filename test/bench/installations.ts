import { closeStores } from '../../core';
import type { Connection, PostgresConnection } from '../../core/crm';
import { startPostgres } from '../../tools/servers/postgres';
import type { N8nActions } from '../support/n8nActions';
import { QueueN8n } from '../support/queueN8n';
import { RealN8n } from '../support/realN8n';
import { durable } from './engines';

/** A running n8n, and the CRM's database in it. */
export interface Place {
	readonly n8n: N8nActions;
	readonly connection: Connection;
}

/** One of the ways to run n8n that docs/guides/queue-mode.md compares. */
export interface Installation {
	/** As the guide's table heads its column. */
	readonly name: string;
	/** Starts it empty, hands it to `work`, and takes it away. */
	use<T>(work: (place: Place) => Promise<T>): Promise<T>;
}

const server = { own: true, settings: durable };

export const installations: readonly Installation[] = [
	{
		name: 'SQLite, one n8n',
		async use(work) {
			const n8n = new RealN8n({});
			try {
				await n8n.begin();
				return await work({ n8n, connection: n8n.connection });
			} finally {
				await closeStores();
				await n8n.end();
			}
		},
	},
	{
		name: 'PostgreSQL, one n8n',
		async use(work) {
			const postgres = await startPostgres(server);
			const n8n = new RealN8n({});
			try {
				await n8n.begin();
				const connection: PostgresConnection = { kind: 'postgres', ...postgres.address, schema: 'guanxi', poolSize: 5 };
				await n8n.useDatabase(connection);
				return await work({ n8n, connection });
			} finally {
				await closeStores();
				await n8n.end();
				await postgres.stop();
			}
		},
	},
	{
		name: 'PostgreSQL, two workers',
		async use(work) {
			const n8n = new QueueN8n({ server });
			try {
				await n8n.begin();
				return await work({ n8n, connection: n8n.connection });
			} finally {
				await closeStores();
				await n8n.end();
			}
		},
	},
];
