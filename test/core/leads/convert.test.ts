import type { ConvertInput, CrmRecord } from '../../../core/crm';
import { define } from '../../support/fields';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(async () => {
	crm = openTestCrm({ now: '2026-03-02T01:00:00Z' });
	const stages = [
		{ name: '接触', probability: 10 },
		{ name: '赢单', kind: 'won' },
	];
	await crm.sales.definePipeline([{ item: 0, fields: { name: '标准', stages } }]);
});

const convert = async (lead: CrmRecord, more: Partial<ConvertInput> = {}) =>
	valueOf((await crm.leads.convert([{ item: 0, id: lead.id, ...more }]))[0]);
const counts = async () => await Promise.all((['customer', 'contact', 'opportunity'] as const).map((name) => crm.records.count(name, {})));

const full = {
	name: '王芳',
	company: '苏州示例科技有限公司',
	position: '采购经理',
	phone: '13812345678',
	email: 'wang@example.com',
	city: '苏州',
	industry: '生物医药',
	productLine: '纯水设备',
	source: 'web',
	website: 'www.shili.example.cn',
};

describe('converting a lead', () => {
	it('makes a customer, a contact and an opportunity of it, with its owner and all it said', async () => {
		const owner = await crm.given.user();
		const lead = await crm.given.lead({ ...full, ownerId: owner.id });
		const made = await convert(lead);
		expect(made).toMatchObject({
			lead: { status: 'converted', convertedAt: '2026-03-02T01:00:00.000Z' },
			customer: {
				name: full.company,
				city: '苏州',
				industry: '生物医药',
				source: 'web',
				website: full.website,
				ownerId: owner.id,
				number: 'C000001',
			},
			contact: {
				name: '王芳',
				position: '采购经理',
				mobile: '+8613812345678',
				phone: null,
				email: full.email,
				primary: true,
				ownerId: owner.id,
			},
			opportunity: {
				name: '苏州示例科技有限公司 · 纯水设备',
				leadId: lead.id,
				stage: '接触',
				probability: 10,
				ownerId: owner.id,
				number: 'O000001',
			},
			created: { customer: true, contact: true, opportunity: true },
			repeated: false,
		});
		expect(made.contact?.customerId).toBe(made.customer?.id);
		expect(made.opportunity?.customerId).toBe(made.customer?.id);
		expect(made.lead).toMatchObject({
			convertedCustomerId: made.customer?.id,
			convertedContactId: made.contact?.id,
			convertedOpportunityId: made.opportunity?.id,
		});
		const { records: roles } = await crm.records.list('opportunityContact', { limit: 5 });
		expect(roles).toMatchObject([{ opportunityId: made.opportunity?.id, contactId: made.contact?.id, role: 'user' }]);
		expect((await crm.eventsOf(lead)).at(-1)?.names).toEqual(['updated', 'lead.converted']);
		expect((await crm.eventsOf(made.opportunity as CrmRecord))[0].names).toEqual(['created', 'opportunity.assigned']);
	});

	it('again gives the same records and writes nothing', async () => {
		const lead = await crm.given.lead(full);
		const first = await convert(lead);
		const [{ n: events }] = await crm.rows<{ n: number }>('SELECT count(*) AS n FROM "crm_event"');
		const second = await convert(lead, { newCustomer: true });
		expect(second).toEqual({ ...first, created: { customer: false, contact: false, opportunity: false }, repeated: true });
		expect(await crm.rows('SELECT count(*) AS n FROM "crm_event"')).toEqual([{ n: events }]);
		const twice = await crm.given.lead({ name: '李娜' });
		const outcomes = (await crm.leads.convert(inputsOf([{ id: twice.id }, { id: twice.id }]))).map(valueOf);
		expect(outcomes.map(({ repeated }) => repeated)).toEqual([false, true]);
		expect(outcomes[1].opportunity?.id).toBe(outcomes[0].opportunity?.id);
		expect(await counts()).toEqual([2, 2, 2]);
	});

	it('lets what was done on the lead show on all that it became', async () => {
		const lead = await crm.given.lead(full);
		const other = await crm.given.customer();
		await crm.given.touchpoint({ leadId: lead.id });
		await crm.engagement.log([
			{ item: 0, fields: { method: 'call', leadId: lead.id, detail: '要报价', nextStep: '发报价', nextStepOn: '2026-03-05' } },
		]);
		const elsewhere = await crm.given.activity({ leadId: lead.id, customerId: other.id });
		const { customer, contact, opportunity } = await convert(lead);
		for (const [object, record] of [
			['customer', customer],
			['contact', contact],
			['opportunity', opportunity],
			['lead', lead],
		] as const) {
			const { entries } = await crm.records.timeline(object, String(record?.id), { limit: 50 });
			expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['activity', 'task', 'touchpoint']));
		}
		const [kept] = (await crm.records.get('activity', [{ item: 0, id: elsewhere.id }])).map(valueOf);
		expect(kept).toMatchObject({ customerId: other.id, contactId: contact?.id, opportunityId: opportunity?.id, leadId: lead.id });
		expect((await crm.sales.review({ reasons: ['noNextStep'], limit: 5 })).found).toEqual([]);
	});

	it('lets the last follow-up be that of all it became, unless theirs was later', async () => {
		const log = async (about: object, at: string) => await crm.engagement.log([{ item: 0, fields: { method: 'call', at, ...about } }]);
		const known = await crm.given.customer({ name: full.company });
		const lead = await crm.given.lead(full);
		await log({ customerId: known.id }, '2026-02-01T01:00:00Z');
		await log({ leadId: lead.id }, '2026-03-01T01:00:00Z');
		const lastActivityAt = '2026-03-01T01:00:00.000Z';
		expect(await convert(lead)).toMatchObject({
			customer: { id: known.id, lastActivityAt },
			contact: { lastActivityAt },
			opportunity: { lastActivityAt },
		});
		const earlier = await crm.given.lead(full);
		await log({ leadId: earlier.id }, '2026-02-15T01:00:00Z');
		expect(await convert(earlier)).toMatchObject({ customer: { lastActivityAt }, contact: { lastActivityAt } });
	});

	it('makes no opportunity where none is wanted, and the one that is asked for', async () => {
		const [small, large] = [await crm.given.lead({ name: '李娜' }), await crm.given.lead(full)];
		expect(await convert(small, { withoutOpportunity: true })).toMatchObject({
			opportunity: null,
			customer: { name: '李娜' },
			lead: { convertedOpportunityId: null },
		});
		const owner = await crm.given.user();
		const asked = { name: '二期', amount: '¥12,000', expectedCloseOn: '2026-06-01' };
		expect(await convert(large, { opportunity: asked, ownerId: owner.id, role: 'decider' })).toMatchObject({
			opportunity: { name: '二期', amount: '12000.00', expectedCloseOn: '2026-06-01', ownerId: owner.id },
			customer: { ownerId: owner.id },
		});
		expect((await crm.records.list('opportunityContact', { limit: 5 })).records).toMatchObject([{ role: 'decider' }]);
	});

	it('keeps a converted lead what it is when the person writes again', async () => {
		const lead = await crm.given.lead(full);
		const made = await convert(lead);
		const [again] = await crm.leads.capture([{ item: 0, fields: { name: '王芳', phone: full.phone }, touchpoint: { channel: 'web' } }], {});
		expect(valueOf(again)).toMatchObject({ output: 'matched', lead: { id: lead.id, status: 'converted' } });
		const { entries } = await crm.records.timeline('customer', String(made.customer?.id), { limit: 5 });
		expect(entries[0]).toMatchObject({ kind: 'touchpoint', record: { leadId: lead.id, opportunityId: made.opportunity?.id } });
	});
});

describe('the customer of a lead', () => {
	it.each([
		[
			'the credit code',
			{ unifiedSocialCreditCode: '91320594MA1DEM501D', name: '旧名' },
			{ company: '新名', unifiedSocialCreditCode: '91320594MA1DEM501D' },
		],
		['the folded name', { name: '苏州示例科技（集团）有限公司' }, { company: '苏州示例科技(集团)股份有限公司' }],
		[
			'the domain of its site',
			{ name: 'Acme', website: 'https://acme.example.com/cn' },
			{ company: 'Acme China', website: 'acme.example.com' },
		],
		[
			'the domain of the mailbox',
			{ name: 'Acme', website: 'www.acme.example.com' },
			{ company: 'Acme China', email: 'li@acme.example.com' },
		],
	])('is the one with %s', async (_what, customer, lead) => {
		const known = await crm.given.customer({ ...customer });
		const made = await convert(await crm.given.lead({ ...lead }));
		expect(made).toMatchObject({ customer: { id: known.id, name: known.name }, created: { customer: false, contact: true } });
		expect(made.contact).toMatchObject({ customerId: known.id, primary: false });
	});

	it.each([
		[
			'another credit code',
			{ name: '示例', unifiedSocialCreditCode: '91320594MA1DEM501D' },
			{ company: '示例', unifiedSocialCreditCode: '91350100M000100Y43' },
		],
		['a mailbox that everybody can have', { name: 'Acme', website: 'gmail.com' }, { company: 'Other', email: 'li@gmail.com' }],
	])('is not one with %s', async (_what, customer, lead) => {
		await crm.given.customer({ ...customer });
		expect(await convert(await crm.given.lead({ ...lead }))).toMatchObject({ created: { customer: true } });
	});

	it('gets its blanks filled and keeps what it has', async () => {
		const known = await crm.given.customer({ name: full.company, city: '上海' });
		const { customer } = await convert(await crm.given.lead(full));
		expect(customer).toMatchObject({ id: known.id, city: '上海', industry: '生物医药', version: 2 });
	});

	it('is the named one, or a new one, when the caller says so', async () => {
		const [match, named] = [await crm.given.customer({ name: full.company }), await crm.given.customer()];
		expect(await convert(await crm.given.lead(full), { customerId: named.id })).toMatchObject({ customer: { id: named.id } });
		const fresh = await convert(await crm.given.lead({ ...full, phone: '13912345678', email: null }), { newCustomer: true });
		expect(fresh.created.customer).toBe(true);
		expect(fresh.customer?.id).not.toBe(match.id);
		await crm.given.customer({ unifiedSocialCreditCode: '91320594MA1DEM501D' });
		const taken = await crm.given.lead({ unifiedSocialCreditCode: '91320594MA1DEM501D' });
		expect(await failureOf(convert(taken, { newCustomer: true }))).toMatchObject({
			code: 'DuplicateRecord',
			field: 'unifiedSocialCreditCode',
		});
	});

	it('is one for two leads of one company in one run', async () => {
		const leads = [await crm.given.lead({ company: '示例科技' }), await crm.given.lead({ company: '示例科技有限公司' })];
		const [one, two] = (await crm.leads.convert(inputsOf(leads.map(({ id }) => ({ id }))))).map(valueOf);
		expect(two.customer?.id).toBe(one.customer?.id);
		expect([one.created.customer, two.created.customer]).toEqual([true, false]);
		expect(await counts()).toEqual([1, 2, 2]);
	});

	it('is one for two leads of one person without a company, in one run', async () => {
		const leads = [await crm.given.lead({ phone: full.phone }), await crm.given.lead({ phone: full.phone })];
		const [one, two] = (await crm.leads.convert(inputsOf(leads.map(({ id }) => ({ id }))))).map(valueOf);
		expect([two.customer?.id, two.contact?.id]).toEqual([one.customer?.id, one.contact?.id]);
		expect(two.created).toEqual({ customer: false, contact: false, opportunity: true });
		expect(await counts()).toEqual([1, 1, 2]);
	});

	it.each([
		['person without a company', {}],
		['company', { company: full.company }],
	])('is one when several callers convert leads of one %s at once', async (_what, fields) => {
		for (let i = 0; i < 6; i++) {
			const phone = `1381234567${i}`;
			const leads = await Promise.all([1, 2, 3].map(() => crm.given.lead({ ...fields, phone })));
			const made = await Promise.all(leads.map((lead) => convert(lead)));
			expect(new Set(made.map(({ customer }) => customer?.id)).size).toBe(1);
			expect(new Set(made.map(({ contact }) => contact?.id)).size).toBe(1);
		}
	});

	it('keeps a credit code to itself when another customer is chosen', async () => {
		const unifiedSocialCreditCode = '91320594MA1DEM501D';
		await crm.given.customer({ unifiedSocialCreditCode });
		const chosen = await crm.given.customer();
		const made = await convert(await crm.given.lead({ ...full, unifiedSocialCreditCode }), { customerId: chosen.id });
		expect(made.customer).toMatchObject({ id: chosen.id, unifiedSocialCreditCode: null, city: '苏州' });
	});
});

describe('the contact of a lead', () => {
	it.each([
		['mobile', { mobile: '13812345678' }, { phone: '+86 138 1234 5678' }],
		['phone', { phone: '021-62345678' }, { phone: '02162345678' }],
		['e-mail', { email: 'wang@example.com' }, { email: 'WANG@example.com' }],
		['WeChat', { wechat: 'wangfang' }, { wechat: 'wangfang' }],
	])('is whoever has the same %s, and its company when the lead names none', async (_what, contact, lead) => {
		const customer = await crm.given.customer();
		const known = await crm.given.contact({ ...contact, customerId: customer.id });
		const made = await convert(await crm.given.lead({ ...lead }));
		expect(made).toMatchObject({ contact: { id: known.id }, customer: { id: customer.id }, created: { customer: false, contact: false } });
		expect(await convert(await crm.given.lead({ ...lead, company: '另一家' }), { newContact: true })).toMatchObject({
			created: { contact: true },
		});
	});

	it('is the one of that name at the customer unless a key says otherwise', async () => {
		const customer = await crm.given.customer({ name: full.company });
		const known = await crm.given.contact({ name: '王芳', customerId: customer.id });
		expect((await convert(await crm.given.lead(full))).contact).toMatchObject({
			id: known.id,
			mobile: '+8613812345678',
			position: '采购经理',
		});
		const namesake = await convert(await crm.given.lead({ ...full, phone: '13912345678', email: null }));
		expect(namesake.contact?.id).not.toBe(known.id);
		const named = await convert(await crm.given.lead({ name: '王工', company: full.company }), { contactId: known.id });
		expect(named.contact).toMatchObject({ id: known.id, name: '王芳' });
	});

	it('keeps its number to itself when another contact is chosen', async () => {
		await crm.given.contact({ mobile: full.phone });
		const chosen = await crm.given.contact();
		const made = await convert(await crm.given.lead(full), { contactId: chosen.id });
		expect(made.contact).toMatchObject({ id: chosen.id, mobile: null, phone: null, email: full.email });
	});
});

describe('a lead that cannot be converted', () => {
	it('is refused when it was disqualified, deleted, or never there', async () => {
		const lost = await crm.given.lead();
		await crm.leads.disqualify([{ item: 0, id: lost.id, reason: 'other' }]);
		expect(await failureOf(convert(lost))).toMatchObject({ code: 'TransitionRefused', hint: { 'zh-CN': '当前状态下可执行：重新跟进。' } });
		const gone = await crm.given.lead();
		await crm.records.delete('lead', [{ item: 0, id: gone.id }]);
		expect(await failureOf(convert(gone))).toMatchObject({ code: 'RecordNotFound' });
	});

	it.each([
		['an unknown customer', { customerId: '0192f0c1-0000-7000-8000-000000000000' }, 'customerId'],
		['an unknown contact', { contactId: '0192f0c1-0000-7000-8000-000000000000' }, 'contactId'],
		['an unknown owner', { ownerId: '0192f0c1-0000-7000-8000-000000000000' }, 'ownerId'],
		['an unknown pipeline', { opportunity: { pipelineId: '0192f0c1-0000-7000-8000-000000000000' } }, 'pipelineId'],
		['an amount that is none', { opportunity: { amount: 'much' } }, 'amount'],
		['an unknown role', { role: 'boss' }, 'role'],
	])('because of %s leaves nothing behind', async (_what, more, field) => {
		const leads = [await crm.given.lead(full), await crm.given.lead({ ...full, phone: '13912345678', email: null })];
		const inputs = inputsOf(leads.map(({ id }, i) => ({ id, ...(i === 1 && more) })));
		expect(await failureOf(crm.leads.convert(inputs))).toMatchObject({ items: [{ item: 1, error: { field } }] });
		expect(await counts()).toEqual([0, 0, 0]);
		const outcomes = await crm.as({ partial: true }).leads.convert(inputs);
		expect(valueOf(outcomes[0]).created).toEqual({ customer: true, contact: true, opportunity: true });
		expect(errorOf(outcomes[1])).toMatchObject({ field });
		expect(await counts()).toEqual([1, 1, 1]);
	});

	it('is refused where its customer is somebody else’s, for a caller who sees only their own', async () => {
		const [me, other] = [await crm.given.user(), await crm.given.user()];
		await crm.given.customer({ name: full.company, ownerId: other.id });
		const lead = await crm.given.lead({ ...full, ownerId: me.id });
		crm = crm.as({ scope: { kind: 'own', userId: me.id } });
		expect(await failureOf(convert(lead))).toMatchObject({ code: 'Refused', field: 'customerId' });
	});
});

it('hands custom fields on to those of the same name and type, where they can stand', async () => {
	const area = { name: 'area', label: 'Area', labelZh: '片区', type: 'text' };
	const band = (values: string[]) => ({
		name: 'band',
		label: 'Band',
		labelZh: '区间',
		type: 'option',
		options: values.map((value) => ({ value, label: value })),
	});
	const secret = { name: 'secret', label: 'Secret', labelZh: '私密', type: 'text' };
	await define(
		crm,
		{ object: 'lead', ...area },
		{ object: 'customer', ...area, required: true },
		{ object: 'opportunity', ...area, required: true },
		{ object: 'lead', ...band(['gold', 'iron']) },
		{ object: 'customer', ...band(['gold']) },
		{ object: 'contact', ...band(['iron']) },
		{ object: 'lead', ...secret, personal: true },
		{ object: 'contact', ...secret, personal: true },
		{ object: 'opportunity', ...secret },
		{ object: 'lead', name: 'badge', label: 'Badge', labelZh: '工牌', type: 'text' },
		{ object: 'customer', name: 'badge', label: 'Badge', labelZh: '工牌', type: 'text', unique: true },
	);
	const lead = await crm.given.lead({ ...full, custom_area: '华东', custom_band: 'gold', custom_secret: 's', custom_badge: 'c' });
	expect(await convert(lead)).toMatchObject({
		customer: { custom_area: '华东', custom_band: 'gold', custom_badge: null },
		contact: { custom_band: null, custom_secret: 's' },
		opportunity: { custom_area: '华东', custom_secret: null },
	});
});

it('brings custom fields of the opportunity along, and keeps those of the customer it finds', async () => {
	await define(
		crm,
		{ object: 'opportunity', name: 'budget', label: 'Budget', labelZh: '预算', type: 'number' },
		{ object: 'customer', name: 'grade', label: 'Grade', labelZh: '等级', type: 'text' },
	);
	const known = await crm.given.customer({ name: full.company, custom_grade: 'S' });
	const made = await convert(await crm.given.lead(full), { opportunity: { custom_budget: 5 } });
	expect(made).toMatchObject({ customer: { id: known.id, custom_grade: 'S', city: '苏州' }, opportunity: { custom_budget: 5 } });
	expect((await crm.records.get('customer', [{ item: 0, id: known.id }])).map(valueOf)).toMatchObject([
		{ custom_grade: 'S', city: '苏州' },
	]);
});

describe('required fields of what is made', () => {
	const area = { name: 'area', label: 'Area', labelZh: '片区', type: 'text' };
	const grade = { name: 'grade', label: 'Grade', labelZh: '等级', type: 'number' };

	it('refuse a lead that does not tell them, with all that is missing and what to do, and nothing is written', async () => {
		await define(crm, { object: 'lead', ...area }, { ...area, required: true }, { object: 'contact', ...grade, required: true });
		const lead = await crm.given.lead(full);
		const refused = await failureOf(convert(lead));
		expect(refused).toMatchObject({
			code: 'ValidationFailed',
			field: 'custom_area',
			text: {
				en: 'Customer: Area is required; Contact: Grade is required',
				'zh-CN': '客户：片区：为必填项；联系人：等级：为必填项',
			},
			hint: {
				en: expect.stringMatching(/same name on the lead.*Custom Fields/) as string,
				'zh-CN': expect.stringMatching(/线索.*同名.*自定义字段/) as string,
			},
		});
		expect(await counts()).toEqual([0, 0, 0]);
		expect((await crm.records.get('lead', [{ item: 0, id: lead.id }])).map(valueOf)).toMatchObject([{ status: 'new' }]);
	});

	it('are asked of the opportunity in the same way', async () => {
		await define(crm, { object: 'opportunity', ...area, required: true });
		const lead = await crm.given.lead(full);
		expect(await failureOf(convert(lead))).toMatchObject({
			text: { en: 'Opportunity: Area is required' },
			hint: { en: expect.stringContaining('Custom Fields') as string },
		});
		expect(await convert(lead, { withoutOpportunity: true })).toMatchObject({ opportunity: null });
	});

	it('are not spoken of where something else is wrong', async () => {
		const error = await failureOf(convert(await crm.given.lead(full), { opportunity: { amount: 'much' } }));
		expect(error.text.en).toBe('Opportunity: Amount must be an amount such as 1200.50');
		expect(error.hint.en).not.toContain('Custom Fields');
	});

	it('are given by the lead or by the caller, who goes first', async () => {
		await define(crm, { object: 'lead', ...area }, { ...area, required: true }, { object: 'contact', ...grade, required: true });
		const lead = await crm.given.lead({ ...full, custom_area: '华东' });
		const made = await convert(lead, { contact: { custom_grade: '3' } });
		expect(made).toMatchObject({ customer: { custom_area: '华东' }, contact: { custom_grade: 3 } });
		const other = await crm.given.lead({ name: '李娜', custom_area: '华东' });
		const told = await convert(other, { customer: { custom_area: '华南' }, contact: { custom_grade: 1 } });
		expect(told).toMatchObject({ customer: { custom_area: '华南' }, contact: { custom_grade: 1 } });
	});

	it('are not asked of records that are there, which keep what they have', async () => {
		const known = await crm.given.customer({ name: full.company });
		const person = await crm.given.contact({ name: '王芳', customerId: known.id, mobile: full.phone });
		await define(crm, { ...area, required: true }, { object: 'contact', ...grade, required: true });
		const made = await convert(await crm.given.lead(full), { customer: { custom_area: '华南' } });
		expect(made).toMatchObject({ customer: { id: known.id, custom_area: null }, contact: { id: person.id } });
	});

	it('leave no trace of a refused lead in those that are converted with it', async () => {
		await define(crm, { object: 'lead', ...area }, { object: 'contact', ...area, required: true });
		const leads = [
			await crm.given.lead({ ...full, city: '苏州' }),
			await crm.given.lead({ name: '李娜', company: full.company, custom_area: '华东' }),
		];
		const outcomes = await crm.as({ partial: true }).leads.convert(inputsOf(leads.map(({ id }) => ({ id }))));
		expect(errorOf(outcomes[0]).message).toBe('Contact: Area is required');
		expect(valueOf(outcomes[1])).toMatchObject({ created: { customer: true }, customer: { city: null }, contact: { custom_area: '华东' } });
		expect(await counts()).toEqual([1, 1, 1]);
	});

	it('have values that are judged: their type, what they refer to, and that nobody else has a unique one', async () => {
		const code = { name: 'code', label: 'Code', labelZh: '编码', unique: true };
		const guide = { name: 'guide', label: 'Guide', labelZh: '引荐人', type: 'reference', refersTo: 'user' };
		await define(crm, { ...code, required: true }, { object: 'contact', ...guide }, { object: 'contact', ...grade });
		await crm.given.customer({ name: '别家', custom_code: 'A1' });
		const leads = await Promise.all(['甲', '乙', '丙'].map((name) => crm.given.lead({ name })));
		const inputs = leads.map(({ id }, i) => ({ id, customer: { custom_code: ['A1', 'B2', 'B2'][i] } }));
		const outcomes = await crm.as({ partial: true }).leads.convert(inputsOf(inputs));
		expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, false]);
		expect(errorOf(outcomes[2])).toMatchObject({
			code: 'DuplicateRecord',
			field: 'custom_code',
			message: expect.stringContaining('Code') as string,
		});
		const given = { customer: { custom_code: 'C3' } };
		expect(await failureOf(convert(leads[0], { ...given, contact: { custom_grade: 'much' } }))).toMatchObject({ field: 'custom_grade' });
		const nobody = '0192f0c1-0000-7000-8000-000000000000';
		expect(await failureOf(convert(leads[0], { ...given, contact: { custom_guide: nobody } }))).toMatchObject({ field: 'custom_guide' });
		expect(await convert(leads[0], given)).toMatchObject({ customer: { custom_code: 'C3' } });
	});
});
