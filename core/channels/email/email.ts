import type { Channel, Outgoing, SendResult } from '../channel';
import { notHanded } from '../provider/results';
import { readSmtpCredential, type SmtpCredential } from './credential';
import { emailCodes } from './errorCodes';
import { isAddress, limits, senderOf, writeLetter } from './letter';
import { resultOf } from './results';
import { sendLetter } from './sessions';
import { SmtpFault } from './smtp';

/** Mail through a server of one's own choice, with n8n's credential. */
export const emailChannel: Channel<SmtpCredential> = {
	id: 'email',
	label: { en: 'Email', 'zh-CN': '电子邮件' },
	credential: 'smtp',
	readCredential: readSmtpCredential,
	senderOf: ({ user, host }) => user ?? host,
	addressKind: 'email',
	addressOf: ({ email }) => (typeof email === 'string' ? email : undefined),
	forms: ['text'],
	takes: { html: true, attachments: true, subject: true },
	escape: (value) => value,
	limits,
	// What a server allows differs; it says so itself.
	budgets: {},
	// One after the other on a connection: whatever else were given to it would count as begun, though it only waits.
	batch: 1,
	send: async (messages, { credential }) => {
		const results: SendResult[] = [];
		for (const message of messages) results.push(await sendOne(message, credential));
		return results;
	},
};

async function sendOne(message: Outgoing, credential: SmtpCredential): Promise<SendResult> {
	if (!isAddress(message.address)) return badAddress;
	const from = senderOf(message, credential);
	if (!from) return noSender;
	const letter = await writeLetter(message, from);
	try {
		await sendLetter(letter, credential);
		return { status: 'sent', providerId: letter.messageId };
	} catch (error) {
		if (!(error instanceof SmtpFault)) throw error;
		return resultOf(error, [message.address, credential.password ?? '', credential.user ?? '']);
	}
}

const badAddress = notHanded(emailCodes, 'INVALID_ADDRESS', 'not an email address');
const noSender = notHanded(emailCodes, 'NO_SENDER', 'no email address to send from');
