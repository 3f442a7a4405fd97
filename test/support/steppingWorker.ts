import type { Channel } from '../../core/channels/channel';
import type { Crm, WorkItem } from '../../core/crm';

/** Where a process is killed between two steps of a cadence. */
export type StepKillPoint = 'given' | 'sent' | 'completed';

/** A workflow that does the message steps of cadences, in a process that may end at any point of it. */
export async function doSteps(crm: Crm, { outbox, dieAt }: { readonly outbox: Channel; readonly dieAt?: StepKillPoint }): Promise<void> {
	const at = (point: StepKillPoint) => {
		if (dieAt === point) process.kill(process.pid, 'SIGKILL');
	};
	const spec = { id: 'workflow-a:node-1', workflowId: 'workflow-a', workflowName: 'A', nodeName: 'CRM Trigger' };
	const step = async ({ recordId, key, payload }: WorkItem) => {
		at('given');
		const recipient = { object: 'lead', id: String(recordId) } as const;
		const message = { item: 0, recipient, template: String(payload?.template), idempotencyKey: key };
		const [sent] = await crm.messages.send([message], { channel: outbox });
		at('sent');
		const messageId = sent.ok ? sent.value.message.id : undefined;
		await crm.cadences.completeStep([{ item: 0, enrolmentId: String(payload?.enrolmentId), result: 'sent', messageId }]);
		at('completed');
	};
	await crm.subscriptions.openWork(
		{ ...spec, kinds: ['cadence.message'] },
		{
			deliver: async (items) => {
				for (const item of items) await step(item);
				return 'done';
			},
		},
	);
}
