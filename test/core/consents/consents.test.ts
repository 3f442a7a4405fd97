import type { ConsentInput, CrmRecord } from '../../../core/crm';
import { errorOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;
let lead: CrmRecord;

beforeEach(async () => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
	lead = await crm.given.lead({ name: '王芳', phone: '13812345678', email: 'Wang@Example.com' });
});

type Given = Omit<ConsentInput, 'item'>;
const set = async (...inputs: Given[]) => (await crm.consents.set(inputsOf(inputs))).map(valueOf);
const byMail = { addressKind: 'email', address: ' wang@example.com ' } as const;
const mailOf = (state: 'granted' | 'withdrawn', more: Partial<Given> = {}): Given => ({
	...byMail,
	state,
	purposes: ['marketing'],
	...more,
});
const states = async () =>
	await crm.rows<{ addressKind: string; purpose: string; state: string }>(
		'SELECT "addressKind", "purpose", "state" FROM "crm_consent" ORDER BY "addressKind", "purpose"',
	);
const eventCount = async () => (await crm.rows('SELECT 1 FROM "crm_event"')).length;

it('sets a consent for every address of a record, the outbox among them', async () => {
	const [{ changed, consents }] = await set({ object: 'lead', id: String(lead.number), state: 'granted', purposes: ['marketing', 'care'] });
	expect(changed).toBe(true);
	expect(consents).toHaveLength(6);
	expect(consents[0]).toMatchObject({ addressKind: 'email', address: 'wang@example.com', state: 'granted', leadId: lead.id });
	expect((await states()).map(({ addressKind }) => addressKind)).toEqual(['email', 'email', 'phone', 'phone', 'record', 'record']);
});

it('sets it for one kind of address, and finds whose address it is', async () => {
	const [{ consents }] = await set({ object: 'lead', id: lead.id, addressKind: 'phone', state: 'granted', purposes: ['care'] });
	expect(consents.map(({ address }) => address)).toEqual(['+8613812345678']);
	const contact = await crm.given.contact({ email: 'wang@example.com', customerId: (await crm.given.customer()).id });
	const [{ consents: mail }] = await set(mailOf('granted', { source: '官网表单', proof: '勾选“接收资讯”' }));
	expect(mail[0]).toMatchObject({
		leadId: lead.id,
		contactId: contact.id,
		customerId: contact.customerId,
		source: '官网表单',
		at: '2026-03-02T01:00:00.000Z',
	});
});

it('writes nothing when the same is said again', async () => {
	await set(mailOf('granted', { source: '表单' }));
	const before = await eventCount();
	setNow('2026-03-03T01:00:00Z');
	expect(await set(mailOf('granted', { source: '表单' }))).toMatchObject([{ changed: false }]);
	expect(await eventCount()).toBe(before);
});

it.each(['one call', 'several calls'])('keeps the latest word, whatever order it is heard in, in %s', async (calls) => {
	const words = [
		mailOf('withdrawn', { at: '2026-03-01T03:00:00Z' }),
		mailOf('granted', { at: '2026-03-01T02:00:00Z' }),
		mailOf('withdrawn', { at: '2026-03-01T05:00:00Z' }),
		mailOf('granted', { at: '2026-03-01T04:00:00Z' }),
	];
	const said = calls === 'one call' ? await set(...words) : [];
	if (calls === 'several calls') for (const word of words) said.push(...(await set(word)));
	expect(said.map(({ changed }) => changed)).toEqual([true, false, true, false]);
	expect(said.at(-1)?.consents).toMatchObject([{ state: 'withdrawn', at: '2026-03-01T05:00:00.000Z' }]);
	const [{ version }] = await crm.rows<{ version: number }>('SELECT "version" FROM "crm_consent"');
	expect(version).toBe(calls === 'one call' ? 1 : 2);
});

it('tells of grants and withdrawals, and the timeline of the person shows them', async () => {
	const [granted] = await set(mailOf('granted'));
	const [withdrawn] = await set(mailOf('withdrawn'));
	const names = (await crm.eventsOf(granted.consents[0])).map((event) => event.names);
	expect(names).toEqual([
		['created', 'consent.granted'],
		['updated', 'consent.withdrawn'],
	]);
	const { entries } = await crm.records.timeline('lead', lead.id, { limit: 10 });
	expect(entries).toContainEqual(
		expect.objectContaining({ object: 'consent', record: expect.objectContaining({ id: withdrawn.consents[0].id, state: 'withdrawn' }) }),
	);
});

it('takes all inputs with a few statements, and says which one is bad', async () => {
	const partial = crm.as({ partial: true });
	const many = Array.from({ length: 300 }, (_, i): Given => mailOf('granted', { address: `a${i}@example.com` }));
	const outcomes = await partial.consents.set(
		inputsOf([mailOf('granted', { address: 'nobody' }), ...many, { ...mailOf('granted'), address: undefined }]),
	);
	expect(outcomes.filter(({ ok }) => ok)).toHaveLength(300);
	expect(errorOf(outcomes[0])).toMatchObject({ code: 'ValidationFailed', field: 'address' });
	expect(errorOf(outcomes[0]).message).not.toContain('nobody');
	expect(errorOf(outcomes[301])).toMatchObject({ code: 'ValidationFailed' });
	await expect(crm.consents.set(inputsOf([mailOf('granted'), { ...mailOf('granted'), purposes: [] }]))).rejects.toMatchObject({
		code: 'ValidationFailed',
	});
	await expect(set({ object: 'lead', id: 'L999999', state: 'granted', purposes: ['care'] })).rejects.toMatchObject({
		code: 'RecordNotFound',
	});
});

it('meets another call about a new address without a conflict', async () => {
	const others = [1, 2, 3, 4].map(() => crm.as({}));
	const results = await Promise.all(others.map((other) => other.consents.set([{ ...mailOf('granted'), item: 0 }])));
	expect(
		results
			.flat()
			.map(valueOf)
			.filter(({ changed }) => changed),
	).toHaveLength(1);
	expect(await states()).toHaveLength(1);
});

describe('suppression', () => {
	const suppress = async (more = {}) => valueOf((await crm.consents.suppress([{ ...byMail, item: 0, reason: 'optOut', ...more }]))[0]);

	it('holds from the first reason on until it is lifted', async () => {
		const first = await suppress({ detail: '电话要求' });
		expect(first).toMatchObject({ changed: true, suppressions: [{ reason: 'optOut', leadId: lead.id, detail: '电话要求' }] });
		expect(await suppress({ reason: 'manual' })).toMatchObject({ changed: false, suppressions: [{ reason: 'optOut' }] });
		const [lifted] = (await crm.consents.lift([{ ...byMail, item: 0 }])).map(valueOf);
		expect(lifted.changed).toBe(true);
		const [again] = (await crm.consents.lift([{ ...byMail, item: 0 }])).map(valueOf);
		expect(again).toEqual({ changed: false, suppressions: [] });
		expect((await crm.eventsOf(first.suppressions[0])).map((event) => event.names)).toEqual([
			['created', 'address.suppressed'],
			['deleted', 'address.released'],
		]);
		expect(await suppress()).toMatchObject({ changed: true });
	});

	it('of a record stops all its addresses', async () => {
		const stopped = await suppress({ address: undefined, addressKind: undefined, object: 'lead', id: lead.id });
		expect(stopped.suppressions.map(({ addressKind }) => addressKind)).toEqual(['email', 'phone', 'record']);
		const { entries } = await crm.records.timeline('lead', lead.id, { limit: 10 });
		expect(entries.filter(({ object }) => object === 'suppression')).toHaveLength(3);
	});
});
