import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { certificate } from './certificate';
import { Mailbox } from './mailbox';

/** A letter that the server took: what it was given in the envelope, and the text itself. */
export interface Letter {
	readonly from: string;
	readonly to: readonly string[];
	readonly raw: string;
	/** Header fields by lower-case name, unfolded; the first of each. */
	readonly headers: ReadonlyMap<string, string>;
}

/**
 * What the server does to the next letters. `refuse`: this answer to the recipient; `refuseData`: to the letter itself;
 * `dropAfterData`: it is kept and delivered, and the connection ends before the answer; `dropBeforeData`: the connection
 * ends when the recipients are named; `slow`: it is answered so many milliseconds late.
 */
export type MailFault =
	| { readonly kind: 'refuse' | 'refuseData'; readonly code: number; readonly text: string }
	| { readonly kind: 'dropAfterData' | 'dropBeforeData' }
	| { readonly kind: 'slow'; readonly ms: number };

/** QQ's answer to a sender in a hurry: a 550 that is none. */
export const qqTooFrequent: MailFault = {
	kind: 'refuseData',
	code: 550,
	text: 'Domain frequency limited. [MyIP:203.0.113.7] Please see https://service.mail.qq.com',
};

export const sampleLogin = { user: 'sender@example.com', password: 'only-for-tests' };

/** A real SMTP server that needs a login, and beside it the IMAP mailbox that letters can be delivered to. */
export class MailServer {
	readonly letters: Letter[] = [];
	/** Recipients that are refused for good with 550, however often they are tried. */
	readonly unknown = new Set<string>();
	/** True: letters may come from anybody, where 163 and QQ take only those of the user who is logged in. */
	anySender = false;
	/** Connections that went over to TLS. */
	secured = 0;
	/** The latest connections that were open at once. */
	connections = 0;
	readonly mailbox = new Mailbox();
	#faults: MailFault[] = [];
	#smtp!: SMTPServer;
	#server!: Server;
	#port = 0;

	static async start(): Promise<MailServer> {
		const server = new MailServer();
		await server.listen();
		await server.mailbox.listen();
		return server;
	}

	/** The SMTP server's port on 127.0.0.1. */
	get port(): number {
		return this.#port;
	}

	/** The next letters meet this fault, one each. */
	next(fault: MailFault, times = 1): void {
		this.#faults.push(...Array.from({ length: times }, () => fault));
	}

	/** Letters that one address got. */
	to(address: string): Letter[] {
		return this.letters.filter(({ to }) => to.includes(address));
	}

	async listen(): Promise<void> {
		this.#smtp = new SMTPServer({
			authOptional: false,
			...certificate,
			allowInsecureAuth: true,
			logger: false,
			closeTimeout: 100,
			onConnect: (_session, done) => {
				this.connections++;
				done();
			},
			onAuth: ({ username, password }, _session, done) => {
				const good = username === sampleLogin.user && password === sampleLogin.password;
				if (good) done(null, { user: username });
				else done(answer(535, 'Error: authentication failed'));
			},
			onSecure: (_socket, _session, done) => {
				this.secured++;
				done();
			},
			onMailFrom: ({ address }, { user }, done) =>
				done(this.anySender || address === user ? undefined : answer(553, 'Mail from must equal authorized user')),
			onRcptTo: (address, session, done) => this.#recipient(address, session, done),
			onData: (stream, session, done) => void this.#data(stream, session).then((text) => done(null, text), done),
		});
		// A client that hangs up is what these servers are for.
		this.#smtp.on('error', () => {});
		this.#server = this.#smtp.listen(this.#port, '127.0.0.1');
		await once(this.#server, 'listening');
		this.#port = (this.#server.address() as AddressInfo).port;
	}

	/** Connections are refused until {@link listen} is called. */
	async closeSmtp(): Promise<void> {
		await new Promise<void>((resolve) => this.#smtp.close(resolve));
	}

	async close(): Promise<void> {
		if (this.#server.listening) await this.closeSmtp();
		await this.mailbox.close();
	}

	#recipient(address: SMTPServerAddress, session: SMTPServerSession, done: (error?: Error | null) => void): void {
		const [fault] = this.#faults;
		if (fault?.kind === 'dropBeforeData') {
			this.#faults.shift();
			this.#hangUp(session);
			return;
		}
		if (fault?.kind === 'refuse') {
			this.#faults.shift();
			done(answer(fault.code, fault.text));
			return;
		}
		done(this.unknown.has(address.address) ? answer(550, '5.1.1 Mailbox not found') : undefined);
	}

	async #data(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
		const parts: Buffer[] = [];
		for await (const part of stream) parts.push(part as Buffer);
		const fault = this.#faults.shift();
		if (fault?.kind === 'refuseData') throw answer(fault.code, fault.text);
		const raw = Buffer.concat(parts).toString('utf8');
		const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
		this.letters.push({ from, to: session.envelope.rcptTo.map(({ address }) => address), raw, headers: headersOf(raw) });
		if (fault?.kind === 'slow') await sleep(fault.ms);
		if (fault?.kind === 'dropAfterData') {
			this.#hangUp(session);
			// Never answered: the client finds the connection gone.
			await new Promise<never>(() => {});
		}
		return 'Ok: queued';
	}

	/** As a server does whose clients idle for too long. */
	async endConnections(): Promise<void> {
		const closed = [...this.#smtp.connections].map(async ({ _socket: socket }) => await once(socket.destroy(), 'close'));
		await Promise.all(closed);
	}

	#hangUp({ id }: SMTPServerSession): void {
		for (const connection of this.#smtp.connections) if ((connection as { id?: string }).id === id) connection._socket.destroy();
	}
}

const answer = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

function headersOf(raw: string): Map<string, string> {
	const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
	const headers = new Map<string, string>();
	for (const line of head.split('\r\n')) {
		const colon = line.indexOf(':');
		const name = line.slice(0, colon).toLowerCase();
		if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
	}
	return headers;
}
