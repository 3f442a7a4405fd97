import type { Migration } from './migration';

export const cards: Migration = {
	at: 1795403647199,
	name: 'Cards',
	sqlite: [
		`CREATE TABLE "crm_card" (
			"messageId" TEXT NOT NULL,
			"account" TEXT NOT NULL,
			"kind" TEXT NOT NULL,
			"aboutId" TEXT NOT NULL,
			"address" TEXT NOT NULL,
			"language" TEXT NOT NULL,
			"responseCode" TEXT NOT NULL,
			"expiresAt" TEXT NOT NULL,
			PRIMARY KEY ("messageId")
		) STRICT, WITHOUT ROWID`,
		`CREATE INDEX "ix_crm_card_about" ON "crm_card" ("aboutId")`,
		`CREATE INDEX "ix_crm_card_expiresAt" ON "crm_card" ("expiresAt")`,
	],
	postgres: [
		`CREATE TABLE "crm_card" (
			"messageId" TEXT COLLATE "C" NOT NULL,
			"account" TEXT COLLATE "C" NOT NULL,
			"kind" TEXT COLLATE "C" NOT NULL,
			"aboutId" TEXT COLLATE "C" NOT NULL,
			"address" TEXT COLLATE "C" NOT NULL,
			"language" TEXT COLLATE "C" NOT NULL,
			"responseCode" TEXT COLLATE "C" NOT NULL,
			"expiresAt" TEXT COLLATE "C" NOT NULL,
			PRIMARY KEY ("messageId")
		)`,
		`CREATE INDEX "ix_crm_card_about" ON "crm_card" ("aboutId")`,
		`CREATE INDEX "ix_crm_card_expiresAt" ON "crm_card" ("expiresAt")`,
	],
};
