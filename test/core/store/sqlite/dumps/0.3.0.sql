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
			"count" INTEGER NOT NULL, "until" TEXT NOT NULL DEFAULT '',
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
		, "language" TEXT) STRICT;
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
		, "domainKey" TEXT, "language" TEXT) STRICT;
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
		, "unifiedSocialCreditCode" TEXT, "website" TEXT, "convertedAt" TEXT, "convertedCustomerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE SET NULL, "convertedContactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE SET NULL, "convertedOpportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE SET NULL, "language" TEXT) STRICT;
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
		, "opportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE RESTRICT, "messageId" TEXT REFERENCES "crm_message" ("id") ON DELETE RESTRICT) STRICT;
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
		, "calendarId" TEXT REFERENCES "crm_holiday_calendar" ("id") ON DELETE SET NULL) STRICT;
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
		, "language" TEXT) STRICT;
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
CREATE TABLE "crm_consent" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"addressKind" TEXT,
			"address" TEXT,
			"purpose" TEXT,
			"state" TEXT,
			"at" TEXT,
			"source" TEXT,
			"proof" TEXT,
			"leadId" TEXT REFERENCES "crm_lead" ("id") ON DELETE RESTRICT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"contactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE RESTRICT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_holiday_calendar" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"active" INTEGER,
			"timeZone" TEXT,
			"publicHolidays" TEXT,
			"workingHours" TEXT,
			"days" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_message" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"direction" TEXT,
			"status" TEXT,
			"at" TEXT,
			"channel" TEXT,
			"purpose" TEXT,
			"recipientName" TEXT,
			"addressKind" TEXT,
			"address" TEXT,
			"subject" TEXT,
			"body" TEXT,
			"html" TEXT,
			"attachments" TEXT,
			"language" TEXT,
			"templateId" TEXT REFERENCES "crm_message_template" ("id") ON DELETE RESTRICT,
			"key" TEXT,
			"step" TEXT,
			"recordObject" TEXT,
			"recordId" TEXT,
			"leadId" TEXT REFERENCES "crm_lead" ("id") ON DELETE RESTRICT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"contactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE RESTRICT,
			"opportunityId" TEXT REFERENCES "crm_opportunity" ("id") ON DELETE RESTRICT,
			"userId" TEXT REFERENCES "crm_user" ("id") ON DELETE RESTRICT,
			"inReplyToId" TEXT REFERENCES "crm_message" ("id") ON DELETE RESTRICT,
			"rule" TEXT,
			"earliestAt" TEXT,
			"attempts" INTEGER,
			"sendUntil" TEXT,
			"sentAt" TEXT,
			"deliveredAt" TEXT,
			"providerId" TEXT,
			"providerCode" TEXT,
			"providerMessage" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		, "resolvedBy" TEXT, "parts" TEXT, "firstTriedAt" TEXT) STRICT;
CREATE TABLE "crm_message_template" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"active" INTEGER,
			"purpose" TEXT,
			"versions" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_send_policy" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"name" TEXT,
			"active" INTEGER,
			"timeZone" TEXT,
			"openFrom" TEXT,
			"openUntil" TEXT,
			"rules" TEXT,
			"channels" TEXT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_suppression" (
			"rowId" INTEGER PRIMARY KEY,
			"id" TEXT NOT NULL,
			"version" INTEGER NOT NULL,
			"createdAt" TEXT NOT NULL,
			"updatedAt" TEXT NOT NULL,
			"deletedAt" TEXT,
			"addressKind" TEXT,
			"address" TEXT,
			"reason" TEXT,
			"at" TEXT,
			"source" TEXT,
			"detail" TEXT,
			"leadId" TEXT REFERENCES "crm_lead" ("id") ON DELETE RESTRICT,
			"customerId" TEXT REFERENCES "crm_customer" ("id") ON DELETE RESTRICT,
			"contactId" TEXT REFERENCES "crm_contact" ("id") ON DELETE RESTRICT,
			"custom" TEXT NOT NULL DEFAULT '{}'
		) STRICT;
CREATE TABLE "crm_due" (
			"id" TEXT NOT NULL,
			"kind" TEXT NOT NULL,
			"key" TEXT NOT NULL,
			"object" TEXT,
			"recordId" TEXT,
			"dueAt" TEXT NOT NULL,
			"notAfter" TEXT,
			"state" TEXT NOT NULL,
			"nextAt" TEXT,
			"lease" TEXT,
			"attempts" INTEGER NOT NULL,
			"interruptions" INTEGER NOT NULL,
			"payload" TEXT,
			"reason" TEXT,
			"updatedAt" TEXT NOT NULL,
			"closedAt" TEXT,
			PRIMARY KEY ("id")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_due_holder" (
			"kind" TEXT NOT NULL,
			"holder" TEXT NOT NULL,
			"session" TEXT NOT NULL,
			"workflowId" TEXT NOT NULL,
			"workflowName" TEXT NOT NULL,
			"nodeName" TEXT NOT NULL,
			"seenAt" TEXT NOT NULL,
			PRIMARY KEY ("kind")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_page" (
			"id" TEXT NOT NULL,
			"workflowId" TEXT NOT NULL,
			"workflowName" TEXT NOT NULL,
			"url" TEXT NOT NULL,
			"registeredAt" TEXT NOT NULL,
			PRIMARY KEY ("id")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_page_token" (
			"hash" TEXT NOT NULL,
			"kind" TEXT NOT NULL,
			"object" TEXT,
			"recordId" TEXT,
			"purpose" TEXT,
			"data" TEXT NOT NULL,
			"createdAt" TEXT NOT NULL,
			"expiresAt" TEXT NOT NULL,
			"usedAt" TEXT,
			PRIMARY KEY ("hash")
		) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_channel_token" (
			"name" TEXT NOT NULL,
			"sealed" TEXT,
			"expiresAt" TEXT,
			"fault" TEXT,
			"faults" INTEGER NOT NULL,
			"openUntil" TEXT,
			"lease" TEXT,
			"leaseUntil" TEXT,
			PRIMARY KEY ("name")
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
INSERT INTO "crm_migration" VALUES (10, 1795371195074, 'Messages1795371195074');
INSERT INTO "crm_migration" VALUES (11, 1795371659486, 'DueWork1795371659486');
INSERT INTO "crm_migration" VALUES (12, 1795372432846, 'Pages1795372432846');
INSERT INTO "crm_migration" VALUES (13, 1795378280501, 'ChannelTokens1795378280501');
INSERT INTO "crm_migration" VALUES (14, 1795378300057, 'MessageParts1795378300057');
INSERT INTO "crm_migration" VALUES (15, 1795390983452, 'MessageTask1795390983452');
INSERT INTO "crm_migration" VALUES (16, 1795391931812, 'MessageFirstTried1795391931812');
INSERT INTO "crm_migration" VALUES (17, 1795391987970, 'RateUntil1795391987970');
INSERT INTO "crm_meta" VALUES ('fieldsVersion', '019ca6e8-ca80-7022-aa32-b0490c244b33');
INSERT INTO "crm_meta" VALUES ('minCodeVersion', '1795352488454');
INSERT INTO "crm_meta" VALUES ('schemaVersion', '1795391987970');
INSERT INTO "crm_call" VALUES (1, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (2, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (3, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (4, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (5, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (6, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (7, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (8, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (9, '2026-03-01T01:00:00.000Z', 'system', NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO "crm_call" VALUES (10, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (11, '2026-03-01T01:00:00.000Z', 'system', NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
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
INSERT INTO "crm_call" VALUES (36, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (37, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (38, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (39, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (40, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (41, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_call" VALUES (42, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'import:展会名单', 1);
INSERT INTO "crm_call" VALUES (43, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump', NULL);
INSERT INTO "crm_event" VALUES (1, 1, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'team', '019ca6e8-ca80-7000-b65f-6c8d3b274897', 1, 0, '{"name":[null,"华东组"]}');
INSERT INTO "crm_event" VALUES (2, 2, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'user', '019ca6e8-ca80-7001-85af-d801d7644de6', 1, 0, '{"name":null,"email":null,"teamId":[null,"019ca6e8-ca80-7000-b65f-6c8d3b274897"],"role":[null,"sales"],"active":[null,true]}');
INSERT INTO "crm_event" VALUES (3, 3, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'assignmentRule', '019ca6e8-ca80-7002-8fd4-bdb1211173b6', 1, 0, '{"name":[null,"默认规则"],"active":[null,true],"method":[null,"roundRobin"],"teamId":[null,"019ca6e8-ca80-7000-b65f-6c8d3b274897"]}');
INSERT INTO "crm_event" VALUES (4, 4, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'holidayCalendar', '019ca6e8-ca80-7003-a0a0-5910af5d4f92', 1, 0, '{"name":[null,"中国"],"active":[null,true],"timeZone":[null,"Asia/Shanghai"],"publicHolidays":[null,"china"],"workingHours":[null,[{"weekday":"workdays","from":"09:00","to":"18:00"}]]}');
INSERT INTO "crm_event" VALUES (5, 5, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'messageTemplate', '019ca6e8-ca80-7004-93cc-68ff08731af6', 1, 0, '{"name":[null,"欢迎"],"active":[null,true],"purpose":[null,"service"],"versions":[null,[{"language":"zh-CN","body":"您好，{{name}}"}]]}');
INSERT INTO "crm_event" VALUES (6, 6, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'sendPolicy', '019ca6e8-ca80-7005-97db-2cbb28f5b150', 1, 0, '{"name":[null,"默认策略"],"active":[null,true],"openFrom":[null,"09:00"],"openUntil":[null,"20:00"]}');
INSERT INTO "crm_event" VALUES (7, 7, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'scoringModel', '019ca6e8-ca80-7006-a853-7e41b69daf93', 1, 0, '{"name":[null,"默认模型"],"active":[null,true],"fitCap":[null,60],"engagementCap":[null,40]}');
INSERT INTO "crm_event" VALUES (8, 8, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-7007-b769-709c0af46842', 1, 0, '{"object":[null,"customer"],"label":[null,"Sales Area"],"labelZh":[null,"销售区域"],"name":[null,"salesArea"],"type":[null,"text"],"required":[null,false],"unique":[null,false],"indexed":[null,true],"personal":[null,false],"active":[null,true],"indexState":[null,"building"]}');
INSERT INTO "crm_event" VALUES (9, 9, '2026-03-01T01:00:00.000Z', 'updated', '["updated"]', 'field', '019ca6e8-ca80-7007-b769-709c0af46842', 2, 0, '{"indexState":["building","ready"]}');
INSERT INTO "crm_event" VALUES (10, 10, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-700a-99af-8878d868c6f0', 1, 0, '{"object":[null,"customer"],"label":[null,"Account Number"],"labelZh":[null,"客户账号"],"name":[null,"accountNumber"],"type":[null,"text"],"required":[null,false],"unique":[null,true],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"building"]}');
INSERT INTO "crm_event" VALUES (11, 11, '2026-03-01T01:00:00.000Z', 'updated', '["updated"]', 'field', '019ca6e8-ca80-700a-99af-8878d868c6f0', 2, 0, '{"indexState":["building","ready"]}');
INSERT INTO "crm_event" VALUES (12, 12, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-700d-b41b-f653ca8c5455', 1, 0, '{"object":[null,"customer"],"label":[null,"Payment Terms"],"labelZh":[null,"付款条款"],"name":[null,"paymentTerms"],"type":[null,"longText"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (13, 13, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-700f-bc7f-f478ef15f3ff', 1, 0, '{"object":[null,"customer"],"label":[null,"Seats"],"labelZh":[null,"席位"],"name":[null,"seats"],"type":[null,"integer"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (14, 14, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-7011-af46-72d7e4c1a6dc', 1, 0, '{"object":[null,"customer"],"label":[null,"Our Share"],"labelZh":[null,"我方占比"],"name":[null,"ourShare"],"type":[null,"number"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (15, 15, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-7013-8d59-74f75afe5b14', 1, 0, '{"object":[null,"customer"],"label":[null,"Listed"],"labelZh":[null,"已上市"],"name":[null,"listed"],"type":[null,"boolean"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (16, 16, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-7015-a5bb-b53052e008c8', 1, 0, '{"object":[null,"customer"],"label":[null,"Founded On"],"labelZh":[null,"成立日期"],"name":[null,"foundedOn"],"type":[null,"date"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (17, 17, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-7017-b648-0ebaf9a8e67b', 1, 0, '{"object":[null,"customer"],"label":[null,"Audited At"],"labelZh":[null,"审计时间"],"name":[null,"auditedAt"],"type":[null,"dateTime"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (18, 18, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-7019-8ec5-6b7fe78c658a', 1, 0, '{"object":[null,"customer"],"label":[null,"Service Tier"],"labelZh":[null,"服务等级"],"name":[null,"serviceTier"],"type":[null,"option"],"options":[null,[{"value":"gold","label":"金"}]],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (19, 19, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-701b-b956-89d15ebe641c', 1, 0, '{"object":[null,"customer"],"label":[null,"Invoice Email"],"labelZh":[null,"发票邮箱"],"name":[null,"invoiceEmail"],"type":[null,"email"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (20, 20, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-701d-8ae1-126b017d62c6', 1, 0, '{"object":[null,"customer"],"label":[null,"Hotline"],"labelZh":[null,"热线"],"name":[null,"hotline"],"type":[null,"phone"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,true],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (21, 21, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-701f-98c7-9a691b5f3ae2', 1, 0, '{"object":[null,"customer"],"label":[null,"On Call"],"labelZh":[null,"值班手机"],"name":[null,"onCall"],"type":[null,"mobile"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,true],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (22, 22, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'field', '019ca6e8-ca80-7021-bfc7-c9b2784a85e7', 1, 0, '{"object":[null,"customer"],"label":[null,"Engineer"],"labelZh":[null,"工程师"],"name":[null,"engineer"],"type":[null,"reference"],"refersTo":[null,"user"],"required":[null,false],"unique":[null,false],"indexed":[null,false],"personal":[null,false],"active":[null,true],"indexState":[null,"none"]}');
INSERT INTO "crm_event" VALUES (23, 23, '2026-03-01T01:00:00.000Z', 'created', '["created","customer.assigned"]', 'customer', '019ca6e8-ca80-7023-ac65-b39742dfe6cc', 1, 0, '{"number":[null,"C000001"],"name":[null,"苏州示例科技有限公司"],"type":[null,"endCustomer"],"phone":null,"unifiedSocialCreditCode":[null,"91320594MA1DEM501D"],"ownerId":[null,"019ca6e8-ca80-7001-85af-d801d7644de6"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"],"custom_salesArea":[null,"华东"],"custom_accountNumber":[null,"A-1"],"custom_paymentTerms":[null,"第一行\n第二行"],"custom_seats":[null,12],"custom_ourShare":[null,0.25],"custom_listed":[null,true],"custom_foundedOn":[null,"2001-02-03"],"custom_auditedAt":[null,"2026-02-03T04:05:06.000Z"],"custom_serviceTier":[null,"gold"],"custom_invoiceEmail":[null,"invoices@example.com"],"custom_hotline":null,"custom_onCall":null,"custom_engineer":[null,"019ca6e8-ca80-7001-85af-d801d7644de6"]}');
INSERT INTO "crm_event" VALUES (24, 24, '2026-03-01T01:00:00.000Z', 'created', '["created","contact.assigned"]', 'contact', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', 1, 0, '{"customerId":[null,"019ca6e8-ca80-7023-ac65-b39742dfe6cc"],"name":null,"mobile":null,"primary":[null,false],"ownerId":[null,"019ca6e8-ca80-7001-85af-d801d7644de6"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (25, 25, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'activity', '019ca6e8-ca80-7025-94f5-0f5bcf7143e0', 1, 0, '{"method":[null,"call"],"at":[null,"2026-03-01T01:00:00.000Z"],"detail":null,"contactId":[null,"019ca6e8-ca80-7024-9a98-5f8b77c9a1ff"],"userId":[null,"019ca6e8-ca80-7001-85af-d801d7644de6"]}');
INSERT INTO "crm_event" VALUES (26, 26, '2026-03-01T01:00:00.000Z', 'created', '["created","task.assigned"]', 'task', '019ca6e8-ca80-7026-92f5-1207cad85421', 1, 0, '{"subject":null,"kind":[null,"other"],"dueOn":[null,"2026-03-05"],"status":[null,"open"],"priority":[null,"normal"],"assigneeId":[null,"019ca6e8-ca80-7001-85af-d801d7644de6"],"customerId":[null,"019ca6e8-ca80-7023-ac65-b39742dfe6cc"],"activityId":[null,"019ca6e8-ca80-7025-94f5-0f5bcf7143e0"]}');
INSERT INTO "crm_event" VALUES (27, 27, '2026-03-01T01:00:00.000Z', 'created', '["created","consent.granted"]', 'consent', '019ca6e8-ca80-7028-a89b-de60c434eabe', 1, 0, '{"addressKind":[null,"phone"],"address":null,"purpose":[null,"marketing"],"state":[null,"granted"],"at":[null,"2026-03-01T01:00:00.000Z"],"source":[null,"展会登记"],"customerId":[null,"019ca6e8-ca80-7023-ac65-b39742dfe6cc"],"contactId":[null,"019ca6e8-ca80-7024-9a98-5f8b77c9a1ff"]}');
INSERT INTO "crm_event" VALUES (28, 27, '2026-03-01T01:00:00.000Z', 'created', '["created","consent.granted"]', 'consent', '019ca6e8-ca80-7029-8dae-04cd5fd400e7', 1, 0, '{"addressKind":[null,"record"],"address":null,"purpose":[null,"marketing"],"state":[null,"granted"],"at":[null,"2026-03-01T01:00:00.000Z"],"source":[null,"展会登记"],"customerId":[null,"019ca6e8-ca80-7023-ac65-b39742dfe6cc"],"contactId":[null,"019ca6e8-ca80-7024-9a98-5f8b77c9a1ff"]}');
INSERT INTO "crm_event" VALUES (29, 28, '2026-03-01T01:00:00.000Z', 'created', '["created","address.suppressed"]', 'suppression', '019ca6e8-ca80-702a-95bd-e78acbd391a9', 1, 0, '{"addressKind":[null,"email"],"address":null,"reason":[null,"hardBounce"],"at":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (30, 29, '2026-03-01T01:00:00.000Z', 'updated', '["updated"]', 'contact', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', 2, 0, '{"lastActivityAt":[null,"2026-02-28T02:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (31, 29, '2026-03-01T01:00:00.000Z', 'created', '["created","message.received"]', 'message', '019ca6e8-ca80-702b-af8a-2ca22ab37b78', 1, 0, '{"direction":[null,"inbound"],"status":[null,"received"],"at":[null,"2026-02-28T02:00:00.000Z"],"channel":[null,"smsAliyun"],"addressKind":[null,"phone"],"address":null,"body":null,"customerId":[null,"019ca6e8-ca80-7023-ac65-b39742dfe6cc"],"contactId":[null,"019ca6e8-ca80-7024-9a98-5f8b77c9a1ff"],"providerId":[null,"1"]}');
INSERT INTO "crm_event" VALUES (32, 30, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'pipeline', '019ca6e8-ca80-702c-9e66-0eeb3953ff32', 1, 0, '{"name":[null,"默认管道"],"active":[null,true],"isDefault":[null,false],"allowBack":[null,true],"stages":[null,[{"name":"初步接触","maxAgeDays":14}]]}');
INSERT INTO "crm_event" VALUES (33, 31, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'productLine', '019ca6e8-ca80-702d-b471-53ed490bcd7e', 1, 0, '{"name":[null,"纯水设备"]}');
INSERT INTO "crm_event" VALUES (34, 32, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'product', '019ca6e8-ca80-702e-b735-d420fae6e602', 1, 0, '{"code":[null,"P-1"],"name":[null,"纯水机"],"productLineId":[null,"019ca6e8-ca80-702d-b471-53ed490bcd7e"],"defaultPrice":[null,"18800.00"],"currency":[null,"CNY"],"active":[null,true]}');
INSERT INTO "crm_event" VALUES (35, 33, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'priceBook', '019ca6e8-ca80-702f-9f3d-99af2d4a3fcd', 1, 0, '{"name":[null,"标准价格表"],"currency":[null,"CNY"],"active":[null,true]}');
INSERT INTO "crm_event" VALUES (36, 34, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'price', '019ca6e8-ca80-7030-bc9b-42c91842a18d', 1, 0, '{"name":[null,"纯水机"],"priceBookId":[null,"019ca6e8-ca80-702f-9f3d-99af2d4a3fcd"],"productId":[null,"019ca6e8-ca80-702e-b735-d420fae6e602"],"minQuantity":[null,5],"unitPrice":[null,"17900.00"],"currency":[null,"CNY"]}');
INSERT INTO "crm_event" VALUES (37, 35, '2026-03-01T01:00:00.000Z', 'created', '["created","opportunity.assigned"]', 'opportunity', '019ca6e8-ca80-7031-885e-cde14ee9c67c', 1, 0, '{"number":[null,"O000001"],"name":[null,"设备更新"],"customerId":[null,"019ca6e8-ca80-7023-ac65-b39742dfe6cc"],"currency":[null,"CNY"],"pipelineId":[null,"019ca6e8-ca80-702c-9e66-0eeb3953ff32"],"stage":[null,"初步接触"],"status":[null,"open"],"stageEnteredAt":[null,"2026-03-01T01:00:00.000Z"],"priceBookId":[null,"019ca6e8-ca80-702f-9f3d-99af2d4a3fcd"],"ownerId":[null,"019ca6e8-ca80-7001-85af-d801d7644de6"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (38, 36, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'opportunityProduct', '019ca6e8-ca80-7032-b2ef-398271aac976', 1, 0, '{"name":[null,"纯水机"],"opportunityId":[null,"019ca6e8-ca80-7031-885e-cde14ee9c67c"],"productId":[null,"019ca6e8-ca80-702e-b735-d420fae6e602"],"quantity":[null,6],"unitPrice":[null,"17900.00"],"lineTotal":[null,"107400.00"],"currency":[null,"CNY"]}');
INSERT INTO "crm_event" VALUES (39, 36, '2026-03-01T01:00:00.000Z', 'updated', '["updated"]', 'opportunity', '019ca6e8-ca80-7031-885e-cde14ee9c67c', 2, 0, '{"amount":[null,"107400.00"]}');
INSERT INTO "crm_event" VALUES (40, 37, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'opportunityContact', '019ca6e8-ca80-7033-8fac-155619578709', 1, 0, '{"opportunityId":[null,"019ca6e8-ca80-7031-885e-cde14ee9c67c"],"contactId":[null,"019ca6e8-ca80-7024-9a98-5f8b77c9a1ff"],"role":[null,"decider"]}');
INSERT INTO "crm_event" VALUES (41, 38, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'exchangeRate', '019ca6e8-ca80-7034-970d-e9fd2d1ed3ff', 1, 0, '{"base":[null,"USD"],"quote":[null,"CNY"],"date":[null,"2026-03-01"],"rate":[null,"7.1"]}');
INSERT INTO "crm_event" VALUES (42, 39, '2026-03-01T01:00:00.000Z', 'created', '["created","lead.captured","lead.assigned","lead.scored"]', 'lead', '019ca6e8-ca80-7035-8f8b-fb553f60386f', 1, 0, '{"number":[null,"L000001"],"name":null,"company":[null,"Example Ltd"],"phone":null,"status":[null,"new"],"score":[null,0],"scoredAt":[null,"2026-03-01T01:00:00.000Z"],"ownerId":[null,"019ca6e8-ca80-7001-85af-d801d7644de6"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (43, 39, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'touchpoint', '019ca6e8-ca80-7036-ab36-57b2f733c963', 1, 0, '{"at":[null,"2026-03-01T01:00:00.000Z"],"channel":[null,"web"],"leadId":[null,"019ca6e8-ca80-7035-8f8b-fb553f60386f"]}');
INSERT INTO "crm_event" VALUES (44, 40, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'lead', '019ca6e8-ca80-7037-9003-ff9968c246a0', 1, 0, '{"number":[null,"L000002"],"name":null,"status":[null,"new"],"score":[null,0]}');
INSERT INTO "crm_event" VALUES (45, 41, '2026-03-01T01:00:00.000Z', 'deleted', '["deleted"]', 'lead', '019ca6e8-ca80-7037-9003-ff9968c246a0', 2, 0, '{}');
INSERT INTO "crm_event" VALUES (46, 42, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'contact', '019ca6e8-ca80-7039-9a2b-9ec10a15960f', 1, 2, '{"name":null,"mobile":null,"email":null,"primary":[null,false]}');
INSERT INTO "crm_event" VALUES (47, 43, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'lead', '019ca6e8-ca80-703b-b6a5-fee431c416c5', 1, 0, '{"number":[null,"L000003"],"name":null,"status":[null,"new"],"score":[null,0]}');
INSERT INTO "crm_event_personal" VALUES (2, '{"name":[null,"李娜"],"email":[null,"lina@example.com"]}');
INSERT INTO "crm_event_personal" VALUES (23, '{"phone":[null,"+8651262345678"],"custom_hotline":[null,"+8651262345679"],"custom_onCall":[null,"+8613812345679"]}');
INSERT INTO "crm_event_personal" VALUES (24, '{"name":[null,"王芳"],"mobile":[null,"+8613812345678"]}');
INSERT INTO "crm_event_personal" VALUES (25, '{"detail":[null,"已电话联系"]}');
INSERT INTO "crm_event_personal" VALUES (26, '{"subject":[null,"发送报价"]}');
INSERT INTO "crm_event_personal" VALUES (27, '{"address":[null,"+8613812345678"]}');
INSERT INTO "crm_event_personal" VALUES (28, '{"address":[null,"019ca6e8-ca80-7024-9a98-5f8b77c9a1ff"]}');
INSERT INTO "crm_event_personal" VALUES (29, '{"address":[null,"gone@example.com"]}');
INSERT INTO "crm_event_personal" VALUES (31, '{"address":[null,"+8613812345678"],"body":[null,"请发报价"]}');
INSERT INTO "crm_event_personal" VALUES (42, '{"name":[null,"Ada Lovelace"],"phone":[null,"+8613912345678"]}');
INSERT INTO "crm_event_personal" VALUES (44, '{"name":[null,"已删除"]}');
INSERT INTO "crm_event_personal" VALUES (46, '{"name":[null,"赵敏"],"mobile":[null,"+8613700001111"],"email":[null,"zhaomin@example.com"]}');
INSERT INTO "crm_event_personal" VALUES (47, '{"name":[null,"未送达"]}');
INSERT INTO "crm_identity" VALUES ('phone', '+8613812345678', 'contact', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff');
INSERT INTO "crm_identity" VALUES ('email', 'zhaomin@example.com', 'contact', '019ca6e8-ca80-7039-9a2b-9ec10a15960f');
INSERT INTO "crm_identity" VALUES ('phone', '+8613700001111', 'contact', '019ca6e8-ca80-7039-9a2b-9ec10a15960f');
INSERT INTO "crm_identity" VALUES ('phone', '+8651262345678', 'customer', '019ca6e8-ca80-7023-ac65-b39742dfe6cc');
INSERT INTO "crm_identity" VALUES ('phone', '+8613912345678', 'lead', '019ca6e8-ca80-7035-8f8b-fb553f60386f');
INSERT INTO "crm_sequence" VALUES ('customer', 1);
INSERT INTO "crm_sequence" VALUES ('event', 47);
INSERT INTO "crm_sequence" VALUES ('lead', 3);
INSERT INTO "crm_sequence" VALUES ('opportunity', 1);
INSERT INTO "crm_rate" VALUES ('capture 1 RApiigyXXqMtTbQsqUrOvJdas3iz7ippLM8uyuYDi70', '2026-03-01T01:00:00.000Z', 1, '2026-03-01T01:01:10.000Z');
INSERT INTO "crm_assignment" VALUES ('019ca6e8-ca80-7001-85af-d801d7644de6', 1);
INSERT INTO "crm_subscription" VALUES ('w2:n1', 'w2', 'CRM Trigger', 47, NULL, '2026-03-05T01:00:00.000Z');
INSERT INTO "crm_delivery" VALUES ('w2:n1:47', 'w2:n1', 47, 'lead', '019ca6e8-ca80-703b-b6a5-fee431c416c5', 'dead', 5, 0, '2026-03-05T01:00:00.000Z', '{"en":"示例","zh-CN":"示例"}', '2026-03-05T01:00:00.000Z');
INSERT INTO "crm_activity" VALUES (1, '019ca6e8-ca80-7025-94f5-0f5bcf7143e0', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'call', '2026-03-01T01:00:00.000Z', NULL, NULL, '已电话联系', NULL, NULL, NULL, NULL, '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', '019ca6e8-ca80-7001-85af-d801d7644de6', '{}', NULL);
INSERT INTO "crm_assignment_rule" VALUES (1, '019ca6e8-ca80-7002-8fd4-bdb1211173b6', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认规则', 1, 'roundRobin', '019ca6e8-ca80-7000-b65f-6c8d3b274897', NULL, '{}');
INSERT INTO "crm_contact" VALUES (1, '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '019ca6e8-ca80-7023-ac65-b39742dfe6cc', '王芳', NULL, NULL, '+8613812345678', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, '019ca6e8-ca80-7001-85af-d801d7644de6', '2026-03-01T01:00:00.000Z', '2026-02-28T02:00:00.000Z', '{}', NULL);
INSERT INTO "crm_contact" VALUES (2, '019ca6e8-ca80-7039-9a2b-9ec10a15960f', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, NULL, '赵敏', NULL, NULL, '+8613700001111', NULL, 'zhaomin@example.com', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, '{}', NULL);
INSERT INTO "crm_customer" VALUES (1, '019ca6e8-ca80-7023-ac65-b39742dfe6cc', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'C000001', '苏州示例科技有限公司', 'endCustomer', NULL, NULL, NULL, NULL, NULL, NULL, '+8651262345678', NULL, NULL, '91320594MA1DEM501D', NULL, NULL, NULL, NULL, NULL, '019ca6e8-ca80-7001-85af-d801d7644de6', '2026-03-01T01:00:00.000Z', NULL, '苏州示例科技', '{"salesArea":"华东","accountNumber":"A-1","paymentTerms":"第一行\n第二行","seats":12,"ourShare":0.25,"listed":true,"foundedOn":"2001-02-03","auditedAt":"2026-02-03T04:05:06.000Z","serviceTier":"gold","invoiceEmail":"invoices@example.com","hotline":"+8651262345679","onCall":"+8613812345679","engineer":"019ca6e8-ca80-7001-85af-d801d7644de6"}', NULL, NULL);
INSERT INTO "crm_lead" VALUES (1, '019ca6e8-ca80-7035-8f8b-fb553f60386f', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'L000001', 'Ada Lovelace', 'Example Ltd', NULL, '+8613912345678', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, '[]', '2026-03-01T01:00:00.000Z', '019ca6e8-ca80-7001-85af-d801d7644de6', '2026-03-01T01:00:00.000Z', NULL, NULL, 'ada lovelace', 'example', '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "crm_lead" VALUES (2, '019ca6e8-ca80-7037-9003-ff9968c246a0', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', 'L000002', '已删除', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '已删除', NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "crm_lead" VALUES (3, '019ca6e8-ca80-703b-b6a5-fee431c416c5', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'L000003', '未送达', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '未送达', NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "crm_scoring_model" VALUES (1, '019ca6e8-ca80-7006-a853-7e41b69daf93', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认模型', 1, 60, 40, NULL, NULL, '{}');
INSERT INTO "crm_task" VALUES (1, '019ca6e8-ca80-7026-92f5-1207cad85421', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '发送报价', 'other', '2026-03-05', 'open', 'normal', NULL, '019ca6e8-ca80-7001-85af-d801d7644de6', NULL, '019ca6e8-ca80-7023-ac65-b39742dfe6cc', NULL, '019ca6e8-ca80-7025-94f5-0f5bcf7143e0', '{}', NULL, NULL);
INSERT INTO "crm_team" VALUES (1, '019ca6e8-ca80-7000-b65f-6c8d3b274897', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '华东组', NULL, NULL, '{}', NULL);
INSERT INTO "crm_touchpoint" VALUES (1, '019ca6e8-ca80-7036-ab36-57b2f733c963', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '2026-03-01T01:00:00.000Z', 'web', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '019ca6e8-ca80-7035-8f8b-fb553f60386f', NULL, NULL, '{}', NULL);
INSERT INTO "crm_user" VALUES (1, '019ca6e8-ca80-7001-85af-d801d7644de6', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '李娜', 'lina@example.com', NULL, NULL, '019ca6e8-ca80-7000-b65f-6c8d3b274897', NULL, 'sales', 1, NULL, '{}', NULL);
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
INSERT INTO "crm_idempotency" VALUES (1, 'oI4iYPe9I3KJ1b2MAChQov.team.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7000-b65f-6c8d3b274897","created":true}');
INSERT INTO "crm_idempotency" VALUES (2, 'OCC8CebkwC6xrQJld8eLJM.user.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7001-85af-d801d7644de6","created":true}');
INSERT INTO "crm_idempotency" VALUES (3, 'bv0IxOp3xM16GJHccUtbTd.assignmentRule.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7002-8fd4-bdb1211173b6","created":true}');
INSERT INTO "crm_idempotency" VALUES (4, 'Gu4EdKTNKBQZa1sG98wc3w.holidayCalendar.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7003-a0a0-5910af5d4f92","created":true}');
INSERT INTO "crm_idempotency" VALUES (5, '2ZL1UvjQq-G6vE20ltKkH0.messageTemplate.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7004-93cc-68ff08731af6","created":true}');
INSERT INTO "crm_idempotency" VALUES (6, '090e761V2M80fwH-XUSY_E.sendPolicy.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7005-97db-2cbb28f5b150","created":true}');
INSERT INTO "crm_idempotency" VALUES (7, 'bH0hWHErxhOze9SJ9piB1o.customer.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7023-ac65-b39742dfe6cc","created":true}');
INSERT INTO "crm_idempotency" VALUES (8, 'kO5fx7SwCqBk3JExFfiH--.contact.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7024-9a98-5f8b77c9a1ff","created":true}');
INSERT INTO "crm_idempotency" VALUES (9, 'YWzjMGge-UsZcwzEXpq3RB.activity.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7025-94f5-0f5bcf7143e0","created":true}');
INSERT INTO "crm_idempotency" VALUES (10, 'fxCuCy74jKywV0Yn7UJqkX.task.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7026-92f5-1207cad85421","created":true}');
INSERT INTO "crm_idempotency" VALUES (11, 'ffznJTU3y44WKz-hnI07vX.message.recordInbound', '2027-04-05T01:00:00.000Z', '{"kind":"message","messageId":"019ca6e8-ca80-702b-af8a-2ca22ab37b78","known":true,"optedOut":false}');
INSERT INTO "crm_idempotency" VALUES (12, 'tZxV551_ootaTmkhTaPjAe.productLine.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-702d-b471-53ed490bcd7e","created":true}');
INSERT INTO "crm_idempotency" VALUES (13, 'XxJLHAgNq7YXIj3aFcjqvk.product.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-702e-b735-d420fae6e602","created":true}');
INSERT INTO "crm_idempotency" VALUES (14, '0hYUh3djx_5xBilPpbMg0U.priceBook.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-702f-9f3d-99af2d4a3fcd","created":true}');
INSERT INTO "crm_idempotency" VALUES (15, 'mJmkK1eYawtF0iJJSP6MOp.price.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7030-bc9b-42c91842a18d","created":true}');
INSERT INTO "crm_idempotency" VALUES (16, 'MF6AlfbKG3vsPTY2Xt5GrD.opportunity.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7031-885e-cde14ee9c67c","created":true}');
INSERT INTO "crm_idempotency" VALUES (17, 'h4C-uJCpuJxL5FwaewM8KL.opportunityProduct.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7032-b2ef-398271aac976","created":true}');
INSERT INTO "crm_idempotency" VALUES (18, 'pREtw58Zj-QL11--N9YFnz.opportunityContact.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7033-8fac-155619578709","created":true}');
INSERT INTO "crm_idempotency" VALUES (19, 'nap-53i8IP_H54RgwQDmNv.exchangeRate.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7034-970d-e9fd2d1ed3ff","created":true}');
INSERT INTO "crm_idempotency" VALUES (20, 'Jtj9PvHbX3E1mxU2Ll8wfW.lead.capture.content', '2026-03-01T01:10:00.000Z', '{"output":"created","leadId":"019ca6e8-ca80-7035-8f8b-fb553f60386f","touchpointId":"019ca6e8-ca80-7036-ab36-57b2f733c963"}');
INSERT INTO "crm_idempotency" VALUES (21, 'xP7Uq03_7OvLeE7oeLk4XN.lead.create', '2027-04-05T01:00:00.000Z', '{"id":"019ca6e8-ca80-7037-9003-ff9968c246a0","created":true}');
INSERT INTO "crm_exchange_rate" VALUES (1, '019ca6e8-ca80-7034-970d-e9fd2d1ed3ff', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'USD', 'CNY', '2026-03-01', '7.1', NULL, '{}');
INSERT INTO "crm_opportunity" VALUES (1, '019ca6e8-ca80-7031-885e-cde14ee9c67c', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'O000001', '设备更新', '019ca6e8-ca80-7023-ac65-b39742dfe6cc', 10740000, 'CNY', NULL, '019ca6e8-ca80-702c-9e66-0eeb3953ff32', '初步接触', 'open', NULL, '2026-03-01T01:00:00.000Z', NULL, NULL, NULL, NULL, '019ca6e8-ca80-702f-9f3d-99af2d4a3fcd', NULL, NULL, '019ca6e8-ca80-7001-85af-d801d7644de6', '2026-03-01T01:00:00.000Z', NULL, '{}');
INSERT INTO "crm_opportunity_contact" VALUES (1, '019ca6e8-ca80-7033-8fac-155619578709', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '019ca6e8-ca80-7031-885e-cde14ee9c67c', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', 'decider', NULL, '{}');
INSERT INTO "crm_opportunity_product" VALUES (1, '019ca6e8-ca80-7032-b2ef-398271aac976', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '纯水机', '019ca6e8-ca80-7031-885e-cde14ee9c67c', '019ca6e8-ca80-702e-b735-d420fae6e602', 6, NULL, NULL, 10740000, 'CNY', NULL, '{}', '0000000017900.0000000');
INSERT INTO "crm_pipeline" VALUES (1, '019ca6e8-ca80-702c-9e66-0eeb3953ff32', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认管道', 1, 0, 1, '[{"name":"初步接触","maxAgeDays":14}]', '{}');
INSERT INTO "crm_price" VALUES (1, '019ca6e8-ca80-7030-bc9b-42c91842a18d', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '纯水机', '019ca6e8-ca80-702f-9f3d-99af2d4a3fcd', '019ca6e8-ca80-702e-b735-d420fae6e602', 5, 'CNY', '{}', '0000000017900.0000000');
INSERT INTO "crm_price_book" VALUES (1, '019ca6e8-ca80-702f-9f3d-99af2d4a3fcd', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '标准价格表', 'CNY', NULL, NULL, NULL, 1, NULL, '{}');
INSERT INTO "crm_product" VALUES (1, '019ca6e8-ca80-702e-b735-d420fae6e602', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'P-1', '纯水机', '019ca6e8-ca80-702d-b471-53ed490bcd7e', NULL, NULL, 'CNY', 1, NULL, '{}', '0000000018800.0000000');
INSERT INTO "crm_product_line" VALUES (1, '019ca6e8-ca80-702d-b471-53ed490bcd7e', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '纯水设备', NULL, NULL, '{}');
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
INSERT INTO "crm_field" VALUES (1, '019ca6e8-ca80-7007-b769-709c0af46842', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Sales Area', '销售区域', 'salesArea', 'text', NULL, NULL, 0, 0, 1, 0, 1, 'ready', NULL, '{}');
INSERT INTO "crm_field" VALUES (2, '019ca6e8-ca80-700a-99af-8878d868c6f0', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Account Number', '客户账号', 'accountNumber', 'text', NULL, NULL, 0, 1, 0, 0, 1, 'ready', NULL, '{}');
INSERT INTO "crm_field" VALUES (3, '019ca6e8-ca80-700d-b41b-f653ca8c5455', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Payment Terms', '付款条款', 'paymentTerms', 'longText', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (4, '019ca6e8-ca80-700f-bc7f-f478ef15f3ff', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Seats', '席位', 'seats', 'integer', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (5, '019ca6e8-ca80-7011-af46-72d7e4c1a6dc', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Our Share', '我方占比', 'ourShare', 'number', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (6, '019ca6e8-ca80-7013-8d59-74f75afe5b14', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Listed', '已上市', 'listed', 'boolean', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (7, '019ca6e8-ca80-7015-a5bb-b53052e008c8', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Founded On', '成立日期', 'foundedOn', 'date', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (8, '019ca6e8-ca80-7017-b648-0ebaf9a8e67b', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Audited At', '审计时间', 'auditedAt', 'dateTime', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (9, '019ca6e8-ca80-7019-8ec5-6b7fe78c658a', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Service Tier', '服务等级', 'serviceTier', 'option', NULL, '[{"value":"gold","label":"金"}]', 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (10, '019ca6e8-ca80-701b-b956-89d15ebe641c', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Invoice Email', '发票邮箱', 'invoiceEmail', 'email', NULL, NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (11, '019ca6e8-ca80-701d-8ae1-126b017d62c6', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Hotline', '热线', 'hotline', 'phone', NULL, NULL, 0, 0, 0, 1, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (12, '019ca6e8-ca80-701f-98c7-9a691b5f3ae2', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'On Call', '值班手机', 'onCall', 'mobile', NULL, NULL, 0, 0, 0, 1, 1, 'none', NULL, '{}');
INSERT INTO "crm_field" VALUES (13, '019ca6e8-ca80-7021-bfc7-c9b2784a85e7', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'customer', 'Engineer', '工程师', 'engineer', 'reference', 'user', NULL, 0, 0, 0, 0, 1, 'none', NULL, '{}');
INSERT INTO "crm_import" VALUES ('展会名单', 'contact', '联系人.csv', 'OAyViAro1p1KRDLBRixL_GxrkZZBLGA-oeSZDUPYoGo', 'done', 'bd6eb217-8e83-4e9d-9ed3-e006a9a8261f', 0, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', 3, 100, 2, 1, 0, 0, 1, 'f03f12bb61f45895a943a8afadc26eb3b777970bc449037062af2cd7112d0608', '{"姓名":"name","手机":"mobile","邮箱":"email"}');
INSERT INTO "crm_import_fault" VALUES ('展会名单', 3, '{"en":"Name is required","zh-CN":"姓名：为必填项"}');
INSERT INTO "crm_consent" VALUES (1, '019ca6e8-ca80-7028-a89b-de60c434eabe', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'phone', '+8613812345678', 'marketing', 'granted', '2026-03-01T01:00:00.000Z', '展会登记', NULL, NULL, '019ca6e8-ca80-7023-ac65-b39742dfe6cc', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', '{}');
INSERT INTO "crm_consent" VALUES (2, '019ca6e8-ca80-7029-8dae-04cd5fd400e7', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'record', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', 'marketing', 'granted', '2026-03-01T01:00:00.000Z', '展会登记', NULL, NULL, '019ca6e8-ca80-7023-ac65-b39742dfe6cc', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', '{}');
INSERT INTO "crm_holiday_calendar" VALUES (1, '019ca6e8-ca80-7003-a0a0-5910af5d4f92', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '中国', 1, 'Asia/Shanghai', 'china', '[{"weekday":"workdays","from":"09:00","to":"18:00"}]', NULL, '{}');
INSERT INTO "crm_message" VALUES (1, '019ca6e8-ca80-702b-af8a-2ca22ab37b78', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'inbound', 'received', '2026-02-28T02:00:00.000Z', 'smsAliyun', NULL, NULL, 'phone', '+8613812345678', NULL, '请发报价', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '019ca6e8-ca80-7023-ac65-b39742dfe6cc', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '1', NULL, NULL, '{}', NULL, NULL, NULL);
INSERT INTO "crm_message_template" VALUES (1, '019ca6e8-ca80-7004-93cc-68ff08731af6', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '欢迎', 1, 'service', '[{"language":"zh-CN","body":"您好，{{name}}"}]', '{}');
INSERT INTO "crm_send_policy" VALUES (1, '019ca6e8-ca80-7005-97db-2cbb28f5b150', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认策略', 1, NULL, '09:00', '20:00', NULL, NULL, '{}');
INSERT INTO "crm_suppression" VALUES (1, '019ca6e8-ca80-702a-95bd-e78acbd391a9', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'email', 'gone@example.com', 'hardBounce', '2026-03-01T01:00:00.000Z', NULL, NULL, NULL, NULL, NULL, '{}');
INSERT INTO "crm_due" VALUES ('019ca6e8-ca80-7027-973e-fe2eb3eacffd', 'custom:回访', '019ca6e8-ca80-7027-973e-fe2eb3eacffd', 'customer', '019ca6e8-ca80-7023-ac65-b39742dfe6cc', '2026-04-01T01:00:00.000Z', NULL, 'waiting', '2026-04-01T01:00:00.000Z', NULL, 0, 0, NULL, NULL, '2026-03-01T01:00:00.000Z', NULL);
INSERT INTO "crm_page" VALUES ('w3:n1', 'w3', '页面', 'https://crm.example.com/webhook/guanxi/page', '2026-03-01T01:00:00.000Z');
INSERT INTO "crm_page_token" VALUES ('d82b3c63a87104686c5d03d293bf8561dea5670810f5a0f77efa518c46cc18ca', 'unsubscribe', 'contact', '019ca6e8-ca80-7024-9a98-5f8b77c9a1ff', 'marketing', '{"addressKind":"phone","address":"+8613812345678"}', '2026-03-01T01:00:00.000Z', '2027-04-05T01:00:00.000Z', NULL);
INSERT INTO "crm_channel_token" VALUES ('weCom dump 1 nfPNJdtJphRnYexPLblhox', 'anWCdRFbC3o5nCXzFZrHb5h5CRsHBh1AeztziOCqx5sHLXGxu7clgOfOcavNgjn2sO2tU8lYfdFpe949dQ==', '2026-03-01T03:00:00.000Z', NULL, 0, NULL, NULL, NULL);
CREATE INDEX "ix_crm_call_at" ON "crm_call" ("at");
CREATE INDEX "ix_crm_call_batch" ON "crm_call" ("batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "ix_crm_event_record" ON "crm_event" ("object", "recordId", "seq");
CREATE INDEX "ix_crm_event_call" ON "crm_event" ("callId");
CREATE INDEX "ix_crm_identity_record" ON "crm_identity" ("object", "recordId");
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
CREATE UNIQUE INDEX "uq_crm_consent_id" ON "crm_consent" ("id");
CREATE UNIQUE INDEX "uq_crm_consent_addressKind_address_purpose" ON "crm_consent" ("addressKind", "address", "purpose") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_consent_leadId_at" ON "crm_consent" ("leadId", "at", "id");
CREATE INDEX "ix_crm_consent_customerId_at" ON "crm_consent" ("customerId", "at", "id");
CREATE INDEX "ix_crm_consent_contactId_at" ON "crm_consent" ("contactId", "at", "id");
CREATE UNIQUE INDEX "uq_crm_holiday_calendar_id" ON "crm_holiday_calendar" ("id");
CREATE UNIQUE INDEX "uq_crm_holiday_calendar_name" ON "crm_holiday_calendar" ("name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_message_id" ON "crm_message" ("id");
CREATE UNIQUE INDEX "uq_crm_message_key" ON "crm_message" ("key") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_message_leadId_at" ON "crm_message" ("leadId", "at", "id");
CREATE INDEX "ix_crm_message_customerId_at" ON "crm_message" ("customerId", "at", "id");
CREATE INDEX "ix_crm_message_contactId_at" ON "crm_message" ("contactId", "at", "id");
CREATE INDEX "ix_crm_message_opportunityId_at" ON "crm_message" ("opportunityId", "at", "id");
CREATE INDEX "ix_crm_message_userId_at" ON "crm_message" ("userId", "at", "id");
CREATE INDEX "ix_crm_message_addressKind_address_at" ON "crm_message" ("addressKind", "address", "at", "id");
CREATE INDEX "ix_crm_message_status_sendUntil" ON "crm_message" ("status", "sendUntil", "id");
CREATE INDEX "ix_crm_message_providerId" ON "crm_message" ("providerId", "id");
CREATE INDEX "ix_crm_message_at" ON "crm_message" ("at", "id");
CREATE UNIQUE INDEX "uq_crm_message_template_id" ON "crm_message_template" ("id");
CREATE UNIQUE INDEX "uq_crm_message_template_name" ON "crm_message_template" ("name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_send_policy_id" ON "crm_send_policy" ("id");
CREATE UNIQUE INDEX "uq_crm_send_policy_name" ON "crm_send_policy" ("name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "uq_crm_suppression_id" ON "crm_suppression" ("id");
CREATE UNIQUE INDEX "uq_crm_suppression_addressKind_address" ON "crm_suppression" ("addressKind", "address") WHERE "deletedAt" IS NULL;
CREATE INDEX "ix_crm_suppression_leadId_at" ON "crm_suppression" ("leadId", "at", "id");
CREATE INDEX "ix_crm_suppression_customerId_at" ON "crm_suppression" ("customerId", "at", "id");
CREATE INDEX "ix_crm_suppression_contactId_at" ON "crm_suppression" ("contactId", "at", "id");
CREATE UNIQUE INDEX "uq_crm_due_key" ON "crm_due" ("kind", "key");
CREATE INDEX "ix_crm_due_next" ON "crm_due" ("kind", "nextAt", "id") WHERE "nextAt" IS NOT NULL;
CREATE INDEX "ix_crm_due_record" ON "crm_due" ("object", "recordId") WHERE "closedAt" IS NULL;
CREATE INDEX "ix_crm_due_open" ON "crm_due" ("state", "dueAt", "id") WHERE "closedAt" IS NULL;
CREATE INDEX "ix_crm_due_closed" ON "crm_due" ("closedAt") WHERE "closedAt" IS NOT NULL;
CREATE INDEX "ix_crm_page_token_expiresAt" ON "crm_page_token" ("expiresAt");
CREATE INDEX "ix_crm_page_token_record" ON "crm_page_token" ("recordId");
CREATE INDEX "ix_crm_task_messageId" ON "crm_task" ("messageId", "id");
CREATE INDEX "ix_crm_rate_until" ON "crm_rate" ("until");
CREATE INDEX "cx_customer_salesArea_t" ON "crm_customer" (("custom" ->> 'salesArea'), "id");
CREATE UNIQUE INDEX "cu_customer_accountNumber_t" ON "crm_customer" (("custom" ->> 'accountNumber')) WHERE "deletedAt" IS NULL;
