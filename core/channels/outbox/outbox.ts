import type { Channel } from '../channel';

/** Most bytes of a message that stays in the CRM; far more than any provider takes. */
const maxBytes = 100_000;

/**
 * Messages that stay in the CRM, to be read and passed on by hand or with its node: needs no account, so that every
 * workflow runs before any is there. Everybody has an address in it, the record itself.
 */
export const outboxChannel: Channel<undefined> = {
	id: 'outbox',
	label: { en: 'Outbox', 'zh-CN': '发件箱' },
	readCredential: () => undefined,
	senderOf: () => 'outbox',
	addressKind: 'record',
	addressOf: (record) => record.id,
	forms: ['text', 'markdown', 'textCard', 'templateCard'],
	takes: { html: true, attachments: true, subject: true },
	escape: (value) => value,
	limits: { body: { text: maxBytes, markdown: maxBytes, textCard: maxBytes, templateCard: maxBytes } },
	budgets: {},
	batch: 500,
	local: true,
	send: async (messages) => messages.map(() => ({ status: 'sent' })),
};
