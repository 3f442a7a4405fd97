import type { Outcome } from '../context';
import type { AssignInput, CrmRecord } from '../crm';
import { CrmError } from '../errors';
import { assignByRule, assignmentRule } from '../leads';
import { assignedName, Batch, notFound, withAssignment, type Session } from '../records';
import type { CrmObject } from '../schema/types';
import { breathe, changedRecord, recordsById, writeChanges, type Change, type StoreTx } from '../store';

interface Assigned {
	readonly record: CrmRecord;
	readonly owner: CrmRecord;
}

function ownerField(object: CrmObject): string {
	if (object.scope && 'owner' in object.scope && !object.log) return object.scope.owner;
	throw new CrmError(
		'ValidationFailed',
		{ en: `${object.label.en} has no owner`, 'zh-CN': `${object.label['zh-CN']}没有负责人` },
		{ hint: { en: 'Choose leads, customers, contacts or tasks.', 'zh-CN': '请选择线索、客户、联系人或任务。' } },
	);
}

/** Gives records to a user, or to whom a rule chooses: present, and in turn or by open work. */
export async function assignRecords(session: Session, inputs: readonly AssignInput[]): Promise<Array<Outcome<Assigned>>> {
	const batch = new Batch<AssignInput, Assigned>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const records = await load(tx, session, batch);
		const chosen = await chooseOwners(tx, batch, records);
		const owners = await recordsById(tx, session.objects.get('user'), { ids: chosen.values(), scope: { kind: 'all' } });
		for (const [index, id] of chosen) {
			const owner = owners.get(id);
			if (!owner || owner.deletedAt !== null || owner.active === false) batch.fail(index, cannotOwn());
		}
		batch.settle(session.context.partial);
		const changes: Change[] = [];
		for (const [index, input] of inputs.entries()) {
			const before = records.get(input.id);
			if (!before || !batch.isOpen(index)) continue;
			const object = session.objects.get(input.object);
			const owner = owners.get(chosen.get(index) ?? '') as CrmRecord;
			const after = withAssignment(object, before, changedRecord(before, { [ownerField(object)]: owner.id }));
			records.set(input.id, after);
			if (after !== before) changes.push({ object, before, after, item: input.item, emits: assignedName(object, before, after) });
			batch.done(index, { record: after, owner });
			await breathe();
		}
		await writeChanges(tx, changes);
		return batch.outcomes();
	});
}

async function load(tx: StoreTx, session: Session, batch: Batch<AssignInput, Assigned>): Promise<Map<string, CrmRecord>> {
	const all = new Map<string, CrmRecord>();
	for (const name of new Set(batch.inputs.map((input) => input.object))) {
		const object = session.objects.get(name);
		ownerField(object);
		const ids = batch.inputs.filter((input) => input.object === name).map((input) => input.id);
		for (const [id, record] of await recordsById(tx, object, { ids, scope: session.context.scope, lock: 'change' })) all.set(id, record);
	}
	for (const [index, input] of batch.inputs.entries()) {
		const record = all.get(input.id);
		if (!record || record.deletedAt !== null)
			batch.fail(index, notFound(session.objects.get(input.object), input.id, record !== undefined));
		await breathe();
	}
	return all;
}

async function chooseOwners(
	tx: StoreTx,
	batch: Batch<AssignInput, Assigned>,
	records: ReadonlyMap<string, CrmRecord>,
): Promise<Map<number, string>> {
	const chosen = new Map<number, string>();
	const byRule = new Map<string, number[]>();
	for (const [index, input] of batch.inputs.entries()) {
		if (!batch.isOpen(index)) continue;
		const rule = input.rule ?? '';
		if (input.userId) chosen.set(index, input.userId);
		else if (byRule.has(rule)) byRule.get(rule)?.push(index);
		else byRule.set(rule, [index]);
	}
	for (const [name, indexes] of byRule) {
		const rule = await assignmentRule(tx, name || undefined);
		if (!rule) throw noRule();
		const assignments = await assignByRule(
			tx,
			rule,
			indexes.map((index) => records.get(batch.inputs[index].id) as CrmRecord),
		);
		assignments.forEach(({ userId, reason }, i) => (userId ? chosen.set(indexes[i], userId) : batch.fail(indexes[i], nobody(reason))));
	}
	return chosen;
}

const cannotOwn = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'The new owner does not exist, was deleted or has left', 'zh-CN': '新负责人不存在、已删除或已离职' },
		{ hint: { en: 'Choose an active user.', 'zh-CN': '请选择在职用户。' }, field: 'userId' },
	);

const noRule = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no active assignment rule', 'zh-CN': '没有启用的分配规则' },
		{
			hint: {
				en: 'Make one with Assignment Rule → Define in a CRM Lead node, or choose a user.',
				'zh-CN': '请在“CRM 线索”节点中用“分配规则 → 定义”创建，或直接选择用户。',
			},
			field: 'rule',
		},
	);

const nobody = (reason: { en: string; 'zh-CN': string }) =>
	new CrmError(
		'Refused',
		{ en: `Nobody could take this record (${reason.en})`, 'zh-CN': `没有可分配的人员（${reason['zh-CN']}）` },
		{
			hint: {
				en: 'Add active users to the team of the rule, or end their absences.',
				'zh-CN': '请为规则中的团队添加在岗用户，或结束其请假。',
			},
			field: 'rule',
			retryable: true,
		},
	);
