import { clock } from '../../clock';
import { ChannelFault, HttpFault, type HttpAnswer, type ProviderFault, type SendResult } from '../channel';
import { faultOf, type ErrorCode } from './errorCode';
import { networkCodes, unreachable } from './networkCodes';

/** A result that is not good. */
export type BadResult = Exclude<SendResult, { status: 'sent' | 'awaitingStaff' }>;

/** What a provider refused: failed for good, or put off where its code says that it may go well later. */
export function refusal(codes: readonly ErrorCode[], said: { code: string; message: string }, hide: readonly string[]): BadResult {
	const fault = faultOf(codes, said, hide);
	const after = codes.find(({ code }) => code === said.code)?.retryAfter;
	return after === undefined ? { status: 'failed', fault } : deferred(fault, typeof after === 'number' ? after : after[0]);
}

/** @param seconds from now on */
export const deferred = (fault: ProviderFault, seconds: number): BadResult => ({
	status: 'deferred',
	until: clock.now() + seconds * 1000,
	fault,
});

/** Seconds until a provider that could not be reached is tried again. */
const unreachablePause = 60;

const networkFault = (code: string, message: string): ProviderFault => faultOf(networkCodes, { code, message }, []);

/**
 * What it means that a call has no answer. A call that cannot have arrived, or that only asks for leave to send, may be
 * repeated; one that sends may have done so.
 */
export function unanswered({ arrived, code }: Pick<HttpFault, 'arrived' | 'code'>, sends = true): BadResult {
	if (arrived === 'no') return deferred(networkFault(unreachable, `no connection (${code})`), unreachablePause);
	const said = `no answer (${code})`;
	return sends
		? { status: 'unclear', fault: networkFault('NO_ANSWER', said) }
		: deferred(networkFault(unreachable, said), unreachablePause);
}

/** What it means that something answered that is not the provider's API: a proxy, or the provider in trouble. */
export function strangeAnswer({ status }: HttpAnswer, sends = true): BadResult {
	// Refused with such a status, it has gone no further.
	if (status === 429 || status === 503) return deferred(networkFault('BUSY', `HTTP ${status}`), unreachablePause);
	if (status >= 400 && status < 500) return { status: 'failed', fault: networkFault('NOT_THE_API', `HTTP ${status}`) };
	const said = `HTTP ${status}`;
	return sends
		? { status: 'unclear', fault: networkFault('STRANGE_ANSWER', said) }
		: deferred(networkFault(unreachable, said), unreachablePause);
}

/** What an error means that was thrown while leave to send was asked for: nothing was sent. @throws what is no fault of a provider */
export function notBegun(error: unknown): BadResult {
	if (error instanceof HttpFault) return unanswered(error, false);
	if (!(error instanceof ChannelFault)) throw error;
	const { fault, until } = error;
	return until === undefined ? { status: 'failed', fault } : { status: 'deferred', until, fault };
}

/** A message that is not handed over, as something in it is missing or wrong. @param code a name of ours among the channel's codes */
export const notHanded = (codes: readonly ErrorCode[], code: string, message: string): BadResult => ({
	status: 'failed',
	fault: faultOf(codes, { code, message }, []),
});
