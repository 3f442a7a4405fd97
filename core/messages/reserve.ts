import type { Channel, SendResult } from '../channels/channel';
import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { breathe, changedRecord, recordsByKey, recordsById, writeChanges, type Change, type StoreTx } from '../store';
import type { Job, Reserved, SendCall } from './call';
import type { Applicant } from './gate/applicant';
import { passGate } from './gate/gate';
import { openTimes } from './gate/openTimes';
import { sendRules } from './gate/rules';
import type { Verdict } from './gate/verdicts';
import { scheduleChecks, scheduleDeferred } from './later';
import { outgoingOf } from './outgoing';
import { ownText, withLinks } from './secrets';
import { refusedFields, resultFields, untried } from './results';
import { pageVerdict, withUnsubscribe } from './unsubscribe';
import { isRefused, mayGo, mayGoAgain } from './waiting';

const message = objects.get('message');

/** What was decided about messages: those that are to be handed over, and the others with what became of them. */
interface Decided {
	readonly open: readonly Reserved[];
	readonly settled: ReadonlyArray<Reserved & { readonly repeated: boolean }>;
}

/**
 * Decides about messages in one transaction: one whose key is there is answered by what became of the first, the others
 * are asked about at the gate. A local channel has them then; for another one those that may go are reserved and given back.
 */
export async function reserve(tx: StoreTx, call: SendCall, jobs: readonly Job[]): Promise<Decided> {
	const { fresh: asked, repeated } = await withoutRepeated(tx, call, await asTheyAre(tx, jobs));
	const verdicts = await judge(tx, call, asked);
	const fresh = await withLinks(tx, call, asked, (i) => verdicts[i] === undefined);
	const passing = fresh.filter((_, i) => verdicts[i] === undefined);
	const results = call.channel.local ? await handOver(call, passing) : new Map<Job, SendResult>();
	const changes: Change[] = [];
	const decided: Reserved[] = [];
	for (const [i, job] of fresh.entries()) {
		const change = changeOf(job, {
			...fieldsOf(job, verdicts[i], results.get(job)),
			...(call.channel.local && ownText(job, call.channel)),
		});
		changes.push(change);
		decided.push({ job, record: change.after });
		await breathe();
	}
	await writeChanges(tx, changes);
	await scheduleDeferred(
		tx,
		call.options,
		[...decided, ...repeated].map(({ record }) => record),
	);
	// Whoever began to send them may be gone, as the same was asked for again.
	if (call.channel.check)
		await scheduleChecks(
			tx,
			repeated.flatMap(({ record }) => (record.status === 'sending' ? [record] : [])),
		);
	const isOpen = ({ record }: Reserved) => record.status === 'sending';
	const open = await withUnsubscribe(tx, call, decided.filter(isOpen));
	const settled = decided.filter((one) => !isOpen(one)).map((one) => ({ ...one, repeated: false }));
	return { open, settled: [...settled, ...repeated.map((one) => ({ ...one, repeated: true }))] };
}

async function judge(tx: StoreTx, call: SendCall, jobs: readonly Job[]): Promise<Array<Verdict | undefined>> {
	const asking = jobs.filter(({ verdict }) => !verdict);
	const said = await askGate(tx, call, asking);
	const verdicts = new Map(asking.map((job, i) => [job, said[i]]));
	const ofPage = await pageVerdict(tx, call, jobs);
	return jobs.map((job) => job.verdict ?? verdicts.get(job) ?? ofPage(job));
}

async function askGate(tx: StoreTx, { channel, account, queue }: SendCall, jobs: readonly Job[]): Promise<Array<Verdict | undefined>> {
	if (jobs.length === 0) return [];
	const rules = await sendRules(tx);
	const applicants = jobs.map((job) => applicantOf(job, channel));
	const times = await openTimes(tx, { rules, channel }, applicants);
	return await passGate(tx, { channel, account, rules, times, queue }, applicants);
}

function fieldsOf(job: Job, verdict: Verdict | undefined, result: SendResult | undefined): Readonly<Record<string, unknown>> {
	if (verdict) return refusedFields(verdict);
	return result ? resultFields(job.message, result) : { status: 'sending', rule: null, earliestAt: null, sendUntil: null };
}

function changeOf({ message: after, before, item }: Job, fields: Readonly<Record<string, unknown>>): Change {
	const { status } = fields;
	const emits = status === 'sending' ? [] : [`message.${String(status)}`];
	if (before) return { object: message, before, after: changedRecord(before, { ...after, ...fields, at: clock.iso() }), emits, item };
	return { object: message, after: Object.assign(after, fields, { at: clock.iso() }), emits, item };
}

/** Who asks at the gate for a message. */
export const applicantOf = ({ person, purpose, before }: Job, channel: Channel): Applicant => ({
	...(before && isReserved(before) && { reserved: { id: before.id, at: String(before.at) } }),
	addressKind: channel.addressKind,
	address: person.address,
	purpose,
	colleague: person.object === 'user',
});

/** It has passed before, and nobody sent it. */
const isReserved = ({ status, rule }: CrmRecord): boolean => status === 'sending' || rule === 'interrupted';

async function handOver({ channel, tools }: SendCall, jobs: readonly Job[]): Promise<Map<Job, SendResult>> {
	if (jobs.length === 0) return new Map();
	const results = await channel.send(
		jobs.map((job) => outgoingOf(job, job.message)),
		tools,
	);
	return new Map(jobs.map((job, i) => [job, results[i]]));
}

/** Jobs of messages that waited, with these as they are now: nobody else decides about them until this ends. */
async function asTheyAre(tx: StoreTx, jobs: readonly Job[]): Promise<Job[]> {
	const ids = jobs.flatMap(({ before }) => before?.id ?? []);
	if (ids.length === 0) return [...jobs];
	const now = await recordsById(tx, message, { ids, scope: { kind: 'all' }, lock: 'change' });
	return jobs.map((job) => {
		const record = job.before && (now.get(job.before.id) ?? job.before);
		return record ? { ...job, message: record, before: record } : job;
	});
}

interface Sorted {
	readonly fresh: Job[];
	readonly repeated: Reserved[];
}

/** Answers what was asked before; of several with one key in this call the first counts. */
async function withoutRepeated(tx: StoreTx, call: SendCall, jobs: readonly Job[]): Promise<Sorted> {
	const keys = [...new Set(jobs.flatMap(({ key, before }) => (key === undefined || before ? [] : [key])))];
	const stored = new Map<string, CrmRecord>();
	if (keys.length > 0) {
		await tx.dialect.takeTurns(tx, 'repeat', keys);
		const kept = await recordsByKey(tx, message, { fields: ['key'], tuples: keys.map((key) => [key]), lock: 'change' });
		for (const record of kept.values()) stored.set(String(record.key), record);
	}
	const first = new Map<string, Job>();
	const sorted: Sorted = { fresh: [], repeated: [] };
	for (const job of jobs) {
		const record = job.before ?? (job.key === undefined ? undefined : stored.get(job.key));
		const place = record?.id ?? job.key ?? job.message.id;
		const twin = first.get(place);
		if (!twin) first.set(place, job);
		if (twin) call.follow(job.index, twin.index);
		else if (!record) sorted.fresh.push(job);
		else if (job.before ? mayGo(record) : mayGoAgain(record)) sorted.fresh.push(again(job, record));
		else sorted.repeated.push({ job, record });
		await breathe();
	}
	return sorted;
}

/**
 * A message that is there and goes now: by its ID as it is, by its key with what is asked for now. One that was refused
 * begins anew.
 */
function again(job: Job, record: CrmRecord): Job {
	const { id, version, createdAt, updatedAt } = record;
	if (!job.before) return { ...job, before: record, message: { ...job.message, id, version, createdAt, updatedAt } };
	return isRefused(record) ? { ...job, message: { ...record, ...untried } } : job;
}
