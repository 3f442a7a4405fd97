import { randomInt } from 'node:crypto';
import { cutCharacters } from '../cutBytes';
import { sealMessage, signatureOf, type CallbackKeys } from './crypto';

/** Most characters of what takes the place of a card's buttons; the vendor names no limit, and shows about ten of them. */
const most = 30;

/** What takes the place of a card's buttons. */
export const replacedText = (text: string): string => cutCharacters(text, most);

/** Names may have anything in them. */
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/**
 * The answer to the press of a card's button that puts a word in the place of the clicker's buttons, sealed and signed.
 * https://developer.work.weixin.qq.com/document/path/90241
 * @param now milliseconds since the Unix epoch
 */
export function sealedButtonReply(keys: CallbackKeys, { to, text }: { readonly to: string; readonly text: string }, now: number): string {
	const timestamp = String(Math.floor(now / 1000));
	const said = `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(keys.receiveId)}</FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName>${cdata(replacedText(text))}</ReplaceName></Button></xml>`;
	const encrypt = sealMessage(keys, said);
	const nonce = String(randomInt(1, 2 ** 31));
	const signature = signatureOf(keys.token, { timestamp, nonce }, encrypt);
	return `<xml><Encrypt>${cdata(encrypt)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`;
}
