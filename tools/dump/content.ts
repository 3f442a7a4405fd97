import type { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCrm } from '../../core';
import { sharedTokens } from '../../core/channels/tokens/sharedTokens';
import { clock } from '../../core/clock';
import type { Outcome } from '../../core/context';
import type { Connection, Crm } from '../../core/crm';
import { keepCards } from '../../core/messages';
import { unsubscribeUrls } from '../../core/pages';
import type { ObjectName } from '../../core/schema/types';
import { acquireStore, newId } from '../../core/store';
import { wantedTables } from '../../core/store/tables';

/** What the upgrade test looks for stands here: one customer, 苏州示例科技有限公司, and one team with the key `dump.team`. */
type Known = Readonly<Record<'teamId' | 'ownerId' | 'customerId' | 'contactId', string>>;

const day = 24 * 3600_000;
let now = 0;

function valueOf<T>([outcome]: ReadonlyArray<Outcome<T>>): T {
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

async function put(crm: Crm, object: ObjectName, fields: Record<string, unknown>): Promise<string> {
	return valueOf(await crm.records.create(object, [{ item: 0, fields, idempotencyKey: `dump.${object}` }])).id;
}

/** A field of every type, and what a customer has in it. */
const customFields: ReadonlyArray<readonly [fields: Record<string, unknown>, valueOf: (known: { ownerId: string }) => unknown]> = [
	[{ type: 'text', label: 'Sales Area', labelZh: '销售区域', name: 'salesArea', indexed: true }, () => '华东'],
	[{ type: 'text', label: 'Account Number', labelZh: '客户账号', name: 'accountNumber', unique: true }, () => 'A-1'],
	[{ type: 'longText', label: 'Payment Terms', labelZh: '付款条款', name: 'paymentTerms' }, () => '第一行\n第二行'],
	[{ type: 'integer', label: 'Seats', labelZh: '席位', name: 'seats' }, () => 12],
	[{ type: 'number', label: 'Our Share', labelZh: '我方占比', name: 'ourShare' }, () => 0.25],
	[{ type: 'boolean', label: 'Listed', labelZh: '已上市', name: 'listed' }, () => true],
	[{ type: 'date', label: 'Founded On', labelZh: '成立日期', name: 'foundedOn' }, () => '2001-02-03'],
	[{ type: 'dateTime', label: 'Audited At', labelZh: '审计时间', name: 'auditedAt' }, () => '2026-02-03T04:05:06.000Z'],
	[
		{ type: 'option', label: 'Service Tier', labelZh: '服务等级', name: 'serviceTier', options: [{ value: 'gold', label: '金' }] },
		() => 'gold',
	],
	[{ type: 'email', label: 'Invoice Email', labelZh: '发票邮箱', name: 'invoiceEmail' }, () => 'invoices@example.com'],
	[{ type: 'phone', label: 'Hotline', labelZh: '热线', name: 'hotline', personal: true }, () => '0512-62345679'],
	[{ type: 'mobile', label: 'On Call', labelZh: '值班手机', name: 'onCall', personal: true }, () => '13812345679'],
	[{ type: 'reference', refersTo: 'user', label: 'Engineer', labelZh: '工程师', name: 'engineer' }, ({ ownerId }) => ownerId],
];

async function people(crm: Crm): Promise<Known> {
	const teamId = await put(crm, 'team', { name: '华东组' });
	const ownerId = await put(crm, 'user', { name: '李娜', email: 'lina@example.com', teamId });
	await put(crm, 'assignmentRule', { name: '默认规则', active: true, method: 'roundRobin', teamId });
	await put(crm, 'holidayCalendar', { name: '中国', workingHours: [{ weekday: 'workdays', from: '09:00', to: '18:00' }] });
	await put(crm, 'messageTemplate', { name: '欢迎', versions: [{ language: 'zh-CN', body: '您好，{{name}}' }] });
	await put(crm, 'sendPolicy', { name: '默认策略' });
	valueOf(await crm.leads.defineScoring([{ item: 0, fields: { name: '默认模型', active: true } }]));
	for (const [fields] of customFields) valueOf(await crm.fields.define([{ item: 0, fields: { object: 'customer', ...fields } }]));
	const customerId = await put(crm, 'customer', {
		name: '苏州示例科技有限公司',
		phone: '0512-62345678',
		unifiedSocialCreditCode: '91320594MA1DEM501D',
		ownerId,
		...Object.fromEntries(customFields.map(([{ name }, value]) => [`custom_${String(name)}`, value({ ownerId })])),
	});
	const contactId = await put(crm, 'contact', { name: '王芳', mobile: '13812345678', customerId, ownerId });
	return { teamId, ownerId, customerId, contactId };
}

async function work(crm: Crm, { contactId, customerId, ownerId }: Known): Promise<void> {
	const activityId = await put(crm, 'activity', { method: 'call', at: clock.iso(), detail: '已电话联系', contactId, userId: ownerId });
	await put(crm, 'task', { subject: '发送报价', dueOn: '2026-03-05', customerId, activityId, assigneeId: ownerId });
	const call = { item: 0, kind: 'custom:回访', object: 'customer' as const, recordId: customerId, dueAt: '2026-04-01T01:00:00.000Z' };
	valueOf(await crm.work.schedule([call]));
}

/** What a person wants to hear, and an address that gets nothing more. */
async function consents(crm: Crm, { contactId }: Known): Promise<void> {
	const said = { item: 0, object: 'contact', id: contactId, state: 'granted', purposes: ['marketing'], source: '展会登记' } as const;
	valueOf(await crm.consents.set([said]));
	valueOf(await crm.consents.suppress([{ item: 0, addressKind: 'email', address: 'gone@example.com', reason: 'hardBounce' }]));
}

/** What people write back. */
async function replies(crm: Crm): Promise<void> {
	const reply = { phone_number: '13812345678', send_time: '2026-02-28 10:00:00', content: '请发报价', sequence_id: 1 };
	valueOf(await crm.inbound.record([{ item: 0, source: 'smsAliyun', json: [reply] }]));
}

/** A page, and a link to it. */
async function pages(crm: Crm, connection: Connection, { contactId }: Known): Promise<void> {
	await crm.pages.register({ id: 'w3:n1', workflowId: 'w3', workflowName: '页面', url: 'https://crm.example.com/webhook/guanxi/page' });
	const { store, release } = acquireStore(connection);
	const person = { object: 'contact', recordId: contactId, addressKind: 'phone', address: '+8613812345678', purpose: 'marketing' } as const;
	await store.write(crm.context, async (tx) => await unsubscribeUrls(tx, [person])).finally(release);
}

/** A card whose buttons nobody has pressed yet. */
async function card(crm: Crm, connection: Connection, { customerId: aboutId }: Known): Promise<void> {
	const { store, release } = acquireStore(connection);
	const app = { account: 'dump 1000002', address: 'ChenXiaodong', language: 'zh-CN', responseCode: 'once' } as const;
	await store
		.write(crm.context, async (tx) => await keepCards(tx, [{ ...app, messageId: newId(), kind: 'approval', aboutId }]))
		.finally(release);
}

/** A token that a provider gave. */
async function token(connection: Connection): Promise<void> {
	const { store, release } = acquireStore(connection);
	const fetch = async () => await Promise.resolve({ token: 'a token of nobody', expiresIn: 7200 });
	await sharedTokens(store).get({ name: 'weCom dump 1', secret: 'only for the dump', fetch }).finally(release);
}

async function sales(crm: Crm, { customerId, contactId, ownerId }: Known): Promise<void> {
	const stages = [{ name: '初步接触', maxAgeDays: 14 }];
	valueOf(await crm.sales.definePipeline([{ item: 0, fields: { name: '默认管道', stages } }]));
	const productLineId = await put(crm, 'productLine', { name: '纯水设备' });
	const productId = await put(crm, 'product', { code: 'P-1', name: '纯水机', productLineId, defaultPrice: '18800.00' });
	const priceBookId = await put(crm, 'priceBook', { name: '标准价格表' });
	await put(crm, 'price', { priceBookId, productId, minQuantity: 5, unitPrice: '17900.00' });
	const opportunityId = await put(crm, 'opportunity', { name: '设备更新', customerId, ownerId, priceBookId });
	await put(crm, 'opportunityProduct', { opportunityId, productId, quantity: 6 });
	await put(crm, 'opportunityContact', { opportunityId, contactId, role: 'decider' });
	await put(crm, 'exchangeRate', { base: 'USD', quote: 'CNY', date: '2026-03-01', rate: '7.1' });
}

/** A contract with a text of its own and a scan, which no policy asks anybody about. */
async function contracts(crm: Crm, { customerId, contactId, ownerId }: Known): Promise<void> {
	const versions = [{ language: 'zh-CN', html: '<p>{{number}}</p>' }];
	valueOf(await crm.contracts.defineTemplate([{ item: 0, fields: { name: '标准合同', ourName: '苏州示例科技有限公司', versions } }]));
	const fields = { name: '设备采购合同', customerId, contactId, ownerId };
	const { id } = valueOf(await crm.contracts.draft([{ item: 0, fields, lines: [{ productId: 'P-1', quantity: 2, taxRate: 13 }] }]));
	const file = { name: '合同.txt', mimeType: 'text/plain', open: () => Promise.resolve(Readable.from([Buffer.from('合同')])) };
	valueOf(await crm.files.attach([{ item: 0, object: 'contract', id, file }]));
	const steps = [{ name: '主管审批', approvers: [{ kind: 'manager' }] }];
	const conditions = [{ field: 'amount', operator: 'greaterThan', value: '1000000' }];
	valueOf(await crm.approvals.definePolicy([{ item: 0, fields: { name: '合同审批', object: 'contract', conditions, steps } }]));
	valueOf(await crm.approvals.request([{ item: 0, object: 'contract', id }]));
}

/** A deal that its owner's manager approved, and one that waits. */
async function approvals(crm: Crm, { ownerId, customerId }: Known): Promise<void> {
	const [manager] = await crm.records.create('user', [{ item: 0, fields: { name: '王强', email: 'wangqiang@example.com' } }]);
	const managerId = valueOf([manager]).id;
	valueOf(await crm.records.update('user', [{ item: 0, id: ownerId, fields: { managerId, substituteId: managerId } }]));
	const steps = [{ name: '主管审批', approvers: [{ kind: 'manager' }], deadlineAmount: 8 }];
	valueOf(await crm.approvals.definePolicy([{ item: 0, fields: { name: '商机审批', object: 'opportunity', steps } }]));
	for (const decided of [true, false]) {
		const [outcome] = await crm.records.create('opportunity', [{ item: 0, fields: { name: '大单', customerId, ownerId } }]);
		const { approval } = valueOf(await crm.approvals.request([{ item: 0, object: 'opportunity', id: valueOf([outcome]).id }]));
		if (decided)
			valueOf(await crm.approvals.decide([{ item: 0, approvalId: approval.id, byId: managerId, verdict: 'approve', reason: '同意' }]));
	}
}

async function leads(crm: Crm): Promise<void> {
	const fields = { name: 'Ada Lovelace', phone: '13912345678', company: 'Example Ltd' };
	const captured = { item: 0, fields, touchpoint: { channel: 'web' }, sender: '203.0.113.5' };
	valueOf(await crm.leads.capture([captured], { rateLimit: { max: 10, perMinutes: 1 } }));
	const gone = await put(crm, 'lead', { name: '已删除' });
	valueOf(await crm.records.delete('lead', [{ item: 0, id: gone }]));
}

/** A list with a row that is taken and one that is not. */
async function importList(crm: Crm): Promise<void> {
	const list = '姓名,手机,邮箱\n赵敏,13700001111,zhaomin@example.com\n,13700002222,\n';
	const file = { name: '联系人.csv', open: () => Readable.from([Buffer.from(list)]) };
	const { badRowsFile, created, bad } = await crm.imports.run({ object: 'contact', file, name: '展会名单' });
	await badRowsFile?.close();
	if (created !== 1 || bad !== 1) throw new Error(`the list gave ${created} records and ${bad} bad rows`);
}

/** A workflow that fails with the lead until its event is set aside. */
async function deadLetter(crm: Crm): Promise<void> {
	const spec = { id: 'w2:n1', workflowId: 'w2', workflowName: '示例', nodeName: 'CRM Trigger' };
	const filter = { events: [], objects: ['lead' as const], changedFields: [] };
	await (await crm.subscriptions.open({ ...spec, filter }, { deliver: () => Promise.resolve('done') })).close();
	valueOf(await crm.records.create('lead', [{ item: 0, fields: { name: '未送达' } }]));
	for (const end = now + 30 * day; (await crm.system.deadLetters({ limit: 1 })).letters.length === 0; now += day) {
		if (now > end) throw new Error('no event was set aside');
		const tried = Promise.withResolvers<void>();
		const deliver = async () => {
			tried.resolve();
			return await Promise.resolve({ failed: '示例' });
		};
		const subscription = await crm.subscriptions.open({ ...spec, filter }, { deliver });
		await Promise.race([tried.promise, sleep(5000)]);
		await subscription.close();
	}
}

/** Somebody in a cadence, who is at its second step. */
async function cadence(crm: Crm, { contactId }: Known): Promise<void> {
	const steps = [
		{ name: '问候', kind: 'message', template: '欢迎' },
		{ name: '致电', kind: 'call', delay: 2, delayUnit: 'workingDays' },
	];
	const fields = { name: '新客户跟进', audience: 'contact', window: 'always', steps };
	valueOf(await crm.cadences.define([{ item: 0, fields }]));
	valueOf(await crm.cadences.enroll([{ item: 0, cadence: '新客户跟进', object: 'contact', id: contactId }]));
	const spec = { id: 'w4:n1', workflowId: 'w4', workflowName: '示例', nodeName: 'CRM Trigger', kinds: ['cadence.message'] };
	const ended = Promise.withResolvers<void>();
	const deliver = async () => {
		setTimeout(ended.resolve, 100);
		return await Promise.resolve('done' as const);
	};
	const subscription = await crm.subscriptions.openWork(spec, { deliver });
	await Promise.race([ended.promise, sleep(5000)]);
	await subscription.close();
}

/** Fills every table of an empty store by what users do, as on a day of March 2026. */
export async function fill(connection: Connection): Promise<void> {
	now = Date.parse('2026-03-01T01:00:00.000Z');
	const restoreClock = clock.use(() => now);
	const origin = { workflowId: 'w1', workflowName: '示例', executionId: '1', nodeName: 'CRM' };
	const crm = openCrm(connection, { actor: 'workflow:w1', scope: { kind: 'all' }, origin, partial: false, batch: 'dump' });
	try {
		const known = await people(crm);
		await work(crm, known);
		await consents(crm, known);
		await replies(crm);
		await pages(crm, connection, known);
		await card(crm, connection, known);
		await token(connection);
		await sales(crm, known);
		await contracts(crm, known);
		await approvals(crm, known);
		await leads(crm);
		await cadence(crm, known);
		await importList(crm);
		await deadLetter(crm);
	} finally {
		crm.release();
		restoreClock();
	}
}

/** Empty while no workflow runs. */
export const ofRunning: readonly string[] = ['crm_due_holder', 'crm_file_arrival'];

/** The tables without a row: what is not in a dump, no upgrade is tried with. */
export const emptyTables = (database: DatabaseSync): string[] =>
	wantedTables()
		.map(({ name }) => name)
		.filter((name) => !ofRunning.includes(name))
		.filter((name) => database.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get() === undefined);
