import { ChannelFault, type ChannelTools, type CheckResult, type Handed } from '../channel';
import { faultOf } from '../provider/errorCode';
import { callWeCom, type WeComAnswer } from '../weCom/api';
import type { WeComCredential } from '../weCom/credential';
import { weComCodes } from '../weCom/errorCodes';

type Tools = ChannelTools<WeComCredential>;

/** Most entries of a page, and pages of an answer that are read. */
const most = { page: 1000, pages: 100 };

const pending: CheckResult = { status: 'pending' };

/** What the platform says of one customer: 0 not confirmed yet, 1 sent, 2 no friend any more, 3 had enough messages this month. */
const meanings: Readonly<Record<number, CheckResult>> = {
	0: pending,
	1: { status: 'sent' },
	2: { status: 'notSent', fault: faultOf(weComCodes, { code: '84061', message: 'status 2' }, []) },
	3: { status: 'notSent', fault: faultOf(weComCodes, { code: 'MASS_QUOTA', message: 'status 3' }, []) },
};

/** Asks what became of mass messages, each of which is one request whatever number of customers it was for. */
export async function checkMass(messages: readonly Handed[], tools: Tools): Promise<CheckResult[]> {
	const found = new Map<string, ReadonlyMap<string, CheckResult>>();
	for (const id of new Set(messages.flatMap(({ providerId }) => providerId ?? []))) found.set(id, await statusesOf(id, tools));
	return messages.map(({ providerId, address }) => (providerId && found.get(providerId)?.get(address)) || pending);
}

async function statusesOf(msgid: string, tools: Tools): Promise<Map<string, CheckResult>> {
	const statuses = new Map<string, CheckResult>();
	for (const task of await pagesOf(tools, { path: 'get_groupmsg_task', list: 'task_list' }, { msgid })) {
		const request = { msgid, userid: String(task.userid) };
		for (const sent of await pagesOf(tools, { path: 'get_groupmsg_send_result', list: 'send_list' }, request)) {
			statuses.set(String(sent.external_userid), meanings[Number(sent.status)] ?? pending);
		}
	}
	return statuses;
}

type Entry = Readonly<Record<string, unknown>>;

/** All entries of a list that comes in pages; none while the message is still given out. @throws ChannelFault */
async function pagesOf(tools: Tools, { path, list }: { path: string; list: string }, request: object): Promise<Entry[]> {
	const entries: Entry[] = [];
	let cursor = '';
	for (let page = 0; page < most.pages; page++) {
		const body = { ...request, limit: most.page, cursor };
		const call = await callWeCom(tools, { path: `externalcontact/${path}`, body, sends: false });
		if (!call.ok) {
			const { result } = call;
			if (result.fault.code === '41063') return [];
			throw new ChannelFault(result.fault, result.status === 'deferred' ? result.until : undefined);
		}
		const answer: WeComAnswer = call.answer;
		if (Array.isArray(answer[list])) entries.push(...(answer[list] as Entry[]));
		cursor = typeof answer.next_cursor === 'string' ? answer.next_cursor : '';
		if (cursor === '') return entries;
	}
	return entries;
}
