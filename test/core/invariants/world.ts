import type { CrmRecord, WorkItem } from '../../../core/crm';
import type { ObjectName } from '../../../core/schema/types';
import { clock } from '../../../core/clock';
import { outboxChannel } from '../../../core/channels/outbox/outbox';
import { openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { work, type Worker } from '../work/worker';
import type { Chance } from './chance';

/** A Monday, 9:00 in Shanghai. */
const start = '2026-03-02T01:00:00.000Z';

/** Steps that cadences are put together of, always in this order, so that going backwards shows. */
export const cadenceSteps = Array.from({ length: 8 }, (_, i) => `S${i + 1}`);

/** A small company with everything that random operations need, and two callers who do not know of each other. */
export interface World {
	readonly chance: Chance;
	readonly crm: TestCrm;
	readonly users: readonly CrmRecord[];
	readonly customers: readonly CrmRecord[];
	readonly products: readonly CrmRecord[];
	/** The workflows of due work: each sends, completes, or breaks off as chance has it. */
	readonly worker: Worker;
}

export async function openWorld(chance: Chance): Promise<World> {
	const crm = openTestCrm({ now: start });
	const boss = await crm.given.user({ name: '王强', role: 'admin' });
	const leader = await crm.given.user({ name: '李娜', role: 'manager', managerId: boss.id });
	const sellers = await several(3, (i) => crm.given.user({ name: `销售 ${i}`, role: 'sales', managerId: leader.id }));
	const finance = await several(2, (i) => crm.given.user({ name: `财务 ${i}`, role: 'finance', managerId: boss.id }));
	const customers = await several(3, (i) => crm.given.customer({ name: `客户 ${i}` }));
	const products = await several(4, (i) =>
		crm.given.product({ name: `产品 ${i}`, defaultPrice: `${i * 7}.${i}3`, taxRate: [13, 6, 9, 0][i] }),
	);
	const template = { name: '问候', purpose: 'service', versions: [{ language: 'zh-CN', body: '您好，{{name}}' }] };
	valueOf((await crm.messages.defineTemplate([{ item: 0, fields: template }]))[0]);
	const world = { chance, crm, users: [boss, leader, ...sellers, ...finance], customers, products };
	const worker = await work(crm, {
		kinds: ['cadence.message', 'cadence.task', 'cadence.call', 'approval.reminder', 'approval.deadline'],
		batch: 10,
		maxParallel: 3,
		work: async (item) => await doWork(world, item),
	});
	return { ...world, worker };
}

const several = async <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> => {
	const made: T[] = [];
	for (let i = 0; i < count; i++) made.push(await make(i));
	return made;
};

/** What the shipped workflows do, with all that may go wrong on the way. */
async function doWork({ chance, crm }: Omit<World, 'worker'>, { kind, key, recordId, object, payload }: WorkItem) {
	if (chance.is(0.1)) return { failed: 'it broke before it did anything' };
	if (kind !== 'cadence.message') return 'done' as const;
	const step = String(payload?.step);
	const recipient = { object: object as 'lead', id: String(recordId) };
	const message = { item: 0, recipient, template: String(payload?.template), step, idempotencyKey: key };
	const [outcome] = await crm.messages.send([message], { channel: outboxChannel });
	if (!outcome.ok) return { failed: outcome.error.message };
	if (chance.is(0.1)) return { failed: 'it broke after it was sent' };
	const { output, message: sent } = outcome.value;
	await crm.cadences.completeStep([{ item: 0, enrolmentId: String(payload?.enrolmentId), step, result: output, messageId: sent.id }]);
	return 'done' as const;
}

/** The clock goes on, and what came due is done before anything else happens; what was given out on a day is sent on it. */
export async function passHours(world: World, hours: number): Promise<void> {
	await calm(world);
	setNow(new Date(clock.now() + hours * 3_600_000).toISOString());
	await calm(world);
	expect(world.worker.troubles).toEqual([]);
}

/** Waits until nothing is due. */
async function calm({ crm }: World): Promise<void> {
	for (let times = 0; times < 3;) {
		const [{ open }] = await crm.rows<{ open: number }>(
			`SELECT count(*) AS open FROM "crm_due" WHERE "closedAt" IS NULL AND "state" IN ('waiting', 'running') AND ("state" = 'running' OR "nextAt" <= ?)`,
			[clock.iso()],
		);
		times = Number(open) === 0 ? times + 1 : 0;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

/** Records as they are now. */
export async function all(crm: TestCrm, object: ObjectName, field?: string, values: readonly unknown[] = []): Promise<CrmRecord[]> {
	const filter = field === undefined ? undefined : ({ match: 'all', conditions: [{ field, operator: 'in', value: values }] } as const);
	const found: CrmRecord[] = [];
	let cursor: string | undefined;
	do {
		const page = await crm.records.list(object, { limit: 500, filter, cursor, deleted: field === undefined ? 'with' : false });
		found.push(...page.records);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return found;
}
