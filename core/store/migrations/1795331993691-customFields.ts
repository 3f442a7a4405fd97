import type { Migration } from './migration';

export const customFields: Migration = {
	at: 1795331993691,
	name: 'CustomFields',
	sqlite: [
		`CREATE TABLE "crm_field" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"object" TEXT,
			"label" TEXT,
			"labelZh" TEXT,
			"name" TEXT,
			"type" TEXT,
			"refersTo" TEXT,
			"options" TEXT,
			"required" INTEGER,
			"unique" INTEGER,
			"indexed" INTEGER,
			"personal" INTEGER,
			"active" INTEGER,
			"indexState" TEXT,
			"indexProblem" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT`,
		`CREATE UNIQUE INDEX "uq_crm_field_id" ON "crm_field" ("id")`,
		`CREATE UNIQUE INDEX "uq_crm_field_object_name" ON "crm_field" ("object", "name") WHERE "deletedAt" IS NULL`,
	],
};
