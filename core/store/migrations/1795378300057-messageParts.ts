import type { Migration } from './migration';

export const messageParts: Migration = {
	at: 1795378300057,
	name: 'MessageParts',
	sqlite: [`ALTER TABLE "crm_message" ADD COLUMN "resolvedBy" TEXT`, `ALTER TABLE "crm_message" ADD COLUMN "parts" TEXT`],
	postgres: [`ALTER TABLE "crm_message" ADD COLUMN "resolvedBy" TEXT COLLATE "C"`, `ALTER TABLE "crm_message" ADD COLUMN "parts" JSON`],
};
