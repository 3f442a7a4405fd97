import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CrmRecord, LogInput } from '../crm';
import type { Problem } from '../errors';
import { leadLifecycle } from '../leads';
import { Batch, checkReferences, repeatsWithin, type Session } from '../records';
import { objects } from '../schema/objects';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import {
	breathe,
	changedRecord,
	firstResults,
	keepResults,
	keptKeys,
	newRecord,
	recordsById,
	writeChanges,
	type Change,
	type StoreTx,
} from '../store';

const activity = objects.get('activity');
const task = objects.get('task');
const operation = 'activity.log';
/** The records a follow-up can be about; the first one given owns the next task. */
const subjects = [
	['leadId', objects.get('lead')],
	['customerId', objects.get('customer')],
	['contactId', objects.get('contact')],
	['opportunityId', objects.get('opportunity')],
] as const satisfies ReadonlyArray<readonly [string, CrmObject]>;

interface Logged {
	readonly activity: CrmRecord;
	readonly task?: CrmRecord;
}

interface Entry {
	readonly index: number;
	readonly activity: CrmRecord;
}

/** Logs follow-ups: the activity, the record's `lastActivityAt`, a new lead's first step, and the next task. */
export async function logActivities(session: Session, inputs: readonly LogInput[]): Promise<Array<Outcome<Logged>>> {
	const batch = new Batch<LogInput, Logged>(inputs);
	const now = clock.iso();
	const parsed: Array<Record<string, unknown>> = [];
	for (const [index, input] of inputs.entries()) {
		const { fields, problems } = parseFields(activity, { ...input.fields, at: input.fields.at ?? now }, { mode: 'create' });
		const all = [...problems, ...stepProblems(fields)];
		if (all.length > 0) batch.fail(index, validationFailed(activity, all));
		parsed.push(fields);
		await breathe();
	}
	return await session.store.write(session.context, async (tx) => {
		await answerRepeated(tx, session, batch);
		const repeats = repeatsWithin(batch);
		for (const index of repeats.keys()) batch.reserve(index);
		const entries = [...inputs.keys()]
			.filter((index) => batch.isOpen(index))
			.map((index): Entry => ({ index, activity: newRecord(activity, parsed[index]) }));
		await checkReferences(
			tx,
			activity,
			entries.map((entry) => ({ index: entry.index, after: entry.activity })),
			{ scope: session.context.scope, fail: (index, error) => batch.fail(index, error) },
		);
		batch.settle(session.context.partial);
		await write(
			tx,
			{ session, batch },
			entries.filter((entry) => batch.isOpen(entry.index)),
		);
		for (const [index, first] of repeats) batch.copy(index, first);
		return batch.outcomes();
	});
}

function stepProblems(fields: Readonly<Record<string, unknown>>): Problem[] {
	const problems: Problem[] = [];
	if (subjects.every(([name]) => fields[name] == null)) {
		problems.push({
			field: 'leadId',
			message: {
				en: 'is needed: say which lead, customer, contact or opportunity this is about',
				'zh-CN': '为必填项：请选择该跟进所属的线索、客户、联系人或商机',
			},
		});
	}
	if (fields.nextStepOn != null && fields.nextStep == null) {
		problems.push({ field: 'nextStep', message: { en: 'is needed when there is a date for it', 'zh-CN': '填写了日期时，下一步为必填项' } });
	}
	return problems;
}

async function answerRepeated(tx: StoreTx, session: Session, batch: Batch<LogInput, Logged>): Promise<void> {
	const keys = await keptKeys(operation, batch.inputs);
	const kept = await firstResults<{ id: string; taskId?: string }>(tx, keys);
	if (kept.size === 0) return;
	const { scope } = session.context;
	const activities = await recordsById(tx, activity, { ids: [...kept.values()].map((result) => result.id), scope });
	const tasks = await recordsById(tx, task, { ids: [...kept.values()].flatMap((result) => result.taskId ?? []), scope });
	for (const [index, key] of keys.entries()) {
		const result = kept.get(key ?? '');
		const record = activities.get(result?.id ?? '');
		if (record) batch.done(index, { activity: record, task: tasks.get(result?.taskId ?? '') });
	}
}

async function write(
	tx: StoreTx,
	{ session, batch }: { session: Session; batch: Batch<LogInput, Logged> },
	entries: readonly Entry[],
): Promise<void> {
	const changes: Change[] = [];
	const owners = new Map<string, unknown>();
	for (const [field, object] of subjects) {
		const about = await touched(tx, { session, object, field, entries, batch });
		changes.push(...about.changes);
		for (const [id, owner] of about.owners) owners.set(id, owner);
	}
	const keys = await keptKeys(operation, batch.inputs);
	const results = [];
	for (const { index, activity: record } of entries) {
		const { item } = batch.inputs[index];
		const key = keys[index];
		const next = nextTask(record, owners);
		changes.push({ object: activity, after: record, item });
		if (next) changes.push({ object: task, after: next, item, emits: next.assigneeId === null ? [] : ['task.assigned'] });
		if (key !== undefined) results.push({ key, result: { id: record.id, taskId: next?.id } });
		batch.done(index, { activity: record, task: next });
		await breathe();
	}
	await writeChanges(tx, changes);
	await keepResults(tx, results);
}

/** The records that the activities are about, with the time of the last one; a new lead's work has begun. */
async function touched(
	tx: StoreTx,
	about: { session: Session; object: CrmObject; field: string; entries: readonly Entry[]; batch: Batch<LogInput, Logged> },
): Promise<{ changes: Change[]; owners: Map<string, unknown> }> {
	const { object, field, entries, batch } = about;
	const ids = entries.flatMap((entry) => (typeof entry.activity[field] === 'string' ? [entry.activity[field]] : []));
	const records = await recordsById(tx, object, { ids, scope: about.session.context.scope, lock: 'change' });
	const changes = new Map<string, Change>();
	for (const entry of entries) {
		const before = records.get(String(entry.activity[field]));
		// A note is written about someone, not a contact with them.
		if (!before || entry.activity.method === 'note') continue;
		const current = changes.get(before.id)?.after ?? before;
		const last = [current.lastActivityAt, entry.activity.at]
			.filter((at) => typeof at === 'string')
			.sort()
			.at(-1);
		const begun =
			object.name === 'lead' && current.status === 'new' ? { status: leadLifecycle.apply({ status: 'new' }, 'startWork').to } : {};
		const after = changedRecord(current, { lastActivityAt: last, ...begun });
		if (after !== current)
			changes.set(before.id, { object, before, after: { ...after, version: before.version + 1 }, item: batch.inputs[entry.index].item });
		await breathe();
	}
	return { changes: [...changes.values()], owners: new Map([...records].map(([id, record]) => [id, record.ownerId])) };
}

/** The task that reminds of the next step: for whoever did this one, else for the owner of the record. */
function nextTask(record: CrmRecord, owners: ReadonlyMap<string, unknown>): CrmRecord | undefined {
	if (record.nextStep === null) return undefined;
	const about = subjects.map(([name]) => record[name]).find((id) => id !== null);
	const { fields, problems } = parseFields(
		task,
		{
			subject: [...String(record.nextStep)].slice(0, 300).join(''),
			kind: 'nextStep',
			dueOn: record.nextStepOn,
			assigneeId: record.userId ?? owners.get(String(about)),
			leadId: record.leadId,
			customerId: record.customerId,
			contactId: record.contactId,
			opportunityId: record.opportunityId,
			activityId: record.id,
		},
		{ mode: 'create' },
	);
	if (problems.length > 0) throw validationFailed(task, problems);
	return newRecord(task, fields);
}
