import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StandInClock } from './clock';
import { Faults, type Fault } from './faults';

/** A call as it came in. */
export interface Received {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
	/** By the stand-in's clock. */
	readonly at: number;
}

export interface Answer {
	readonly status: number;
	readonly body: string | object;
}

/** Largest request it takes, in bytes. */
const maxBytes = 30 * 1024 * 1024;

/** An HTTP server on a free port of 127.0.0.1, with faults on demand, that remembers every call. */
export abstract class HttpStandIn {
	readonly clock = new StandInClock();
	readonly faults = new Faults();
	/** Every call, refused ones among them. */
	readonly calls: Received[] = [];
	readonly #server: Server;
	#port = 0;

	protected constructor() {
		this.#server = createServer((request, response) => {
			this.#serve(request, response).catch((error: unknown) => {
				response.writeHead(500).end(String(error));
			});
		});
	}

	/** @param port a certain one: to come back where it was before */
	async listen(port = this.#port): Promise<void> {
		this.#server.listen(port, '127.0.0.1');
		await once(this.#server, 'listening');
		this.#port = (this.#server.address() as AddressInfo).port;
	}

	/** Stops listening, so that connections are refused; {@link listen} brings it back at the same address. */
	async close(): Promise<void> {
		if (!this.#server.listening) return;
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.#server.closeAllConnections();
		await closed;
	}

	get url(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	/** How often something was called. */
	countOf(pathEnd: string): number {
		return this.calls.filter(({ path }) => path.endsWith(pathEnd)).length;
	}

	protected abstract answer(call: Received): Answer | Promise<Answer>;

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', this.url);
		const body = await readAll(request);
		const { method = 'GET', headers } = request;
		const call = { method, path: url.pathname, query: url.searchParams, headers, body, at: this.clock.now() };
		this.calls.push(call);
		const fault = this.faults.take(call);
		if (fault?.kind === 'dropBefore') return void request.socket.destroy();
		const answer = fault?.kind === 'answer' ? { status: fault.status ?? 200, body: fault.body } : await this.answer(call);
		await this.#send(response, answer, fault);
	}

	async #send(response: ServerResponse, { status, body }: Answer, fault: Fault | undefined): Promise<void> {
		if (fault?.kind === 'dropAfter') return void response.socket?.destroy();
		if (fault?.kind === 'delay') await sleep(fault.ms, undefined, { ref: false });
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8' });
		response.end(text);
	}
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of request) {
		size += (part as Buffer).length;
		if (size > maxBytes) throw new Error('too large');
		parts.push(part as Buffer);
	}
	return Buffer.concat(parts);
}

/** The fields of a JSON request; none for one that is no JSON object. */
export function jsonOf({ body }: Received): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}

/** Bytes of a text, as the vendors count. */
export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');
