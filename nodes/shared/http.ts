import type {
	ICredentialTestFunctions,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';

import { HttpFault } from '../../core/channels/channel';
import type { Http, HttpAnswer } from '../../core/channels/channel';

/** Failures before a connection stood: the provider has not got anything. */
const neverArrived =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;

const codeOf = (cause: unknown): string => {
	const { code } = (cause ?? {}) as { code?: unknown };
	return typeof code === 'string' && code !== '' ? code : 'NO_ANSWER';
};

/** Whatever the provider sent, as text. */
function textOf(body: unknown): string {
	if (typeof body === 'string') return body;
	if (Buffer.isBuffer(body)) return body.toString('utf8');
	return body === undefined || body === null ? '' : JSON.stringify(body);
}

/** n8n's own way to make requests, which keeps to its proxy settings. Answers also where the status means failure. */
export const httpOf =
	(context: Pick<IExecuteFunctions, 'helpers'> | Pick<IWebhookFunctions, 'helpers'>): Http =>
	async (request) => {
		const options: IHttpRequestOptions = {
			...request,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			encoding: 'text',
			json: false,
		};
		try {
			return answerOf((await context.helpers.httpRequest(options)) as IN8nHttpFullResponse);
		} catch (cause) {
			// No error of a node's: the channel makes an outcome of it.
			return await Promise.reject(faultOf(cause));
		}
	};

/** The same for the test button of a credential, which n8n gives nothing but its older way. */
export const testHttpOf =
	(context: ICredentialTestFunctions): Http =>
	async ({ url, ...request }) => {
		const options = { ...request, uri: url, resolveWithFullResponse: true, simple: false, json: false };
		try {
			return answerOf((await context.helpers.request(options)) as IN8nHttpFullResponse);
		} catch (cause) {
			return await Promise.reject(faultOf(cause));
		}
	};

function answerOf({ statusCode, headers, body }: IN8nHttpFullResponse): HttpAnswer {
	const said = Object.entries(headers).map(([name, value]) => [
		name.toLowerCase(),
		Array.isArray(value) ? value.join(', ') : String(value),
	]);
	return { status: statusCode, headers: Object.fromEntries(said) as Record<string, string>, body: textOf(body) };
}

function faultOf(cause: unknown): HttpFault {
	const code = codeOf(cause);
	return new HttpFault(neverArrived.test(code) ? 'no' : 'maybe', code, { cause });
}
