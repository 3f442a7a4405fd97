import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CrmRecord, IdInput, ScorePart } from '../crm';
import { CrmError } from '../errors';
import { Batch, notFound, type Session } from '../records';
import { parseFields, validationFailed } from '../schema/parseFields';
import { breathe, changedRecord, recordsById, writeChanges, type Change, type StoreTx } from '../store';
import { engagementOf } from './engagement';
import { leadLifecycle } from './lead.lifecycle';
import { scoringModel } from './policies';
import { scoreLead } from './score';

interface Scored {
	readonly lead: CrmRecord;
	readonly score: number;
	readonly parts: ScorePart[];
}

async function liveLeads<T>(tx: StoreTx, session: Session, batch: Batch<IdInput, T>): Promise<Map<string, CrmRecord>> {
	const lead = session.objects.get('lead');
	const found = await recordsById(tx, lead, { ids: batch.inputs.map((input) => input.id), scope: session.context.scope, lock: 'change' });
	for (const [index, input] of batch.inputs.entries()) {
		const record = found.get(input.id);
		if (!record || record.deletedAt !== null) batch.fail(index, notFound(lead, input.id, record !== undefined));
		await breathe();
	}
	return found;
}

/** Scores leads anew by a model; the score decays, so it is worth doing now and then. */
export async function scoreLeads(
	session: Session,
	inputs: readonly IdInput[],
	options: { model?: string },
): Promise<Array<Outcome<Scored>>> {
	const batch = new Batch<IdInput, Scored>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const model = await scoringModel(tx, session.objects.get('lead'), options.model);
		if (!model) throw noModel();
		const leads = await liveLeads(tx, session, batch);
		batch.settle(session.context.partial);
		const events = await engagementOf(tx, [...leads.keys()]);
		const changes = new Map<string, Change>();
		for (const [index, input] of inputs.entries()) {
			const before = leads.get(input.id);
			if (!before || !batch.isOpen(index)) continue;
			const { score, parts } = scoreLead(before, events.get(input.id) ?? [], model, clock.now());
			const unchanged = before.score === score && JSON.stringify(before.scoreParts) === JSON.stringify(parts);
			const after = unchanged ? before : changedRecord(before, { score, scoreParts: parts, scoredAt: clock.iso() });
			if (!unchanged)
				changes.set(input.id, { object: session.objects.get('lead'), before, after, item: input.item, emits: ['lead.scored'] });
			batch.done(index, { lead: after, score, parts });
			await breathe();
		}
		await writeChanges(tx, [...changes.values()]);
		return batch.outcomes();
	});
}

const noModel = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no active scoring model', 'zh-CN': '没有启用的评分模型' },
		{ hint: { en: 'Make one with Scoring Model → Define in a CRM Lead node.', 'zh-CN': '请在“CRM 线索”节点中用“评分模型 → 定义”创建。' } },
	);

type Verb = 'qualify' | 'disqualify';

interface VerbInput extends IdInput {
	readonly fields?: Readonly<Record<string, unknown>>;
}

/** Moves leads along their lifecycle; a step that is not allowed says from where and why. */
export async function moveLeads(session: Session, verb: Verb, inputs: readonly VerbInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<VerbInput, CrmRecord>(inputs);
	const lead = session.objects.get('lead');
	const allowReadOnly = new Set(['disqualifyReason', 'disqualifyDetail']);
	const parsed: Array<Record<string, unknown>> = [];
	for (const [index, input] of inputs.entries()) {
		const { fields, problems } = parseFields(lead, input.fields ?? {}, { mode: 'update', allowReadOnly });
		if (problems.length > 0) batch.fail(index, validationFailed(lead, problems));
		parsed.push(fields);
		await breathe();
	}
	return await session.store.write(session.context, async (tx) => {
		const leads = await liveLeads(tx, session, batch);
		const changes: Change[] = [];
		for (const [index, input] of inputs.entries()) {
			await breathe();
			const before = leads.get(input.id);
			if (!before || !batch.isOpen(index)) continue;
			const step = tryStep(before, verb);
			if (step instanceof CrmError) {
				batch.fail(index, step);
				continue;
			}
			const after = changedRecord(before, { ...parsed[index], status: step.to });
			leads.set(input.id, after);
			changes.push({ object: lead, before, after, item: input.item, emits: step.emits ? [step.emits] : [] });
		}
		batch.settle(session.context.partial);
		await writeChanges(tx, changes);
		for (const [index, input] of inputs.entries()) if (batch.isOpen(index)) batch.done(index, leads.get(input.id) as CrmRecord);
		return batch.outcomes();
	});
}

function tryStep(record: CrmRecord, verb: Verb): { to: string; emits?: string } | CrmError {
	try {
		return leadLifecycle.apply(record as { status: 'new' } & CrmRecord, verb);
	} catch (error) {
		if (error instanceof CrmError) return error;
		throw error;
	}
}

/** Checks a reason given by a user before anything is read: disqualifying without one helps nobody later. */
export const reasonFields = (input: { reason: string; detail?: string }): Record<string, unknown> => ({
	disqualifyReason: input.reason,
	...(input.detail === undefined ? {} : { disqualifyDetail: input.detail }),
});
