import { hash } from 'node:crypto';
import { xmlText, type XmlFields, type XmlValue } from '../../channels/weCom/xml';
import type { WeComCardClick, WeComEvent, WeComEventKind } from '../../weComTypes';
import { bounded } from '../notice';

/** Codes that the platform may make anew when it sends an event again. */
const renewed = new Set(['WelcomeCode', 'ResponseCode']);

const addedChanges = new Set(['add_external_contact', 'add_half_external_contact']);
const removedChanges = new Set(['del_follow_user', 'del_external_contact']);
const cardEvents = new Set(['template_card_event', 'template_card_menu_event']);

function kindOf(fields: XmlFields): WeComEventKind {
	const [type, event, change] = ['MsgType', 'Event', 'ChangeType'].map((name) => xmlText(fields, name));
	if (type !== 'event') return xmlText(fields, 'MsgId') === '' ? 'other' : 'message';
	if (cardEvents.has(event)) return 'cardClick';
	if (event !== 'change_external_contact') return 'other';
	return addedChanges.has(change) ? 'contactAdded' : removedChanges.has(change) ? 'contactRemoved' : 'other';
}

/**
 * Names an event for its repeats: a message by its number, an event by all that it says. The platform names no fields
 * for that, and its sender, second and name alone are the same for two customers who come at once.
 */
function keyOf(fields: XmlFields): string {
	const number = xmlText(fields, 'MsgId');
	const said = Object.entries(fields).filter(([name]) => !renewed.has(name));
	const named = number === '' ? said.sort(([a], [b]) => (a < b ? -1 : 1)) : ['ToUserName', 'AgentID', 'MsgId'].map((name) => fields[name]);
	return hash('sha256', JSON.stringify(named), 'base64url');
}

/** A message's text; of other kinds what they say in words. */
function textOf(fields: XmlFields): string {
	const said = ['Content', 'Title', 'Description', 'Url', 'Label', 'Recognition'].map((name) => xmlText(fields, name));
	const words = said.filter((text) => text !== '').join('\n');
	return bounded(words === '' ? `[${xmlText(fields, 'MsgType')}]` : words, 100_000);
}

const listOf = (value: XmlValue | undefined): ReadonlyArray<string | XmlFields> =>
	value === undefined ? [] : Array.isArray(value) ? (value as ReadonlyArray<string | XmlFields>) : [value as string | XmlFields];

const inside = (value: XmlValue | undefined): XmlFields => (typeof value === 'object' && !Array.isArray(value) ? (value as XmlFields) : {});

function cardOf(fields: XmlFields): WeComCardClick {
	const items = listOf(inside(fields.SelectedItems).SelectedItem).flatMap((item) => (typeof item === 'string' ? [] : [item]));
	return {
		taskId: xmlText(fields, 'TaskId'),
		buttonKey: xmlText(fields, 'EventKey'),
		responseCode: xmlText(fields, 'ResponseCode') || undefined,
		selected: items.map((item) => ({
			question: xmlText(item, 'QuestionKey'),
			options: listOf(inside(item.OptionIds).OptionId).filter((option) => typeof option === 'string'),
		})),
	};
}

/** What the platform tells, in seconds since the Unix epoch; now for what is none, or lies in the future. */
function timeOf(fields: XmlFields, now: number): string {
	const time = Number(xmlText(fields, 'CreateTime') || Number.NaN) * 1000;
	return new Date(time > 0 && time <= now ? time : now).toISOString();
}

/** Reads a decrypted callback. Fields: https://developer.work.weixin.qq.com/document/path/90240, 92130 (客户联系) and 96458 (卡片). */
export function readWeComEvent(fields: XmlFields, now: number): WeComEvent {
	const kind = kindOf(fields);
	const given = (name: string) => xmlText(fields, name).slice(0, 320) || undefined;
	const sender = given('FromUserName');
	return {
		kind,
		key: keyOf(fields),
		at: timeOf(fields, now),
		agentId: given('AgentID'),
		// Changes of contacts come from "sys" and name the member.
		memberId: given('UserID') ?? (sender === 'sys' ? undefined : sender),
		externalUserId: given('ExternalUserID'),
		...(kind === 'contactAdded' && { state: given('State'), welcomeCode: given('WelcomeCode') }),
		...(kind === 'contactRemoved' && { removedBy: given('ChangeType') === 'del_follow_user' ? 'customer' : 'member' }),
		...(kind === 'cardClick' && { card: cardOf(fields) }),
		...(kind === 'message' && { text: textOf(fields) }),
		raw: { ...fields },
	};
}
