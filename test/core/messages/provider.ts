import type { Channel, CheckResult, Outgoing, SendResult } from '../../../core/channels/channel';

/** A provider's account that a test looks into, and says what it answers. */
export interface Provider {
	readonly channel: Channel<string>;
	/** Messages that it was handed, in their order. */
	readonly got: Outgoing[];
	/** How many came in each request. */
	readonly requests: number[];
	/** What it answers next; default: sent. */
	answer: (message: Outgoing) => SendResult | Promise<SendResult>;
	/** What it says later. */
	check: CheckResult;
}

/** A channel as vendors' are, to addresses of people's e-mail; not local, so that what it is handed may be lost on the way. */
export function provider(more: Partial<Channel<string>> = {}): Provider {
	const made: Provider = {
		got: [],
		requests: [],
		answer: ({ id }) => ({ status: 'sent', providerId: `p-${id}` }),
		check: { status: 'pending' },
		channel: {
			id: 'outbox',
			label: { en: 'Provider', 'zh-CN': '服务商' },
			readCredential: () => 'account',
			senderOf: (account) => account,
			addressKind: 'email',
			addressOf: ({ email }) => (typeof email === 'string' ? email : undefined),
			forms: ['text', 'markdown'],
			takes: { html: true, subject: true, attachments: true },
			escape: (value) => value,
			limits: { body: {} },
			budgets: {},
			batch: 1,
			send: async (messages) => {
				made.requests.push(messages.length);
				made.got.push(...messages);
				return await Promise.all(messages.map((message) => made.answer(message)));
			},
			check: async (messages) => messages.map(() => made.check),
			...more,
		},
	};
	return made;
}
