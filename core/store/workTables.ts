import { integer, optional, text } from './columns';
import type { Table } from './table';

/** What is to be done at a time, and how far people are with it. */
export const workTables: readonly Table[] = [
	// What is to be done at a time; core/work/row.ts tells what the columns mean.
	{
		name: 'crm_due',
		columns: [
			text('id'),
			text('kind'),
			text('key'),
			optional(text('object')),
			optional(text('recordId')),
			text('dueAt'),
			optional(text('notAfter')),
			text('state'),
			optional(text('nextAt')),
			optional(text('lease')),
			integer('attempts'),
			integer('interruptions'),
			{ name: 'payload', type: 'json' },
			optional(text('reason')),
			text('updatedAt'),
			optional(text('closedAt')),
		],
		primaryKey: ['id'],
		indexes: [
			{ name: 'uq_crm_due_key', columns: ['kind', 'key'], unique: true },
			{ name: 'ix_crm_due_next', columns: ['kind', 'nextAt', 'id'], where: '"nextAt" IS NOT NULL' },
			{ name: 'ix_crm_due_record', columns: ['object', 'recordId'], where: '"closedAt" IS NULL' },
			{ name: 'ix_crm_due_open', columns: ['state', 'dueAt', 'id'], where: '"closedAt" IS NULL' },
			{ name: 'ix_crm_due_closed', columns: ['closedAt'], where: '"closedAt" IS NOT NULL' },
		],
	},
	// Who gets the due work of a kind: one CRM Trigger, while it lives.
	{
		name: 'crm_due_holder',
		columns: [
			text('kind'),
			text('holder'),
			// Tells one activation from the next.
			text('session'),
			text('workflowId'),
			text('workflowName'),
			text('nodeName'),
			text('seenAt'),
		],
		primaryKey: ['kind'],
		indexes: [],
	},
	// The steps that people in cadences have reached, each once; core/cadences/stepLog.ts tells what the columns mean.
	{
		name: 'crm_enrolment_step',
		columns: [
			text('enrolmentId'),
			text('step'),
			integer('position'),
			text('kind'),
			text('reachedAt'),
			optional(text('doneAt')),
			optional(text('result')),
			optional(text('channel')),
			optional(text('messageId')),
			optional(text('taskId')),
		],
		primaryKey: ['enrolmentId', 'step'],
		indexes: [{ name: 'ix_crm_enrolment_step_taskId', columns: ['taskId'], where: '"taskId" IS NOT NULL' }],
	},
	// Who has had the one message of a day from cadences: by record and by hashes of addresses.
	{
		name: 'crm_cadence_day',
		columns: [text('day'), text('person')],
		primaryKey: ['day', 'person'],
		indexes: [],
	},
];
