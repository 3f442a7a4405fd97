import type { Channel } from '../channels/channel';
import type { Outcome } from '../context';
import type { NewMessage, Preview } from '../crm';
import type { Input } from '../context';
import { Batch, type Session } from '../records';
import { breathe } from '../store';
import type { Job } from './call';
import { tryGate } from './gate/gate';
import { openTimes } from './gate/openTimes';
import { sendRules } from './gate/rules';
import { words, type Verdict } from './gate/verdicts';
import { reasonFrom, sendingZone } from './localTimes';
import { prepareNew } from './prepare';
import { applicantOf } from './reserve';

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
	for (const [i, job] of jobs.entries()) {
		batch.done(job.index, previewOf(job, channel, verdicts[i] && saidOf(verdicts[i], timeZone)));
		await breathe();
	}
	return batch.outcomes();
}

function saidOf({ status, rule, earliestAt }: Verdict, timeZone: string): Preview['verdict'] {
	const { reason, hint } = words[rule];
	return {
		output: status,
		rule,
		reason: earliestAt ? reasonFrom(reason, earliestAt, timeZone) : reason,
		hint,
		...(earliestAt && { earliestAt }),
	};
}

function previewOf({ rendered, language, person }: Job, channel: Channel, verdict: Preview['verdict'] = { output: 'sent' }): Preview {
	return {
		channel: channel.id,
		language,
		...(person.name !== undefined && { recipientName: person.name }),
		...(person.address !== undefined && { address: person.address }),
		...rendered,
		verdict,
	};
}
