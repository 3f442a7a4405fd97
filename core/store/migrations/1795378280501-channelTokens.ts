import type { Migration } from './migration';

export const channelTokens: Migration = {
	at: 1795378280501,
	name: 'ChannelTokens',
	sqlite: [
		`CREATE TABLE "crm_channel_token" (
			"name" TEXT NOT NULL,
			"sealed" TEXT,
			"expiresAt" TEXT,
			"fault" TEXT,
			"faults" INTEGER NOT NULL,
			"openUntil" TEXT,
			"lease" TEXT,
			"leaseUntil" TEXT,
			PRIMARY KEY ("name")
		) STRICT, WITHOUT ROWID`,
	],
	postgres: [
		`CREATE TABLE "crm_channel_token" (
			"name" TEXT COLLATE "C" NOT NULL,
			"sealed" TEXT COLLATE "C",
			"expiresAt" TEXT COLLATE "C",
			"fault" JSON,
			"faults" BIGINT NOT NULL,
			"openUntil" TEXT COLLATE "C",
			"lease" TEXT COLLATE "C",
			"leaseUntil" TEXT COLLATE "C",
			PRIMARY KEY ("name")
		)`,
	],
};
