import { deferred, refusal, unanswered, type BadResult } from '../provider/results';
import { emailCodes } from './errorCodes';
import type { SmtpFault } from './smtp';

/** QQ's 550 for somebody in a hurry, whose mailbox is as good as before. */
const tooFrequent = /frequency limited/i;

/** 5.1.x: the address itself (RFC 3463); and what QQ, NetEase and others write in place of a status. */
const noMailbox = /\b5\.1\.[0-3]\b|mailbox (?:not found|unavailable)|user (?:unknown|not found)|no such user|recipient not found/i;

/** Seconds until a 4xx without a known number is tried again. */
const pause = 600;

/** What the failure of a letter means for its message. @param hide what must not be repeated */
export function resultOf({ responseCode, code, message, handedOver }: SmtpFault, hide: readonly string[]): BadResult {
	if (responseCode === undefined) return withoutAnswer({ code, message, handedOver }, hide);
	if (tooFrequent.test(message)) return refusal(emailCodes, { code: 'TOO_FREQUENT', message }, hide);
	const said = { code: code === 'EAUTH' ? '535' : String(responseCode), message };
	const result = refusal(emailCodes, said, hide);
	if (result.status === 'deferred' || responseCode >= 500) return withAddress(result, message);
	return deferred(result.fault, pause);
}

function withAddress(result: BadResult, message: string): BadResult {
	if (result.status !== 'failed' || !noMailbox.test(message)) return result;
	return { ...result, fault: { ...result.fault, address: 'invalid' } };
}

function withoutAnswer(
	{ code, message, handedOver }: Pick<SmtpFault, 'code' | 'message' | 'handedOver'>,
	hide: readonly string[],
): BadResult {
	if (handedOver) return unanswered({ arrived: 'maybe', code });
	if (code === 'ETLS') return refusal(emailCodes, { code: 'TLS', message }, hide);
	return unanswered({ arrived: 'no', code });
}
