import { ChannelFault, type ChannelTools, type ProviderFault, type SendResult } from '../channels/channel';
import { faultOf } from '../channels/provider/errorCode';
import { networkCodes } from '../channels/provider/networkCodes';
import type { CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { Bindings, breathe, chunksOf, recordsById, type StoreTx } from '../store';
import { answer } from './answer';
import type { Job, Reserved, SendCall } from './call';
import { isoAt } from './gate/rules';
import { outgoingOf } from './outgoing';
import { sendingTime } from './overdue';
import { recordResults, type Handed } from './record';
import { withoutSecrets } from './secrets';
import { clock } from '../clock';
import { step } from './transaction';

const message = objects.get('message');

/** Calls of a provider at once. */
export const lanes = 4;

/**
 * Hands reserved messages to a provider, a few at a time: marks them as begun, sends, and records what came of it. Whoever
 * finds one begun leaves it alone, so that only what is in flight when a process ends can be unclear.
 */
export async function deliver(call: SendCall, reserved: readonly Reserved[]): Promise<void> {
	for (const unread of chunksOf(parcelsOf(call, reserved), lanes)) {
		const parcels = await Promise.all(unread.map(readFiles));
		const wanted = parcels.flatMap(({ messages }) => messages);
		const begun = await step(call.session, async (tx) => await begin(tx, wanted));
		const sent = await Promise.all(
			parcels.map(async ({ messages, fault }) => {
				const ours = messages.filter(({ record }) => begun.has(record.id));
				return fault ? failed(ours, fault) : await handOver(call, ours);
			}),
		);
		await recordResults(call, sent.flat());
		await answerOthers(
			call,
			wanted.filter(({ record }) => !begun.has(record.id)),
		);
	}
}

/** Messages that go in one request; a fault where a file of theirs cannot be read. */
interface Parcel {
	readonly messages: readonly Reserved[];
	readonly fault?: ProviderFault;
}

/** Reads files while it is still certain that nothing was sent. Messages with files go one by one. */
async function readFiles(messages: readonly Reserved[]): Promise<Parcel> {
	if (messages.length !== 1 || messages[0].job.attachments.length === 0) return { messages };
	const [{ job, record }] = messages;
	try {
		const attachments = await Promise.all(
			job.attachments.map(async (file) => {
				const content = await file.content();
				return { ...file, content: () => Promise.resolve(content) };
			}),
		);
		return { messages: [{ job: { ...job, attachments }, record }] };
	} catch (error) {
		return { messages, fault: unreadable(error) };
	}
}

const unreadable = (error: unknown): ProviderFault =>
	faultOf(networkCodes, { code: 'FILE_UNREADABLE', message: `a file cannot be read (${nameOf(error)})` }, []);

const failed = (messages: readonly Reserved[], fault: ProviderFault): Handed[] =>
	messages.map(({ job, record }) => ({ job, id: record.id, result: { status: 'failed', fault } }));

/** What may go in one request: messages of the same content, as many as the channel takes. */
function parcelsOf({ channel }: SendCall, reserved: readonly Reserved[]): Reserved[][] {
	if (channel.batch === 1) return reserved.map((one) => [one]);
	const alike = Map.groupBy(reserved, ({ job, record }) => contentKey(job, record));
	return [...alike.values()].flatMap((list) => chunksOf(list, channel.batch));
}

function contentKey(job: Job, record: CrmRecord): string {
	if (job.attachments.length > 0) return record.id;
	const { id: _, address: __, name: ___, ...content } = outgoingOf(job, record);
	return JSON.stringify(content);
}

/**
 * Marks messages as begun, for as long as any provider may take. Left out are those that another one has begun, or has
 * reserved since: it asked the rules later.
 */
async function begin(tx: StoreTx, reserved: readonly Reserved[]): Promise<Set<string>> {
	const begun = new Set<string>();
	const until = isoAt(clock.now() + sendingTime);
	const wanted = reserved.map(({ record }) => [record.id, record.version] as const).sort(([a], [b]) => (a < b ? -1 : 1));
	for (const chunk of chunksOf(wanted, 500)) {
		const bindings = new Bindings(tx);
		const rows = await tx.query<{ id: string }>(
			`UPDATE "crm_message" AS m SET "sendUntil" = ${bindings.add(until)}, "attempts" = coalesce("attempts", 0) + 1
			FROM ${bindings.rows(chunk as unknown as unknown[][], { reservedId: 'text', reservedVersion: 'integer' })} w
			WHERE m."id" = w."reservedId" AND m."version" = w."reservedVersion" AND "status" = 'sending' AND "sendUntil" IS NULL
			RETURNING "id"`,
			bindings.values,
		);
		for (const { id } of rows) begun.add(id);
	}
	return begun;
}

async function handOver(call: SendCall, parcel: readonly Reserved[]): Promise<Handed[]> {
	if (parcel.length === 0) return [];
	const results = await resultsOf(call, parcel);
	return parcel.map(({ job, record }, i) => ({ job, id: record.id, result: withoutSecrets(job, results[i] ?? lost()) }));
}

async function resultsOf({ channel, tools, warn }: SendCall, parcel: readonly Reserved[]): Promise<readonly SendResult[]> {
	try {
		return await channel.send(
			parcel.map(({ job, record }) => outgoingOf(job, record)),
			tools as ChannelTools<unknown>,
		);
	} catch (error) {
		// The provider refused before any message was told it, such as a token; what else breaks may break after it was sent.
		if (error instanceof ChannelFault) return parcel.map(() => refusedBy(error));
		const message = `the channel broke (${nameOf(error)})`;
		warn?.(`${channel.label.en}: ${message}; messages are unclear`, error);
		return parcel.map(() => lost(message));
	}
}

const refusedBy = ({ fault, until }: ChannelFault): SendResult =>
	until === undefined ? { status: 'failed', fault } : { status: 'deferred', until, fault };

/** What an unexpected error is called; its text may hold anything. */
const nameOf = (error: unknown): string => {
	const { name, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { name: typeof error, code: undefined };
	return code === undefined ? name : `${name} ${code}`;
};

const lost = (message = 'the channel gave no result'): SendResult => ({
	status: 'unclear',
	fault: faultOf(networkCodes, { code: 'NO_RESULT', message }, []),
});

/** Another execution has begun them, or somebody called them off. */
async function answerOthers(call: SendCall, others: readonly Reserved[]): Promise<void> {
	if (others.length === 0) return;
	const ids = others.map(({ record }) => record.id);
	const records = await recordsById(call.session.store.read, message, { ids, scope: { kind: 'all' } });
	for (const { job, record } of others) {
		answer(call, { job, record: records.get(record.id) ?? record }, { repeated: true });
		await breathe();
	}
}
