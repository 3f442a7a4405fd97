import type { Migration } from './migration';

export const messageTask: Migration = {
	at: 1795390983452,
	name: 'MessageTask',
	sqlite: [
		`ALTER TABLE "crm_task" ADD COLUMN "messageId" TEXT REFERENCES "crm_message" ("id") ON DELETE RESTRICT`,
		`CREATE INDEX "ix_crm_task_messageId" ON "crm_task" ("messageId", "id")`,
	],
	postgres: [
		`ALTER TABLE "crm_task" ADD COLUMN "messageId" TEXT COLLATE "C"`,
		`CREATE INDEX "ix_crm_task_messageId" ON "crm_task" ("messageId" NULLS FIRST, "id")`,
		`ALTER TABLE "crm_task" ADD CONSTRAINT "fk_crm_task_messageId" FOREIGN KEY ("messageId") REFERENCES "crm_message" ("id") ON DELETE RESTRICT`,
	],
};
