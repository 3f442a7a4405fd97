import type { CrmRecord } from '../../../core/crm';
import { statementsOf } from '../../support/statements';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

const number = (record: CrmRecord) => String(record.number);

/** As people copy it from a chat or type it with a Chinese keyboard. */
const spellings: ReadonlyArray<readonly [string, (number: string) => string]> = [
	['as it stands', (text) => text],
	['in lower case', (text) => text.toLowerCase()],
	['with spaces around it', (text) => ` ${text}\u3000`],
	['in full width', (text) => text.replace(/./g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))],
];

let crm: TestCrm;

beforeEach(() => {
	crm = openTestCrm({ partial: true });
});

describe('the number of a record in place of its id', () => {
	it.each(spellings)('finds it %s', async (_, spelled) => {
		const [lead, other] = [await crm.given.lead(), await crm.given.lead()];
		const outcomes = await crm.records.get('lead', inputsOf([{ id: spelled(number(lead)) }, { id: other.id }, { id: number(lead) }]));
		expect(outcomes.map(valueOf)).toEqual([lead, other, lead]);
	});

	it('is taken by update, delete and restore', async () => {
		const lead = await crm.given.lead();
		const id = number(lead);
		expect(valueOf((await crm.records.update('lead', [{ item: 0, id, fields: { city: '北京' } }]))[0])).toMatchObject({
			id: lead.id,
			city: '北京',
		});
		expect(valueOf((await crm.records.delete('lead', [{ item: 0, id, version: 2 }]))[0]).deletedAt).not.toBeNull();
		expect(valueOf((await crm.records.restore('lead', [{ item: 0, id }]))[0])).toMatchObject({ id: lead.id, deletedAt: null });
	});

	it('is the record of its id to several items of one call, and to their versions', async () => {
		const lead = await crm.given.lead();
		const outcomes = await crm.records.update(
			'lead',
			inputsOf([
				{ id: number(lead), version: 1, fields: { city: '北京' } },
				{ id: lead.id, fields: { company: '甲公司' } },
				{ id: number(lead).toLowerCase(), version: 1, fields: { city: '上海' } },
			]),
		);
		expect(valueOf(outcomes[1])).toMatchObject({ id: lead.id, city: '北京', company: '甲公司' });
		expect(errorOf(outcomes[2]).code).toBe('VersionConflict');
		expect(await crm.eventsOf(lead)).toHaveLength(2);
	});

	it('opens the timeline, and its next page', async () => {
		const lead = await crm.given.lead();
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { city: '北京' } }]);
		const first = await crm.records.timeline('lead', number(lead), { limit: 1 });
		const second = await crm.records.timeline('lead', lead.id, { limit: 1, cursor: first.nextCursor });
		expect([...first.entries, ...second.entries]).toEqual((await crm.records.timeline('lead', lead.id, { limit: 2 })).entries);
		expect((await failureOf(crm.records.timeline('lead', 'L999999', { limit: 1 }))).text.en).toBe('There is no lead L999999');
	});

	it('names leads to qualify, score, disqualify and convert, and the customer to convert to', async () => {
		const user = await crm.given.user();
		const [lead, lost, customer] = [
			await crm.given.lead({ ownerId: user.id, phone: '13812345678' }),
			await crm.given.lead(),
			await crm.given.customer(),
		];
		await crm.leads.defineScoring([{ item: 0, fields: { name: 'M' } }]);
		expect(valueOf((await crm.leads.score([{ item: 0, id: number(lead) }], {}))[0]).lead.id).toBe(lead.id);
		expect(valueOf((await crm.leads.qualify([{ item: 0, id: number(lead) }]))[0])).toMatchObject({ id: lead.id, status: 'qualified' });
		const [converted] = await crm.leads.convert([{ item: 0, id: number(lead), customerId: number(customer) }]);
		expect(valueOf(converted)).toMatchObject({ lead: { id: lead.id }, customer: { id: customer.id } });
		const [out] = await crm.leads.disqualify([{ item: 0, id: number(lost), reason: 'other', detail: '-' }]);
		expect(valueOf(out)).toMatchObject({ id: lost.id, status: 'disqualified' });
	});

	it('names the leads that one conversion is asked for twice', async () => {
		const lead = await crm.given.lead({ company: '甲公司' });
		const outcomes = await crm.leads.convert(inputsOf([{ id: lead.id }, { id: number(lead) }]));
		expect(outcomes.map((outcome) => valueOf(outcome).repeated)).toEqual([false, true]);
	});

	it('names opportunities to win and to reopen', async () => {
		const opportunity = await crm.given.opportunity();
		expect(valueOf((await crm.sales.win([{ item: 0, id: number(opportunity) }]))[0])).toMatchObject({ id: opportunity.id, status: 'won' });
		expect(valueOf((await crm.sales.reopen([{ item: 0, id: number(opportunity) }]))[0]).status).toBe('open');
	});

	it('names records of several kinds to assign', async () => {
		const [user, lead, customer] = [await crm.given.user(), await crm.given.lead(), await crm.given.customer()];
		const outcomes = await crm.ownership.assign(
			inputsOf([
				{ object: 'lead', id: number(lead), userId: user.id },
				{ object: 'customer', id: number(customer), userId: user.id },
				// The number of a lead is none of a customer.
				{ object: 'customer', id: number(lead), userId: user.id },
			]),
		);
		expect(outcomes.slice(0, 2).map((outcome) => valueOf(outcome).record.id)).toEqual([lead.id, customer.id]);
		expect(errorOf(outcomes[2]).text.en).toBe('There is no customer with this ID');
	});

	it('names what an activity is about', async () => {
		const opportunity = await crm.given.opportunity();
		const [logged] = await crm.engagement.log([{ item: 0, fields: { method: 'call', opportunityId: number(opportunity) } }]);
		expect(valueOf(logged).activity.opportunityId).toBe(opportunity.id);
	});
});

describe('the number of a record in a reference', () => {
	it.each(spellings)('is stored as the id %s', async (_, spelled) => {
		const [opportunity, product] = [await crm.given.opportunity(), await crm.given.product()];
		const fields = { opportunityId: spelled(number(opportunity)), productId: product.id, quantity: 1 };
		const [made] = await crm.records.create('opportunityProduct', [{ item: 0, fields }]);
		expect(valueOf(made).opportunityId).toBe(opportunity.id);
	});

	it('writes nothing where the record refers to it already', async () => {
		const [parent, other] = [await crm.given.customer(), await crm.given.customer()];
		const child = await crm.given.customer({ parentId: number(parent) });
		expect(child.parentId).toBe(parent.id);
		const update = async (parentId: string) =>
			valueOf((await crm.records.update('customer', [{ item: 0, id: child.id, fields: { parentId } }]))[0]);
		expect(await update(number(parent))).toEqual(child);
		expect((await update(number(other))).parentId).toBe(other.id);
	});

	it('is taken by create or update, in what it sets and in what it matches on', async () => {
		const customer = await crm.given.customer();
		const upsert = async (matchOn: string[], fields: object) =>
			valueOf((await crm.records.upsert('customer', [{ item: 0, matchOn, fields: { ...fields } }]))[0]).record;
		const child = await upsert(['name'], { name: '甲公司', parentId: number(customer) });
		expect(child.parentId).toBe(customer.id);
		expect(await upsert(['id'], { id: number(child), city: '北京' })).toMatchObject({ id: child.id, city: '北京' });
	});

	it('is taken by a custom field, and not by capture, where a stranger could count customers by trying', async () => {
		const customer = await crm.given.customer();
		await crm.fields.define([
			{
				item: 0,
				fields: { object: 'lead', name: 'reseller', label: 'Reseller', labelZh: '经销商', type: 'reference', refersTo: 'customer' },
			},
		]);
		expect((await crm.given.lead({ custom_reseller: number(customer) })).custom_reseller).toBe(customer.id);
		const capture = async (reseller: string) => {
			const fields = { name: '张伟', phone: '13812345678', custom_reseller: reseller };
			return valueOf((await crm.leads.capture([{ item: 0, fields, touchpoint: { channel: 'web' } }], {}))[0]);
		};
		const refused = await capture(number(customer));
		expect(refused).toMatchObject({ output: 'rejected' });
		expect((await capture('C999999')).errors).toEqual(refused.errors);
		expect(JSON.stringify(refused.errors)).not.toMatch(/number|C0000/);
		expect(await capture(String(customer.id))).toMatchObject({ output: 'created', lead: { custom_reseller: customer.id } });
	});
});

describe('a number that names nothing', () => {
	it('is told by item, field and what to do', async () => {
		const [missing] = await crm.records.get('opportunity', [{ item: 0, id: 'o999999' }]);
		expect(errorOf(missing)).toMatchObject({
			code: 'RecordNotFound',
			field: 'id',
			text: { en: 'There is no opportunity O999999', 'zh-CN': '没有编号为 O999999 的商机' },
			hint: { en: expect.stringContaining('number') as string, 'zh-CN': expect.stringContaining('编号') as string },
		});
		const fields = { opportunityId: 'O999999', productId: (await crm.given.product()).id, quantity: 1 };
		const good = { ...fields, opportunityId: number(await crm.given.opportunity()) };
		const outcomes = await crm.records.create('opportunityProduct', inputsOf([{ fields: good }, { fields }]));
		expect(outcomes[0].ok).toBe(true);
		expect(errorOf(outcomes[1])).toMatchObject({ code: 'ValidationFailed', field: 'opportunityId' });
		expect(errorOf(outcomes[1]).text.en).toContain('there is no opportunity O999999');
		expect(errorOf(outcomes[1]).text['zh-CN']).toContain('没有编号为 O999999 的商机');
	});

	it('is told by a conversion too', async () => {
		const lead = await crm.given.lead();
		const [outcome] = await crm.leads.convert([{ item: 0, id: number(lead), customerId: 'C999999' }]);
		expect(errorOf(outcome).text.en).toContain('there is no customer C999999');
	});

	it('says that a number may be given where something else is', async () => {
		const [outcome] = await crm.records.create('contact', [{ item: 0, fields: { name: '李娜', customerId: '华为' } }]);
		expect(errorOf(outcome).text.en).toContain('must be a record id (36 characters, such as 0192f0c1-…) or a number such as C000012');
		expect(errorOf(outcome).text['zh-CN']).toContain('或编号（如 C000012）');
	});

	it('is the one of a record that the caller may not see', async () => {
		const [user, other] = [await crm.given.user(), await crm.given.user()];
		const [own, foreign] = [await crm.given.customer({ ownerId: user.id }), await crm.given.customer({ ownerId: other.id })];
		const mine = crm.as({ scope: { kind: 'own', userId: user.id } });
		const outcomes = await mine.records.get('customer', inputsOf([{ id: number(own) }, { id: number(foreign) }]));
		expect(valueOf(outcomes[0]).id).toBe(own.id);
		expect(errorOf(outcomes[1]).text.en).toBe(`There is no customer ${number(foreign)}`);
		const [contact] = await mine.records.create('contact', [
			{ item: 0, fields: { name: '李娜', ownerId: user.id, customerId: number(foreign) } },
		]);
		expect(errorOf(contact).text.en).toContain(`there is no customer ${number(foreign)}`);
	});

	it('is not the one of a deleted record, which is told like its id', async () => {
		const customer = await crm.given.customer();
		await crm.records.delete('customer', [{ item: 0, id: customer.id }]);
		const [gone] = await crm.records.get('customer', [{ item: 0, id: number(customer) }]);
		expect(errorOf(gone).text.en).toBe('This customer was deleted');
		const contactOf = async (customerId: string) =>
			errorOf((await crm.records.create('contact', [{ item: 0, fields: { name: '李娜', customerId } }]))[0]).text;
		expect(await contactOf(number(customer))).toEqual(await contactOf(customer.id));
	});
});

describe('what numbers cost', () => {
	it('is one statement for all of an object, and none where only ids are given', async () => {
		const leads = [await crm.given.lead(), await crm.given.lead(), await crm.given.lead()];
		const get = async (ids: readonly string[]) => await crm.records.get('lead', inputsOf(ids.map((id) => ({ id }))));
		await get(leads.map(({ id }) => id));
		const byId = await statementsOf(() => get(leads.map(({ id }) => id)));
		expect(byId).toBe(1);
		expect(await statementsOf(() => get(leads.map(number)))).toBe(byId + 1);
	});
});
