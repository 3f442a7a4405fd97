import { clock } from '../clock';
import type { Outcome } from '../context';
import type { NewWork, Scheduled, ScheduleInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, notFound, type Session } from '../records';
import { isObjectName } from '../schema/parseFields';
import type { ObjectName } from '../schema/types';
import type { Text } from '../text';
import { Bindings, breathe, chunksOf, keptKey, newId, recordsById, withRows, type StoreTx } from '../store';
import { isKind } from './kinds';
import { selectedWork, workColumns, workOf, type WorkRow } from './row';

const maxPayload = 4000;

const storedTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const isTime = (value: unknown): boolean => typeof value === 'string' && storedTime.test(value) && !Number.isNaN(Date.parse(value));

const wrong = (field: string, text: Text) =>
	new CrmError('ValidationFailed', text, {
		hint: { en: 'Correct the input.', 'zh-CN': '请修改输入。' },
		field,
		problems: [{ field, message: text }],
	});

/** What is wrong with an item; undefined for a good one. */
function faultOf(work: NewWork): CrmError | undefined {
	if (!isKind(work.kind))
		return wrong('kind', {
			en: 'The kind of due work is unknown, or its name is missing or longer than 100 characters',
			'zh-CN': '到期事项类型未知，或名称为空、超过 100 个字符',
		});
	if (JSON.stringify(work.payload ?? null).length > maxPayload)
		return wrong('payload', { en: `The data is longer than ${maxPayload} characters`, 'zh-CN': `数据超过 ${maxPayload} 个字符` });
	return timeFault(work);
}

/** What is wrong with an item's times. */
export function timeFault({ dueAt, notAfter }: Pick<NewWork, 'dueAt' | 'notAfter'>): CrmError | undefined {
	if (!isTime(dueAt)) return wrong('dueAt', { en: 'The due time is not a time', 'zh-CN': '到期时间不是有效的时间' });
	if (notAfter != null && !(isTime(notAfter) && notAfter >= dueAt))
		return wrong('notAfter', {
			en: 'The time after which it is late must be a time, and not before the due time',
			'zh-CN': '最晚时间应为有效时间，且不能早于到期时间',
		});
	return undefined;
}

/** A row of work that nobody had yet. */
export const newRow = (work: NewWork, now: string): WorkRow => {
	const id = newId();
	return {
		id,
		kind: work.kind,
		key: work.key ?? id,
		object: work.object ?? null,
		recordId: work.recordId ?? null,
		dueAt: work.dueAt,
		notAfter: work.notAfter ?? null,
		state: 'waiting',
		nextAt: work.dueAt,
		lease: null,
		attempts: 0,
		interruptions: 0,
		payload: work.payload ? JSON.stringify(work.payload) : null,
		reason: null,
		updatedAt: now,
		closedAt: null,
	};
};

const before = `INSERT INTO "crm_due" (${workColumns.map((name) => `"${name}"`).join(', ')})`;
const after = ' ON CONFLICT DO NOTHING';
const places = [...workColumns.keys()];

/**
 * Schedules work in the caller's transaction, which also wakes whoever gets it; one answer per item, in their order. An
 * item whose kind and key are known stays as it is, done or not: {@link rescheduleByKey} moves it.
 *
 * @throws CrmError ValidationFailed
 */
export async function scheduleWork(tx: StoreTx, works: readonly NewWork[]): Promise<Scheduled[]> {
	const now = clock.iso();
	const rows: WorkRow[] = [];
	for (const work of works) {
		const fault = faultOf(work);
		if (fault) throw fault;
		rows.push(newRow(work, now));
		await breathe();
	}
	tx.hasNews = true;
	const cells = rows.map((row) => workColumns.map((name) => row[name]));
	await withRows(tx, { before, after }, cells, places);
	const stored = await byKey(
		tx,
		works.flatMap(({ kind, key }) => (key === undefined ? [] : [[kind, key] as const])),
	);
	return rows.map((row) => {
		const there = stored.get(placeOf(row)) ?? row;
		return { work: workOf(there, now), repeated: there.id !== row.id };
	});
}

const placeOf = ({ kind, key }: Pick<WorkRow, 'kind' | 'key'>): string => `${kind} ${key}`;

/** Rows by kind and key. */
export async function byKey(tx: StoreTx, keys: ReadonlyArray<readonly [kind: string, key: string]>): Promise<Map<string, WorkRow>> {
	const found = new Map<string, WorkRow>();
	for (const chunk of chunksOf(keys, 240)) {
		const bindings = new Bindings(tx);
		// Driven by the wanted keys, so that each is one look-up in the index.
		const rows = await tx.query<WorkRow>(
			`SELECT ${selectedWork('d')} FROM ${bindings.rows(chunk as unknown as unknown[][], { kind: 'text', key: 'text' })} w
			CROSS JOIN "crm_due" d WHERE d."kind" = w."kind" AND d."key" = w."key"`,
			bindings.values,
		);
		for (const row of rows) found.set(placeOf(row), row);
		await breathe();
	}
	return found;
}

/** Schedules what users ask for: records must be there and theirs to see; their keys may hold anything, and only a hash stays. */
export async function scheduleInputs(session: Session, inputs: readonly ScheduleInput[]): Promise<Array<Outcome<Scheduled>>> {
	const batch = new Batch<ScheduleInput, Scheduled>(inputs);
	for (const [index, input] of inputs.entries()) {
		const fault = faultOf(input) ?? recordFault(input);
		if (fault) batch.fail(index, fault);
		await breathe();
	}
	return await session.store.write(session.context, async (tx) => {
		await checkRecords(tx, session, batch);
		batch.settle(session.context.partial);
		const open = [...inputs.keys()].filter((index) => batch.isOpen(index));
		const works = open.map((index): NewWork => {
			const { item, key, ...work } = inputs[index];
			return { ...work, ...(key !== undefined && { key: keptKey('work', key) }) };
		});
		const scheduled = await scheduleWork(tx, works);
		for (const [at, index] of open.entries()) batch.done(index, scheduled[at]);
		return batch.outcomes();
	});
}

function recordFault({ object, recordId }: NewWork): CrmError | undefined {
	if ((object ?? null) === null && (recordId ?? null) === null) return undefined;
	if (typeof object === 'string' && isObjectName(object) && typeof recordId === 'string') return undefined;
	return wrong('recordId', { en: 'A record needs its type and its ID', 'zh-CN': '记录需要同时给出类型和 ID' });
}

async function checkRecords(tx: StoreTx, session: Session, batch: Batch<ScheduleInput, Scheduled>): Promise<void> {
	const wanted = new Map<ObjectName, number[]>();
	for (const [index, { object, recordId }] of batch.inputs.entries())
		if (batch.isOpen(index) && object && recordId) wanted.set(object, [...(wanted.get(object) ?? []), index]);
	for (const [name, indexes] of wanted) {
		const object = session.objects.get(name);
		const ids = indexes.map((index) => batch.inputs[index].recordId as string);
		const records = await recordsById(tx, object, { ids, scope: session.context.scope });
		for (const index of indexes) {
			const record = records.get(batch.inputs[index].recordId as string);
			if (!record || record.deletedAt !== null)
				batch.fail(index, notFound(object, batch.inputs[index].recordId as string, record !== undefined));
		}
	}
}
