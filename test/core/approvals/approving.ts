import type { CrmRecord, DecideInput, Decided, Requested } from '../../../core/crm';
import { inputsOf, openTestCrm, valueOf, type TestCrm, type TestCrmOptions } from '../../support/testCrm';

/** A Monday morning at work in Shanghai, 10:00. */
export const monday = '2026-03-02T02:00:00.000Z';

/** A small company: 陈晨 sells, 李娜 leads her, 王强 leads 李娜, 赵敏 and 钱进 do the finances. */
export interface Company {
	readonly crm: TestCrm;
	readonly seller: CrmRecord;
	readonly leader: CrmRecord;
	readonly boss: CrmRecord;
	readonly finance: CrmRecord;
	readonly finance2: CrmRecord;
}

export async function company(options: TestCrmOptions = {}): Promise<Company> {
	const crm = openTestCrm({ now: monday, ...options });
	const boss = await crm.given.user({ name: '王强', role: 'admin' });
	const leader = await crm.given.user({ name: '李娜', role: 'manager', managerId: boss.id });
	const seller = await crm.given.user({ name: '陈晨', managerId: leader.id });
	const finance = await crm.given.user({ name: '赵敏', role: 'finance', managerId: boss.id, language: 'en' });
	const finance2 = await crm.given.user({ name: '钱进', role: 'finance', managerId: boss.id });
	return { crm, seller, leader, boss, finance, finance2 };
}

type Fields = Readonly<Record<string, unknown>>;

/** Defines a policy for opportunities with these steps. */
export async function policy({ crm }: Company, steps: readonly Fields[], more: Fields = {}): Promise<CrmRecord> {
	return valueOf((await crm.approvals.definePolicy([{ item: 0, fields: { name: '商机审批', object: 'opportunity', steps, ...more } }]))[0]);
}

export const byManager = { name: '主管审批', approvers: [{ kind: 'manager', level: 1 }] };
export const byFinance = { name: '财务审批', approvers: [{ kind: 'role', role: 'finance' }] };

/** A deal of the seller's. */
export const deal = async ({ crm, seller }: Company, fields: Fields = {}): Promise<CrmRecord> =>
	await crm.given.opportunity({ name: '年度维保', amount: '12000.00', currency: 'CNY', ownerId: seller.id, ...fields });

export async function request({ crm }: Company, record: CrmRecord, more: Fields = {}): Promise<Requested> {
	return valueOf((await crm.approvals.request([{ item: 0, object: 'opportunity', id: record.id, ...more }]))[0]);
}

/** Decides and gives what came of it; throws the error of a decision that is refused. */
export async function decide(
	{ crm }: Pick<Company, 'crm'>,
	approvalId: string,
	by: CrmRecord,
	more: Partial<DecideInput> = {},
): Promise<Decided> {
	return valueOf((await crm.approvals.decide(inputsOf([{ approvalId, byId: by.id, verdict: 'approve', ...more }])))[0]);
}

/** The names of all events of a record. */
export const eventsOf = async ({ crm }: Pick<Company, 'crm'>, record: { id: string }): Promise<string[]> =>
	(await crm.eventsOf(record)).flatMap(({ names }) => names);

export const tasksOf = async ({ crm }: Pick<Company, 'crm'>, approvalId: string): Promise<CrmRecord[]> => {
	const filter = { match: 'all', conditions: [{ field: 'approvalId', operator: 'equals', value: approvalId }] } as const;
	return (await crm.records.list('approvalTask', { limit: 100, filter, sort: [{ field: 'id', direction: 'asc' }] })).records;
};
