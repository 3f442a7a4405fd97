import type { Channel } from '../channels/channel';
import { mailboxOf } from '../channels/email/letter';
import { isLoopback, pageFault, unsubscribeUrls } from '../pages';
import type { Verdict } from './gate/verdicts';
import type { PersonObject } from '../consentTypes';
import type { Sql, StoreTx } from '../store';
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

const needsPage = (job: Job, channel: Channel): boolean =>
	needsLink(job, channel) || (job.links?.slots.some(({ word }) => word === undefined) ?? false);

/** The server that takes the messages. */
function serverOf({ credential }: SendCall['tools']): string {
	const { host, baseUrl } = (credential ?? {}) as { host?: unknown; baseUrl?: unknown };
	return String(host ?? baseUrl ?? '');
}

/**
 * Says of messages that need a page that is not there, or that their reader cannot open; asked once for all.
 * @param call without tools for a preview, which does not know the server
 */
export async function pageVerdict(
	sql: Sql,
	{ channel, tools }: Pick<SendCall, 'channel'> & Partial<Pick<SendCall, 'tools'>>,
	jobs: readonly Job[],
): Promise<(job: Job) => Verdict | undefined> {
	const rule = jobs.some((job) => needsPage(job, channel)) ? await pageFault(sql) : undefined;
	// What stays in the CRM is read on this machine, and so is what a stand-in on it takes for a provider's.
	const isHere = channel.local === true || !tools || isLoopback(serverOf(tools));
	if (!rule || (rule === 'pageOnlyHere' && isHere)) return () => undefined;
	return (job) => (needsPage(job, channel) ? { status: 'refused', rule } : undefined);
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
