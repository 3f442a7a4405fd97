import { createHash } from 'node:crypto';
import { clock } from '../../clock';
import type { SmtpCredential } from './credential';
import type { Letter } from './letter';
import { SmtpFault, SmtpSession } from './smtp';

/** Milliseconds that a connection waits for the next letter. */
const idleTime = 5_000;

/** Milliseconds in which a server that could not be used at all is left alone: wrong passwords in a row get a sender banned. */
const restTime = 10_000;

interface Idle {
	readonly session: SmtpSession;
	readonly timer: NodeJS.Timeout;
}

/** What this process has open with one credential. */
class Account {
	readonly #idle: Idle[] = [];
	#opening: Promise<unknown> = Promise.resolve();
	#refused?: { readonly fault: SmtpFault; readonly until: number };

	constructor(private readonly credential: SmtpCredential) {}

	/** @throws SmtpFault */
	async send(letter: Letter): Promise<void> {
		for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
			clearTimeout(idle.timer);
			if (idle.session.ended) continue;
			try {
				return await this.#sendBy(idle.session, letter);
			} catch (error) {
				// The server may have ended it at this moment; a letter that was not handed over may go another way.
				if (!(error instanceof SmtpFault) || !error.ended || error.handedOver) throw error;
			}
		}
		await this.#sendBy(await this.#open(), letter);
	}

	async #sendBy(session: SmtpSession, letter: Letter): Promise<void> {
		try {
			await session.send(letter);
		} catch (error) {
			const serves = error instanceof SmtpFault && !error.ended && (await isReset(session));
			if (serves) this.#keep(session);
			else session.close();
			throw error;
		}
		this.#keep(session);
	}

	/** One after the other, so that a wrong password is tried once. */
	async #open(): Promise<SmtpSession> {
		const opened = this.#opening.then(async () => await this.#openNext());
		this.#opening = opened.catch(() => undefined);
		return await opened;
	}

	async #openNext(): Promise<SmtpSession> {
		if (this.#refused && clock.now() < this.#refused.until) throw this.#refused.fault;
		this.#refused = undefined;
		try {
			return await SmtpSession.open(this.credential);
		} catch (error) {
			if (error instanceof SmtpFault) this.#refused = { fault: error, until: clock.now() + restTime };
			throw error;
		}
	}

	#keep(session: SmtpSession): void {
		const timer = setTimeout(() => {
			this.#idle.splice(this.#idle.indexOf(idle), 1);
			session.close();
		}, idleTime).unref();
		const idle: Idle = { session, timer };
		this.#idle.push(idle);
	}
}

const accounts = new Map<string, Account>();

/**
 * Sends a letter on a connection that a letter before it has left open, or on a new one. Each letter is a call of its
 * own, and a login for each would look like a flood to its server.
 * @throws SmtpFault
 */
export async function sendLetter(letter: Letter, credential: SmtpCredential): Promise<void> {
	const key = createHash('sha256').update(JSON.stringify(credential)).digest('base64');
	const account = accounts.get(key) ?? new Account(credential);
	accounts.set(key, account);
	await account.send(letter);
}

/** Whether a session whose letter was refused serves the next one. */
const isReset = async (session: SmtpSession): Promise<boolean> =>
	await session.reset().then(
		() => true,
		() => false,
	);
