import { Readable } from 'node:stream';
import type { SmtpCredential } from './credential';
import type { Letter } from './letter';

/** What went wrong between this machine and the mail server. */
export class SmtpFault extends Error {
	/** The server's number; undefined where it said nothing. */
	readonly responseCode?: number;
	/** Such as EAUTH or ECONNECTION. */
	readonly code: string;
	/** What the server answered to, such as MAIL FROM. */
	readonly command?: string;

	constructor(
		{ code = 'ECONNECTION', originalCode = '', responseCode, response, command, message }: RawFault,
		/** Whether the whole letter had been handed over, so that it may have been taken. */
		readonly handedOver: boolean,
	) {
		super(response ?? message);
		this.name = 'SmtpFault';
		this.code = tlsCode.test(originalCode) ? 'ETLS' : code;
		if (responseCode !== undefined) this.responseCode = responseCode;
		if (command !== undefined) this.command = command;
	}

	/** Whether the next letter needs another connection. */
	get ended(): boolean {
		return this.responseCode === undefined || this.responseCode === 421;
	}
}

type Connection = import('nodemailer/lib/smtp-connection').default;

interface RawFault extends Error {
	readonly code?: string;
	/** Node's, where nodemailer has put one of its own in its place. */
	readonly originalCode?: string;
	readonly responseCode?: number;
	readonly response?: string;
	readonly command?: string;
}

/** A certificate that is not trusted, or no TLS at the other end: nodemailer calls both a fault of the socket. */
const tlsCode = /CERT|SIGNATURE|^ERR_(?:TLS|SSL)|^EPROTO$/;

/** Milliseconds. */
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/**
 * A connection for several letters, one after the other. nodemailer's transports tell no one how far a letter got, and its pool sends one
 * again when the connection ends before the answer; here whoever sends decides.
 */
export class SmtpSession {
	#ended = false;

	private constructor(private readonly connection: Connection) {
		connection.on('error', () => (this.#ended = true));
		connection.on('end', () => (this.#ended = true));
	}

	/** @throws SmtpFault */
	static async open({ host, port, user, password, secure, plain, name }: SmtpCredential): Promise<SmtpSession> {
		const { default: SMTPConnection } = require('nodemailer/lib/smtp-connection') as typeof import('nodemailer/lib/smtp-connection');
		const connection = new SMTPConnection({ host, port, secure, ignoreTLS: plain, ...(name && { name }), ...timeouts });
		const session = new SmtpSession(connection);
		try {
			await session.#step((done) => {
				connection.once('error', done);
				connection.connect(done);
			});
			if (user) await session.#step((done) => connection.login({ user, credentials: { user, pass: password ?? '' } }, done));
		} catch (error) {
			connection.close();
			throw error;
		}
		return session;
	}

	get ended(): boolean {
		return this.#ended;
	}

	/** @throws SmtpFault */
	async send({ from, to, source }: Letter): Promise<void> {
		const text = Readable.from([source], { objectMode: false });
		const envelope = { from, to: [to], size: source.length };
		await this.#step(
			(done) => this.connection.send(envelope, text, done),
			// It is read once the server asks for it, and what ends it comes last.
			() => text.readableEnded,
		);
	}

	/** Forgets a letter that was refused. @throws SmtpFault */
	async reset(): Promise<void> {
		await this.#step((done) => this.connection.reset(done));
	}

	close(): void {
		if (this.#ended) this.connection.close();
		else this.connection.quit();
	}

	#step(work: (done: (error?: Error | null) => void) => void, handedOver = () => false): Promise<void> {
		return new Promise((resolve, reject) => {
			work((error) => {
				if (!error) return resolve();
				reject(new SmtpFault(error, handedOver()));
			});
		});
	}
}
