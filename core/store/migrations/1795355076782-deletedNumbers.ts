import type { Migration } from './migration';

export const deletedNumbers: Migration = {
	at: 1795355076782,
	name: 'DeletedNumbers',
	sqlite: [
		`CREATE INDEX "ix_crm_customer_number_deleted" ON "crm_customer" ("number") WHERE "deletedAt" IS NOT NULL`,
		`CREATE INDEX "ix_crm_lead_number_deleted" ON "crm_lead" ("number") WHERE "deletedAt" IS NOT NULL`,
		`CREATE INDEX "ix_crm_opportunity_number_deleted" ON "crm_opportunity" ("number") WHERE "deletedAt" IS NOT NULL`,
	],
	postgres: [
		`CREATE INDEX "ix_crm_customer_number_deleted" ON "crm_customer" ("number" NULLS FIRST) WHERE "deletedAt" IS NOT NULL`,
		`CREATE INDEX "ix_crm_lead_number_deleted" ON "crm_lead" ("number" NULLS FIRST) WHERE "deletedAt" IS NOT NULL`,
		`CREATE INDEX "ix_crm_opportunity_number_deleted" ON "crm_opportunity" ("number" NULLS FIRST) WHERE "deletedAt" IS NOT NULL`,
	],
};
