import type { IWebhookFunctions } from 'n8n-workflow';

/** A request to a webhook, as it came. */
export interface WebhookRequest {
	readonly method: string;
	/** The last value of each name. */
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The bytes of the body; empty where n8n took it for a form with files. */
	readonly raw: Buffer;
	/** Texts of a posted form. */
	readonly form: Readonly<Record<string, string>>;
	/** Bytes of the body, as far as they are known. */
	readonly size: number;
}

/** What n8n adds to the request of its web server. */
interface RequestOfN8n {
	readonly method: string;
	readonly query: Readonly<Record<string, unknown>>;
	readonly rawBody?: Buffer;
}

const lastText = (value: unknown): string | undefined => {
	const last: unknown = Array.isArray(value) ? value.at(-1) : value;
	return typeof last === 'string' ? last : undefined;
};

/** The entries of an object that are texts; of a list of them the last. */
function texts(values: unknown): Record<string, string> {
	if (typeof values !== 'object' || values === null) return {};
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) => {
			const text = lastText(value);
			return text === undefined ? [] : [[name, text]];
		}),
	);
}

/** What mail programs and browsers post: n8n reads forms itself, those with files into `data`. */
function formOf(body: unknown, type: string): Record<string, string> {
	if (type.startsWith('multipart/form-data')) return texts((body as { data?: unknown } | undefined)?.data);
	return type.startsWith('application/x-www-form-urlencoded') ? texts(body) : {};
}

export function receivedBy(context: IWebhookFunctions): WebhookRequest {
	const { method, query, rawBody = Buffer.alloc(0) } = context.getRequestObject() as unknown as RequestOfN8n;
	const headers = context.getHeaderData();
	const length = Number(headers['content-length']);
	return {
		method,
		query: texts(query),
		headers,
		raw: rawBody,
		form: formOf(context.getBodyData(), headers['content-type'] ?? ''),
		size: rawBody.length || (Number.isFinite(length) ? length : 0),
	};
}

/** Answers by itself: n8n would wrap the text, or add headers of its own. */
export function answerWith(
	context: IWebhookFunctions,
	answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): void {
	context.getResponseObject().writeHead(answer.status, answer.headers).end(answer.body);
}
