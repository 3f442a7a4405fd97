import type { Outcome } from '../context';
import type { CrmRecord, MessageInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, notFound, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, changedRecord, recordsById, writeChanges, type Change } from '../store';
import { cancelByRecord } from '../work';
import { settleOverdue } from './overdue';
import { stateText } from './states';
import { step } from './transaction';
import { waits } from './waiting';

const message = objects.get('message');

/** Calls off messages that wait, and their due work; those that are called off already stay so. */
export async function cancelMessages(session: Session, inputs: readonly MessageInput[]): Promise<Array<Outcome<CrmRecord>>> {
	await settleOverdue(session);
	return await step(session, async (tx) => {
		const batch = new Batch<MessageInput, CrmRecord>(inputs);
		const ids = inputs.map(({ messageId }) => messageId);
		const records = await recordsById(tx, message, { ids, scope: session.context.scope, lock: 'change' });
		const changes: Change[] = [];
		for (const [index, { messageId, item }] of inputs.entries()) {
			await breathe();
			const before = records.get(messageId);
			if (!before) batch.fail(index, notFound(message, messageId, false));
			else if (before.status === 'cancelled') batch.done(index, before);
			else if (!waits(before)) batch.fail(index, tooLate(before));
			else {
				const after = changedRecord(before, { status: 'cancelled', rule: 'cancelled', earliestAt: null });
				records.set(messageId, after);
				changes.push({ object: message, before, after, emits: ['message.cancelled'], item });
				batch.done(index, after);
			}
		}
		batch.settle(session.context.partial);
		await writeChanges(tx, changes);
		await cancelByRecord(
			tx,
			changes.map(({ after: { id } }) => ({ object: 'message', id, kinds: ['message.deferred'] })),
		);
		return batch.outcomes();
	});
}

function tooLate({ status }: CrmRecord): CrmError {
	const state = stateText(String(status));
	return new CrmError(
		'TransitionRefused',
		{
			en: `The message cannot be cancelled: it is ${state.en.toLowerCase()}`,
			'zh-CN': `消息无法取消：状态为“${state['zh-CN']}”`,
		},
		{ hint: { en: 'Only deferred messages can be cancelled.', 'zh-CN': '只有已推迟的消息可以取消。' }, field: 'messageId' },
	);
}
