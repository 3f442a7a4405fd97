import type { CheckResult } from '../channels/channel';
import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CrmRecord, ResolveInput, Sender, SendOutcome } from '../crm';
import { CrmError } from '../errors';
import { Batch, notFound, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, changedRecord, recordsById, writeChanges, type Change, type StoreTx } from '../store';
import { cancelByRecord } from '../work';
import { askChannel } from './ask';
import { scheduleNextChecks } from './later';
import { outcomeOf } from './outcome';
import { settleOverdue } from './overdue';
import { notSentFields } from './results';
import { endedStaffTasks } from './staffTask';
import { stateText } from './states';
import { step } from './transaction';
import { otherChannel } from './waiting';

const message = objects.get('message');

type Resolving = Batch<ResolveInput, SendOutcome>;

/**
 * Says what became of messages of which nobody knew, or that an employee was to confirm: by hand, or as their channel
 * knows it. One that was not sent waits again, to be sent by hand; nothing is sent here.
 * @param sender needed for those that are to be asked about
 */
export async function resolveMessages(
	session: Session,
	inputs: readonly ResolveInput[],
	sender?: Sender,
): Promise<Array<Outcome<SendOutcome>>> {
	await settleOverdue(session);
	const batch: Resolving = new Batch<ResolveInput, SendOutcome>(inputs);
	const ids = inputs.map(({ messageId }) => messageId);
	const records = await recordsById(session.store.read, message, { ids, scope: session.context.scope });
	for (const [index, input] of inputs.entries()) {
		const fault = faultOf(records.get(input.messageId), input, sender);
		if (fault) batch.fail(index, fault);
		await breathe();
	}
	batch.settle(session.context.partial);
	const toAsk = inputs.flatMap(({ messageId, verdict }, index) => {
		const record = records.get(messageId);
		return verdict === 'ask' && record && isUnsettled(record) && batch.isOpen(index) ? [record] : [];
	});
	const answers = sender ? await askChannel(session, sender, toAsk) : new Map<string, CheckResult | CrmError>();
	const said = new Map<string, CheckResult>();
	for (const [index, { messageId, verdict }] of inputs.entries()) {
		const result = verdict === 'ask' ? answers.get(messageId) : undefined;
		if (result instanceof CrmError) batch.fail(index, result);
		else if (result) said.set(messageId, result);
	}
	batch.settle(session.context.partial);
	await step(session, async (tx) => await write(tx, batch, said));
	return batch.outcomes();
}

const isUnsettled = ({ status }: CrmRecord): boolean => status === 'unclear' || status === 'awaitingStaff';

function faultOf(record: CrmRecord | undefined, { messageId, verdict, saidBy }: ResolveInput, sender?: Sender): CrmError | undefined {
	if (!record) return notFound(message, messageId, false);
	if (verdict === 'ask') {
		if (!isUnsettled(record)) return undefined;
		return record.channel === sender?.channel.id ? undefined : otherChannel(String(record.channel));
	}
	if (!isUnsettled(record)) return settled(record);
	return saidBy ? undefined : noWitness();
}

async function write(tx: StoreTx, batch: Resolving, said: ReadonlyMap<string, CheckResult>): Promise<void> {
	const open = batch.inputs.flatMap((input, index) => (batch.isOpen(index) ? [{ input, index }] : []));
	const ids = open.map(({ input }) => input.messageId);
	const records = await recordsById(tx, message, { ids, scope: { kind: 'all' }, lock: 'change' });
	const changes: Change[] = [];
	const decided: Array<{ index: number; record: CrmRecord; repeated: boolean }> = [];
	for (const { input, index } of open) {
		const before = records.get(input.messageId);
		if (!before) continue;
		const fields = isUnsettled(before) ? fieldsOf(before, input, said.get(before.id)) : {};
		const after = changedRecord(before, fields);
		records.set(before.id, after);
		if (after !== before) changes.push({ object: message, before, after, item: input.item, emits: [`message.${String(after.status)}`] });
		decided.push({ index, record: after, repeated: after === before });
		await breathe();
	}
	const settled = changes.map(({ after, item }) => ({ record: after, item }));
	await writeChanges(tx, [...changes, ...(await endedStaffTasks(tx, settled))]);
	await cancelByRecord(
		tx,
		changes.map(({ after: { id } }) => ({ object: 'message', id, kinds: ['message.check'] })),
	);
	const pending = decided.filter(({ record }) => said.get(record.id)?.status === 'pending').map(({ record }) => record);
	await scheduleNextChecks(tx, pending);
	for (const { index, record, repeated } of decided) batch.done(index, outcomeOf(record, { repeated }));
}

function fieldsOf(before: CrmRecord, { verdict, saidBy }: ResolveInput, said: CheckResult | undefined): Readonly<Record<string, unknown>> {
	if (verdict === 'sent') return { status: 'sent', sentAt: before.sentAt ?? before.at, resolvedBy: saidBy?.slice(0, 100) };
	if (verdict === 'notSent') return { ...notSentFields(before), resolvedBy: saidBy?.slice(0, 100) };
	if (said?.status === 'notSent') return notSentFields(before, said.fault);
	if (said?.status === 'sent') return { status: 'sent', sentAt: before.sentAt ?? before.at };
	return said?.status === 'delivered' ? { status: 'delivered', sentAt: before.sentAt ?? before.at, deliveredAt: clock.iso() } : {};
}

const settled = ({ status }: CrmRecord): CrmError => {
	const state = stateText(String(status));
	return new CrmError(
		'TransitionRefused',
		{
			en: `It is known what became of this message: it is ${state.en.toLowerCase()}`,
			'zh-CN': `该消息的结果已明确：状态为“${state['zh-CN']}”`,
		},
		{ hint: { en: 'Choose a message whose status is Unclear.', 'zh-CN': '请选择状态为“结果不明”的消息。' }, field: 'messageId' },
	);
};

const noWitness = () =>
	new CrmError(
		'ValidationFailed',
		{ en: 'It must be said who found out', 'zh-CN': '必须填写由谁确认' },
		{ hint: { en: 'Fill in Said By, such as a name.', 'zh-CN': '请在“确认人”中填写姓名。' }, field: 'saidBy' },
	);
