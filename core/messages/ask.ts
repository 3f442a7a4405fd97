import { ChannelFault, type CheckResult } from '../channels/channel';
import type { CrmRecord, Sender } from '../crm';
import { CrmError } from '../errors';
import type { Session } from '../records';
import { chunksOf } from '../store';
import { partsOf } from './parts';
import { toolsOf } from './tools';

/** Messages that a channel is asked about in one go. */
const atOnce = 100;

/** Asks a channel what became of messages, by their ids; the error where it refuses to say. */
export async function askChannel(
	session: Session,
	sender: Sender,
	records: readonly CrmRecord[],
): Promise<Map<string, CheckResult | CrmError>> {
	const said = new Map<string, CheckResult | CrmError>();
	const { channel } = sender;
	if (!channel.check || records.length === 0) return said;
	const tools = toolsOf(session, sender);
	for (const chunk of chunksOf(records, atOnce)) {
		const handed = chunk.map((record) => ({
			id: record.id,
			address: String(record.address ?? ''),
			...(typeof record.providerId === 'string' && { providerId: record.providerId }),
			at: String(record.at),
			data: partsOf(record, channel).data,
		}));
		const results = await channel.check(handed, tools).catch(refusalOf);
		for (const [i, { id }] of chunk.entries()) said.set(id, Array.isArray(results) ? (results[i] ?? pending) : results);
	}
	return said;
}

const pending: CheckResult = { status: 'pending' };

async function refusalOf(error: unknown): Promise<CrmError> {
	if (!(error instanceof ChannelFault)) return await Promise.reject(error as Error);
	const { fault, until } = error;
	return new CrmError(
		'ChannelFailed',
		{
			en: `The channel does not say what became of the message: ${fault.message} (${fault.code})`,
			'zh-CN': `渠道未能返回该消息的结果：${fault.message}（${fault.code}）`,
		},
		{
			hint: fault.hint ?? { en: 'Try again later.', 'zh-CN': '请稍后重试。' },
			retryable: until !== undefined,
		},
	);
}
