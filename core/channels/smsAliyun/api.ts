import { randomUUID } from 'node:crypto';
import { HttpFault, type ChannelTools, type HttpAnswer } from '../channel';
import { deferred, refusal, strangeAnswer, unanswered, type BadResult } from '../provider/results';
import { signedHost, type AliyunCredential } from './credential';
import { aliyunCodes } from './errorCodes';
import { acs3Query, signAcs3 } from './sign';

export type AliyunAnswer = Readonly<Record<string, unknown>>;

export type AliyunCall = {
	readonly action: 'SendSms' | 'QuerySendDetails';
	readonly query: Readonly<Record<string, string>>;
	/** What must not be repeated in an error. */
	readonly hide?: readonly string[];
};

export type AliyunResult = { readonly ok: true; readonly answer: AliyunAnswer } | { readonly ok: false; readonly result: BadResult };

const timeout = 15_000;

/** The platform compares it with its own clock: the machine's counts, wherever the demo's has been moved. */
// eslint-disable-next-line no-restricted-syntax -- the vendor's clock does not move with ours
const now = (): string => new Date().toISOString().replace(/\.\d+/, '');

/** Makes a signed call. Never throws for a refusal. */
export async function callAliyun(
	{ http, credential: { baseUrl, key } }: ChannelTools<AliyunCredential>,
	{ action, query, hide = [] }: AliyunCall,
): Promise<AliyunResult> {
	const sends = action === 'SendSms';
	const call = { host: signedHost(baseUrl), action, version: '2017-05-25', query, body: '', date: now(), nonce: randomUUID() };
	// The one who connects sets the host himself.
	const { host: _, ...headers } = signAcs3(call, key);
	const url = `${baseUrl}/?${acs3Query(query)}`;
	try {
		const got = await http({ method: 'POST', url, headers, timeout });
		const answer = readAliyun(got.body);
		if (!answer) return { ok: false, result: strangeAnswer(got, sends) };
		if (answer.Code === 'OK') return { ok: true, answer };
		const said = { code: String(answer.Code), message: typeof answer.Message === 'string' ? answer.Message : '' };
		return { ok: false, result: refusalOf(got, said, { sends, hide: [key.secret, key.id, ...hide] }) };
	} catch (error) {
		if (!(error instanceof HttpFault)) throw error;
		return { ok: false, result: unanswered(error, sends) };
	}
}

function readAliyun(body: string): AliyunAnswer | undefined {
	try {
		const answer = JSON.parse(body) as AliyunAnswer | null;
		return typeof answer?.Code === 'string' ? answer : undefined;
	} catch {
		return undefined;
	}
}

/**
 * A code that is known means what the list says. Of others the status tells more: a platform in trouble may have sent the
 * message, and one that throttles (its codes for that are many) has not.
 */
function refusalOf(
	got: HttpAnswer,
	said: { code: string; message: string },
	{ sends, hide }: Pick<Required<AliyunCall>, 'hide'> & { sends: boolean },
): BadResult {
	const result = withPeriod(refusal(aliyunCodes, said, hide), said.message);
	const throttled = got.status === 429 || said.code.startsWith('Throttling');
	if (result.fault.hint || (got.status < 500 && !throttled)) return result;
	const strange = strangeAnswer(throttled ? { ...got, status: 429 } : got, sends);
	return { ...strange, fault: { ...result.fault, hint: strange.fault.hint } };
}

/** Seconds of what the message of a limit speaks of, such as 触发天级流控Permits:40. */
const periods: ReadonlyArray<readonly [RegExp, number]> = [
	[/分钟级/, 60],
	[/小时级/, 3600],
	[/天级/, 24 * 3600],
];

function withPeriod(result: BadResult, message: string): BadResult {
	const [, seconds] = periods.find(([pattern]) => pattern.test(message)) ?? [];
	if (result.status !== 'deferred' || result.fault.code !== 'isv.BUSINESS_LIMIT_CONTROL' || !seconds) return result;
	return deferred(result.fault, seconds);
}
