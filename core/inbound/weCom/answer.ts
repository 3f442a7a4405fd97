import { readCallbackKeys } from '../../channels/weCom/credential';
import { openCallback, type CallbackKeys, type CallbackQuery } from '../../channels/weCom/crypto';
import { sealedButtonReply } from '../../channels/weCom/reply';
import { CallbackRefused } from '../../channels/weCom/refusal';
import { readXml, xmlText } from '../../channels/weCom/xml';
import { clock } from '../../clock';
import type { Session } from '../../records';
import type { WeComCallback, WeComCallbackAnswer, WeComEvent } from '../../weComTypes';
import { readWeComEvent } from './event';
import { storeWeComEvent } from './store';

/** Bytes; the platform's calls have some hundred. */
const maxBody = 1024 * 1024;

/** The bare text and nothing else: the platform compares it byte by byte. */
const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

const answer = (status: number, more: Partial<WeComCallbackAnswer> = {}): WeComCallbackAnswer => ({ status, headers, body: '', ...more });

type Fields = Readonly<Record<string, unknown>>;

/**
 * Answers a call to an app's callback: proves that it is the platform's, and stores what it tells before it says so. A
 * caller who is refused learns nothing of why.
 * @throws CrmError ValidationFailed for a credential without what callbacks need, StoreUnavailable
 */
export async function answerWeCom(session: Session, fields: Fields, call: WeComCallback): Promise<WeComCallbackAnswer> {
	const opened = openWeComCallback(fields, call);
	if ('answer' in opened) return opened.answer;
	const { event, reply } = await storeWeComEvent(session, opened.event);
	return reply === undefined ? answer(200, { event }) : answer(200, { event, ...sealedReply(fields, opened.event, reply) });
}

/** What takes the place of the clicker's buttons. */
function sealedReply(fields: Fields, { memberId = '' }: WeComEvent, text: string): Pick<WeComCallbackAnswer, 'headers' | 'body'> {
	const body = sealedButtonReply(readCallbackKeys(fields), { to: memberId, text }, platformTime());
	return { headers: { ...headers, 'Content-Type': 'text/xml; charset=utf-8' }, body };
}

/**
 * What a call tells, or the answer where there is nothing to store: the console waits a second for it, which a store that
 * is opened for it may take.
 * @throws CrmError ValidationFailed for a credential without what callbacks need
 */
export function openWeComCallback(fields: Fields, call: WeComCallback): { answer: WeComCallbackAnswer } | { event: WeComEvent } {
	if (call.method !== 'GET' && call.method !== 'POST') return { answer: answer(405, { headers: { ...headers, Allow: 'GET, POST' } }) };
	if (call.size > maxBody) return { answer: answer(413) };
	const keys = readCallbackKeys(fields);
	try {
		return call.method === 'GET' ? { answer: answer(200, { body: echoOf(keys, call) }) } : { event: eventIn(keys, call) };
	} catch (error) {
		if (error instanceof CallbackRefused) return { answer: answer(403, { refused: error }) };
		throw error;
	}
}

const signed = ({ msg_signature: signature = '', timestamp = '', nonce = '' }: WeComCallback['query']): CallbackQuery => ({
	signature,
	timestamp,
	nonce,
});

/** By the platform's clock, which is the world's also where the demo's is put ahead. */
// eslint-disable-next-line no-restricted-syntax -- no time of the CRM's
const platformTime = () => Date.now();

/** What the console sends when the address is saved there. */
function echoOf(keys: CallbackKeys, { query }: WeComCallback): string {
	return openCallback(keys, signed(query), query.echostr ?? '', platformTime());
}

function eventIn(keys: CallbackKeys, { query, body }: WeComCallback): WeComEvent {
	const sealed = readXml(body.toString('utf8'));
	return readWeComEvent(readXml(openCallback(keys, signed(query), xmlText(sealed, 'Encrypt'), platformTime())), clock.now());
}
