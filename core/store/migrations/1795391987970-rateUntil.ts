import type { Migration } from './migration';

export const rateUntil: Migration = {
	at: 1795391987970,
	name: 'RateUntil',
	sqlite: [
		`ALTER TABLE "crm_rate" ADD COLUMN "until" TEXT NOT NULL DEFAULT ''`,
		`DROP INDEX "ix_crm_rate_window"`,
		`CREATE INDEX "ix_crm_rate_until" ON "crm_rate" ("until")`,
	],
	postgres: [
		`ALTER TABLE "crm_rate" ADD COLUMN "until" TEXT COLLATE "C" NOT NULL DEFAULT ''`,
		`DROP INDEX "ix_crm_rate_window"`,
		`CREATE INDEX "ix_crm_rate_until" ON "crm_rate" ("until")`,
	],
};
