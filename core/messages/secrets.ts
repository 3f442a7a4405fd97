import type { Channel, SendResult } from '../channels/channel';
import { issueLinks, withoutTheTokens, type LinkWanted } from '../pages';
import type { StoreTx } from '../store';
import type { Job, SendCall } from './call';
import { filled, type LinkSlot } from './links';
import { storedParts } from './parts';
import type { Rendered } from './render';

/** The text of a message as it is handed over, with its links and the keys of its buttons. */
export function withSecrets({ rendered, secrets }: Pick<Job, 'rendered' | 'secrets'>): Rendered {
	if (!secrets) return rendered;
	const say = (text: string) => filled(text, secrets);
	const may = (text: string | undefined) => (text === undefined ? undefined : say(text));
	const { subject, body, html, card, vendor } = rendered;
	return {
		...rendered,
		subject: may(subject),
		body: say(body),
		html: may(html),
		card: card && {
			...card,
			url: may(card.url),
			buttons: card.buttons.map((button) => ({ ...button, url: may(button.url), key: may(button.key) })),
		},
		vendor: vendor && {
			...vendor,
			variables: Object.fromEntries(Object.entries(vendor.variables).map(([name, value]) => [name, say(value)])),
		},
	};
}

/** What a provider said, which may quote what it refuses, without what opens pages and presses buttons. */
export function withoutSecrets({ secrets, unsubscribeUrl }: Pick<Job, 'secrets' | 'unsubscribeUrl'>, result: SendResult): SendResult {
	if (!('fault' in result)) return result;
	const known = [...(secrets?.values() ?? []), ...(unsubscribeUrl === undefined ? [] : [unsubscribeUrl])];
	const { code, message } = result.fault;
	return { ...result, fault: { ...result.fault, code: withoutTheTokens(code, known), message: withoutTheTokens(message, known) } };
}

/**
 * Gives messages that go now what their placeholders stand for, new each time, in the transaction that reserves them. Keys
 * of buttons are for whom a vendor brings them back from: a channel that keeps messages in the CRM has no use for them.
 */
export async function withLinks(
	tx: StoreTx,
	{ session, channel }: Pick<SendCall, 'session' | 'channel'>,
	jobs: readonly Job[],
	goes: (index: number) => boolean,
): Promise<Job[]> {
	const wanted = jobs.flatMap((job, i) => (job.links && goes(i) ? slotsOf(job, channel).map((slot) => ({ job, slot })) : []));
	if (wanted.length === 0) return [...jobs];
	const made = await issueLinks(
		tx,
		session,
		wanted.map((one) => linkOf(one)),
	);
	const secrets = new Map<Job, Map<string, string>>();
	for (const [i, { job, slot }] of wanted.entries()) {
		const ofJob = secrets.get(job) ?? new Map<string, string>();
		secrets.set(job, ofJob.set(slot.placeholder, made[i]));
	}
	return jobs.map((job) => ({ ...job, ...(secrets.has(job) && { secrets: secrets.get(job) }) }));
}

const slotsOf = ({ links }: Job, { local }: Channel): LinkSlot[] => (links?.slots ?? []).filter(({ word }) => !local || word === undefined);

function linkOf({ job: { links, message, before }, slot: { kind, word } }: { job: Job; slot: LinkSlot }): LinkWanted {
	if (!links) throw new Error('the message has no links');
	return { kind, word, recipient: links.recipient, about: links.about, messageId: message.id, again: before !== undefined };
}

/** What a channel that keeps its messages in the CRM keeps: there the stored text is the message itself. */
export function ownText(job: Job, channel: Channel): Readonly<Record<string, unknown>> {
	if (!job.secrets) return {};
	const { data, links } = job;
	const rendered = withSecrets(job);
	const { subject = null, body, html = null } = rendered;
	return { subject, body, html, parts: storedParts({ rendered, data, links }, channel) };
}
