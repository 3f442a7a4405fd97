import type { Channel, SendResult } from '../../core/channels/channel';
import type { Crm, WorkItem } from '../../core/crm';

/** Where a process is killed while it sends a message that is due. */
export type KillPoint = 'claimed' | 'reserved' | 'beforeRequest' | 'inRequest' | 'answered' | 'recorded';

export interface SendingWorker {
	/** A provider's address; absent: the outbox. */
	readonly url?: string;
	readonly dieAt?: KillPoint;
	/** The built-in outbox. */
	readonly outbox: Channel;
}

const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** A workflow that sends deferred messages when they are due, in a process that may end at any point of it. */
export async function sendDue(crm: Crm, worker: SendingWorker, done: (item: WorkItem) => void): Promise<() => Promise<void>> {
	const at = (point: KillPoint) => {
		if (worker.dieAt === point) die();
	};
	const channel = watched(worker.url === undefined ? worker.outbox : providerAt(worker.url), at);
	const spec = { id: 'workflow-a:node-1', workflowId: 'workflow-a', workflowName: 'A', nodeName: 'CRM Trigger' };
	const subscription = await crm.subscriptions.openWork(
		{ ...spec, kinds: ['message.deferred'] },
		{
			deliver: async ([item]) => {
				at('claimed');
				const messageId = String(item.recordId);
				await crm.messages.send([{ item: 0, messageId }], { channel }, { sendLater: true });
				at('recorded');
				done(item);
				return 'done';
			},
		},
	);
	return async () => await subscription.close();
}

/** Sends a lead a message of a step. */
export async function sendStep(crm: Crm, { url = '', dieAt }: Omit<SendingWorker, 'outbox'>, leadId: string): Promise<void> {
	const channel = watched(providerAt(url), (point) => {
		if (dieAt === point) die();
	});
	const message = { recipient: { object: 'lead', id: leadId }, content: { body: '您好' }, step: 'welcome' } as const;
	await crm.messages.send([{ item: 0, ...message }], { channel });
}

function watched(channel: Channel, at: (point: KillPoint) => void): Channel {
	let looks = 0;
	return {
		...channel,
		// Looked at before messages are reserved, for how many are to be; and then, before they are begun, for what goes together.
		get batch() {
			if (++looks > 1) at('reserved');
			return channel.batch;
		},
		send: async (messages, tools) => {
			at('beforeRequest');
			const results = await channel.send(messages, tools);
			at('answered');
			return results;
		},
	};
}

/** A provider that takes one message a request, over real HTTP. */
export const providerAt = (url: string): Channel => ({
	id: 'outbox',
	label: { en: 'Provider', 'zh-CN': '服务商' },
	readCredential: () => undefined,
	senderOf: () => 'account',
	addressKind: 'email',
	addressOf: ({ email }) => String(email),
	forms: ['text'],
	takes: {},
	escape: (value) => value,
	limits: { body: {} },
	budgets: {},
	batch: 1,
	send: async (messages) => {
		const results: SendResult[] = [];
		for (const { id, body } of messages) {
			const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ id, body }) });
			results.push({ status: 'sent', providerId: await answer.text() });
		}
		return results;
	},
});
