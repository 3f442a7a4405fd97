import { ChannelFault, type ChannelTools, type Http, type HttpAnswer, type SharedToken } from '../channel';
import { faultOf, type ErrorCode } from '../provider/errorCode';
import { notBegun, refusal, strangeAnswer, unanswered, type BadResult } from '../provider/results';
import { HttpFault } from '../channel';
import type { WeComCredential } from './credential';
import { weComCodes } from './errorCodes';

/** What the platform answers: HTTP 200 whatever happened. */
export type WeComAnswer = Readonly<Record<string, unknown>> & { readonly errcode: number };

/** What a call came to: an answer that says it went well, or what that means for the messages in it. */
export type CallResult = { readonly ok: true; readonly answer: WeComAnswer } | { readonly ok: false; readonly result: BadResult };

export interface WeComCall {
	/** Under `/cgi-bin/`. */
	readonly path: string;
	/** Beside the token. */
	readonly query?: Readonly<Record<string, string>>;
	/** Absent for what is only asked: then it is a GET. */
	readonly body?: object;
	/** Whether something is sent: then no answer leaves open what became of it. */
	readonly sends: boolean;
}

/** Milliseconds that an answer may take. */
const timeout = 15_000;

/** Tokens that the platform ended early: another one is to be got, and the call made again, once. */
const revoked = new Set([40014, 41001, 42001]);

/** The credential is wrong for good; the platform bans the address that tries again and again. */
const wrongSecret = new Set([40001, 40013, 40091]);

type Tools = ChannelTools<WeComCredential>;

/** The answer's fields; undefined where it is none of the platform's. */
export function readWeCom({ status, body }: HttpAnswer): WeComAnswer | undefined {
	if (status !== 200) return undefined;
	try {
		const answer = JSON.parse(body) as Partial<WeComAnswer> | null;
		return typeof answer?.errcode === 'number' ? (answer as WeComAnswer) : undefined;
	} catch {
		return undefined;
	}
}

const said = ({ errcode, errmsg }: WeComAnswer) => ({ code: String(errcode), message: typeof errmsg === 'string' ? errmsg : '' });

/** What an answer that is not good means for messages. @param hide what must not be repeated */
export const weComRefusal = (answer: WeComAnswer, hide: readonly string[], codes: readonly ErrorCode[] = weComCodes): BadResult =>
	refusal(codes, said(answer), hide);

/** The access token of an app. Its name says nothing secret. */
export const tokenOf = ({ baseUrl, corpId, agentId, secret }: WeComCredential, http: Http): SharedToken => ({
	name: `weCom ${corpId} ${agentId}`,
	secret,
	fetch: async () => {
		const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
		const got = await http({ method: 'GET', url: `${baseUrl}/cgi-bin/gettoken?${query.toString()}`, timeout });
		const answer = readWeCom(got);
		if (!answer) throw faultFrom(strangeAnswer(got, false));
		if (answer.errcode === 0) return { token: String(answer.access_token), expiresIn: Number(answer.expires_in) };
		if (wrongSecret.has(answer.errcode)) throw new ChannelFault(faultOf(weComCodes, said(answer), [secret]), undefined, true);
		throw faultFrom(weComRefusal(answer, [secret]));
	},
});

const faultFrom = (result: BadResult): ChannelFault =>
	new ChannelFault(result.fault, result.status === 'deferred' ? result.until : undefined);

/** Makes a call with the app's token, got anew where the platform revoked it. Never throws for a refusal. */
export async function callWeCom(tools: Tools, call: WeComCall, hide: readonly string[] = []): Promise<CallResult> {
	const token = tokenOf(tools.credential, tools.http);
	try {
		const first = await tools.tokens.get(token);
		const result = await callWith(tools, call, { token: first, hide });
		if (result.ok || !revoked.has(Number(result.result.fault.code))) return result;
		await tools.tokens.drop(token, first);
		return await callWith(tools, call, { token: await tools.tokens.get(token), hide });
	} catch (error) {
		return { ok: false, result: notBegun(error) };
	}
}

async function callWith(
	{ http, credential: { baseUrl, secret } }: Tools,
	{ path, query, body, sends }: WeComCall,
	{ token, hide }: { token: string; hide: readonly string[] },
): Promise<CallResult> {
	const url = `${baseUrl}/cgi-bin/${path}?${new URLSearchParams({ access_token: token, ...query }).toString()}`;
	const content = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
	try {
		const got = await http({ method: content ? 'POST' : 'GET', url, ...content, timeout });
		const answer = readWeCom(got);
		if (!answer) return { ok: false, result: strangeAnswer(got, sends) };
		return answer.errcode === 0 ? { ok: true, answer } : { ok: false, result: weComRefusal(answer, [token, secret, ...hide]) };
	} catch (error) {
		if (!(error instanceof HttpFault)) throw error;
		return { ok: false, result: unanswered(error, sends) };
	}
}
