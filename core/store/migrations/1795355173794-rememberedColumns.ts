import type { Migration } from './migration';

export const rememberedColumns: Migration = {
	at: 1795355173794,
	name: 'RememberedColumns',
	sqlite: [
		`ALTER TABLE "crm_import" ADD COLUMN "headings" TEXT`,
		`ALTER TABLE "crm_import" ADD COLUMN "mapping" TEXT`,
		`CREATE INDEX "ix_crm_import_headings" ON "crm_import" ("headings", "startedAt")`,
	],
	postgres: [
		`ALTER TABLE "crm_import" ADD COLUMN "headings" TEXT COLLATE "C"`,
		`ALTER TABLE "crm_import" ADD COLUMN "mapping" JSON`,
		`CREATE INDEX "ix_crm_import_headings" ON "crm_import" ("headings" NULLS FIRST, "startedAt")`,
	],
};
