import { CrmError } from '../../../core/errors';
import type { Outcome } from '../../../core/context';
import type { CrmRecord, StepResult } from '../../../core/crm';
import { clock } from '../../../core/clock';
import { inputsOf } from '../../support/testCrm';
import { all, cadenceSteps, type World } from './world';

/** What somebody does; it may well be something that is refused. */
type Operation = (world: World) => Promise<unknown>;

/** One of those records, unless there is none. */
async function withOne<T>(
	{ chance }: World,
	records: Promise<readonly CrmRecord[]>,
	work: (record: CrmRecord) => Promise<T>,
): Promise<T | undefined> {
	const list = await records;
	return list.length > 0 ? await work(chance.one(list)) : undefined;
}

const contractsIn = ({ crm }: World, ...statuses: string[]) => all(crm, 'contract', 'status', statuses);

const anyContract = (world: World) =>
	contractsIn(world, 'draft', 'inApproval', 'approved', 'rejected', 'signed', 'active', 'completed', 'terminated');

const draft: Operation = async ({ chance, crm, customers, products, users }) => {
	const line = () => ({
		productId: chance.one(products).id,
		quantity: chance.whole(1, 9),
		unitPrice: `${chance.whole(0, 99_999)}.${chance.whole(10, 99)}`,
		discountPercent: chance.one([0, 0, 5, 33.33]),
		// A hundred and one percent of tax is too much: that contract must take no number.
		taxRate: chance.one([13, 6, 0, 101]),
	});
	const contract = () => ({
		fields: { name: '购销合同', customerId: chance.one(customers).id, ownerId: chance.one(users).id },
		lines: Array.from({ length: chance.whole(0, 4) }, line),
	});
	return await crm.as({ partial: chance.is(0.5) }).contracts.draft(inputsOf(Array.from({ length: chance.whole(1, 4) }, contract)));
};

const change: Operation = async (world) =>
	await withOne(world, anyContract(world), async ({ id }) => {
		const { chance, crm, products } = world;
		if (chance.is(0.2)) return await crm.records.delete('contract', [{ item: 0, id }]);
		const fields = { contractId: id, productId: chance.one(products).id, quantity: chance.whole(1, 5) };
		if (chance.is(0.5)) return await crm.records.create('contractProduct', [{ item: 0, fields }]);
		return await crm.records.update('contract', [{ item: 0, id, fields: { paymentTerms: `${clock.iso()} 前付清` } }]);
	});

const stepContract: Operation = async (world) =>
	await withOne(world, anyContract(world), async ({ id }) => {
		const { chance, crm } = world;
		const verb = chance.one(['seal', 'sign', 'sign', 'activate', 'complete', 'terminate'] as const);
		// Nobody signs, seals or ends a contract without saying more.
		const said = { sign: { customerSignatory: '徐静' }, terminate: { terminationReason: '客户取消' }, seal: { sealKind: 'contract' } };
		const fields = chance.is(0.5) || verb === 'activate' || verb === 'complete' ? {} : said[verb];
		return await crm.contracts.step(verb, [{ item: 0, id, fields }]);
	});

const definePolicy: Operation = async ({ chance, crm, users }) => {
	const approver = () =>
		chance.one([
			{ kind: 'manager', level: chance.whole(1, 2) },
			{ kind: 'role', role: 'finance' },
			{ kind: 'user', userId: chance.one(users).id },
		]);
	const step = (_: unknown, i: number) => ({
		name: `第 ${i + 1} 步`,
		mode: chance.one(['all', 'first']),
		approvers: Array.from({ length: chance.whole(1, 2) }, approver),
		deadlineAmount: chance.whole(1, 20),
		deadlineUnit: 'hours',
		atDeadline: chance.one(['remind', 'escalate', 'approve', 'reject']),
	});
	const conditions = chance.is(0.3) ? [{ field: 'amount', operator: 'greaterThan', value: '100000' }] : [];
	const fields = {
		name: '合同审批',
		object: 'contract',
		conditions,
		allowOwn: chance.is(0.2),
		steps: Array.from({ length: chance.whole(1, 3) }, step),
	};
	return await crm.approvals.definePolicy([{ item: 0, fields }]);
};

const request: Operation = async (world) =>
	await withOne(world, anyContract(world), async ({ id }) => {
		const { chance, crm, users } = world;
		return await crm.approvals.request([{ item: 0, object: 'contract', id, submitterId: chance.one(users).id }]);
	});

const decide: Operation = async (world) =>
	await withOne(world, all(world.crm, 'approvalTask', 'state', ['waiting']), async ({ approvalId, approverId }) => {
		const { chance, crm, users } = world;
		const byId = chance.is(0.85) ? String(approverId) : chance.one(users).id;
		const verdict = chance.is(0.75) ? ('approve' as const) : ('reject' as const);
		const decision = { item: 0, approvalId: String(approvalId), byId, verdict, ...(chance.is(0.9) && { reason: '同意或不同意' }) };
		// A double click, and somebody else at the same moment.
		const others = chance.is(0.3) ? [{ ...decision }, { ...decision, byId: chance.one(users).id }] : [];
		return (await Promise.all([decision, ...others].map(async (each) => await settled(crm.approvals.decide([each]))))).flat();
	});

const passOn: Operation = async (world) =>
	await withOne(world, all(world.crm, 'approvalTask', 'state', ['waiting']), async ({ approvalId, approverId }) => {
		const { chance, crm, users } = world;
		if (chance.is(0.3)) return await crm.approvals.recall([{ item: 0, approvalId: String(approvalId) }]);
		return await crm.approvals.delegate([
			{ item: 0, approvalId: String(approvalId), approverId: String(approverId), toId: chance.one(users).id },
		]);
	});

const staff: Operation = async ({ chance, crm, users }) =>
	await crm.records.update('user', [
		{
			item: 0,
			id: chance.one(users).id,
			fields: chance.is(0.3) ? { active: false } : { active: true, substituteId: chance.one(users).id },
		},
	]);

const defineCadence: Operation = async ({ chance, crm }) => {
	const names = chance.some(cadenceSteps);
	const step = (name: string) => ({
		name,
		kind: chance.one(['message', 'message', 'task', 'call', 'wait']),
		template: '问候',
		delay: chance.whole(0, 3),
		delayUnit: chance.one(['minutes', 'hours', 'days', 'workingDays']),
	});
	const fields = { name: chance.one(['跟进 A', '跟进 B']), window: chance.one(['always', 'workingHours']), steps: names.map(step) };
	return await crm.cadences.define([{ item: 0, fields }]);
};

const enroll: Operation = async ({ chance, crm }) => {
	const fresh = chance.is(0.4) ? [await crm.given.lead({ name: '新线索' })] : [];
	const leads = [...chance.some(await all(crm, 'lead', 'status', ['new', 'working']), 0.3), ...fresh];
	const cadence = chance.one(['跟进 A', '跟进 B']);
	const call = async () => await settled(crm.cadences.enroll(inputsOf(leads.map(({ id }) => ({ cadence, object: 'lead' as const, id })))));
	// Two workflows that enrol the same people at the same time.
	return (await Promise.all([call(), ...(chance.is(0.2) ? [call()] : [])])).flat();
};

const openEnrolments = ({ crm }: World) => all(crm, 'enrolment', 'status', ['active', 'paused']);

const leave: Operation = async (world) =>
	await withOne(
		world,
		openEnrolments(world),
		async ({ id }) =>
			await world.crm.cadences[world.chance.one(['exit', 'pause', 'resume', 'resume'] as const)]([{ item: 0, enrolmentId: id }]),
	);

const completeStep: Operation = async (world) =>
	await withOne(world, openEnrolments(world), async ({ id }) => {
		const result = world.chance.one<StepResult>(['sent', 'refused', 'unclear', 'done', 'skipped']);
		return await world.crm.cadences.completeStep([{ item: 0, enrolmentId: id, result }]);
	});

const closeTask: Operation = async (world) =>
	await withOne(
		world,
		all(world.crm, 'task', 'status', ['open']),
		async ({ id }) =>
			await world.crm.records.update('task', [{ item: 0, id, fields: { status: world.chance.one(['done', 'cancelled']) } }]),
	);

const meet: Operation = async (world) =>
	await withOne(world, openEnrolments(world), async ({ leadId }) => {
		const { chance, crm } = world;
		const id = String(leadId);
		const what = chance.whole(1, 4);
		if (what === 1) return await crm.records.delete('lead', [{ item: 0, id }]);
		if (what === 2) return await crm.leads.convert([{ item: 0, id }]);
		if (what === 3)
			return await crm.consents.set([{ item: 0, object: 'lead', id, state: 'withdrawn', purposes: ['service', 'marketing'] }]);
		return await crm.engagement.log([{ item: 0, fields: { method: 'meeting', leadId: id } }]);
	});

/** What is done, and how often: most of all what has something to come of it. */
export const operations: ReadonlyArray<readonly [name: string, operation: Operation, weight: number]> = [
	['draft', draft, 4],
	['change', change, 2],
	['step of a contract', stepContract, 5],
	['define policy', definePolicy, 1],
	['request', request, 5],
	['decide', decide, 12],
	['delegate or recall', passOn, 2],
	['staff', staff, 1],
	['define cadence', defineCadence, 1],
	['enroll', enroll, 3],
	['leave', leave, 2],
	['complete step', completeStep, 1],
	['close task', closeTask, 5],
	['meet', meet, 2],
];

/** A call that is refused as a whole is an answer like any other. Anything but a CrmError is a bug. */
export async function settled<T>(call: Promise<ReadonlyArray<Outcome<T>>>): Promise<ReadonlyArray<Outcome<T>>> {
	try {
		return await call;
	} catch (error) {
		if (!(error instanceof CrmError) || error.code === 'StoreUnavailable') throw error;
		return [{ ok: false, error }];
	}
}
