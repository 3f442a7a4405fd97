import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** The part of hoodiecrow-imap that is used; the package describes no types. */
interface ImapServer {
	readonly server: Server;
	listen(port: number, host: string): void;
	appendMessage(mailbox: string, flags: string[], date: Date | false, raw: string): unknown;
}

const hoodiecrow = require('hoodiecrow-imap') as (options: object) => ImapServer;

export const sampleMailbox = { user: 'sender@example.com', password: 'only-for-tests' };

/** A real IMAP server with one mailbox: what n8n's IMAP trigger reads. */
export class Mailbox {
	readonly #imap = hoodiecrow({
		plugins: ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'IDLE', 'ENABLE', 'SPECIAL-USE', 'UNSELECT', 'LITERALPLUS'],
		users: { [sampleMailbox.user]: { password: sampleMailbox.password } },
		storage: { INBOX: { messages: [] }, '': { separator: '/', folders: { Sent: { 'special-use': '\\Sent' } } } },
	});
	readonly #sockets = new Set<Socket>();

	async listen(): Promise<void> {
		const { server } = this.#imap;
		server.on('connection', (socket: Socket) => {
			this.#sockets.add(socket);
			socket.on('close', () => this.#sockets.delete(socket));
			// A client that hangs up in the middle is nothing to end the process for.
			socket.on('error', () => {});
		});
		this.#imap.listen(0, '127.0.0.1');
		if (!server.listening) await once(server, 'listening');
	}

	get port(): number {
		return (this.#imap.server.address() as AddressInfo).port;
	}

	/** Puts a letter into the inbox; clients that wait there are told. */
	deliver(raw: string): void {
		// It takes each character for a byte.
		const bytes = Buffer.from(raw.replace(/\r?\n/g, '\r\n')).toString('latin1');
		this.#imap.appendMessage('INBOX', [], false, bytes);
	}

	async close(): Promise<void> {
		const { server } = this.#imap;
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		for (const socket of this.#sockets) socket.destroy();
		await closed;
	}
}
