import type { Channel } from '../channels/channel';
import type { Outcome } from '../context';
import type { CrmRecord, NewMessage, Preview } from '../crm';
import type { Input } from '../context';
import { Batch, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, recordsByKey, type Sql } from '../store';
import type { Job } from './call';
import { tryGate } from './gate/gate';
import { openTimes } from './gate/openTimes';
import { sendRules } from './gate/rules';
import { repeatedWords, words, type Verdict } from './gate/verdicts';
import { reasonFrom, sendingZone } from './localTimes';
import { outcomeOf } from './outcome';
import { prepareNew } from './prepare';
import { applicantOf } from './reserve';
import { pageVerdict } from './unsubscribe';
import { mayGoAgain } from './waiting';

/** Messages as they would be sent now; nothing is stored, counted or sent. Budgets are the account's, which a preview does not know. */
export async function previewMessages(
	session: Session,
	inputs: ReadonlyArray<Input & NewMessage>,
	channel: Channel,
): Promise<Array<Outcome<Preview>>> {
	const batch = new Batch<Input & NewMessage, Preview>(inputs);
	const asked = inputs.map((input, index) => ({ index, input }));
	const jobs = await prepareNew({ session, channel, batch }, asked);
	batch.settle(session.context.partial);
	const { read } = session.store;
	const rules = await sendRules(read);
	const applicants = jobs.map((job) => applicantOf(job, channel));
	const times = await openTimes(read, { rules, channel }, applicants);
	const verdicts = await tryGate(read, { channel, rules, times }, applicants);
	const timeZone = verdicts.some((verdict) => verdict?.earliestAt) ? await sendingZone(read, rules) : '';
	const ofPage = await pageVerdict(read, { channel }, jobs);
	const settled = await settledByKey(read, jobs);
	for (const [i, job] of jobs.entries()) {
		const first = job.key === undefined ? undefined : settled.get(job.key);
		batch.done(job.index, previewOf(job, channel, first ? repeatedVerdict(first) : gateVerdict(verdicts[i] ?? ofPage(job), timeZone)));
		await breathe();
	}
	return batch.outcomes();
}

/** Messages that were asked for by these keys and do not go again. */
async function settledByKey(sql: Sql, jobs: readonly Job[]): Promise<ReadonlyMap<string, CrmRecord>> {
	const keys = [...new Set(jobs.flatMap(({ key }) => key ?? []))];
	if (keys.length === 0) return new Map();
	const kept = await recordsByKey(sql, objects.get('message'), { fields: ['key'], tuples: keys.map((key) => [key]) });
	return new Map([...kept.values()].flatMap((record) => (mayGoAgain(record) ? [] : [[String(record.key), record] as const])));
}

function repeatedVerdict(first: CrmRecord): Preview['verdict'] {
	const { output, rule, earliestAt } = outcomeOf(first);
	return {
		output,
		repeated: true,
		at: String(first.at),
		...(rule !== undefined && { rule }),
		...repeatedWords,
		...(earliestAt !== undefined && { earliestAt }),
	};
}

function gateVerdict(verdict: Verdict | undefined, timeZone: string): Preview['verdict'] {
	if (!verdict) return { output: 'sent' };
	const { status, rule, earliestAt } = verdict;
	const { reason, hint } = words[rule];
	return {
		output: status,
		rule,
		reason: earliestAt ? reasonFrom(reason, earliestAt, timeZone) : reason,
		hint,
		...(earliestAt && { earliestAt }),
	};
}

function previewOf({ rendered: { slots: _, ...rendered }, language, person }: Job, channel: Channel, verdict: Preview['verdict']): Preview {
	return {
		channel: channel.id,
		language,
		...(person.name !== undefined && { recipientName: person.name }),
		...(person.address !== undefined && { address: person.address }),
		...rendered,
		verdict,
	};
}
