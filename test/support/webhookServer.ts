import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INodeCredentials,
	type INodeExecutionData,
	type INodeParameters,
	type IWebhookData,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { additionalData, newHooks, nodeOf } from './harness';
import { nodeTypes } from './nodeTypes';

interface WebhookSetup {
	readonly type: 'crmPage' | 'weComTrigger';
	readonly parameters?: INodeParameters;
	readonly credentials?: INodeCredentials;
}

/** The web server before a node's `webhook()`: real requests, given to the node as n8n does. */
export class WebhookServer {
	/** What the node gave to its workflow, in order, by output. */
	readonly emitted: INodeExecutionData[][][] = [];
	/** What the node wrote to n8n's log. */
	readonly logged: string[] = [];
	/** Whatever the node threw, which n8n would answer with its own page. */
	readonly thrown: unknown[] = [];
	readonly #server: Server;
	readonly #workflow: Workflow;

	private constructor(private readonly setup: WebhookSetup) {
		const { type, parameters, credentials } = setup;
		this.#workflow = new Workflow({
			id: 'workflow-1',
			name: 'A workflow',
			nodes: [nodeOf('Webhook', `n8n-nodes-guanxi.${type}`, { parameters: parameters ?? {}, credentials })],
			connections: {},
			active: true,
			nodeTypes,
			settings: { timezone: 'Asia/Shanghai' },
		});
		this.#server = createServer((request, response) => void this.#handle(request, response));
	}

	static async start(setup: WebhookSetup): Promise<WebhookServer> {
		const server = new WebhookServer(setup);
		server.#server.listen(0, '127.0.0.1');
		await once(server.#server, 'listening');
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhook`;
	}

	/** Items of one output of all calls. */
	itemsOf(output: number): IDataObject[] {
		return this.emitted.flatMap((outputs) => (outputs[output] ?? []).map(({ json }) => json));
	}

	async stop(): Promise<void> {
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.#server.closeAllConnections();
		await closed;
	}

	async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			await this.#call(Object.assign(request, { rawBody: await buffer(request), query: queryOf(request), body: {} }), response);
		} catch (error) {
			this.thrown.push(error);
			response.writeHead(500).end();
		}
	}

	async #call(httpRequest: IncomingMessage & { body: object }, httpResponse: ServerResponse): Promise<void> {
		const data = { ...additionalData(newHooks('webhook', this.#workflow)), httpRequest, httpResponse };
		const node = this.#workflow.getNode('Webhook')!;
		if (String(httpRequest.headers['content-type']).includes('urlencoded'))
			httpRequest.body = Object.fromEntries(new URLSearchParams(String((httpRequest as { rawBody?: Buffer }).rawBody)));
		const context = new WebhookContext(this.#workflow, node, data as never, 'webhook', {} as IWebhookData, [], null);
		const log = (text: string) => void this.logged.push(text);
		const logger = { error: log, warn: log, info: log, debug: log } as unknown as IWebhookFunctions['logger'];
		Object.defineProperty(context, 'logger', { value: logger });
		const { workflowData } = await nodeTypes.getByNameAndVersion(`n8n-nodes-guanxi.${this.setup.type}`).webhook!.call(context);
		if (workflowData) this.emitted.push(workflowData as INodeExecutionData[][]);
	}
}

/** As n8n's express reads it: a list where a name comes more than once. */
function queryOf({ url = '' }: IncomingMessage): Record<string, string | string[]> {
	const parameters = new URL(url, 'http://localhost').searchParams;
	return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, valuesOf(parameters.getAll(name))]));
}

const valuesOf = (values: string[]): string | string[] => (values.length > 1 ? values : values[0]);
