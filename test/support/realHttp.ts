import { HttpFault, type Http } from '../../core/channels/channel';

/** Milliseconds that tests wait for an answer at most. */
const patience = 400;

const never = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/** Real requests by Node's own fetch, as n8n's helper makes them for the nodes. */
export const realHttp: Http = async ({ method, url, headers, body, timeout }) => {
	try {
		const signal = AbortSignal.timeout(Math.min(timeout, patience));
		const response = await fetch(url, { method, headers, body: body as string | undefined, signal });
		return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
	} catch (cause) {
		const code = ((cause as Error).cause as { code?: string } | undefined)?.code ?? 'ETIMEDOUT';
		throw new HttpFault(never.has(code) ? 'no' : 'maybe', code, { cause });
	}
};
