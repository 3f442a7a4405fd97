import type { Migration } from './migration';

export const messageFirstTried: Migration = {
	at: 1795391931812,
	name: 'MessageFirstTried',
	sqlite: [`ALTER TABLE "crm_message" ADD COLUMN "firstTriedAt" TEXT`],
	postgres: [`ALTER TABLE "crm_message" ADD COLUMN "firstTriedAt" TEXT COLLATE "C"`],
};
