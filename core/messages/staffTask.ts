import type { SendResult } from '../channels/channel';
import { cutBytes } from '../channels/cutBytes';
import type { CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { Bindings, changedRecord, formatOf, newRecord, recordsById, type Change, type StoreTx } from '../store';
import type { SendCall } from './call';

const task = objects.get('task');
const user = objects.get('user');

interface Awaiting {
	readonly record: CrmRecord;
	readonly result: SendResult;
	readonly item: number;
}

/** Objects that a message may be about, whose owner confirms it where the provider names no employee. */
const owned = [
	['customerId', 'customer'],
	['leadId', 'lead'],
	['opportunityId', 'opportunity'],
] as const;

/** For each message that an employee has to confirm a task for that employee, with the text to copy. */
export async function staffTasks(tx: StoreTx, { session }: SendCall, list: readonly Awaiting[]): Promise<Change[]> {
	if (list.length === 0) return [];
	const byWeCom = await usersByWeCom(
		tx,
		list.flatMap(({ result }) => senderOf(result) ?? []),
	);
	const owners = await ownersOf(
		tx,
		list.map(({ record }) => record),
	);
	const changes: Change[] = [];
	for (const { record, result, item } of list) {
		const assigneeId = byWeCom.get(senderOf(result) ?? '') ?? owners.get(record.id);
		const name = typeof record.recipientName === 'string' ? record.recipientName : '';
		const subject = record.language === 'en' ? `Confirm the message to ${name} in WeCom` : `请在企业微信中确认发送给${name}的消息`;
		const fields = {
			subject: subject.slice(0, 300),
			status: 'open',
			priority: 'normal',
			kind: 'other',
			detail: typeof record.body === 'string' ? cutBytes(record.body, 10_000) : null,
			assigneeId,
			leadId: record.leadId,
			customerId: record.customerId,
			contactId: record.contactId,
			opportunityId: record.opportunityId,
			messageId: record.id,
		};
		const after = newRecord(session.objects.get(task.name), fields);
		changes.push({ object: task, after, item, emits: assigneeId === undefined ? [] : ['task.assigned'] });
	}
	return changes;
}

/** Closes the tasks of messages of which it is known by now what became of them. */
export async function endedStaffTasks(
	tx: StoreTx,
	messages: ReadonlyArray<{ readonly record: CrmRecord; readonly item?: number }>,
): Promise<Change[]> {
	const settled = new Map(
		messages.flatMap(({ record, item }) => (record.status === 'awaitingStaff' ? [] : [[record.id, { record, item }]])),
	);
	if (settled.size === 0) return [];
	const bindings = new Bindings(tx);
	const format = formatOf(task);
	const rows = await tx.query(
		format.reading(
			`"crm_task" t WHERE ${bindings.among('t."messageId"', [...settled.keys()])} AND t."status" = 'open' AND t."deletedAt" IS NULL`,
		),
		bindings.values,
	);
	return rows.flatMap((row) => {
		const before = format.decode(row);
		const message = settled.get(String(before.messageId));
		if (!message) return [];
		const status = message.record.status === 'deferred' ? 'cancelled' : 'done';
		return [{ object: task, before, after: changedRecord(before, { status }), item: message.item, emits: [] }];
	});
}

/** The WeCom user ID of the employee who has to confirm. */
const senderOf = (result: SendResult): string | undefined => (result.status === 'awaitingStaff' ? result.data?.sender : undefined);

async function usersByWeCom(tx: StoreTx, ids: readonly string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const bindings = new Bindings(tx);
	const format = formatOf(user);
	const rows = await tx.query(
		format.reading(`"crm_user" t WHERE ${bindings.among('t."weComUserId"', [...new Set(ids)])} AND t."deletedAt" IS NULL`),
		bindings.values,
	);
	return new Map(rows.map((row) => [String(row.weComUserId), String(row.id)]));
}

/** The owners of what messages are about, by message. */
async function ownersOf(tx: StoreTx, records: readonly CrmRecord[]): Promise<Map<string, string>> {
	const owners = new Map<string, string>();
	for (const [field, name] of owned) {
		const left = records.filter(({ id, [field]: about }) => !owners.has(id) && typeof about === 'string');
		if (left.length === 0) continue;
		const ids = left.map((record) => String(record[field]));
		const found = await recordsById(tx, objects.get(name), { ids, scope: { kind: 'all' } });
		for (const record of left) {
			const owner = found.get(String(record[field]))?.ownerId;
			if (typeof owner === 'string') owners.set(record.id, owner);
		}
	}
	return owners;
}
