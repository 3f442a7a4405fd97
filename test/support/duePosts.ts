import { randomUUID } from 'node:crypto';
import type { Crm, CrmRecord, DueWork, WorkQuery } from '../../core/crm';
import { outboxChannel } from '../../core/channels/outbox/outbox';
import { clock } from '../../core/clock';
import { allRecords } from './allRecords';
import type { Credential } from '../../tools/n8n/database';
import { until } from './frontDesk';
import type { WorkflowJson } from './n8nActions';
import { valueOf } from './testCrm';
import { inARow, type Step } from './workflows';

interface Post {
	/** The name under which the work is scheduled. */
	readonly name: string;
	readonly channel: string;
	readonly credential?: { readonly type: string } & Credential;
	/** Seconds before and after the message is sent in which the execution does nothing. */
	readonly pause?: number;
	readonly maxParallel?: number;
}

const wait = (name: string, seconds: number): Step => ({
	name,
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { amount: seconds, unit: 'seconds' },
	webhookId: randomUUID(),
});

/** A workflow that sends a message to the user of each due item of a name. */
export function postWorkflow({ name, channel, credential, pause = 0, maxParallel = 5 }: Post): WorkflowJson {
	const send: Step = {
		name: 'Send',
		type: 'n8n-nodes-guanxi.crmMessage',
		parameters: {
			resource: 'message',
			operation: 'send',
			channel,
			recipientType: 'user',
			userId: { __rl: true, mode: 'id', value: '={{ $("Due").item.json.recordId }}' },
			contentFrom: 'written',
			body: '={{ $("Due").item.json.payload.text }}',
			options: { idempotencyKey: '={{ $("Due").item.json.key }}' },
		},
		...(credential && { credentials: { [credential.type]: { id: credential.id, name: credential.name } } }),
	};
	const due: Step = {
		name: 'Due',
		type: 'n8n-nodes-guanxi.crmTrigger',
		parameters: { events: ['dueWork'], dueKinds: ['custom'], dueNames: name, options: { maxParallel } },
	};
	return inARow(name, [due, ...(pause ? [wait('Before', pause)] : []), send, ...(pause ? [wait('After', pause)] : [])]);
}

/** Longer than anybody may take who began to send a message. */
const afterAllSending = 15 * 60_000;

/** Due work that posts a text to a user each. */
export class Posts {
	constructor(
		private readonly crm: () => Crm,
		readonly name: string,
	) {}

	get #kind(): string {
		return `custom:${this.name}`;
	}

	/** Lets a text come due for each of the users, now. */
	async schedule(users: readonly CrmRecord[], textOf: (index: number) => string): Promise<DueWork[]> {
		const dueAt = clock.iso();
		const outcomes = await this.crm().work.schedule(
			users.map(({ id }, item) => ({
				item,
				kind: this.#kind,
				object: 'user' as const,
				recordId: id,
				dueAt,
				payload: { text: textOf(item) },
			})),
		);
		return outcomes.map((outcome) => valueOf(outcome).work);
	}

	/** Items that are not done. */
	async open({ limit = 1000, ...query }: Partial<WorkQuery> = {}): Promise<DueWork[]> {
		return (await this.crm().work.list({ limit, kinds: [this.#kind], ...query })).work;
	}

	async isRunning({ id }: CrmRecord): Promise<boolean> {
		return (await this.open({ states: ['running'] })).some(({ recordId }) => recordId === id);
	}

	async untilDone(seconds = 120): Promise<void> {
		await until(async () => (await this.open({ limit: 1 })).length === 0, seconds * 1000);
	}

	/** All messages, as they stand when nobody can be sending them any more. */
	async settledMessages(): Promise<CrmRecord[]> {
		const now = Date.now;
		const restore = clock.use(() => now() + afterAllSending);
		// Any operation on messages finds those whose sender is gone.
		await this.crm().messages.send([], { channel: outboxChannel }).finally(restore);
		return await this.messages();
	}

	async messages(): Promise<CrmRecord[]> {
		return await allRecords(this.crm(), 'message');
	}

	async messagesOf(user: CrmRecord): Promise<CrmRecord[]> {
		return (await this.messages()).filter(({ userId }) => userId === user.id);
	}
}
