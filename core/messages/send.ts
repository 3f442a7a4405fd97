import type { Channel } from '../channels/channel';
import type { Outcome } from '../context';
import type { SendInput, SendOptions, SendOutcome, Sender } from '../crm';
import { Batch, type Session } from '../records';
import { chunksOf } from '../store';
import { answer } from './answer';
import { isWaiting, type SendCall } from './call';
import { deliver, lanes } from './deliver';
import { settleOverdue } from './overdue';
import { prepareNew } from './prepare';
import { reserve } from './reserve';
import { toolsOf } from './tools';
import { step } from './transaction';
import { prepareWaiting } from './waiting';

/**
 * Messages that are decided about in one transaction: as many as are handed over soon after, so that what the rules said
 * still holds then. A channel that has them at once takes as many as a transaction should.
 */
const waveOf = ({ local, batch }: Channel): number => (local ? 1000 : Math.min(Math.max(batch * lanes, 50), 1000));

/** Renders, asks the rules, reserves, sends and records; what is wrong with an input is known before anything is sent. */
export async function sendMessages(
	session: Session,
	inputs: readonly SendInput[],
	sender: Sender,
	options: SendOptions = {},
): Promise<Array<Outcome<SendOutcome>>> {
	const { channel } = sender;
	const batch = new Batch<SendInput, SendOutcome>(inputs);
	const tools = toolsOf(session, sender);
	const followers = new Map<number, number>();
	const call: SendCall = {
		session,
		channel,
		tools,
		account: channel.senderOf(tools.credential),
		options,
		warn: sender.warn,
		batch,
		follow: (index, first) => void followers.set(index, first),
	};
	await settleOverdue(session);
	const asked = inputs.flatMap((input, index) => (isWaiting(input) ? [] : [{ index, input }]));
	const waiting = inputs.flatMap((input, index) => (isWaiting(input) ? [{ index, input }] : []));
	const jobs = [...(await prepareNew(call, asked)), ...(await prepareWaiting(call, waiting))];
	batch.settle(session.context.partial);
	for (const chunk of chunksOf(jobs, waveOf(channel))) {
		const { open, settled } = await step(session, async (tx) => await reserve(tx, call, chunk));
		for (const { repeated, ...one } of settled) answer(call, one, { repeated });
		await deliver(call, open);
	}
	for (const [index, first] of followers) batch.copy(index, first, (outcome) => ({ ...outcome, repeated: true }));
	return batch.outcomes();
}
