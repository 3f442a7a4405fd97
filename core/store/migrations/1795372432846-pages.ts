import type { Migration } from './migration';

export const pages: Migration = {
	at: 1795372432846,
	name: 'Pages',
	sqlite: [
		`CREATE TABLE "crm_page" (
			"id" TEXT NOT NULL,
			"workflowId" TEXT NOT NULL,
			"workflowName" TEXT NOT NULL,
			"url" TEXT NOT NULL,
			"registeredAt" TEXT NOT NULL,
			PRIMARY KEY ("id")
		) STRICT, WITHOUT ROWID`,
		`CREATE TABLE "crm_page_token" (
			"hash" TEXT NOT NULL,
			"kind" TEXT NOT NULL,
			"object" TEXT,
			"recordId" TEXT,
			"purpose" TEXT,
			"data" TEXT NOT NULL,
			"createdAt" TEXT NOT NULL,
			"expiresAt" TEXT NOT NULL,
			"usedAt" TEXT,
			PRIMARY KEY ("hash")
		) STRICT, WITHOUT ROWID`,
		`CREATE INDEX "ix_crm_page_token_expiresAt" ON "crm_page_token" ("expiresAt")`,
		`CREATE INDEX "ix_crm_page_token_record" ON "crm_page_token" ("recordId")`,
	],
	postgres: [
		`CREATE TABLE "crm_page" (
			"id" TEXT COLLATE "C" NOT NULL,
			"workflowId" TEXT COLLATE "C" NOT NULL,
			"workflowName" TEXT COLLATE "C" NOT NULL,
			"url" TEXT COLLATE "C" NOT NULL,
			"registeredAt" TEXT COLLATE "C" NOT NULL,
			PRIMARY KEY ("id")
		)`,
		`CREATE TABLE "crm_page_token" (
			"hash" TEXT COLLATE "C" NOT NULL,
			"kind" TEXT COLLATE "C" NOT NULL,
			"object" TEXT COLLATE "C",
			"recordId" TEXT COLLATE "C",
			"purpose" TEXT COLLATE "C",
			"data" JSON NOT NULL,
			"createdAt" TEXT COLLATE "C" NOT NULL,
			"expiresAt" TEXT COLLATE "C" NOT NULL,
			"usedAt" TEXT COLLATE "C",
			PRIMARY KEY ("hash")
		)`,
		`CREATE INDEX "ix_crm_page_token_expiresAt" ON "crm_page_token" ("expiresAt")`,
		`CREATE INDEX "ix_crm_page_token_record" ON "crm_page_token" ("recordId" NULLS FIRST)`,
	],
};
