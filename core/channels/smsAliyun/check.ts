import { dayAt } from '../../day';
import { ChannelFault, type ChannelTools, type CheckResult, type Handed } from '../channel';
import { faultOf } from '../provider/errorCode';
import { callAliyun } from './api';
import type { AliyunCredential } from './credential';
import { aliyunCodes } from './errorCodes';
import { vendorNumber } from './number';

type Tools = ChannelTools<AliyunCredential>;
type Detail = Readonly<Record<string, unknown>>;

/** Most entries of a page, and pages of an answer that are read. */
const most = { page: 50, pages: 20 };

/**
 * Asks what became of text messages, by number and day; the id of our record tells which one is meant, also where the
 * answer to its sending was lost. One that the platform does not know (yet) stays as it is.
 * https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-querysenddetails
 */
export async function checkSms(messages: readonly Handed[], tools: Tools): Promise<CheckResult[]> {
	const details = new Map<string, Promise<Detail[]>>();
	const results: CheckResult[] = [];
	for (const message of messages) {
		const key = `${vendorNumber(message.address)} ${dayOf(message)}`;
		const asked = details.get(key) ?? detailsOf(message, tools);
		details.set(key, asked);
		const found = (await asked).find(({ OutId }) => OutId === message.id);
		results.push(found ? resultOf(found) : { status: 'pending' });
	}
	return results;
}

/** The platform's days are China's. */
const dayOf = ({ at }: Handed): string => dayAt(Date.parse(at), 'Asia/Shanghai').replaceAll('-', '');

async function detailsOf(message: Handed, tools: Tools): Promise<Detail[]> {
	const number = vendorNumber(message.address);
	const details: Detail[] = [];
	for (let page = 1; page <= most.pages; page++) {
		const query = { PhoneNumber: number, SendDate: dayOf(message), PageSize: String(most.page), CurrentPage: String(page) };
		const call = await callAliyun(tools, { action: 'QuerySendDetails', query, hide: [number, message.address] });
		if (!call.ok) throw new ChannelFault(call.result.fault, call.result.status === 'deferred' ? call.result.until : undefined);
		const { SmsSendDetailDTO: list = [] } = (call.answer.SmsSendDetailDTOs ?? {}) as { SmsSendDetailDTO?: Detail[] };
		details.push(...list);
		if (list.length < most.page) return details;
	}
	return details;
}

/** 1 waits for the carrier's receipt, 2 failed, 3 delivered. */
function resultOf({ SendStatus, ErrCode }: Detail): CheckResult {
	if (SendStatus === 3) return { status: 'delivered' };
	if (SendStatus !== 2) return { status: 'sent' };
	return { status: 'notSent', fault: faultOf(aliyunCodes, { code: String(ErrCode), message: 'the carrier did not deliver it' }, []) };
}
