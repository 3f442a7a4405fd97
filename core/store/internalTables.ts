import { integer, optional, text } from './columns';
import type { Table } from './table';
import { workTables } from './workTables';

/** Tables that are no CRM objects. What each is for stands beside it; the code that owns it is named like it. */
export const internalTables: readonly Table[] = [
	// Facts about the store itself: schemaVersion, minCodeVersion, id.
	{ name: 'crm_meta', columns: [text('name'), text('value')], primaryKey: ['name'], indexes: [] },
	// One row per core call that wrote something: who and what in n8n; events point here.
	{
		name: 'crm_call',
		columns: [
			integer('id'),
			text('at'),
			text('actor'),
			optional(text('workflowId')),
			optional(text('workflowName')),
			optional(text('executionId')),
			optional(text('nodeName')),
			optional(integer('causeSeq')),
			integer('depth'),
			optional(text('batch')),
			// True: no CRM Trigger hears of the call's events.
			{ name: 'silent', type: 'boolean' },
		],
		primaryKey: ['id'],
		indexes: [
			{ name: 'ix_crm_call_at', columns: ['at'] },
			{ name: 'ix_crm_call_batch', columns: ['batch'], where: '"batch" IS NOT NULL' },
		],
	},
	// The event log: audit, timeline and the trigger's outbox at once. Append-only.
	{
		name: 'crm_event',
		columns: [
			integer('seq'),
			integer('callId', { references: { table: 'crm_call', onDelete: 'restrict' } }),
			text('at'),
			text('kind'),
			{ name: 'names', type: 'json', notNull: true },
			text('object'),
			text('recordId'),
			integer('recordVersion'),
			optional(integer('item')),
			{ name: 'changes', type: 'json', notNull: true },
		],
		primaryKey: ['seq'],
		indexes: [
			{ name: 'ix_crm_event_record', columns: ['object', 'recordId', 'seq'] },
			{ name: 'ix_crm_event_call', columns: ['callId'] },
		],
	},
	// Values of personal-data fields in events, so that one person can be erased without touching the log.
	{
		name: 'crm_event_personal',
		columns: [
			integer('seq', { references: { table: 'crm_event', onDelete: 'restrict' } }),
			{ name: 'changes', type: 'json', notNull: true },
		],
		primaryKey: ['seq'],
		indexes: [],
	},
	// Keys that people are matched on.
	{
		name: 'crm_identity',
		columns: [text('kind'), text('value'), text('object'), text('recordId')],
		primaryKey: ['kind', 'value', 'object', 'recordId'],
		indexes: [{ name: 'ix_crm_identity_record', columns: ['object', 'recordId'] }],
	},
	// First results by idempotency key. Keys come in no order: as the primary key each would touch a page of whole rows.
	{
		name: 'crm_idempotency',
		columns: [text('key'), text('expiresAt'), { name: 'result', type: 'json', notNull: true }],
		indexes: [
			{ name: 'uq_crm_idempotency_key', columns: ['key'], unique: true },
			{ name: 'ix_crm_idempotency_expiresAt', columns: ['expiresAt'] },
		],
	},
	// Gap-free numbers: the last one given, by name.
	{ name: 'crm_sequence', columns: [text('name'), integer('value')], primaryKey: ['name'], indexes: [] },
	// Requests of senders and messages of accounts, counted by windows, each up to a time of its own.
	{
		name: 'crm_rate',
		columns: [text('bucket'), text('windowStart'), integer('count'), text('until', { default: "''" })],
		primaryKey: ['bucket', 'windowStart'],
		indexes: [{ name: 'ix_crm_rate_until', columns: ['until'] }],
	},
	// One row per import of a file, or Import Name: what it is about and how far it got.
	{
		name: 'crm_import',
		columns: [
			text('name'),
			text('object'),
			optional(text('file')),
			optional(text('fileHash')),
			text('state'),
			// Tells the process that works on it from one that did before.
			text('run'),
			{ name: 'emitEvents', type: 'boolean', notNull: true },
			text('startedAt'),
			text('updatedAt'),
			// The last row of the file that is dealt with, and how much of the file that is, 0 to 100.
			...['row', 'percent', 'rows', 'created', 'updated', 'unchanged', 'bad'].map((name) => integer(name)),
			// Which headings the file had, and the field of each: a later file with the same ones may go the same way.
			optional(text('headings')),
			{ name: 'mapping', type: 'json' },
		],
		primaryKey: ['name'],
		indexes: [
			{ name: 'ix_crm_import_startedAt', columns: ['startedAt'] },
			{ name: 'ix_crm_import_headings', columns: ['headings', 'startedAt'] },
		],
	},
	// Rows that an import could not take, and why; never what stands in them.
	{
		name: 'crm_import_fault',
		columns: [
			text('import', { references: { table: 'crm_import', onDelete: 'restrict' } }),
			integer('row'),
			{ name: 'reason', type: 'json', notNull: true },
		],
		primaryKey: ['import', 'row'],
		indexes: [],
	},
	// What files hold, in pieces; core/files/content.ts tells how large.
	{
		name: 'crm_file_piece',
		columns: [text('fileId'), integer('position'), { name: 'bytes', type: 'binary', notNull: true }],
		// As the primary key it would have whole pieces in its pages.
		indexes: [{ name: 'uq_crm_file_piece', columns: ['fileId', 'position'], unique: true }],
	},
	// Files on their way in: what an interrupted process left of them is taken away later.
	{
		name: 'crm_file_arrival',
		columns: [text('fileId'), text('startedAt')],
		primaryKey: ['fileId'],
		indexes: [{ name: 'ix_crm_file_arrival_startedAt', columns: ['startedAt'] }],
	},
	// Round robin: the order in which users last got a record.
	{ name: 'crm_assignment', columns: [text('userId'), integer('lastNumber')], primaryKey: ['userId'], indexes: [] },
	// One row per activated CRM Trigger: how far it has read the event log.
	{
		name: 'crm_subscription',
		columns: [
			text('id'),
			text('workflowId'),
			text('nodeName'),
			integer('cursor'),
			text('replayedFrom', { notNull: undefined }),
			text('updatedAt'),
		],
		primaryKey: ['id'],
		indexes: [],
	},
	// Events taken by a subscription and not yet done with; core/triggers/deliveries.ts tells what the states mean.
	{
		name: 'crm_delivery',
		columns: [
			text('id'),
			text('subscriptionId', { references: { table: 'crm_subscription', onDelete: 'restrict' } }),
			integer('seq', { references: { table: 'crm_event', onDelete: 'restrict' } }),
			text('object'),
			text('recordId'),
			text('state'),
			integer('attempts'),
			integer('interruptions'),
			text('nextAt'),
			optional(text('reason')),
			text('updatedAt'),
		],
		primaryKey: ['id'],
		indexes: [
			{ name: 'uq_crm_delivery_event', columns: ['subscriptionId', 'seq'], unique: true },
			{ name: 'ix_crm_delivery_record', columns: ['subscriptionId', 'object', 'recordId', 'state', 'seq'] },
			{ name: 'ix_crm_delivery_due', columns: ['subscriptionId', 'state', 'nextAt'] },
			{ name: 'ix_crm_delivery_dead', columns: ['nextAt'], where: `"state" = 'dead'` },
		],
	},
	...workTables,
	// One row per CRM Page node that is switched on: where links of messages lead.
	{
		name: 'crm_page',
		columns: [text('id'), text('workflowId'), text('workflowName'), text('url'), text('registeredAt')],
		primaryKey: ['id'],
		indexes: [],
	},
	// Links in messages: SHA-256 of the token, and what it is bound to.
	{
		name: 'crm_page_token',
		columns: [
			text('hash'),
			text('kind'),
			optional(text('object')),
			optional(text('recordId')),
			optional(text('purpose')),
			{ name: 'data', type: 'json', notNull: true },
			text('createdAt'),
			text('expiresAt'),
			optional(text('usedAt')),
		],
		primaryKey: ['hash'],
		indexes: [
			{ name: 'ix_crm_page_token_expiresAt', columns: ['expiresAt'] },
			{ name: 'ix_crm_page_token_record', columns: ['recordId'] },
		],
	},
	// Cards whose buttons wait to be pressed, each with the code that lets it be changed once; the message holds the rest.
	{
		name: 'crm_card',
		columns: [
			text('messageId'),
			text('account'),
			text('kind'),
			text('aboutId'),
			text('address'),
			text('language'),
			text('responseCode'),
			text('expiresAt'),
		],
		primaryKey: ['messageId'],
		indexes: [
			{ name: 'ix_crm_card_about', columns: ['aboutId'] },
			{ name: 'ix_crm_card_expiresAt', columns: ['expiresAt'] },
		],
	},
	// What submitted contracts are printed with: forms, which are few, by the SHA-256 of their JSON, and what each contract refers to.
	{
		name: 'crm_contract_form',
		columns: [text('hash'), { name: 'form', type: 'json', notNull: true }],
		primaryKey: ['hash'],
		indexes: [],
	},
	{
		name: 'crm_contract_parts',
		columns: [text('contractId'), text('formHash'), { name: 'related', type: 'json', notNull: true }],
		primaryKey: ['contractId'],
		indexes: [],
	},
	// Access tokens of channels, shared by all workers; core/channels/tokens tells what the columns mean.
	{
		name: 'crm_channel_token',
		columns: [
			text('name'),
			optional(text('sealed')),
			optional(text('expiresAt')),
			{ name: 'fault', type: 'json' },
			integer('faults'),
			optional(text('openUntil')),
			optional(text('lease')),
			optional(text('leaseUntil')),
		],
		primaryKey: ['name'],
		indexes: [],
	},
];
