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
			"batch" TEXT,
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
CREATE TABLE "crm_idempotency" (
			"operation" TEXT NOT NULL,
			"key" TEXT NOT NULL,
			"expiresAt" TEXT NOT NULL,
			"result" TEXT NOT NULL,
			PRIMARY KEY ("operation", "key")
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
		) STRICT;
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
		) STRICT;
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
		) STRICT;
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
		) STRICT;
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
		) STRICT;
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
INSERT INTO "crm_migration" VALUES (1, 1795302445162, 'Initial1795302445162');
INSERT INTO "crm_meta" VALUES ('minCodeVersion', '1795302445162');
INSERT INTO "crm_meta" VALUES ('schemaVersion', '1795302445162');
INSERT INTO "crm_call" VALUES (1, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (2, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (3, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (4, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (5, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (6, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (7, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (8, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (9, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (10, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_call" VALUES (11, '2026-03-01T01:00:00.000Z', 'workflow:w1', 'w1', '示例', '1', 'CRM', NULL, 0, 'dump');
INSERT INTO "crm_event" VALUES (1, 1, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'team', '01a20103-7697-7000-a4bb-869f08d34810', 1, 0, '{"name":[null,"华东组"]}');
INSERT INTO "crm_event" VALUES (2, 2, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'user', '01a20103-76ae-7000-a917-10799d75fae6', 1, 0, '{"name":null,"email":null,"teamId":[null,"01a20103-7697-7000-a4bb-869f08d34810"],"role":[null,"sales"],"active":[null,true]}');
INSERT INTO "crm_event" VALUES (3, 3, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'assignmentRule', '01a20103-76b8-7000-89b7-ae34c8809b00', 1, 0, '{"name":[null,"默认规则"],"active":[null,true],"method":[null,"roundRobin"],"teamId":[null,"01a20103-7697-7000-a4bb-869f08d34810"]}');
INSERT INTO "crm_event" VALUES (4, 4, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'scoringModel', '01a20103-76c5-7000-99a5-287055914504', 1, 0, '{"name":[null,"默认模型"],"active":[null,true],"fitCap":[null,60],"engagementCap":[null,40]}');
INSERT INTO "crm_event" VALUES (5, 5, '2026-03-01T01:00:00.000Z', 'created', '["created","customer.assigned"]', 'customer', '01a20103-772d-7000-934d-092fc322ec52', 1, 0, '{"number":[null,"C000001"],"name":[null,"苏州示例科技有限公司"],"type":[null,"endCustomer"],"phone":null,"unifiedSocialCreditCode":[null,"91320594MA1DEM501D"],"ownerId":[null,"01a20103-76ae-7000-a917-10799d75fae6"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (6, 6, '2026-03-01T01:00:00.000Z', 'created', '["created","contact.assigned"]', 'contact', '01a20103-7736-7000-b13f-a8ba67bcf8c1', 1, 0, '{"customerId":[null,"01a20103-772d-7000-934d-092fc322ec52"],"name":null,"mobile":null,"primary":[null,false],"ownerId":[null,"01a20103-76ae-7000-a917-10799d75fae6"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (7, 7, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'activity', '01a20103-773d-7000-9a49-e95621c29d00', 1, 0, '{"method":[null,"call"],"at":[null,"2026-03-01T01:00:00.000Z"],"detail":null,"contactId":[null,"01a20103-7736-7000-b13f-a8ba67bcf8c1"],"userId":[null,"01a20103-76ae-7000-a917-10799d75fae6"]}');
INSERT INTO "crm_event" VALUES (8, 8, '2026-03-01T01:00:00.000Z', 'created', '["created","task.assigned"]', 'task', '01a20103-7743-7000-a2b9-beb30cd91920', 1, 0, '{"subject":null,"kind":[null,"other"],"dueOn":[null,"2026-03-05"],"status":[null,"open"],"priority":[null,"normal"],"assigneeId":[null,"01a20103-76ae-7000-a917-10799d75fae6"],"customerId":[null,"01a20103-772d-7000-934d-092fc322ec52"],"activityId":[null,"01a20103-773d-7000-9a49-e95621c29d00"]}');
INSERT INTO "crm_event" VALUES (9, 9, '2026-03-01T01:00:00.000Z', 'created', '["created","lead.captured","lead.assigned","lead.scored"]', 'lead', '01a20103-7758-7000-9079-72583cd2ab82', 1, 0, '{"number":[null,"L000001"],"name":null,"company":[null,"Example Ltd"],"phone":null,"status":[null,"new"],"score":[null,0],"scoredAt":[null,"2026-03-01T01:00:00.000Z"],"ownerId":[null,"01a20103-76ae-7000-a917-10799d75fae6"],"assignedAt":[null,"2026-03-01T01:00:00.000Z"]}');
INSERT INTO "crm_event" VALUES (10, 9, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'touchpoint', '01a20103-7758-7001-87fd-05abc946f97c', 1, 0, '{"at":[null,"2026-03-01T01:00:00.000Z"],"channel":[null,"web"],"leadId":[null,"01a20103-7758-7000-9079-72583cd2ab82"]}');
INSERT INTO "crm_event" VALUES (11, 10, '2026-03-01T01:00:00.000Z', 'created', '["created"]', 'lead', '01a20103-777b-7000-acc6-799da9454e05', 1, 0, '{"number":[null,"L000002"],"name":null,"status":[null,"new"],"score":[null,0]}');
INSERT INTO "crm_event" VALUES (12, 11, '2026-03-01T01:00:00.000Z', 'deleted', '["deleted"]', 'lead', '01a20103-777b-7000-acc6-799da9454e05', 2, 0, '{}');
INSERT INTO "crm_event_personal" VALUES (2, '{"name":[null,"李娜"],"email":[null,"lina@example.com"]}');
INSERT INTO "crm_event_personal" VALUES (5, '{"phone":[null,"+8651262345678"]}');
INSERT INTO "crm_event_personal" VALUES (6, '{"name":[null,"王芳"],"mobile":[null,"+8613812345678"]}');
INSERT INTO "crm_event_personal" VALUES (7, '{"detail":[null,"已电话联系"]}');
INSERT INTO "crm_event_personal" VALUES (8, '{"subject":[null,"发送报价"]}');
INSERT INTO "crm_event_personal" VALUES (9, '{"name":[null,"Ada Lovelace"],"phone":[null,"+8613912345678"]}');
INSERT INTO "crm_event_personal" VALUES (11, '{"name":[null,"已删除"]}');
INSERT INTO "crm_identity" VALUES ('phone', '+8613812345678', 'contact', '01a20103-7736-7000-b13f-a8ba67bcf8c1');
INSERT INTO "crm_identity" VALUES ('phone', '+8651262345678', 'customer', '01a20103-772d-7000-934d-092fc322ec52');
INSERT INTO "crm_identity" VALUES ('phone', '+8613912345678', 'lead', '01a20103-7758-7000-9079-72583cd2ab82');
INSERT INTO "crm_idempotency" VALUES ('activity.create', 'YWzjMGge-UsZcwzEXpq3RBRdvEafgndmvKUZO8uJJxA', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-773d-7000-9a49-e95621c29d00","created":true}');
INSERT INTO "crm_idempotency" VALUES ('assignmentRule.create', 'bv0IxOp3xM16GJHccUtbTdaeEQjWj4etY1uDEL1XKus', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-76b8-7000-89b7-ae34c8809b00","created":true}');
INSERT INTO "crm_idempotency" VALUES ('contact.create', 'kO5fx7SwCqBk3JExFfiH--HFfbRr8u6F2RUDS3NINuI', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-7736-7000-b13f-a8ba67bcf8c1","created":true}');
INSERT INTO "crm_idempotency" VALUES ('customer.create', 'bH0hWHErxhOze9SJ9piB1o_tpHtNAnpDSFa0Baa0PlQ', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-772d-7000-934d-092fc322ec52","created":true}');
INSERT INTO "crm_idempotency" VALUES ('lead.capture.content', 'llVfQdZ7CpPffJGpcpw7BZK6ii6sZxCIT3eLV2NVYVU', '2026-03-01T01:10:00.000Z', '{"output":"created","leadId":"01a20103-7758-7000-9079-72583cd2ab82","touchpointId":"01a20103-7758-7001-87fd-05abc946f97c"}');
INSERT INTO "crm_idempotency" VALUES ('lead.create', 'xP7Uq03_7OvLeE7oeLk4XN-DoeraTVH94Dg5q-Y3c00', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-777b-7000-acc6-799da9454e05","created":true}');
INSERT INTO "crm_idempotency" VALUES ('task.create', 'fxCuCy74jKywV0Yn7UJqkXKNy5JO9Z8FV04wymO2hM8', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-7743-7000-a2b9-beb30cd91920","created":true}');
INSERT INTO "crm_idempotency" VALUES ('team.create', 'oI4iYPe9I3KJ1b2MAChQov6bEGmhKpmR6mShcTqbDKY', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-7697-7000-a4bb-869f08d34810","created":true}');
INSERT INTO "crm_idempotency" VALUES ('user.create', 'OCC8CebkwC6xrQJld8eLJM_1XS5MecAdMJk4hSVRZ0s', '2027-04-05T01:00:00.000Z', '{"id":"01a20103-76ae-7000-a917-10799d75fae6","created":true}');
INSERT INTO "crm_sequence" VALUES ('customer', 1);
INSERT INTO "crm_sequence" VALUES ('event', 12);
INSERT INTO "crm_sequence" VALUES ('lead', 2);
INSERT INTO "crm_rate" VALUES ('2026-03-01T01:01:00.000Z capture RApiigyXXqMtTbQsqUrOvJdas3iz7ippLM8uyuYDi70', '2026-03-01T01:00:00.000Z', 1);
INSERT INTO "crm_assignment" VALUES ('01a20103-76ae-7000-a917-10799d75fae6', 1);
INSERT INTO "crm_subscription" VALUES ('w2:n1', 'w2', 'CRM Trigger', 1, NULL, '2026-03-01T01:00:00.000Z');
INSERT INTO "crm_delivery" VALUES ('d1', 'w2:n1', 1, 'team', '01a20103-7697-7000-a4bb-869f08d34810', 'dead', 5, 0, '2026-03-01T01:00:00.000Z', NULL, '2026-03-01T01:00:00.000Z');
INSERT INTO "crm_activity" VALUES (1, '01a20103-773d-7000-9a49-e95621c29d00', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'call', '2026-03-01T01:00:00.000Z', NULL, NULL, '已电话联系', NULL, NULL, NULL, NULL, '01a20103-7736-7000-b13f-a8ba67bcf8c1', '01a20103-76ae-7000-a917-10799d75fae6', '{}');
INSERT INTO "crm_assignment_rule" VALUES (1, '01a20103-76b8-7000-89b7-ae34c8809b00', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认规则', 1, 'roundRobin', '01a20103-7697-7000-a4bb-869f08d34810', NULL, '{}');
INSERT INTO "crm_contact" VALUES (1, '01a20103-7736-7000-b13f-a8ba67bcf8c1', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '01a20103-772d-7000-934d-092fc322ec52', '王芳', NULL, NULL, '+8613812345678', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, '01a20103-76ae-7000-a917-10799d75fae6', '2026-03-01T01:00:00.000Z', NULL, '{}');
INSERT INTO "crm_customer" VALUES (1, '01a20103-772d-7000-934d-092fc322ec52', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'C000001', '苏州示例科技有限公司', 'endCustomer', NULL, NULL, NULL, NULL, NULL, NULL, '+8651262345678', NULL, NULL, '91320594MA1DEM501D', NULL, NULL, NULL, NULL, NULL, '01a20103-76ae-7000-a917-10799d75fae6', '2026-03-01T01:00:00.000Z', NULL, '苏州示例科技', '{}');
INSERT INTO "crm_lead" VALUES (1, '01a20103-7758-7000-9079-72583cd2ab82', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, 'L000001', 'Ada Lovelace', 'Example Ltd', NULL, '+8613912345678', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, '[]', '2026-03-01T01:00:00.000Z', '01a20103-76ae-7000-a917-10799d75fae6', '2026-03-01T01:00:00.000Z', NULL, NULL, 'ada lovelace', 'example', '{}');
INSERT INTO "crm_lead" VALUES (2, '01a20103-777b-7000-acc6-799da9454e05', 2, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', 'L000002', '已删除', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'new', NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '已删除', NULL, '{}');
INSERT INTO "crm_scoring_model" VALUES (1, '01a20103-76c5-7000-99a5-287055914504', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '默认模型', 1, 60, 40, NULL, NULL, '{}');
INSERT INTO "crm_task" VALUES (1, '01a20103-7743-7000-a2b9-beb30cd91920', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '发送报价', 'other', '2026-03-05', 'open', 'normal', NULL, '01a20103-76ae-7000-a917-10799d75fae6', NULL, '01a20103-772d-7000-934d-092fc322ec52', NULL, '01a20103-773d-7000-9a49-e95621c29d00', '{}');
INSERT INTO "crm_team" VALUES (1, '01a20103-7697-7000-a4bb-869f08d34810', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '华东组', NULL, NULL, '{}');
INSERT INTO "crm_touchpoint" VALUES (1, '01a20103-7758-7001-87fd-05abc946f97c', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '2026-03-01T01:00:00.000Z', 'web', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a20103-7758-7000-9079-72583cd2ab82', NULL, NULL, '{}');
INSERT INTO "crm_user" VALUES (1, '01a20103-76ae-7000-a917-10799d75fae6', 1, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z', NULL, '李娜', 'lina@example.com', NULL, NULL, '01a20103-7697-7000-a4bb-869f08d34810', NULL, 'sales', 1, NULL, '{}');
DELETE FROM "crm_contact_search_data";
INSERT INTO "crm_contact_search_data" VALUES (1, X'0113');
INSERT INTO "crm_contact_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_contact_search_data" VALUES (137438953473, X'00000079043031323301020d0202333801020a010332333401020e010333343501020f0202383101020b01033435360102100103353637010211010336313301020902023738010212010338313201020c0201360102060301310102080103e78e8b0102020103e88ab30102030103ea99ae010a0403040e03040807080807080808070806060808');
DELETE FROM "crm_contact_search_idx";
INSERT INTO "crm_contact_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_contact_search_docsize";
INSERT INTO "crm_contact_search_docsize" VALUES (1, X'13', 1);
DELETE FROM "crm_contact_search_config";
INSERT INTO "crm_contact_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_contact_search_config" VALUES ('version', 4);
DELETE FROM "crm_customer_search_data";
INSERT INTO "crm_customer_search_data" VALUES (1, X'013a');
INSERT INTO "crm_customer_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_customer_search_data" VALUES (137438953473, X'0000015404303030300106210303030131010224020231640102390202353901022e01033132360102130202333201022b02026465010234010332303501022d0202333401021602023632010214010333323001022c02023435010217010334353601021802026d61010231010335303101023802023132010212020236370102190202393401022f0103363233010215020235310102110202373801021a0102383601020e0301350102100102393101022803013301022a0202346d01023001036131640102330102633001021e030130010220010364656d0102350103656d3501023601036d3530010237020261310102320103e4be8b0102050103e585ac01020a02028fb801020b0202b79e0102030103e68a8001020702029c890102080103e7a4ba0102040202a7910102060103e88b8f0102020103e999900102090103ea99ae011a0c03040e030304080303041303040a060707080707080707080708070807070708070707060706070807060808080708080707080708070808');
DELETE FROM "crm_customer_search_idx";
INSERT INTO "crm_customer_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_customer_search_docsize";
INSERT INTO "crm_customer_search_docsize" VALUES (1, X'3a', 1);
DELETE FROM "crm_customer_search_config";
INSERT INTO "crm_customer_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_customer_search_config" VALUES ('version', 4);
DELETE FROM "crm_lead_search_data";
INSERT INTO "crm_lead_search_data" VALUES (1, X'0247');
INSERT INTO "crm_lead_search_data" VALUES (10, X'00000001ff000001010202000201010101010000010201010202000001');
INSERT INTO "crm_lead_search_data" VALUES (137438953473, X'0000010e04303030300106350303030131010238010331323301022902023339010226010332333401022a010333343501022b02023931010227010334353601022c010335363701022d01033631330102250202373801022e010238360102220301310102240103393132010228010361636501020f02016401020303016101020502026d700102170103656c6101020d02017801021303016101021501026c300102320301300102340202616301020e02016f01020803017601020a02017401021c03016401021e01036d706c01021801036f766501020b0103706c65010219010376656c01020c010378616d0102160103ea99ae012c020404030409030304080304040303040e0303040803040a0608070808070808080707060808060607080606070607060606060808080808');
INSERT INTO "crm_lead_search_data" VALUES (274877906945, X'00000044043030303002060a030303013202020d01026c300202070301300202090103e588a00202030202b7b20202020103e999a40202040103ea99ae020a0503040803040a060706080708');
DELETE FROM "crm_lead_search_idx";
INSERT INTO "crm_lead_search_idx" VALUES (1, X'', 2);
INSERT INTO "crm_lead_search_idx" VALUES (2, X'', 2);
DELETE FROM "crm_lead_search_docsize";
INSERT INTO "crm_lead_search_docsize" VALUES (1, X'39', 1);
INSERT INTO "crm_lead_search_docsize" VALUES (2, X'0e', 2);
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
INSERT INTO "crm_user_search_data" VALUES (1, X'0118');
INSERT INTO "crm_user_search_data" VALUES (10, X'00000001ff00000101010100010101010101000001');
INSERT INTO "crm_user_search_data" VALUES (137438953473, X'000000750430616d700102100102636f01021503016d0102170102657801020c03016101020e0103696e6101020901026c6901020603016e01020801036d706c0102110103706c65010212010378616d01020f0103e5a89c0102030103e69d8e0102020103ea99ae011604030405030408030404030408070607060807060808080808');
DELETE FROM "crm_user_search_idx";
INSERT INTO "crm_user_search_idx" VALUES (1, X'', 2);
DELETE FROM "crm_user_search_docsize";
INSERT INTO "crm_user_search_docsize" VALUES (1, X'18', 1);
DELETE FROM "crm_user_search_config";
INSERT INTO "crm_user_search_config" VALUES ('pgsz', 1000);
INSERT INTO "crm_user_search_config" VALUES ('version', 4);
CREATE INDEX "ix_crm_call_at" ON "crm_call" ("at");
CREATE INDEX "ix_crm_call_batch" ON "crm_call" ("batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "ix_crm_event_record" ON "crm_event" ("object", "recordId", "seq");
CREATE INDEX "ix_crm_event_call" ON "crm_event" ("callId");
CREATE INDEX "ix_crm_identity_record" ON "crm_identity" ("object", "recordId");
CREATE INDEX "ix_crm_idempotency_expiresAt" ON "crm_idempotency" ("expiresAt");
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
