import { ChannelFault, type ChannelTools } from '../channel';
import { callWeCom } from './api';
import type { WeComCredential } from './credential';

/**
 * Codes for a number that no member of the company has, or none that the app may see. The vendor's list is not clear about
 * it, so more than one counts.
 */
const nobody = new Set(['46004', '60111', '60103']);

/**
 * The user id of the member with this mobile number; undefined when there is none that the app may see.
 * https://developer.work.weixin.qq.com/document/path/95402
 * @param mobile as records store it (+8613800138000); the platform wants Chinese ones without their country
 * @throws ChannelFault for everything else
 */
export async function userIdByMobile(tools: ChannelTools<WeComCredential>, mobile: string): Promise<string | undefined> {
	const call = await callWeCom(tools, { path: 'user/getuserid', body: { mobile: mobile.replace(/^\+86/, '') }, sends: false }, [mobile]);
	if (call.ok) return typeof call.answer.userid === 'string' ? call.answer.userid : undefined;
	const { result } = call;
	if (nobody.has(result.fault.code)) return undefined;
	throw new ChannelFault(result.fault, result.status === 'deferred' ? result.until : undefined);
}
