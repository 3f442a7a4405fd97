import type { PostgresAddress } from '../servers/postgres';

interface Servers {
	/** Where n8n keeps its own tables. */
	readonly postgres: PostgresAddress;
	readonly redis: { readonly host: string; readonly port: number };
}

/**
 * What every process of an n8n in queue mode needs, beside the same encryption key and a user folder and ports of its
 * own. docs/guides/docker-compose.yml says the same.
 */
export const queueEnvironment = ({ postgres, redis }: Servers): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	QUEUE_BULL_REDIS_HOST: redis.host,
	QUEUE_BULL_REDIS_PORT: String(redis.port),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: postgres.host,
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: postgres.database,
	DB_POSTGRESDB_USER: postgres.user,
	DB_POSTGRESDB_PASSWORD: postgres.password,
});

/** What a worker needs besides: a small server that says whether the worker is well, at `/healthz`. */
export const workerEnvironment = (healthPort: number): Record<string, string> => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(healthPort),
});
