import type { ProviderFault, SendResult } from '../channels/channel';
import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { withoutTokens } from '../pages';
import { isoAt } from './gate/rules';
import type { RuleCode, Verdict } from './gate/verdicts';

/** Milliseconds for which a message is handed to a provider that says "later" each time, from the first time on. */
const triedFor = 86_400_000;

/** Milliseconds before the second time; twice as long before each one after it, up to an hour. */
const firstPause = 60_000;
const longestPause = 3_600_000;

type Fields = Readonly<Record<string, unknown>>;

interface Standing {
	readonly status: string;
	readonly rule?: RuleCode;
	readonly earliestAt?: string;
}

/** A standing takes the place of the one before, and of what was said about it. */
const standing = ({ status, rule, earliestAt }: Standing): Fields => ({
	status,
	rule: rule ?? null,
	earliestAt: earliestAt ?? null,
	sendUntil: null,
});

/** What the gate's no makes of a message. */
export const refusedFields = ({ status, rule, earliestAt }: Verdict): Fields => standing({ status, rule, earliestAt });

/** What the channel's answer makes of a message. */
export function resultFields(message: CrmRecord, result: SendResult): Fields {
	switch (result.status) {
		case 'sent':
			return { ...standing({ status: 'sent' }), ...noFault, sentAt: clock.iso(), providerId: result.providerId ?? message.providerId };
		case 'awaitingStaff':
			return { ...standing({ status: 'awaitingStaff' }), ...noFault, providerId: result.providerId };
		case 'failed':
			return { ...standing({ status: 'failed', rule: 'provider' }), ...faultFields(message, result.fault) };
		case 'unclear':
			return unclearFields(message, result.fault);
		case 'deferred':
			return { ...laterFields(message, result.until, result.fault), ...faultFields(message, result.fault) };
	}
}

/** Nobody knows whether it was sent. */
export const unclearFields = (message: CrmRecord, fault: ProviderFault): Fields => ({
	...standing({ status: 'unclear' }),
	...faultFields(message, fault),
});

/** Certainly not sent: it waits for somebody to send it again. */
export const notSentFields = (message: CrmRecord, fault?: ProviderFault): Fields => ({
	...standing({
		status: 'deferred',
		rule: message.status === 'awaitingStaff' ? 'notConfirmed' : 'notSent',
		earliestAt: clock.iso(),
	}),
	...(fault && faultFields(message, fault)),
});

/** Trouble of an hour loses nothing: it ends by time, also where nobody is reached any more. */
function laterFields(message: CrmRecord, until: number, { code, pauses }: ProviderFault): Fields {
	const now = clock.now();
	const firstTriedAt = message.firstTriedAt ?? clock.iso();
	const isTriedLong = typeof firstTriedAt === 'string' && now - Date.parse(firstTriedAt) >= triedFor;
	const tried = Number(message.attempts ?? 0);
	const inARow = message.providerCode === code ? tried : 1;
	if (isTriedLong || (pauses && inARow > pauses.length)) return { ...standing({ status: 'failed', rule: 'provider' }), firstTriedAt };
	const growing = Math.min(firstPause * 2 ** Math.max(0, tried - 1), longestPause);
	const pause = pauses ? pauses[Math.max(0, inARow - 1)] * 1000 : growing;
	return { ...standing({ status: 'deferred', rule: 'provider', earliestAt: isoAt(Math.max(until, now + pause)) }), firstTriedAt };
}

const noFault: Fields = { providerCode: null, providerMessage: null };

/** As if it had never been handed over. */
export const untried: Fields = { ...noFault, attempts: 0, firstTriedAt: null };

const faultFields = (message: CrmRecord, { code, message: said }: ProviderFault): Fields => ({
	providerCode: code.slice(0, 100),
	providerMessage: masked(said, message).slice(0, 1000),
});

/** Providers like to repeat the address they refuse, and some the text. */
function masked(said: string, { address }: CrmRecord): string {
	const known = typeof address === 'string' && address.length > 3 ? said.replaceAll(address, '…') : said;
	return withoutTokens(known)
		.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '…')
		.replace(/\+?\d{11,15}/g, '…');
}
