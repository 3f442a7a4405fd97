import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
});

it('gives a record to a user, starts its clock and says so', async () => {
	const [user, lead] = [await crm.given.user(), await crm.given.lead()];
	const [{ record, owner }] = (await crm.ownership.assign([{ item: 0, object: 'lead', id: lead.id, userId: user.id }])).map(valueOf);
	expect(record).toMatchObject({ ownerId: user.id, assignedAt: '2026-03-02T01:00:00.000Z' });
	expect(owner.id).toBe(user.id);
	expect((await crm.eventsOf(lead)).at(-1)?.names).toEqual(['updated', 'lead.assigned']);
});

it('writes nothing when the user has it already', async () => {
	const user = await crm.given.user();
	const lead = await crm.given.lead({ ownerId: user.id });
	await crm.ownership.assign([{ item: 0, object: 'lead', id: lead.id, userId: user.id }]);
	expect(await crm.eventsOf(lead)).toHaveLength(1);
});

it('refuses an owner who has left', async () => {
	const [gone, lead] = [await crm.given.user({ active: false }), await crm.given.lead()];
	expect(await failureOf(crm.ownership.assign([{ item: 0, object: 'lead', id: lead.id, userId: gone.id }]))).toMatchObject({
		code: 'RecordNotFound',
		field: 'userId',
	});
});

it('lets a rule choose by open work counted live, over leads and tasks', async () => {
	await crm.leads.defineAssignment([{ item: 0, fields: { name: 'R', method: 'leastOpenWork' } }]);
	// b is free; then both have one and it is a's turn; then b has fewer again.
	const [busy, idle] = [await crm.given.user({ name: 'a' }), await crm.given.user({ name: 'b' })];
	await crm.given.task({ assigneeId: busy.id });
	const leads = [await crm.given.lead(), await crm.given.lead(), await crm.given.lead()];
	const outcomes = await crm.ownership.assign(inputsOf(leads.map((lead) => ({ object: 'lead' as const, id: lead.id, rule: 'R' }))));
	expect(outcomes.map((outcome) => valueOf(outcome).owner.id)).toEqual([idle.id, busy.id, idle.id]);
});

it('sends regions to their team and to the default when nobody there is present', async () => {
	const east = await crm.given.team();
	const [eastern, other] = [await crm.given.user({ name: 'a', teamId: east.id }), await crm.given.user({ name: 'b' })];
	await crm.leads.defineAssignment([
		{ item: 0, fields: { name: 'R', branches: [{ field: 'region', values: ['华东'], teamId: east.id }] } },
	]);
	const assign = async () => {
		const lead = await crm.given.lead({ region: '华东' });
		return (await crm.ownership.assign([{ item: 0, object: 'lead', id: lead.id, rule: 'R' }])).map(valueOf)[0].owner.id;
	};
	expect([await assign(), await assign()]).toEqual([eastern.id, eastern.id]);
	await crm.records.update('user', [{ item: 0, id: eastern.id, fields: { absences: [{ from: '2026-03-01', to: '2026-03-03' }] } }]);
	expect(await assign()).toBe(other.id);
});

it('says why when everyone is away, and gives the others theirs', async () => {
	await crm.leads.defineAssignment([{ item: 0, fields: { name: 'R' } }]);
	const user = await crm.given.user({ role: 'manager' });
	const [a, b] = [await crm.given.lead(), await crm.given.lead()];
	const outcomes = await crm.as({ partial: true }).ownership.assign(
		inputsOf([
			{ object: 'lead' as const, id: a.id, rule: 'R' },
			{ object: 'lead' as const, id: b.id, userId: user.id },
		]),
	);
	expect(errorOf(outcomes[0])).toMatchObject({ code: 'Refused', retryable: true });
	expect(valueOf(outcomes[1]).owner.id).toBe(user.id);
});

it('refuses objects that have no owner', async () => {
	const team = await crm.given.team();
	expect(await failureOf(crm.ownership.assign([{ item: 0, object: 'team', id: team.id, userId: team.id }]))).toMatchObject({
		code: 'ValidationFailed',
	});
});

it('writes one change for a record that stands in several items, the last one', async () => {
	const [a, b] = [await crm.given.user(), await crm.given.user()];
	const lead = await crm.given.lead();
	const inputs = inputsOf([a, b, a].map((user) => ({ object: 'lead' as const, id: lead.id, userId: user.id })));
	const last = valueOf((await crm.ownership.assign(inputs))[2]).record;
	const [stored] = (await crm.records.get('lead', [{ item: 0, id: lead.id }])).map(valueOf);
	expect(stored).toEqual(last);
	expect((await crm.eventsOf(lead)).map((event) => event.kind)).toEqual(['created', 'updated']);
});
