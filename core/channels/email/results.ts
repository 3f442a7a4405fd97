import { deferred, refusal, unanswered, type BadResult } from '../provider/results';
import { emailCodes } from './errorCodes';
import type { SmtpFault } from './smtp';

/** QQ's 550 for somebody in a hurry, whose mailbox is as good as before. */
const tooFrequent = /frequency limited/i;

/** 5.1.x: the address itself (RFC 3463); and what QQ, NetEase and others write in place of a status. */
const noMailbox = /\b5\.1\.[0-3]\b|mailbox (?:not found|unavailable)|user (?:unknown|not found)|no such user|recipient not found/i;

/** Numbers that speak of the sender where they answer MAIL FROM; others, such as that of too large a letter, mean there what they always do. */
const senderCodes = new Set([501, 550, 551, 553]);

/** Servers that judge the sender later say so: Postfix with the recipient, Exchange with the letter. */
const saysSender = /sender address rejected|mail from (?:address )?must|as this sender|SendAsDenied/i;

/** Seconds until a 4xx without a known number is tried again. */
const pause = 600;

/** What the failure of a letter means for its message. @param hide what must not be repeated */
export function resultOf(fault: SmtpFault, hide: readonly string[]): BadResult {
	const { responseCode, code, message, handedOver } = fault;
	if (responseCode === undefined) return withoutAnswer({ code, message, handedOver }, hide);
	if (tooFrequent.test(message)) return refusal(emailCodes, { code: 'TOO_FREQUENT', message }, hide);
	if (responseCode >= 500 && isAboutSender(fault)) return refusal(emailCodes, { code: 'SENDER_REFUSED', message }, hide);
	const said = { code: code === 'EAUTH' ? '535' : String(responseCode), message };
	const result = refusal(emailCodes, said, hide);
	if (responseCode < 500) return result.status === 'deferred' ? result : deferred(result.fault, pause);
	return isWithoutMailbox(fault) ? { ...result, fault: { ...result.fault, address: 'invalid' } } : result;
}

const isAboutSender = ({ command, responseCode = 0, message }: SmtpFault): boolean =>
	(command === 'MAIL FROM' && senderCodes.has(responseCode)) || saysSender.test(message);

/** Only what answers the recipient speaks of the recipient: whatever else is wrong says nothing against the address. */
const isWithoutMailbox = ({ command, message }: SmtpFault): boolean => command === 'RCPT TO' && noMailbox.test(message);

function withoutAnswer(
	{ code, message, handedOver }: Pick<SmtpFault, 'code' | 'message' | 'handedOver'>,
	hide: readonly string[],
): BadResult {
	if (handedOver) return unanswered({ arrived: 'maybe', code });
	if (code === 'ETLS') return refusal(emailCodes, { code: 'TLS', message }, hide);
	return unanswered({ arrived: 'no', code });
}
