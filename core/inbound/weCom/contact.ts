import { ChannelFault, HttpFault } from '../../channels/channel';
import { sharedTokens } from '../../channels/tokens/sharedTokens';
import { callWeCom } from '../../channels/weCom/api';
import { readWeComCredential } from '../../channels/weCom/credential';
import type { Sender } from '../../messageTypes';
import type { Session } from '../../records';
import type { WeComContact, WeComEvent } from '../../weComTypes';

type Plain = Readonly<Record<string, unknown>>;

const plain = (value: unknown): Plain => (typeof value === 'object' && value !== null ? (value as Plain) : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const noHttp = () => Promise.reject(new HttpFault('no', 'NO_HTTP'));

/**
 * Who a customer is: https://developer.work.weixin.qq.com/document/path/92114
 * @throws ChannelFault
 */
export async function weComContact(
	{ store }: Session,
	{ fields = {}, http = noHttp }: Omit<Sender, 'channel'>,
	{ externalUserId = '', memberId }: Pick<WeComEvent, 'externalUserId' | 'memberId'>,
): Promise<WeComContact> {
	const tools = { http, tokens: sharedTokens(store), credential: readWeComCredential(fields) };
	const query = { external_userid: externalUserId };
	const call = await callWeCom(tools, { path: 'externalcontact/get', query, sends: false }, [externalUserId]);
	if (call.ok) return contactIn(call.answer, memberId);
	const { result } = call;
	throw new ChannelFault(result.fault, result.status === 'deferred' ? result.until : undefined);
}

function contactIn({ external_contact, follow_user }: Plain, memberId: string | undefined): WeComContact {
	const person = plain(external_contact);
	const follow = plain(listOf(follow_user).find((each) => plain(each).userid === memberId));
	return {
		name: text(person.name),
		type: person.type === 1 ? 'weChat' : person.type === 2 ? 'weCom' : undefined,
		company: text(follow.remark_corp_name) ?? text(person.corp_full_name) ?? text(person.corp_name),
		position: text(person.position),
		unionId: text(person.unionid),
		mobile: text(listOf(follow.remark_mobiles)[0]),
		remark: text(follow.remark),
		tags: listOf(follow.tags).flatMap((tag) => text(plain(tag).tag_name) ?? []),
		state: text(follow.state),
		addWay: typeof follow.add_way === 'number' ? follow.add_way : undefined,
	};
}
