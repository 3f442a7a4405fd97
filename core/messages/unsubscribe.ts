import type { Channel } from '../channels/channel';
import { mailboxOf } from '../channels/email/letter';
import { isLoopback, unsubscribePageFault, unsubscribeUrls } from '../pages';
import type { Verdict } from './gate/verdicts';
import type { PersonObject } from '../consentTypes';
import type { StoreTx } from '../store';
import type { CrmRecord } from '../crm';
import type { Job, Reserved, SendCall } from './call';

/** The record of a message that a person is known by. */
const people = [
	['contactId', 'contact'],
	['leadId', 'lead'],
	['customerId', 'customer'],
] as const;

const needsLink = ({ purpose, person }: Job, { addressKind }: Channel): boolean =>
	addressKind === 'email' && purpose === 'marketing' && person.object !== 'user';

/** The server that takes the messages. */
const serverOf = ({ credential }: SendCall['tools']): string => String((credential as { host?: unknown } | undefined)?.host ?? '');

/** Says of messages that need a page that is not there, or that their reader cannot open; asked once for all. */
export async function pageVerdict(
	tx: StoreTx,
	{ channel, tools }: SendCall,
	jobs: readonly Job[],
): Promise<(job: Job) => Verdict | undefined> {
	const rule = jobs.some((job) => needsLink(job, channel)) ? await unsubscribePageFault(tx) : undefined;
	// What a stand-in on this machine takes for a mail server's is read on this machine.
	if (!rule || (rule === 'pageOnlyHere' && isLoopback(serverOf(tools)))) return () => undefined;
	return (job) => (needsLink(job, channel) ? { status: 'refused', rule } : undefined);
}

/** Gives marketing by e-mail the link that takes its reader off the list: mailbox providers and the law ask for one. */
export async function withUnsubscribe(tx: StoreTx, { channel }: SendCall, open: readonly Reserved[]): Promise<Reserved[]> {
	const wanted = open.filter(({ job }) => needsLink(job, channel));
	const urls = await unsubscribeUrls(
		tx,
		wanted.map(({ job, record }) => ({
			...subjectOf(record),
			addressKind: channel.addressKind,
			address: String(record.address),
			purpose: 'marketing' as const,
			messageId: record.id,
			language: job.language,
			sender: mailboxOf(job.data.from ?? '')?.name || undefined,
		})),
	);
	const links = new Map(wanted.map(({ record }, i) => [record.id, urls[i]]));
	return open.map(({ job, record }) => ({ job: { ...job, unsubscribeUrl: links.get(record.id) }, record }));
}

function subjectOf(record: CrmRecord): { object?: PersonObject; recordId?: string } {
	const [field, object] = people.find(([name]) => typeof record[name] === 'string') ?? [];
	return field && object ? { object, recordId: String(record[field]) } : {};
}
