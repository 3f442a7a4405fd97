import type { Migration } from './migration';

export const importLog: Migration = {
	at: 1795334541152,
	name: 'ImportLog',
	sqlite: [
		`ALTER TABLE "crm_call" ADD COLUMN "silent" INTEGER`,
		`CREATE TABLE "crm_import" (
			"name" TEXT NOT NULL,
			"object" TEXT NOT NULL,
			"file" TEXT,
			"fileHash" TEXT,
			"state" TEXT NOT NULL,
			"run" TEXT NOT NULL,
			"emitEvents" INTEGER NOT NULL,
			"startedAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"row" INTEGER NOT NULL,
			"percent" INTEGER NOT NULL,
			"rows" INTEGER NOT NULL,
			"created" INTEGER NOT NULL,
			"updated" INTEGER NOT NULL,
			"unchanged" INTEGER NOT NULL,
			"bad" INTEGER NOT NULL,
			PRIMARY KEY ("name")
		) STRICT, WITHOUT ROWID`,
		`CREATE INDEX "ix_crm_import_startedAt" ON "crm_import" ("startedAt")`,
		`CREATE TABLE "crm_import_fault" (
			"import" TEXT NOT NULL REFERENCES "crm_import" ("name") ON DELETE RESTRICT,
			"row" INTEGER NOT NULL,
			"reason" TEXT NOT NULL,
			PRIMARY KEY ("import", "row")
		) STRICT, WITHOUT ROWID`,
	],
	postgres: [
		`ALTER TABLE "crm_call" ADD COLUMN "silent" BOOLEAN`,
		`CREATE TABLE "crm_import" (
			"name" TEXT COLLATE "C" NOT NULL,
			"object" TEXT COLLATE "C" NOT NULL,
			"file" TEXT COLLATE "C",
			"fileHash" TEXT COLLATE "C",
			"state" TEXT COLLATE "C" NOT NULL,
			"run" TEXT COLLATE "C" NOT NULL,
			"emitEvents" BOOLEAN NOT NULL,
			"startedAt" TEXT COLLATE "C" NOT NULL,
			"updatedAt" TEXT COLLATE "C" NOT NULL,
			"row" BIGINT NOT NULL,
			"percent" BIGINT NOT NULL,
			"rows" BIGINT NOT NULL,
			"created" BIGINT NOT NULL,
			"updated" BIGINT NOT NULL,
			"unchanged" BIGINT NOT NULL,
			"bad" BIGINT NOT NULL,
			PRIMARY KEY ("name")
		)`,
		`CREATE INDEX "ix_crm_import_startedAt" ON "crm_import" ("startedAt")`,
		`CREATE TABLE "crm_import_fault" (
			"import" TEXT COLLATE "C" NOT NULL,
			"row" BIGINT NOT NULL,
			"reason" JSON NOT NULL,
			PRIMARY KEY ("import", "row")
		)`,
		`ALTER TABLE "crm_import_fault" ADD CONSTRAINT "fk_crm_import_fault_import" FOREIGN KEY ("import") REFERENCES "crm_import" ("name") ON DELETE RESTRICT`,
	],
};
