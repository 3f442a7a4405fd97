import type { Migration } from './migration';

export const keptKeys: Migration = {
	at: 1795319089923,
	name: 'KeptKeys',
	contract: true,
	sqlite: [
		`ALTER TABLE "crm_idempotency" RENAME TO "crm_idempotency_before"`,
		`CREATE TABLE "crm_idempotency" (
			"rowId" INTEGER PRIMARY KEY,
			"key" TEXT NOT NULL,
			"expiresAt" TEXT NOT NULL,
			"result" TEXT NOT NULL
		) STRICT`,
		`INSERT INTO "crm_idempotency" ("key", "expiresAt", "result")
			SELECT substr("key", 1, 22) || '.' || "operation", "expiresAt", "result" FROM "crm_idempotency_before"`,
		`DROP TABLE "crm_idempotency_before"`,
		`CREATE UNIQUE INDEX "uq_crm_idempotency_key" ON "crm_idempotency" ("key")`,
		`CREATE INDEX "ix_crm_idempotency_expiresAt" ON "crm_idempotency" ("expiresAt")`,
	],
	// The narrow keys are what PostgreSQL began with.
	postgres: [],
};
