import type { CrmRecord } from '../../../core/crm';
import type { ObjectName } from '../../../core/schema/types';
import { dayAt } from '../../../core/day';
import type { TestCrm } from '../../support/testCrm';
import { all, cadenceSteps, type World } from './world';

type Fault = string;

/** Every way from one state to another, as the issue and the guides say: independent of the product's own tables. */
const legal: Readonly<Partial<Record<ObjectName, { field: string; first: string; steps: readonly string[] }>>> = {
	contract: {
		field: 'status',
		first: 'draft',
		steps: [
			'draft inApproval',
			'rejected inApproval',
			'inApproval approved',
			'inApproval rejected',
			'inApproval draft',
			// Nobody had to be asked.
			'draft approved',
			'rejected approved',
			'approved signed',
			'signed active',
			'active completed',
			'approved terminated',
			'signed terminated',
			'active terminated',
		],
	},
	approval: { field: 'status', first: 'pending', steps: ['pending approved', 'pending rejected', 'pending recalled'] },
	approvalTask: { field: 'state', first: 'waiting', steps: ['waiting approved', 'waiting rejected', 'waiting closed'] },
	enrolment: {
		field: 'status',
		first: 'active',
		steps: ['active paused', 'paused active', 'active finished', 'paused finished', 'active exited', 'paused exited'],
	},
};

interface LoggedChange {
	readonly object: ObjectName;
	readonly recordId: string;
	readonly kind: string;
	readonly changes: string;
}

/** Every record has come to its state step by step, and the log tells each of them. */
async function pathFaults(crm: TestCrm): Promise<Fault[]> {
	const faults: Fault[] = [];
	for (const [name, { field, first, steps }] of Object.entries(legal)) {
		const at = new Map<string, string>();
		const rows = await crm.rows<LoggedChange>(
			'SELECT "object", "recordId", "kind", "changes" FROM "crm_event" WHERE "object" = ? ORDER BY "seq"',
			[name],
		);
		for (const { recordId, changes } of rows) {
			const [from, to] = (JSON.parse(changes) as Record<string, [string | null, string]>)[field] ?? [];
			if (to === undefined) continue;
			const before = at.get(recordId);
			const isFirst = before === undefined;
			const step = `${from ?? ''} ${to}`;
			if (isFirst ? to !== first && !(name === 'approval' && to === 'approved') : !steps.includes(step) || before !== from)
				faults.push(`${name} ${recordId} went from ${String(before)} by "${step}"`);
			at.set(recordId, to);
		}
		for (const record of await all(crm, name as ObjectName))
			if (at.get(record.id) !== record[field])
				faults.push(`${name} ${record.id} is ${String(record[field])}, the log says ${String(at.get(record.id))}`);
	}
	return faults;
}

/** The numbers of a year go from one on without a gap, deleted contracts among them. */
async function numberFaults(crm: TestCrm): Promise<Fault[]> {
	const numbers = (await all(crm, 'contract')).map(({ number }) => String(number)).sort();
	const wanted = [...Map.groupBy(numbers, (number) => number.slice(0, 8))].flatMap(([prefix, list]) =>
		list.map((_, i) => prefix + String(i + 1).padStart(6, '0')),
	);
	return numbers.flatMap((number, i) => (number === wanted[i] ? [] : [`number ${number} in place of ${wanted[i]}`]));
}

const cents = (amount: unknown): bigint => BigInt(String(amount ?? '0').replace('.', ''));
const sum = (list: readonly CrmRecord[], field: string): bigint => list.reduce((total, record) => total + cents(record[field]), 0n);

/** Totals are those of the lines, and net and tax make the amount. */
async function totalFaults(crm: TestCrm): Promise<Fault[]> {
	const lines = Map.groupBy(
		(await all(crm, 'contractProduct')).filter(({ deletedAt }) => deletedAt === null),
		({ contractId }) => String(contractId),
	);
	return (await all(crm, 'contract')).flatMap(({ id, amount, netAmount, taxAmount }) => {
		const own = lines.get(id) ?? [];
		if (own.length === 0) return [];
		const good =
			cents(amount) === sum(own, 'lineTotal') &&
			cents(netAmount) === sum(own, 'lineNet') &&
			cents(amount) === cents(netAmount) + cents(taxAmount);
		return good ? [] : [`contract ${id}: ${String(amount)} is not the sum of its lines`];
	});
}

const wasApproved = new Set(['approved', 'signed', 'active', 'completed', 'terminated']);

/** Whoever had to decide has decided, nobody about their own, and each once. */
async function approvalFaults(crm: TestCrm): Promise<Fault[]> {
	const faults: Fault[] = [];
	const [approvals, tasks, decisions, contracts] = [
		await all(crm, 'approval'),
		Map.groupBy(await all(crm, 'approvalTask'), ({ approvalId }) => String(approvalId)),
		Map.groupBy(await all(crm, 'approvalDecision'), ({ approvalId }) => String(approvalId)),
		await all(crm, 'contract'),
	];
	for (const { id, status } of contracts) {
		const own = approvals.filter(({ recordId }) => recordId === id);
		const pending = own.filter((one) => one.status === 'pending').length;
		if (pending !== (status === 'inApproval' ? 1 : 0)) faults.push(`contract ${id} is ${String(status)} with ${pending} pending approvals`);
		if (wasApproved.has(String(status)) && own.filter((one) => one.status === 'approved').length !== 1)
			faults.push(`contract ${id} is ${String(status)} without one approval`);
	}
	for (const approval of approvals)
		faults.push(...decisionFaults(approval, tasks.get(approval.id) ?? [], decisions.get(approval.id) ?? []));
	return faults;
}

function decisionFaults(approval: CrmRecord, tasks: readonly CrmRecord[], decisions: readonly CrmRecord[]): Fault[] {
	const fault = (what: string): Fault => `approval ${approval.id} (${String(approval.status)}): ${what}`;
	const faults: Fault[] = [];
	const yes = decisions.filter(({ verdict }) => verdict === 'approved');
	const no = decisions.filter(({ verdict }) => verdict === 'rejected');
	if (approval.status !== 'pending' && tasks.some(({ state }) => state === 'waiting')) faults.push(fault('somebody is still waited for'));
	if (approval.status === 'pending' && !tasks.some(({ state }) => state === 'waiting')) faults.push(fault('nobody is waited for'));
	if (no.length > (approval.status === 'rejected' ? 1 : 0)) faults.push(fault(`${no.length} rejections`));
	if (approval.status === 'rejected' && no.some(({ reason, place }) => !reason && place !== 'deadline'))
		faults.push(fault('a rejection without a reason'));
	if (!approval.allowOwn && [...yes, ...no].some(({ byId }) => byId !== null && byId === approval.submitterId))
		faults.push(fault('decided by its submitter'));
	const decided = [...yes, ...no].flatMap(({ taskId }) => taskId ?? []);
	if (new Set(decided).size !== decided.length) faults.push(fault('one task decided twice'));
	if (approval.status !== 'approved') return faults;
	const steps = (approval.steps ?? []) as ReadonlyArray<{ mode?: string; approverIds: readonly string[] }>;
	if (steps.length === 0 && !yes.some(({ place }) => place === 'rule')) faults.push(fault('approved by nobody, and no rule says so'));
	for (const [i, { mode }] of steps.entries()) {
		const asked = tasks.filter(({ step }) => step === i + 1);
		const given = yes.filter(({ step }) => step === i + 1);
		const byDeadline = given.some(({ place }) => place === 'deadline');
		const enough = mode === 'all' && !byDeadline ? given.length === asked.length : given.length >= 1;
		if (!enough || asked.length === 0) faults.push(fault(`step ${i + 1} (${String(mode)}): ${given.length} of ${asked.length} approved`));
	}
	return faults;
}

interface Reached {
	readonly enrolmentId: string;
	readonly step: string;
	readonly reachedAt: string;
}

/** Steps come once and forwards; who is inside waits for one thing, who is not for none. */
async function cadenceFaults({ crm }: World): Promise<Fault[]> {
	const faults: Fault[] = [];
	const reached = await crm.rows<Reached>(
		'SELECT "enrolmentId", "step", "reachedAt" FROM "crm_enrolment_step" ORDER BY "enrolmentId", "reachedAt", "step"',
	);
	for (const [id, list] of Map.groupBy(reached, ({ enrolmentId }) => enrolmentId)) {
		const places = list.map(({ step }) => cadenceSteps.indexOf(step));
		if (places.some((place, i) => i > 0 && place <= places[i - 1]))
			faults.push(`enrolment ${id}: ${list.map(({ step }) => step).join(' ')}`);
	}
	const work = await crm.rows<{ id: string }>(
		`SELECT "id" FROM "crm_due" WHERE "kind" LIKE 'cadence.%' AND "closedAt" IS NULL AND "state" <> 'dead'`,
	);
	const waiting = new Set(work.map(({ id }) => id));
	const dead = new Set((await crm.rows<{ id: string }>(`SELECT "id" FROM "crm_due" WHERE "state" = 'dead'`)).map(({ id }) => id));
	const unfinished = await crm.rows<{ id: string }>('SELECT "enrolmentId" AS id FROM "crm_enrolment_step" WHERE "doneAt" IS NULL');
	const atStep = new Set(unfinished.map(({ id }) => id));
	const leads = new Map((await all(crm, 'lead')).map((lead) => [lead.id, lead]));
	const open = new Set<string>();
	for (const { id, status, cadenceId, leadId, contactId, endedAt, nextAt } of await all(crm, 'enrolment')) {
		const isOpen = status === 'active' || status === 'paused';
		const isAtStep = atStep.has(id);
		if (status === 'active' && !waiting.has(id) && !dead.has(id) && !isAtStep)
			faults.push(`enrolment ${id} is active and waits for nothing`);
		if (status !== 'active' && waiting.has(id)) faults.push(`enrolment ${id} is ${String(status)} and something comes due`);
		if (isOpen === (endedAt !== null) || (!isOpen && nextAt !== null))
			faults.push(`enrolment ${id}: ${String(status)}, ended ${String(endedAt)}, next ${String(nextAt)}`);
		if (isOpen && leads.get(String(leadId))?.deletedAt) faults.push(`enrolment ${id} of a deleted lead is open`);
		const place = `${String(cadenceId)} ${String(leadId ?? contactId)}`;
		if (isOpen && open.has(place)) faults.push(`${place} is in twice`);
		if (isOpen) open.add(place);
	}
	return faults;
}

/** Nobody gets a step twice, nor two messages of cadences on one day. */
async function messageFaults(crm: TestCrm): Promise<Fault[]> {
	const sent = (await all(crm, 'message')).filter(({ direction, status }) => direction === 'outbound' && status === 'sent');
	const days = Map.groupBy(sent, ({ recordId, at }) => `${String(recordId)} on ${dayAt(Date.parse(String(at)), 'Asia/Shanghai')}`);
	const keys = Map.groupBy(sent, ({ key }) => String(key));
	return [...days, ...keys].flatMap(([what, list]) => (list.length > 1 ? [`${list.length} messages: ${what}`] : []));
}

/** All that is wrong with what is stored; empty when nothing is. */
export async function faultsOf(world: World): Promise<Fault[]> {
	const { crm } = world;
	return [
		...(await pathFaults(crm)),
		...(await numberFaults(crm)),
		...(await totalFaults(crm)),
		...(await approvalFaults(crm)),
		...(await cadenceFaults(world)),
		...(await messageFaults(crm)),
	];
}
