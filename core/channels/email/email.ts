import type { Channel, Outgoing, SendResult } from '../channel';
import { notHanded } from '../provider/results';
import { readSmtpCredential, type SmtpCredential } from './credential';
import { isAddress, limits, senderOf, writeLetter, type Letter } from './letter';
import { resultOf } from './results';
import { SmtpFault, SmtpSession } from './smtp';

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
	// As many as may be in flight, one after the other on one connection.
	batch: 20,
	send: async (messages, { credential }) => {
		const line = new Line(credential);
		const results: SendResult[] = [];
		for (const message of messages) results.push(await sendOne(message, credential, line));
		line.close();
		return results;
	},
};

/** The connection of one call: opened for the first letter, and again after it ended, unless the server cannot be used at all. */
class Line {
	#session: SmtpSession | undefined;
	#refused: SmtpFault | undefined;

	constructor(private readonly credential: SmtpCredential) {}

	/** @throws SmtpFault */
	async send(letter: Letter): Promise<void> {
		// Wrong passwords, one after the other, get a sender banned.
		if (this.#refused) throw this.#refused;
		if (!this.#session || this.#session.ended) this.#session = await this.#open();
		try {
			await this.#session.send(letter);
		} catch (error) {
			await this.#tidyUp(error);
			throw error;
		}
	}

	close(): void {
		this.#session?.close();
	}

	async #open(): Promise<SmtpSession> {
		try {
			return await SmtpSession.open(this.credential);
		} catch (error) {
			if (error instanceof SmtpFault) this.#refused = error;
			throw error;
		}
	}

	/** After a refusal the same connection serves the next letter, if it still stands. */
	async #tidyUp(error: unknown): Promise<void> {
		const session = this.#session;
		this.#session = undefined;
		if (!(error instanceof SmtpFault) || error.ended || session?.ended) return session?.close();
		try {
			await session?.reset();
			this.#session = session;
		} catch {
			// It will be opened anew; what became of the letter is known.
			session?.close();
		}
	}
}

async function sendOne(message: Outgoing, credential: SmtpCredential, line: Line): Promise<SendResult> {
	if (!isAddress(message.address)) return badAddress;
	const from = senderOf(message, credential);
	if (!from) return noSender;
	const letter = await writeLetter(message, from);
	try {
		await line.send(letter);
		return { status: 'sent', providerId: letter.messageId };
	} catch (error) {
		if (!(error instanceof SmtpFault)) throw error;
		return resultOf(error, [message.address, credential.password ?? '', credential.user ?? '']);
	}
}

const badAddress = notHanded('INVALID_ADDRESS', 'not an email address', {
	address: 'invalid',
	hint: { en: 'Correct the email address of the record.', 'zh-CN': '请修改记录的电子邮箱。' },
});

const noSender = notHanded('NO_SENDER', 'no email address to send from', {
	hint: {
		en: 'Fill in From Email, as the user of the credential SMTP is no email address.',
		'zh-CN': '“SMTP”凭据的用户不是邮箱地址，请填写“发件人邮箱”。',
	},
});
