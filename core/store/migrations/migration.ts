import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Connection } from '../../crm';

/** A step of the store's schema: raw SQL, reviewed and never changed after its release. */
export interface Migration {
	/** Unix time in milliseconds, 13 digits; orders the steps. */
	readonly at: number;
	readonly name: string;
	/** True when older code can no longer work with the store after this step. */
	readonly contract?: boolean;
	readonly sqlite: readonly string[];
	readonly postgres: readonly string[];
}

/** The step in the form that TypeORM runs. There is no way back: a store is copied before it is migrated. */
export function asTypeOrmMigration(migration: Migration, engine: Connection['kind']): new () => MigrationInterface {
	return class implements MigrationInterface {
		readonly name = `${migration.name}${migration.at}`;

		async up(runner: QueryRunner): Promise<void> {
			for (const statement of migration[engine]) await runner.query(statement);
		}

		async down(): Promise<void> {
			throw new Error('a store is not migrated back; restore the copy made before the update');
		}
	};
}
