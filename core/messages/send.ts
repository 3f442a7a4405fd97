import type { Channel } from '../channels/channel';
import type { Outcome } from '../context';
import type { SendInput, SendOptions, SendOutcome, Sender } from '../crm';
import { Batch, type Session } from '../records';
import { chunksOf, Queue } from '../store';
import { answer } from './answer';
import { isWaiting, type Job, type SendCall } from './call';
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

type Sending = Batch<SendInput, SendOutcome>;

/** Inputs that go by one channel. */
export interface Share {
	readonly sender: Sender;
	readonly asked: ReadonlyArray<{ readonly index: number; readonly input: SendInput }>;
}

/** Renders, asks the rules, reserves, sends and records; what is wrong with an input is known before anything is sent. */
export async function sendMessages(
	session: Session,
	inputs: readonly SendInput[],
	sender: Sender,
	options: SendOptions = {},
): Promise<Array<Outcome<SendOutcome>>> {
	const batch: Sending = new Batch<SendInput, SendOutcome>(inputs);
	await sendShares(session, batch, [{ sender, asked: inputs.map((input, index) => ({ index, input })) }], options);
	return batch.outcomes();
}

/** The same for inputs that go by several channels: all are judged before the first is sent. */
export async function sendShares(session: Session, batch: Sending, shares: readonly Share[], options: SendOptions): Promise<void> {
	const followers = new Map<number, number>();
	await settleOverdue(session);
	const ready: Array<{ call: SendCall; jobs: Job[] }> = [];
	for (const { sender, asked } of shares) {
		const call = callOf(session, sender, { batch, options, followers });
		ready.push({ call, jobs: await prepare(call, asked) });
	}
	batch.settle(session.context.partial);
	for (const { call, jobs } of ready) await hand(call, jobs);
	for (const [index, first] of followers) batch.copy(index, first, (outcome) => ({ ...outcome, repeated: true }));
}

interface Common extends Pick<SendCall, 'batch' | 'options'> {
	readonly followers: Map<number, number>;
}

function callOf(session: Session, sender: Sender, { batch, options, followers }: Common): SendCall {
	const { channel, warn } = sender;
	const tools = toolsOf(session, sender);
	const account = channel.senderOf(tools.credential);
	return {
		session,
		channel,
		tools,
		account,
		queue: new Queue(),
		options,
		warn,
		batch,
		follow: (index, first) => void followers.set(index, first),
	};
}

async function prepare(call: SendCall, asked: Share['asked']): Promise<Job[]> {
	const fresh = asked.flatMap(({ index, input }) => (isWaiting(input) ? [] : [{ index, input }]));
	const waiting = asked.flatMap(({ index, input }) => (isWaiting(input) ? [{ index, input }] : []));
	return [...(await prepareNew(call, fresh)), ...(await prepareWaiting(call, waiting))];
}

async function hand(call: SendCall, jobs: readonly Job[]): Promise<void> {
	for (const chunk of chunksOf(jobs, waveOf(call.channel))) {
		const { open, settled } = await step(call.session, async (tx) => await reserve(tx, call, chunk));
		for (const { repeated, ...one } of settled) answer(call, one, { repeated });
		await deliver(call, open);
	}
}
