CREATE TABLE "crm_migration" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
CREATE TABLE "crm_meta" (
			"name" TEXT NOT NULL,
			"value" TEXT NOT NULL,
			PRIMARY KEY ("name")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_call" (
			"id" INTEGER NOT NULL,
			"at" TEXT NOT NULL,
			"actor" TEXT NOT NULL,
			"workflowId" TEXT,
			"workflowName" TEXT,
			"executionId" TEXT,
			"nodeName" TEXT,
			"causeSeq" INTEGER,
			"depth" INTEGER NOT NULL,
			"batch" TEXT, "silent" INTEGER,
			PRIMARY KEY ("id")
		) STRICT;
CREATE TABLE "crm_event" (
			"seq" INTEGER NOT NULL,
			"callId" INTEGER NOT NULL REFERENCES "crm_call" ("id") ON DELETE RESTRICT,
			"at" TEXT NOT NULL,
			"kind" TEXT NOT NULL,
			"names" TEXT NOT NULL,
			"object" TEXT NOT NULL,
			"recordId" TEXT NOT NULL,
			"recordVersion" INTEGER NOT NULL,
			"item" INTEGER,
			"changes" TEXT NOT NULL,
			PRIMARY KEY ("seq")
		) STRICT;
CREATE TABLE "crm_event_personal" (
			"seq" INTEGER NOT NULL REFERENCES "crm_event" ("seq") ON DELETE RESTRICT,
			"changes" TEXT NOT NULL,
			PRIMARY KEY ("seq")
		) STRICT;
CREATE TABLE "crm_identity" (
			"kind" TEXT NOT NULL,
			"value" TEXT NOT NULL,
			"object" TEXT NOT NULL,
			"recordId" TEXT NOT NULL,
			PRIMARY KEY ("kind", "value", "object", "recordId")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_sequence" (
			"name" TEXT NOT NULL,
			"value" INTEGER NOT NULL,
			PRIMARY KEY ("name")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_rate" (
			"bucket" TEXT NOT NULL,
			"windowStart" TEXT NOT NULL,
			"count" INTEGER NOT NULL,
			PRIMARY KEY ("bucket", "windowStart")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_assignment" (
			"userId" TEXT NOT NULL,
			"lastNumber" INTEGER NOT NULL,
			PRIMARY KEY ("userId")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_subscription" (
			"id" TEXT NOT NULL,
			"workflowId" TEXT NOT NULL,
			"nodeName" TEXT NOT NULL,
			"cursor" INTEGER NOT NULL,
			"replayedFrom" TEXT,
			"updatedAt" TEXT NOT NULL,
			PRIMARY KEY ("id")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_delivery" (
			"id" TEXT NOT NULL,
			"subscriptionId" TEXT NOT NULL REFERENCES "crm_subscription" ("id") ON DELETE RESTRICT,
			"seq" INTEGER NOT NULL REFERENCES "crm_event" ("seq") ON DELETE RESTRICT,
			"object" TEXT NOT NULL,
			"recordId" TEXT NOT NULL,
			"state" TEXT NOT NULL,
			"attempts" INTEGER NOT NULL,
			"interruptions" INTEGER NOT NULL,
			"nextAt" TEXT NOT NULL,
			"reason" TEXT,
			"updatedAt" TEXT NOT NULL,
			PRIMARY KEY ("id")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_activity" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"method" TEXT,
			"at" TEXT,
			"person" TEXT,
			"result" TEXT,
			"detail" TEXT,
			"nextStep" TEXT,
			"nextStepOn" TEXT,
			"leadId" TEXT REFERENCES "crm_lead" ("id") ON DELETE RESTRICT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"contactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE RESTRICT,
			"userId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "opportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE RESTRICT) STRICT;
CREATE TABLE "crm_assignment_rule" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"active" INTEGER,
			"method" TEXT,
			"teamId" TEXT REFERENCES "crm_team" ("id") ON DELETE RESTRICT,
			"branches" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_contact" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"name" TEXT,
			"position" TEXT,
			"department" TEXT,
			"mobile" TEXT,
			"phone" TEXT,
			"email" TEXT,
			"wechat" TEXT,
			"unionId" TEXT,
			"externalUserId" TEXT,
			"birthday" TEXT,
			"primary" INTEGER,
			"note" TEXT,
			"ownerId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"assignedAt" TEXT,
			"lastActivityAt" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_customer" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"number" TEXT,
			"name" TEXT,
			"type" TEXT,
			"parentId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"industry" TEXT,
			"region" TEXT,
			"city" TEXT,
			"address" TEXT,
			"website" TEXT,
			"phone" TEXT,
			"email" TEXT,
			"tier" TEXT,
			"unifiedSocialCreditCode" TEXT,
			"invoiceTitle" TEXT,
			"bankName" TEXT,
			"bankAccount" TEXT,
			"source" TEXT,
			"note" TEXT,
			"ownerId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"assignedAt" TEXT,
			"lastActivityAt" TEXT,
			"nameKey" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "domainKey" TEXT) STRICT;
CREATE TABLE "crm_lead" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"number" TEXT,
			"name" TEXT,
			"company" TEXT,
			"position" TEXT,
			"phone" TEXT,
			"email" TEXT,
			"wechat" TEXT,
			"unionId" TEXT,
			"externalUserId" TEXT,
			"city" TEXT,
			"region" TEXT,
			"industry" TEXT,
			"productLine" TEXT,
			"source" TEXT,
			"message" TEXT,
			"status" TEXT,
			"disqualifyReason" TEXT,
			"disqualifyDetail" TEXT,
			"score" INTEGER,
			"scoreParts" TEXT,
			"scoredAt" TEXT,
			"ownerId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"assignedAt" TEXT,
			"possibleDuplicateOf" TEXT REFERENCES "crm_lead" ("id") ON DELETE SET NULL,
			"lastActivityAt" TEXT,
			"nameKey" TEXT,
			"companyKey" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "unifiedSocialCreditCode" TEXT, "website" TEXT, "convertedAt" TEXT, "convertedCustomerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE SET NULL, "convertedContactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE SET NULL, "convertedOpportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE SET NULL) STRICT;
CREATE TABLE "crm_scoring_model" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"active" INTEGER,
			"fitCap" INTEGER,
			"engagementCap" INTEGER,
			"fitRules" TEXT,
			"engagementRules" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_task" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"subject" TEXT,
			"kind" TEXT,
			"dueOn" TEXT,
			"status" TEXT,
			"priority" TEXT,
			"detail" TEXT,
			"assigneeId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"leadId" TEXT REFERENCES "crm_lead" ("id") ON DELETE RESTRICT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"contactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE RESTRICT,
			"activityId" TEXT REFERENCES "crm_activity" ("id") ON DELETE RESTRICT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "opportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE RESTRICT) STRICT;
CREATE TABLE "crm_team" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"parentId" TEXT REFERENCES "crm_team" ("id") ON DELETE RESTRICT,
			"description" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_touchpoint" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"at" TEXT,
			"channel" TEXT,
			"utmSource" TEXT,
			"utmMedium" TEXT,
			"utmCampaign" TEXT,
			"utmTerm" TEXT,
			"utmContent" TEXT,
			"referrer" TEXT,
			"state" TEXT,
			"message" TEXT,
			"differing" TEXT,
			"leadId" TEXT REFERENCES "crm_lead" ("id") ON DELETE RESTRICT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"contactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE RESTRICT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "opportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE RESTRICT) STRICT;
CREATE TABLE "crm_user" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"email" TEXT,
			"mobile" TEXT,
			"weComUserId" TEXT,
			"teamId" TEXT REFERENCES "crm_team" ("id") ON DELETE RESTRICT,
			"managerId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"role" TEXT,
			"active" INTEGER,
			"absences" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE VIRTUAL TABLE "crm_contact_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_customer_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_lead_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_task_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_team_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_user_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE "crm_idempotency" (
			"rowId" INTEGER PRIMARY KEY,
			"key" TEXT NOT NULL,
			"expiresAt" TEXT NOT NULL,
			"result" TEXT NOT NULL
		) STRICT;
CREATE TABLE "crm_exchange_rate" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"base" TEXT,
			"quote" TEXT,
			"date" TEXT,
			"rate" TEXT,
			"source" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_opportunity" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"number" TEXT,
			"name" TEXT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"amount" INTEGER,
			"currency" TEXT,
			"expectedCloseOn" TEXT,
			"pipelineId" TEXT REFERENCES "crm_pipeline" ("id") ON DELETE RESTRICT,
			"stage" TEXT,
			"status" TEXT,
			"probability" INTEGER,
			"stageEnteredAt" TEXT,
			"closedAt" TEXT,
			"lossReason" TEXT,
			"lossDetail" TEXT,
			"competitor" TEXT,
			"priceBookId" TEXT REFERENCES "crm_price_book" ("id") ON DELETE RESTRICT,
			"leadId" TEXT REFERENCES "crm_lead" ("id") ON DELETE RESTRICT,
			"description" TEXT,
			"ownerId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"assignedAt" TEXT,
			"lastActivityAt" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_opportunity_contact" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"opportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE RESTRICT,
			"contactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE RESTRICT,
			"role" TEXT,
			"note" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_opportunity_product" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"opportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE RESTRICT,
			"productId" TEXT REFERENCES "crm_product" ("id") ON DELETE RESTRICT,
			"quantity" REAL,
			"discountPercent" REAL,
			"taxRate" REAL,
			"lineTotal" INTEGER,
			"currency" TEXT,
			"note" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "unitPrice" TEXT) STRICT;
CREATE TABLE "crm_pipeline" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"active" INTEGER,
			"isDefault" INTEGER,
			"allowBack" INTEGER,
			"stages" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_price" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"priceBookId" TEXT REFERENCES "crm_price_book" ("id") ON DELETE RESTRICT,
			"productId" TEXT REFERENCES "crm_product" ("id") ON DELETE RESTRICT,
			"minQuantity" REAL,
			"currency" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "unitPrice" TEXT) STRICT;
CREATE TABLE "crm_price_book" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"currency" TEXT,
			"validFrom" TEXT,
			"validTo" TEXT,
			"parentId" TEXT REFERENCES "crm_price_book" ("id") ON DELETE RESTRICT,
			"active" INTEGER,
			"description" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_product" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"code" TEXT,
			"name" TEXT,
			"productLineId" TEXT REFERENCES "crm_product_line" ("id") ON DELETE RESTRICT,
			"unit" TEXT,
			"taxRate" REAL,
			"currency" TEXT,
			"active" INTEGER,
			"description" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "defaultPrice" TEXT) STRICT;
CREATE TABLE "crm_product_line" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"parentId" TEXT REFERENCES "crm_product_line" ("id") ON DELETE RESTRICT,
			"description" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE VIRTUAL TABLE "crm_exchange_rate_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_opportunity_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_price_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_price_book_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_product_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE "crm_product_line_search" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE "crm_field" (
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
		) STRICT;
CREATE TABLE "crm_import" (
			"name" TEXT NOT NULL,
			"object" TEXT NOT NULL,
			"file" TEXT,
			"fileHash" TEXT,
			"state" TEXT NOT NULL,
			"run" TEXT NOT NULL,
			"emitEvents" INTEGER NOT NULL,
			"startedAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"row" INTEGER NOT NULL,
			"percent" INTEGER NOT NULL,
			"rows" INTEGER NOT NULL,
			"created" INTEGER NOT NULL,
			"updated" INTEGER NOT NULL,
			"unchanged" INTEGER NOT NULL,
			"bad" INTEGER NOT NULL, "headings" TEXT, "mapping" TEXT,
			PRIMARY KEY ("name")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_import_fault" (
			"import" TEXT NOT NULL REFERENCES "crm_import" ("name") ON DELETE RESTRICT,
			"row" INTEGER NOT NULL,
			"reason" TEXT NOT NULL,
			PRIMARY KEY ("import", "row")
		) STRICT, WITHOUT ROWID;
INSERT INTO "crm_migration" VALUES (1, 1795302445162, 'Initial1795302445162');
INSERT INTO "crm_migration" VALUES (2, 1795319089923, 'KeptKeys1795319089923');
INSERT INTO "crm_migration" VALUES (3, 1795330665081, 'Sales1795330665081');
INSERT INTO "crm_migration" VALUES (4, 1795331993691, 'CustomFields1795331993691');
INSERT INTO "crm_migration" VALUES (5, 1795334541152, 'ImportLog1795334541152');
INSERT INTO "crm_migration" VALUES (6, 1795336647856, 'searchStatistics1795336647856');
INSERT INTO "crm_migration" VALUES (7, 1795352488454, 'UnitPrices1795352488454');
INSERT INTO "crm_migration" VALUES (8, 1795355076782, 'DeletedNumbers1795355076782');
INSERT INTO "crm_migration" VALUES (9, 1795355173794, 'RememberedColumns1795355173794');
INSERT INTO "crm_meta" VALUES ('fieldsVersion', '01a203ab-9f31-7001-8a0c-1cef8d01c55f');
INSERT INTO "crm_meta" VALUES ('minCodeVersion', '1795352488454');
INSERT INTO "crm_meta" VALUES ('schemaVersion', '1795355173794');
INSERT INTO "crm_call" VALUES (1, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (2, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (3, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (4, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (5, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (6, '2026-03-01T01:00:00.000Z', 'system', NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO "crm_call" VALUES (7, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (8, '2026-03-01T01:00:00.000Z', 'system', NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO "crm_call" VALUES (9, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (10, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (11, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (12, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (13, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (14, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (15, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (16, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (17, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (18, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (19, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (20, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (21, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (22, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (23, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (24, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (25, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (26, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (27, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (28, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (29, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (30, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (31, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (32, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (33, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (34, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (35, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (36, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'import:展会名单', 1);
INSERT INTO "crm_call" VALUES (37, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_event" VALUES (1, 1, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'team', '01a203ab-9d65-7000-8a5c-6ebfa7fe91ac', 1, 0, '{"name":[null,"华东组"]}');
INSERT INTO "crm_event" VALUES (2, 2, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'user', '01a203ab-9d88-7000-9bb8-5f93eaa69313', 1, 0, '{"name":null,"email":null,"teamId":[null,"01a203ab-9d65-7000-8a5c-6ebfa7fe91ac"],"role":[null,"sales"],"active":[null,true]}');
INSERT INTO "crm_event" VALUES (3, 3, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'assignmentRule', '01a203ab-9d9c-7000-ab30-762dcc919af5', 1, 0, '{"name":[null,"默认规则"],"active":[null,true],"method":[null,"roundRobin"],"teamId":[null,"01a203ab-9d65-7000-8a5c-6ebfa7fe91ac"]}');
INSERT INTO "crm_event" VALUES (4, 4, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'scoringModel', '01a203ab-9dbb-7000-9c5e-fcea7cd43700', 1, 0, '{"name":[null,"默认模型"],"active":[null,true],"fitCap":[null,60],"engagementCap":[null,40]}');
INSERT INTO "crm_event" VALUES (5, 5, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9df0-7000-879c-a0ccfda50aba', 1, 0, '{"object":[null,"customer"],"label":[null,"Sales Area"],"labelZh":[null,"销售区域"],"name":[null,"salesArea"],"type":[null,"text"],"required":[null,false],"unique":[null,false],"indexed":[null,true],"personal":[null,false],"active":[null,true],"indexState":[null,"building"]}');
INSERT INTO "crm_event" VALUES (6, 6, '2026-03-01T01:00:00.000Z', 'updated', '["updated"]', 'field', '01a203ab-9df0-7000-879c-a0ccfda50aba', 2, 0, '{"indexState":["building","ready"]}');
INSERT INTO "crm_event" VALUES (7, 7, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9e8f-7000-a1f1-fab022b0dddb', 1, 0, '{"object":[null,"customer"],"label":[null,"Account Number"],"labelZh":[null,"客户账号"],"name":[null,"accountNumber"],"type":[null,"text"],"required":[null,false],"unique":[null,true],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"building"]}');
INSERT INTO "crm_event" VALUES (8, 8, '2026-03-01T01:00:00.000Z', 'updated', '["updated"]', 'field', '01a203ab-9e8f-7000-a1f1-fab022b0dddb', 2, 0, '{"indexState":["building","ready"]}');
INSERT INTO "crm_event" VALUES (9, 9, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f04-7000-8b66-9a497912f287', 1, 0, '{"object":[null,"customer"],"label":[null,"Payment Terms"],"labelZh":[null,"付款条款"],"name":[null,"paymentTerms"],"type":[null,"longText"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (10, 10, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f08-7000-9a2d-a38325281149', 1, 0, '{"object":[null,"customer"],"label":[null,"Seats"],"labelZh":[null,"席位"],"name":[null,"seats"],"type":[null,"integer"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (11, 11, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f0d-7000-b91b-2cbcd03d7388', 1, 0, '{"object":[null,"customer"],"label":[null,"Our Share"],"labelZh":[null,"我方占比"],"name":[null,"ourShare"],"type":[null,"number"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (12, 12, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f17-7000-a8a4-15ee4f20dae3', 1, 0, '{"object":[null,"customer"],"label":[null,"Listed"],"labelZh":[null,"已上市"],"name":[null,"listed"],"type":[null,"boolean"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (13, 13, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f1b-7000-b0c3-bad27010de19', 1, 0, '{"object":[null,"customer"],"label":[null,"Founded On"],"labelZh":[null,"成立日期"],"name":[null,"foundedOn"],"type":[null,"date"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (14, 14, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f1f-7000-b7f9-7278fd923709', 1, 0, '{"object":[null,"customer"],"label":[null,"Audited At"],"labelZh":[null,"审计时间"],"name":[null,"auditedAt"],"type":[null,"dateTime"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (15, 15, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f23-7000-8c36-7b4650e4cb0d', 1, 0, '{"object":[null,"customer"],"label":[null,"Service Tier"],"labelZh":[null,"服务等级"],"name":[null,"serviceTier"],"type":[null,"option"],"options":[null,[{"value":"gold","label":"金"}]],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (16, 16, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f26-7000-b2e0-a94b819af3ef', 1, 0, '{"object":[null,"customer"],"label":[null,"Invoice Email"],"labelZh":[null,"发票邮箱"],"name":[null,"invoiceEmail"],"type":[null,"email"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (17, 17, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f2a-7000-9f57-02c8b172b57e', 1, 0, '{"object":[null,"customer"],"label":[null,"Hotline"],"labelZh":[null,"热线"],"name":[null,"hotline"],"type":[null,"phone"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,true],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (18, 18, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f2d-7000-9a5a-d065fe82be2d', 1, 0, '{"object":[null,"customer"],"label":[null,"On Call"],"labelZh":[null,"值班手机"],"name":[null,"onCall"],"type":[null,"mobile"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,true],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (19, 19, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '01a203ab-9f31-7000-9f9f-23005c707c65', 1, 0, '{"object":[null,"customer"],"label":[null,"Engineer"],"labelZh":[null,"工程师"],"name":[null,"engineer"],"type":[null,"reference"],"refersTo":[null,"user"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (20, 20, '2026-03-01T01:00:00.000Z', 'created', '["created","customer.assigned"]', 'customer', '01a203ab-a0c3-7000-82e6-33f660634848', 1, 0, '{"number":[null,"C000001"],"name":[null,"苏州示例科技有限公司"],"type":[null,"endCustomer"],"phone":null,"unifiedSocialCreditCode":[null,"91320594MA1DEM501D"],"ownerId":[null,"01a203ab-9d88-7000-9bb8-5f93eaa69313"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"],"custom_salesArea":[null,"华东"],"custom_accountNumber":[null,"A-1"],"custom_paymentTerms":[null,"第一行\n第二行"],"custom_seats":[null,12],"custom_ourShare":[null,0.25],"custom_listed":[null,true],"custom_foundedOn":[null,"2001-02-03"],"custom_auditedAt":[null,"2026-02-03T04:05:06.000Z"],"custom_serviceTier":[null,"gold"],"custom_invoiceEmail":[null,"invoices@example.com"],"custom_hotline":null,"custom_onCall":null,"custom_engineer":[null,"01a203ab-9d88-7000-9bb8-5f93eaa69313"]}');
INSERT INTO "crm_event" VALUES (21, 21, '2026-03-01T01:00:00.000Z', 'created', '["created","contact.assigned"]', 'contact', '01a203ab-a0d9-7000-bae3-0f9bc26b5302', 1, 0, '{"customerId":[null,"01a203ab-a0c3-7000-82e6-33f660634848"],"name":null,"mobile":null,"primary":[null,false],"ownerId":[null,"01a203ab-9d88-7000-9bb8-5f93eaa69313"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (22, 22, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'activity', '01a203ab-a0e9-7000-bb21-b86aa6ec79a4', 1, 0, '{"method":[null,"call"],"at":[null,"2026-03-01T01:00:00.000Z"],"detail":null,"contactId":[null,"01a203ab-a0d9-7000-bae3-0f9bc26b5302"],"userId":[null,"01a203ab-9d88-7000-9bb8-5f93eaa69313"]}');
INSERT INTO "crm_event" VALUES (23, 23, '2026-03-01T01:00:00.000Z', 'created', '["created","task.assigned"]', 'task', '01a203ab-a0f2-7000-9109-cac540f5f31a', 1, 0, '{"subject":null,"kind":[null,"other"],"dueOn":[null,"2026-03-05"],"status":[null,"open"],"priority":[null,"normal"],"assigneeId":[null,"01a203ab-9d88-7000-9bb8-5f93eaa69313"],"customerId":[null,"01a203ab-a0c3-7000-82e6-33f660634848"],"activityId":[null,"01a203ab-a0e9-7000-bb21-b86aa6ec79a4"]}');
INSERT INTO "crm_event" VALUES (24, 24, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'pipeline', '01a203ab-a109-7000-8346-e79d9680c6a4', 1, 0, '{"name":[null,"默认管道"],"active":[null,true],"isDefault":[null,false],"allowBack":[null,true],"stages":[null,[{"name":"初步接触","maxAgeDays":14}]]}');
INSERT INTO "crm_event" VALUES (25, 25, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'productLine', '01a203ab-a11a-7000-87a6-3e20a280d4cc', 1, 0, '{"name":[null,"纯水设备"]}');
INSERT INTO "crm_event" VALUES (26, 26, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'product', '01a203ab-a12e-7000-817c-c803d34c69c3', 1, 0, '{"code":[null,"P-1"],"name":[null,"纯水机"],"productLineId":[null,"01a203ab-a11a-7000-87a6-3e20a280d4cc"],"defaultPrice":[null,"18800.00"],"currency":[null,"CNY"],"active":[null,true]}');
INSERT INTO "crm_event" VALUES (27, 27, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'priceBook', '01a203ab-a136-7000-beee-53c8bc0adf2e', 1, 0, '{"name":[null,"标准价格表"],"currency":[null,"CNY"],"active":[null,true]}');
INSERT INTO "crm_event" VALUES (28, 28, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'price', '01a203ab-a13d-7000-b243-0b831d59a869', 1, 0, '{"name":[null,"纯水机"],"priceBookId":[null,"01a203ab-a136-7000-beee-53c8bc0adf2e"],"productId":[null,"01a203ab-a12e-7000-817c-c803d34c69c3"],"minQuantity":[null,5],"unitPrice":[null,"17900.00"],"currency":[null,"CNY"]}');
INSERT INTO "crm_event" VALUES (29, 29, '2026-03-01T01:00:00.000Z', 'created', '["created","opportunity.assigned"]', 'opportunity', '01a203ab-a148-7000-a90b-7c06eb048569', 1, 0, '{"number":[null,"O000001"],"name":[null,"设备更新"],"customerId":[null,"01a203ab-a0c3-7000-82e6-33f660634848"],"currency":[null,"CNY"],"pipelineId":[null,"01a203ab-a109-7000-8346-e79d9680c6a4"],"stage":[null,"初步接触"],"status":[null,"open"],"stageEnteredAt":[null,"2026-03-01T01:00:00.000Z"],"priceBookId":[null,"01a203ab-a136-7000-beee-53c8bc0adf2e"],"ownerId":[null,"01a203ab-9d88-7000-9bb8-5f93eaa69313"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (30, 30, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'opportunityProduct', '01a203ab-a152-7000-9c61-ecd04ad9a250', 1, 0, '{"name":[null,"纯水机"],"opportunityId":[null,"01a203ab-a148-7000-a90b-7c06eb048569"],"productId":[null,"01a203ab-a12e-7000-817c-c803d34c69c3"],"quantity":[null,6],"unitPrice":[null,"17900.00"],"lineTotal":[null,"107400.00"],"currency":[null,"CNY"]}');
INSERT INTO "crm_event" VALUES (31, 30, '2026-03-01T01:00:00.000Z', 'updated', '["updated"]', 'opportunity', '01a203ab-a148-7000-a90b-7c06eb048569', 2, 0, '{"amount":[null,"107400.00"]}');
INSERT INTO "crm_event" VALUES (32, 31, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'opportunityContact', '01a203ab-a17b-7000-bea0-dfd167b4f765', 1, 0, '{"opportunityId":[null,"01a203ab-a148-7000-a90b-7c06eb048569"],"contactId":[null,"01a203ab-a0d9-7000-bae3-0f9bc26b5302"],"role":[null,"decider"]}');
INSERT INTO "crm_event" VALUES (33, 32, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'exchangeRate', '01a203ab-a18e-7000-8b33-c4817261f7ae', 1, 0, '{"base":[null,"USD"],"quote":[null,"CNY"],"date":[null,"2026-03-01"],"rate":[null,"7.1"]}');
INSERT INTO "crm_event" VALUES (34, 33, '2026-03-01T01:00:00.000Z', 'created', '["created","lead.captured","lead.assigned","lead.scored"]', 'lead', '01a203ab-a1a8-7000-94ef-675715e82f4a', 1, 0, '{"number":[null,"L000001"],"name":null,"company":[null,"Example Ltd"],"phone":null,"status":[null,"new"],"score":[null,0],"scoredAt":[null,"2026-03-01T01:00:00.000Z"],"ownerId":[null,"01a203ab-9d88-7000-9bb8-5f93eaa69313"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (35, 33, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'touchpoint', '01a203ab-a1a8-7001-96e4-6b10a87e9089', 1, 0, '{"at":[null,"2026-03-01T01:00:00.000Z"],"channel":[null,"web"],"leadId":[null,"01a203ab-a1a8-7000-94ef-675715e82f4a"]}');
INSERT INTO "crm_event" VALUES (36, 34, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'lead', '01a203ab-a1b7-7000-b4db-5f809970e55f', 1, 0, '{"number":[null,"L000002"],"name":null,"status":[null,"new"],"score":[null,0]}');
INSERT INTO "crm_event" VALUES (37, 35, '2026-03-01T01:00:00.000Z', 'deleted', '["deleted"]', 'lead', '01a203ab-a1b7-7000-b4db-5f809970e55f', 2, 0, '{}');
INSERT INTO "crm_event" VALUES (38, 36, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'contact', '01a203ab-a228-7000-88a9-451c11f4e891', 1, 2, '{"name":null,"mobile":null,"email":null,"primary":[null,false]}');
INSERT INTO "crm_event" VALUES (39, 37, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'lead', '01a203ab-a25a-7000-999c-b0c103c385cd', 1, 0, '{"number":[null,"L000003"],"name":null,"status":[null,"new"],"score":[null,0]}');
INSERT INTO "crm_event_personal" VALUES (2, '{"name":[null,"李娜"],"email":[null,"lina@example.com"]}');
INSERT INTO "crm_event_personal" VALUES (20, '{"phone":[null,"+8651262345678"],"custom_hotline":[null,"+8651262345679"],"custom_onCall":[null,"+8613812345679"]}');
INSERT INTO "crm_event_personal" VALUES (21, '{"name":[null,"王芳"],"mobile":[null,"+8613812345678"]}');
INSERT INTO "crm_event_personal" VALUES (22, '{"detail":[null,"已电话联系"]}');
INSERT INTO "crm_event_personal" VALUES (23, '{"subject":[null,"发送报价"]}');
INSERT INTO "crm_event_personal" VALUES (34, '{"name":[null,"Ada Lovelace"],"phone":[null,"+8613912345678"]}');
INSERT INTO "crm_event_personal" VALUES (36, '{"name":[null,"已删除"]}');
INSERT INTO "crm_event_personal" VALUES (38, '{"name":[null,"赵敏"],"mobile":[null,"+8613700001111"],"email":[null,"zhaomin@example.com"]}');
INSERT INTO "crm_event_personal" VALUES (39, '{"name":[null,"未送达"]}');
INSERT INTO "crm_identity" VALUES ('phone', '+8613812345678', 'contact', '01a203ab-a0d9-7000-bae3-0f9bc26b5302');
INSERT INTO "crm_identity" VALUES ('email', 'zhaomin@example.com', 'contact', '01a203ab-a228-7000-88a9-451c11f4e891');
INSERT INTO "crm_identity" VALUES ('phone', '+8613700001111', 'contact', '01a203ab-a228-7000-88a9-451c11f4e891');
INSERT INTO "crm_identity" VALUES ('phone', '+8651262345678', 'customer', '01a203ab-a0c3-7000-82e6-33f660634848');
INSERT INTO "crm_identity" VALUES ('phone', '+8613912345678', 'lead', '01a203ab-a1a8-7000-94ef-675715e82f4a');
INSERT INTO "crm_sequence" VALUES ('customer', 1);
INSERT INTO "crm_sequence" VALUES ('event', 39);
INSERT INTO "crm_sequence" VALUES ('lead', 3);
INSERT INTO "crm_sequence" VALUES ('opportunity', 1);
INSERT INTO "crm_rate" VALUES ('2026-03-01T01:01:00.000Z capture RApiigyXXqMtTbQsqUrOvJdas3iz7ippLM8uyuYDi70', '2026-03-01T01:00:00.000Z', 1);
INSERT INTO "crm_assignment" VALUES ('01a203ab-9d88-7000-9bb8-5f93eaa69313', 1);
INSERT INTO "crm_subscription" VALUES ('w2:n1', 'w2', 'CRM Trigger', 39, NULL, '2026-03-05T01:00:00.000Z');
INSERT INTO "crm_delivery" VALUES ('w2:n1:39', 'w2:n1', 39, 'lead', '01a203ab-a25a-7000-999c-b0c103c385cd', 'dead', 5, 0, '2026-03-05T01:00:00.000Z', '{"en":"示例","zh-CN":"示例"}', '2026-03-05T01:00:00.000Z');
INSERT INTO "crm_activity" VALUES (1, '01a203ab-a0e9-7000-bb21-b86aa6ec79a4', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'call', '2026-03-01T01:00:00.000Z', NULL, NULL, '已电话联系', NULL, NULL, NULL, NULL, '01a203ab-a0d9-7000-bae3-0f9bc26b5302', '01a203ab-9d88-7000-9bb8-5f93eaa69313', '{}', NULL);
INSERT INTO "crm_assignment_rule" VALUES (1, '01a203ab-9d9c-7000-ab30-762dcc919af5', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认规则', 1, 'roundRobin', '01a203ab-9d65-7000-8a5c-6ebfa7fe91ac', NULL, '{}');
INSERT INTO "crm_contact" VALUES (1, '01a203ab-a0d9-7000-bae3-0f9bc26b5302', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '01a203ab-a0c3-7000-82e6-33f660634848', '王芳', NULL, NULL, '+8613812345678', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, '01a203ab-9d88-7000-9bb8-5f93eaa69313', '2026-03-01T01:00:00.000Z', NULL, '{}');
INSERT INTO "crm_contact" VALUES (2, '01a203ab-a228-7000-88a9-451c11f4e891', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, NULL, '赵敏', NULL, NULL, '+8613700001111', NULL, 'zhaomin@example.com', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, '{}');
INSERT INTO "crm_customer" VALUES (1, '01a203ab-a0c3-7000-82e6-33f660634848', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'C000001', '苏州示例科技有限公司', 'endCustomer', NULL, NULL, NULL, NULL, NULL, NULL, '+8651262345678', NULL, NULL, '91320594MA1DEM501D', NULL, NULL, NULL, NULL, NULL, '01a203ab-9d88-7000-9bb8-5f93eaa69313', '2026-03-01T01:00:00.000Z', NULL, '苏州示例科技', '{"salesArea":"华东","accountNumber":"A-1","paymentTerms":"第一行\n第二行","seats":12,"ourShare":0.25,"listed":true,"foundedOn":"2001-02-03","auditedAt":"2026-02-03T04:05:06.000Z","serviceTier":"gold","invoiceEmail":"invoices@example.com","hotline":"+8651262345679","onCall":"+8613812345679","engineer":"01a203ab-9d88-7000-9bb8-5f93eaa69313"}', NULL);
INSERT INTO "crm_lead" VALUES (1, '01a203ab-a1a8-7000-94ef-675715e82f4a', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'L000001', 'Ada Lovelace', 'Example Ltd', NULL, '+8613912345678', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, '[]', '2026-03-01T01:00:00.000Z', '01a203ab-9d88-7000-9bb8-5f93eaa69313', '2026-03-01T01:00:00.000Z', NULL, NULL, 'ada lovelace', 'example', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "crm_lead" VALUES (2, '01a203ab-a1b7-7000-b4db-5f809970e55f', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', 'L000002', '已删除', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '已删除', NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "crm_lead" VALUES (3, '01a203ab-a25a-7000-999c-b0c103c385cd', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'L000003', '未送达', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '未送达', NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "crm_scoring_model" VALUES (1, '01a203ab-9dbb-7000-9c5e-fcea7cd43700', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认模型', 1, 60, 40, NULL, NULL, '{}');
INSERT INTO "crm_task" VALUES (1, '01a203ab-a0f2-7000-9109-cac540f5f31a', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '发送报价', 'other', '2026-03-05', 'open', 'normal', NULL, '01a203ab-9d88-7000-9bb8-5f93eaa69313', NULL, '01a203ab-a0c3-7000-82e6-33f660634848', NULL, '01a203ab-a0e9-7000-bb21-b86aa6ec79a4', '{}', NULL);
INSERT INTO "crm_team" VALUES (1, '01a203ab-9d65-7000-8a5c-6ebfa7fe91ac', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '华东组', NULL, NULL, '{}');
INSERT INTO "crm_touchpoint" VALUES (1, '01a203ab-a1a8-7001-96e4-6b10a87e9089', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '2026-03-01T01:00:00.000Z', 'web', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a203ab-a1a8-7000-94ef-675715e82f4a', NULL, NULL, '{}', NULL);
INSERT INTO "crm_user" VALUES (1, '01a203ab-9d88-7000-9bb8-5f93eaa69313', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '李娜', 'lina@example.com', NULL, NULL, '01a203ab-9d65-7000-8a5c-6ebfa7fe91ac', NULL, 'sales', 1, NULL, '{}');
DELETE FROM "crm_contact_search_data";
INSERT INTO "crm_contact_search_data" VALUES (1, X'0236');
INSERT INTO "crm_contact_search_data" VALUES (10, X'00000001ff000001010202000201010101010000010201010202000001');
INSERT INTO "crm_contact_search_data" VALUES (137438953473, X'00000077043031323301020c02023338010209010332333401020d010333343501020e0202383101020a010334353601020f0103353637010210010336313301020802023738010211010338313201020b0201360102050301310102070103e78e8b0102020103e88ab30102030103ea99ae010604040e040807080807080808070806060808');
INSERT INTO "crm_contact_search_data" VALUES (274877906945, X'000000d4043030303002040c0303013102020e0202313102020f01033131310204100302023337020209010333373002020a0103363133020208010337303002020b010238360202050301310202070103616d7002021f02026f6d0202170102636f02022303016d0202250102657802021b03016102021d010368616f02021601036d696e0202190202706c02022001036f6d690202180103706c65020221010378616d02021e01027a680202130301610202150103e6958f0202030103e8b5b50202020103ea99ae021204040e040804080404040906070907080808070608070706070608080708080807060808');
DELETE FROM "crm_contact_search_idx";
INSERT INTO "crm_contact_search_idx" VALUES (1, X'', 2);
INSERT INTO "crm_contact_search_idx" VALUES (2, X'', 2);
DELETE FROM "crm_contact_search_docsize";
INSERT INTO "crm_contact_search_docsize" VALUES (1, X'11', 1);
INSERT INTO "crm_contact_search_docsize" VALUES (2, X'25', 2);
DELETE FROM "crm_contact_search_config";
INSERT INTO "crm_contact_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_contact_search_config" VALUES ('version', 4);
DELETE FROM "crm_customer_search_data";
INSERT INTO "crm_customer_search_data" VALUES (1, X'0134');
INSERT INTO "crm_customer_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_customer_search_data" VALUES (137438953473, X'0000014e043030303001061e030303013101022102023164010234020235390102290103313236010212020233320102260202646501022f01033230350102280202333401021502023632010213010333323001022702023435010216010334353601021702026d6101022c010335303101023302023132010211020236370102180202393401022a010336323301021402023531010210020237380102190102383601020d03013501020f010239310102230301330102250202346d01022b010361316401022e0102633001021b03013001021d010364656d0102300103656d3501023101036d35300102320202613101022d0103e4be8b0102050103e585ac01020a02028fb801020b0202b79e0102030103e68a8001020702029c890102080103e7a4ba0102040202a7910102060103e88b8f0102020103e999900102090103ea99ae010e0c040e04080413040a060707080707080707080708070807070708070707060706070807060808080708080707080708070808');
DELETE FROM "crm_customer_search_idx";
INSERT INTO "crm_customer_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_customer_search_docsize";
INSERT INTO "crm_customer_search_docsize" VALUES (1, X'34', 1);
DELETE FROM "crm_customer_search_config";
INSERT INTO "crm_customer_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_customer_search_config" VALUES ('version', 4);
DELETE FROM "crm_lead_search_data";
INSERT INTO "crm_lead_search_data" VALUES (1, X'0347');
INSERT INTO "crm_lead_search_data" VALUES (10, X'00000001ff0000010103030003010101010100000102010102020000010301010303000001');
INSERT INTO "crm_lead_search_data" VALUES (137438953473, X'00000104043030303001062c030303013101022f01033132330102220202333901021f010332333401022301033334350102240202393101022001033435360102250103353637010226010336313301021e020237380102270102383601021b03013101021d0103393132010221010361636501020d02016401020203016101020402026d700102130103656c6101020b02017801020f03016101021101026c3001022903013001022b0202616301020c02016f01020603017601020802017401021703016401021901036d706c01021401036f76650102090103706c65010215010376656c01020a010378616d0102120103ea99ae01180304040904080404040e0408040a0608070808070808080707060808060607080606070607060606060808080808');
INSERT INTO "crm_lead_search_data" VALUES (274877906945, X'000000420430303030020609030303013202020c01026c300202060301300202080103e588a00202030202b7b20202020103e999a40202040103ea99ae0206050408040a060706080708');
INSERT INTO "crm_lead_search_data" VALUES (412316860417, X'000000430430303030030609030303013303020c01026c300302060301300302080103e69caa0302020103e8bebe0302040103e980810302030103ea99ae0306050408040a060706080808');
DELETE FROM "crm_lead_search_idx";
INSERT INTO "crm_lead_search_idx" VALUES (1, X'', 2);
INSERT INTO "crm_lead_search_idx" VALUES (2, X'', 2);
INSERT INTO "crm_lead_search_idx" VALUES (3, X'', 2);
DELETE FROM "crm_lead_search_docsize";
INSERT INTO "crm_lead_search_docsize" VALUES (1, X'2f', 1);
INSERT INTO "crm_lead_search_docsize" VALUES (2, X'0c', 2);
INSERT INTO "crm_lead_search_docsize" VALUES (3, X'0c', 3);
DELETE FROM "crm_lead_search_config";
INSERT INTO "crm_lead_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_lead_search_config" VALUES ('version', 4);
DELETE FROM "crm_task_search_data";
INSERT INTO "crm_task_search_data" VALUES (1, X'0105');
INSERT INTO "crm_task_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_task_search_data" VALUES (137438953473, X'0000002c0430e4bbb70102050103e58f910102020103e68aa50102040103e980810102030103ea99ae0102060408080808');
DELETE FROM "crm_task_search_idx";
INSERT INTO "crm_task_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_task_search_docsize";
INSERT INTO "crm_task_search_docsize" VALUES (1, X'05', 1);
DELETE FROM "crm_task_search_config";
INSERT INTO "crm_task_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_task_search_config" VALUES ('version', 4);
DELETE FROM "crm_team_search_data";
INSERT INTO "crm_team_search_data" VALUES (1, X'0104');
INSERT INTO "crm_team_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_team_search_data" VALUES (137438953473, X'000000240430e4b89c0102030103e58d8e0102020103e7bb840102040103ea99ae01020504080808');
DELETE FROM "crm_team_search_idx";
INSERT INTO "crm_team_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_team_search_docsize";
INSERT INTO "crm_team_search_docsize" VALUES (1, X'04', 1);
DELETE FROM "crm_team_search_config";
INSERT INTO "crm_team_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_team_search_config" VALUES ('version', 4);
DELETE FROM "crm_user_search_data";
INSERT INTO "crm_user_search_data" VALUES (1, X'0114');
INSERT INTO "crm_user_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_user_search_data" VALUES (137438953473, X'000000710430616d7001020e0102636f01021203016d0102140102657801020a03016101020c0103696e6101020801026c6901020503016e01020701036d706c01020f0103706c65010210010378616d01020d0103e5a89c0102030103e69d8e0102020103ea99ae010e040405040804040408070607060807060808080808');
DELETE FROM "crm_user_search_idx";
INSERT INTO "crm_user_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_user_search_docsize";
INSERT INTO "crm_user_search_docsize" VALUES (1, X'14', 1);
DELETE FROM "crm_user_search_config";
INSERT INTO "crm_user_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_user_search_config" VALUES ('version', 4);
INSERT INTO "crm_idempotency" VALUES (1, 'oI4iYPe9I3KJ1b2MAChQov.team.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-9d65-7000-8a5c-6ebfa7fe91ac","created":true}');
INSERT INTO "crm_idempotency" VALUES (2, 'OCC8CebkwC6xrQJld8eLJM.user.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-9d88-7000-9bb8-5f93eaa69313","created":true}');
INSERT INTO "crm_idempotency" VALUES (3, 'bv0IxOp3xM16GJHccUtbTd.assignmentRule.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-9d9c-7000-ab30-762dcc919af5","created":true}');
INSERT INTO "crm_idempotency" VALUES (4, 'bH0hWHErxhOze9SJ9piB1o.customer.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a0c3-7000-82e6-33f660634848","created":true}');
INSERT INTO "crm_idempotency" VALUES (5, 'kO5fx7SwCqBk3JExFfiH--.contact.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a0d9-7000-bae3-0f9bc26b5302","created":true}');
INSERT INTO "crm_idempotency" VALUES (6, 'YWzjMGge-UsZcwzEXpq3RB.activity.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a0e9-7000-bb21-b86aa6ec79a4","created":true}');
INSERT INTO "crm_idempotency" VALUES (7, 'fxCuCy74jKywV0Yn7UJqkX.task.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a0f2-7000-9109-cac540f5f31a","created":true}');
INSERT INTO "crm_idempotency" VALUES (8, 'tZxV551_ootaTmkhTaPjAe.productLine.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a11a-7000-87a6-3e20a280d4cc","created":true}');
INSERT INTO "crm_idempotency" VALUES (9, 'XxJLHAgNq7YXIj3aFcjqvk.product.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a12e-7000-817c-c803d34c69c3","created":true}');
INSERT INTO "crm_idempotency" VALUES (10, '0hYUh3djx_5xBilPpbMg0U.priceBook.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a136-7000-beee-53c8bc0adf2e","created":true}');
INSERT INTO "crm_idempotency" VALUES (11, 'mJmkK1eYawtF0iJJSP6MOp.price.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a13d-7000-b243-0b831d59a869","created":true}');
INSERT INTO "crm_idempotency" VALUES (12, 'MF6AlfbKG3vsPTY2Xt5GrD.opportunity.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a148-7000-a90b-7c06eb048569","created":true}');
INSERT INTO "crm_idempotency" VALUES (13, 'h4C-uJCpuJxL5FwaewM8KL.opportunityProduct.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a152-7000-9c61-ecd04ad9a250","created":true}');
INSERT INTO "crm_idempotency" VALUES (14, 'pREtw58Zj-QL11--N9YFnz.opportunityContact.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a17b-7000-bea0-dfd167b4f765","created":true}');
INSERT INTO "crm_idempotency" VALUES (15, 'nap-53i8IP_H54RgwQDmNv.exchangeRate.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a18e-7000-8b33-c4817261f7ae","created":true}');
INSERT INTO "crm_idempotency" VALUES (16, 'Jtj9PvHbX3E1mxU2Ll8wfW.lead.capture.content', '2026-03-01T01:10:00.000Z', '{"output":"created","leadId":"01a203ab-a1a8-7000-94ef-675715e82f4a","touchpointId":"01a203ab-a1a8-7001-96e4-6b10a87e9089"}');
INSERT INTO "crm_idempotency" VALUES (17, 'xP7Uq03_7OvLeE7oeLk4XN.lead.create', '2027-04-05T01:00:00.000Z', '{"id":"01a203ab-a1b7-7000-b4db-5f809970e55f","created":true}');
INSERT INTO "crm_exchange_rate" VALUES (1, '01a203ab-a18e-7000-8b33-c4817261f7ae', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'USD', 'CNY', '2026-03-01', '7.1', NULL, '{}');
INSERT INTO "crm_opportunity" VALUES (1, '01a203ab-a148-7000-a90b-7c06eb048569', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'O000001', '设备更新', '01a203ab-a0c3-7000-82e6-33f660634848', 10740000, 'CNY', NULL, '01a203ab-a109-7000-8346-e79d9680c6a4', '初步接触', 'open', NULL, '2026-03-01T01:00:00.000Z', NULL, NULL, NULL, NULL, '01a203ab-a136-7000-beee-53c8bc0adf2e', NULL, NULL, '01a203ab-9d88-7000-9bb8-5f93eaa69313', '2026-03-01T01:00:00.000Z', NULL, '{}');
INSERT INTO "crm_opportunity_contact" VALUES (1, '01a203ab-a17b-7000-bea0-dfd167b4f765', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '01a203ab-a148-7000-a90b-7c06eb048569', '01a203ab-a0d9-7000-bae3-0f9bc26b5302', 'decider', NULL, '{}');
INSERT INTO "crm_opportunity_product" VALUES (1, '01a203ab-a152-7000-9c61-ecd04ad9a250', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '纯水机', '01a203ab-a148-7000-a90b-7c06eb048569', '01a203ab-a12e-7000-817c-c803d34c69c3', 6, NULL, NULL, 10740000, 'CNY', NULL, '{}', '0000000017900.0000000');
INSERT INTO "crm_pipeline" VALUES (1, '01a203ab-a109-7000-8346-e79d9680c6a4', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认管道', 1, 0, 1, '[{"name":"初步接触","maxAgeDays":14}]', '{}');
INSERT INTO "crm_price" VALUES (1, '01a203ab-a13d-7000-b243-0b831d59a869', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '纯水机', '01a203ab-a136-7000-beee-53c8bc0adf2e', '01a203ab-a12e-7000-817c-c803d34c69c3', 5, 'CNY', '{}', '0000000017900.0000000');
INSERT INTO "crm_price_book" VALUES (1, '01a203ab-a136-7000-beee-53c8bc0adf2e', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '标准价格表', 'CNY', NULL, NULL, NULL, 1, NULL, '{}');
INSERT INTO "crm_product" VALUES (1, '01a203ab-a12e-7000-817c-c803d34c69c3', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'P-1', '纯水机', '01a203ab-a11a-7000-87a6-3e20a280d4cc', NULL, NULL, 'CNY', 1, NULL, '{}', '0000000018800.0000000');
INSERT INTO "crm_product_line" VALUES (1, '01a203ab-a11a-7000-87a6-3e20a280d4cc', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '纯水设备', NULL, NULL, '{}');
DELETE FROM "crm_exchange_rate_search_data";
INSERT INTO "crm_exchange_rate_search_data" VALUES (1, X'0108');
INSERT INTO "crm_exchange_rate_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_exchange_rate_search_data" VALUES (137438953473, X'000000290330636e010206030179010208010275730102020301640102040103ea99ae0108030404040407060706');
DELETE FROM "crm_exchange_rate_search_idx";
INSERT INTO "crm_exchange_rate_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_exchange_rate_search_docsize";
INSERT INTO "crm_exchange_rate_search_docsize" VALUES (1, X'08', 1);
DELETE FROM "crm_exchange_rate_search_config";
INSERT INTO "crm_exchange_rate_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_exchange_rate_search_config" VALUES ('version', 4);
DELETE FROM "crm_opportunity_search_data";
INSERT INTO "crm_opportunity_search_data" VALUES (1, X'010d');
INSERT INTO "crm_opportunity_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_opportunity_search_data" VALUES (137438953473, X'0000004a043030303001060a030303013101020d01026f300102070301300102090103e5a4870102030103e696b001020502029bb40102040103e8aebe0102020103ea99ae0106060408040a06070608080708');
DELETE FROM "crm_opportunity_search_idx";
INSERT INTO "crm_opportunity_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_opportunity_search_docsize";
INSERT INTO "crm_opportunity_search_docsize" VALUES (1, X'0d', 1);
DELETE FROM "crm_opportunity_search_config";
INSERT INTO "crm_opportunity_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_opportunity_search_config" VALUES ('version', 4);
DELETE FROM "crm_price_search_data";
INSERT INTO "crm_price_search_data" VALUES (1, X'0104');
INSERT INTO "crm_price_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_price_search_data" VALUES (137438953473, X'000000230430e69cba0102040202b0b40102030103e7baaf0102020103ea99ae01020504080708');
DELETE FROM "crm_price_search_idx";
INSERT INTO "crm_price_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_price_search_docsize";
INSERT INTO "crm_price_search_docsize" VALUES (1, X'04', 1);
DELETE FROM "crm_price_search_config";
INSERT INTO "crm_price_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_price_search_config" VALUES ('version', 4);
DELETE FROM "crm_price_book_search_data";
INSERT INTO "crm_price_book_search_data" VALUES (1, X'0106');
INSERT INTO "crm_price_book_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_price_book_search_data" VALUES (137438953473, X'000000320430e4bbb70102040103e587860102030103e6a0870102020301bc0102050103e8a1a80102060103ea99ae010207040808080608');
DELETE FROM "crm_price_book_search_idx";
INSERT INTO "crm_price_book_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_price_book_search_docsize";
INSERT INTO "crm_price_book_search_docsize" VALUES (1, X'06', 1);
DELETE FROM "crm_price_book_search_config";
INSERT INTO "crm_price_book_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_price_book_search_config" VALUES ('version', 4);
DELETE FROM "crm_product_search_data";
INSERT INTO "crm_product_search_data" VALUES (1, X'0108');
INSERT INTO "crm_product_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_product_search_data" VALUES (137438953473, X'000000310230310102080101700102060103e69cba0102040202b0b40102030103e7baaf0102020103ea99ae0106050404040606080708');
DELETE FROM "crm_product_search_idx";
INSERT INTO "crm_product_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_product_search_docsize";
INSERT INTO "crm_product_search_docsize" VALUES (1, X'08', 1);
DELETE FROM "crm_product_search_config";
INSERT INTO "crm_product_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_product_search_config" VALUES ('version', 4);
DELETE FROM "crm_product_line_search_data";
INSERT INTO "crm_product_line_search_data" VALUES (1, X'0105');
INSERT INTO "crm_product_line_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_product_line_search_data" VALUES (137438953473, X'0000002c0430e5a4870102050103e6b0b40102030103e7baaf0102020103e8aebe0102040103ea99ae0102060408080808');
DELETE FROM "crm_product_line_search_idx";
INSERT INTO "crm_product_line_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_product_line_search_docsize";
INSERT INTO "crm_product_line_search_docsize" VALUES (1, X'05', 1);
DELETE FROM "crm_product_line_search_config";
INSERT INTO "crm_product_line_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_product_line_search_config" VALUES ('version', 4);
INSERT INTO "crm_field" VALUES (1, '01a203ab-9df0-7000-879c-a0ccfda50aba', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Sales Area', '销售区域', 'salesArea', 'text', NULL, NULL, 0, 0, 1, 0, 1, 'ready', NULL, '{}');
INSERT INTO "crm_field" VALUES (2, '01a203ab-9e8f-7000-a1f1-fab022b0dddb', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Account Number', '客户账号', 'accountNumber', 'text', NULL, NULL, 0, 1, 0, 0, 1, 'ready', NULL, '{}');
INSERT INTO "crm_field" VALUES (3, '01a203ab-9f04-7000-8b66-9a497912f287', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Payment Terms', '付款条款', 'paymentTerms', 'longText', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (4, '01a203ab-9f08-7000-9a2d-a38325281149', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Seats', '席位', 'seats', 'integer', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (5, '01a203ab-9f0d-7000-b91b-2cbcd03d7388', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Our Share', '我方占比', 'ourShare', 'number', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (6, '01a203ab-9f17-7000-a8a4-15ee4f20dae3', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Listed', '已上市', 'listed', 'boolean', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (7, '01a203ab-9f1b-7000-b0c3-bad27010de19', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Founded On', '成立日期', 'foundedOn', 'date', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (8, '01a203ab-9f1f-7000-b7f9-7278fd923709', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Audited At', '审计时间', 'auditedAt', 'dateTime', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (9, '01a203ab-9f23-7000-8c36-7b4650e4cb0d', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Service Tier', '服务等级', 'serviceTier', 'option', NULL, '[{"value":"gold","label":"金"}]', 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (10, '01a203ab-9f26-7000-b2e0-a94b819af3ef', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Invoice Email', '发票邮箱', 'invoiceEmail', 'email', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (11, '01a203ab-9f2a-7000-9f57-02c8b172b57e', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Hotline', '热线', 'hotline', 'phone', NULL, NULL, 0, 0, 0, 1, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (12, '01a203ab-9f2d-7000-9a5a-d065fe82be2d', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'On Call', '值班手机', 'onCall', 'mobile', NULL, NULL, 0, 0, 0, 1, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (13, '01a203ab-9f31-7000-9f9f-23005c707c65', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Engineer', '工程师', 'engineer', 'reference', 'user', NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_import" VALUES ('展会名单', 'contact', '联系人.csv', 'OAyViAro1p1KRDLBRixL_GxrkZZBLGA-oeSZDUPYoGo', 'done', 'f52ce1cc-53b9-435b-87fd-f7e781055abc', 0, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', 3, 100, 2, 1, 0, 0, 1, 'f03f12bb61f45895a943a8afadc26eb3b777970bc449037062af2cd7112d0608', '{"姓名":"name","手机":"mobile","邮箱":"email"}');
INSERT INTO "crm_import_fault" VALUES ('展会名单', 3, '{"en":"Name is required","zh-CN":"姓名：为必填项"}');
CREATE INDEX "ix_crm_call_at" ON "crm_call" ("at");
CREATE INDEX "ix_crm_call_batch" ON "crm_call" ("batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "ix_crm_event_record" ON "crm_event" ("object", "recordId", "seq");
CREATE INDEX "ix_crm_event_call" ON "crm_event" ("callId");
CREATE INDEX "ix_crm_identity_record" ON "crm_identity" ("object", "recordId");
CREATE INDEX "ix_crm_rate_window" ON "crm_rate" ("windowStart");
CREATE UNIQUE INDEX "uq_crm_delivery_event" ON "crm_delivery" ("subscriptionId", "seq");
CREATE INDEX "ix_crm_delivery_record" ON "crm_delivery" ("subscriptionId", "object", "recordId", "state", "seq");
CREATE INDEX "ix_crm_delivery_due" ON "crm_delivery" ("subscriptionId", "state", "nextAt");
CREATE INDEX "ix_crm_delivery_dead" ON "crm_delivery" ("nextAt") WHERE "state" = 'dead';
CREATE UNIQUE INDEX "uq_crm_activity_id" ON "crm_activity" ("id");
CREATE INDEX "ix_crm_activity_leadId_at" ON "crm_activity" ("leadId", "at", "id");
CREATE INDEX "ix_crm_activity_customerId_at" ON "crm_activity" ("customerId", "at", "id");
CREATE INDEX "ix_crm_activity_contactId_at" ON "crm_activity" ("contactId", "at", "id");
CREATE INDEX "ix_crm_activity_userId_at" ON "crm_activity" ("userId", "at", "id");
CREATE UNIQUE INDEX "uq_crm_assignment_rule_id" ON "crm_assignment_rule" ("id");
CREATE UNIQUE INDEX "uq_crm_assignment_rule_name" ON "crm_assignment_rule" ("name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_contact_id" ON "crm_contact" ("id");
CREATE INDEX "ix_crm_contact_customerId" ON "crm_contact" ("customerId", "id");
CREATE INDEX "ix_crm_contact_ownerId" ON "crm_contact" ("ownerId", "id");
CREATE INDEX "ix_crm_contact_createdAt" ON "crm_contact" ("createdAt", "id");
CREATE UNIQUE INDEX "uq_crm_customer_id" ON "crm_customer" ("id");
CREATE UNIQUE INDEX "uq_crm_customer_number" ON "crm_customer" ("number") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_customer_unifiedSocialCreditCode" ON "crm_customer" ("unifiedSocialCreditCode") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_customer_ownerId" ON "crm_customer" ("ownerId", "id");
CREATE INDEX "ix_crm_customer_parentId" ON "crm_customer" ("parentId", "id");
CREATE INDEX "ix_crm_customer_createdAt" ON "crm_customer" ("createdAt", "id");
CREATE INDEX "ix_crm_customer_nameKey" ON "crm_customer" ("nameKey", "id");
CREATE UNIQUE INDEX "uq_crm_lead_id" ON "crm_lead" ("id");
CREATE UNIQUE INDEX "uq_crm_lead_number" ON "crm_lead" ("number") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_lead_ownerId_status_deletedAt" ON "crm_lead" ("ownerId", "status", "deletedAt", "id");
CREATE INDEX "ix_crm_lead_status_createdAt" ON "crm_lead" ("status", "createdAt", "id");
CREATE INDEX "ix_crm_lead_createdAt" ON "crm_lead" ("createdAt", "id");
CREATE INDEX "ix_crm_lead_nameKey_companyKey" ON "crm_lead" ("nameKey", "companyKey", "id");
CREATE UNIQUE INDEX "uq_crm_scoring_model_id" ON "crm_scoring_model" ("id");
CREATE UNIQUE INDEX "uq_crm_scoring_model_name" ON "crm_scoring_model" ("name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_task_id" ON "crm_task" ("id");
CREATE INDEX "ix_crm_task_assigneeId_status_deletedAt" ON "crm_task" ("assigneeId", "status", "deletedAt", "id");
CREATE INDEX "ix_crm_task_leadId" ON "crm_task" ("leadId", "id");
CREATE INDEX "ix_crm_task_customerId" ON "crm_task" ("customerId", "id");
CREATE INDEX "ix_crm_task_contactId" ON "crm_task" ("contactId", "id");
CREATE INDEX "ix_crm_task_dueOn" ON "crm_task" ("dueOn", "id");
CREATE UNIQUE INDEX "uq_crm_team_id" ON "crm_team" ("id");
CREATE UNIQUE INDEX "uq_crm_team_name" ON "crm_team" ("name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_touchpoint_id" ON "crm_touchpoint" ("id");
CREATE INDEX "ix_crm_touchpoint_leadId_at" ON "crm_touchpoint" ("leadId", "at", "id");
CREATE INDEX "ix_crm_touchpoint_customerId_at" ON "crm_touchpoint" ("customerId", "at", "id");
CREATE INDEX "ix_crm_touchpoint_contactId_at" ON "crm_touchpoint" ("contactId", "at", "id");
CREATE UNIQUE INDEX "uq_crm_user_id" ON "crm_user" ("id");
CREATE UNIQUE INDEX "uq_crm_user_email" ON "crm_user" ("email") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_user_weComUserId" ON "crm_user" ("weComUserId") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_user_teamId" ON "crm_user" ("teamId", "id");
CREATE UNIQUE INDEX "uq_crm_idempotency_key" ON "crm_idempotency" ("key");
CREATE INDEX "ix_crm_idempotency_expiresAt" ON "crm_idempotency" ("expiresAt");
CREATE INDEX "ix_crm_activity_opportunityId_at" ON "crm_activity" ("opportunityId", "at", "id");
CREATE INDEX "ix_crm_customer_domainKey" ON "crm_customer" ("domainKey", "id");
CREATE UNIQUE INDEX "uq_crm_exchange_rate_id" ON "crm_exchange_rate" ("id");
CREATE UNIQUE INDEX "uq_crm_exchange_rate_base_quote_date" ON "crm_exchange_rate" ("base", "quote", "date") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_opportunity_id" ON "crm_opportunity" ("id");
CREATE UNIQUE INDEX "uq_crm_opportunity_number" ON "crm_opportunity" ("number") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_opportunity_ownerId_status_deletedAt" ON "crm_opportunity" ("ownerId", "status", "deletedAt", "id");
CREATE INDEX "ix_crm_opportunity_customerId" ON "crm_opportunity" ("customerId", "id");
CREATE INDEX "ix_crm_opportunity_leadId" ON "crm_opportunity" ("leadId", "id");
CREATE INDEX "ix_crm_opportunity_pipelineId_stage" ON "crm_opportunity" ("pipelineId", "stage", "id");
CREATE INDEX "ix_crm_opportunity_status_stageEnteredAt" ON "crm_opportunity" ("status", "stageEnteredAt", "id");
CREATE INDEX "ix_crm_opportunity_createdAt" ON "crm_opportunity" ("createdAt", "id");
CREATE UNIQUE INDEX "uq_crm_opportunity_contact_id" ON "crm_opportunity_contact" ("id");
CREATE UNIQUE INDEX "uq_crm_opportunity_contact_opportunityId_contactId_role" ON "crm_opportunity_contact" ("opportunityId", "contactId", "role") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_opportunity_contact_contactId" ON "crm_opportunity_contact" ("contactId", "id");
CREATE UNIQUE INDEX "uq_crm_opportunity_product_id" ON "crm_opportunity_product" ("id");
CREATE INDEX "ix_crm_opportunity_product_opportunityId" ON "crm_opportunity_product" ("opportunityId", "id");
CREATE INDEX "ix_crm_opportunity_product_productId" ON "crm_opportunity_product" ("productId", "id");
CREATE UNIQUE INDEX "uq_crm_pipeline_id" ON "crm_pipeline" ("id");
CREATE UNIQUE INDEX "uq_crm_pipeline_name" ON "crm_pipeline" ("name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_price_id" ON "crm_price" ("id");
CREATE UNIQUE INDEX "uq_crm_price_priceBookId_productId_minQuantity" ON "crm_price" ("priceBookId", "productId", "minQuantity") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_price_productId" ON "crm_price" ("productId", "id");
CREATE UNIQUE INDEX "uq_crm_price_book_id" ON "crm_price_book" ("id");
CREATE UNIQUE INDEX "uq_crm_price_book_name" ON "crm_price_book" ("name") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_price_book_parentId" ON "crm_price_book" ("parentId", "id");
CREATE UNIQUE INDEX "uq_crm_product_id" ON "crm_product" ("id");
CREATE UNIQUE INDEX "uq_crm_product_code" ON "crm_product" ("code") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_product_productLineId" ON "crm_product" ("productLineId", "id");
CREATE UNIQUE INDEX "uq_crm_product_line_id" ON "crm_product_line" ("id");
CREATE UNIQUE INDEX "uq_crm_product_line_name" ON "crm_product_line" ("name") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_product_line_parentId" ON "crm_product_line" ("parentId", "id");
CREATE INDEX "ix_crm_task_opportunityId" ON "crm_task" ("opportunityId", "id");
CREATE INDEX "ix_crm_touchpoint_opportunityId_at" ON "crm_touchpoint" ("opportunityId", "at", "id");
CREATE UNIQUE INDEX "uq_crm_field_id" ON "crm_field" ("id");
CREATE UNIQUE INDEX "uq_crm_field_object_name" ON "crm_field" ("object", "name") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_import_startedAt" ON "crm_import" ("startedAt");
CREATE INDEX "ix_crm_customer_number_deleted" ON "crm_customer" ("number") WHERE "deletedAt" IS NOT NULL;
CREATE INDEX "ix_crm_lead_number_deleted" ON "crm_lead" ("number") WHERE "deletedAt" IS NOT NULL;
CREATE INDEX "ix_crm_opportunity_number_deleted" ON "crm_opportunity" ("number") WHERE "deletedAt" IS NOT NULL;
CREATE INDEX "ix_crm_import_headings" ON "crm_import" ("headings", "startedAt");
CREATE INDEX "cx_customer_salesArea_t" ON "crm_customer" (("custom" ->> 'salesArea'), "id");
CREATE UNIQUE INDEX "cu_customer_accountNumber_t" ON "crm_customer" (("custom" ->> 'accountNumber')) WHERE "deletedAt" IS NULL;
