import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
});

describe('qualify and disqualify', () => {
	it('moves a lead and says so in the event log', async () => {
		const lead = await crm.given.lead();
		const [qualified] = (await crm.leads.qualify([{ item: 0, id: lead.id }])).map(valueOf);
		expect(qualified).toMatchObject({ status: 'qualified', version: 2 });
		expect((await crm.eventsOf(lead)).at(-1)?.names).toEqual(['updated', 'lead.qualified']);
	});

	it('keeps the reason of a disqualified lead, given as value or label', async () => {
		const lead = await crm.given.lead();
		const [lost] = (await crm.leads.disqualify([{ item: 0, id: lead.id, reason: '无预算', detail: '明年再看' }])).map(valueOf);
		expect(lost).toMatchObject({ status: 'disqualified', disqualifyReason: 'noBudget', disqualifyDetail: '明年再看' });
	});

	it('keeps the leads of no value in a queue of their own, by reason, out of the open ones', async () => {
		const reasons = ['noBudget', 'invalid', 'noBudget'];
		const lost = await Promise.all(reasons.map(async (reason) => ({ id: (await crm.given.lead()).id, reason })));
		const open = await crm.given.lead();
		(await crm.leads.disqualify(inputsOf(lost))).forEach(valueOf);
		const queue = async (field: string, value: string) => {
			const filter = { match: 'all' as const, conditions: [{ field, operator: 'equals' as const, value }] };
			const { records } = await crm.records.list('lead', { limit: 10, filter });
			expect(await crm.records.count('lead', { filter })).toBe(records.length);
			return records.map(({ id }) => id).sort();
		};
		const idsFor = (wanted: string) =>
			lost
				.filter(({ reason }) => reason === wanted)
				.map(({ id }) => id)
				.sort();
		expect(await queue('status', 'disqualified')).toEqual(lost.map(({ id }) => id).sort());
		expect(await queue('disqualifyReason', 'noBudget')).toEqual(idsFor('noBudget'));
		expect(await queue('disqualifyReason', 'invalid')).toEqual(idsFor('invalid'));
		expect(await queue('status', 'new')).toEqual([open.id]);
	});

	it('refuses an unknown reason and lists the choices', async () => {
		const lead = await crm.given.lead();
		const error = await failureOf(crm.leads.disqualify([{ item: 0, id: lead.id, reason: 'because' }]));
		expect(error).toMatchObject({
			code: 'ValidationFailed',
			field: 'disqualifyReason',
			text: { en: expect.stringContaining('No Budget') as string },
		});
		expect((await crm.eventsOf(lead)).map((event) => event.kind)).toEqual(['created']);
	});

	it('refuses a step the lifecycle does not have, with the state and the verb', async () => {
		const lead = await crm.given.lead();
		await crm.leads.disqualify([{ item: 0, id: lead.id, reason: 'other' }]);
		const error = await failureOf(crm.leads.qualify([{ item: 0, id: lead.id }]));
		expect(error).toMatchObject({
			code: 'TransitionRefused',
			text: { en: expect.stringMatching(/Qualify.*Disqualified|Disqualified.*Qualify/i) as string },
		});
	});

	it('stores the good items beside a bad one only with continue-on-fail', async () => {
		const [good, lost] = [await crm.given.lead(), await crm.given.lead()];
		await crm.leads.disqualify([{ item: 0, id: lost.id, reason: 'other' }]);
		const inputs = inputsOf([{ id: good.id }, { id: lost.id }]);
		expect((await failureOf(crm.leads.qualify(inputs))).items.map((failure) => failure.item)).toEqual([1]);
		expect((await crm.records.get('lead', [{ item: 0, id: good.id }])).map(valueOf)[0].status).toBe('new');
		const outcomes = await crm.as({ partial: true }).leads.qualify(inputs);
		expect(valueOf(outcomes[0]).status).toBe('qualified');
		expect(errorOf(outcomes[1]).code).toBe('TransitionRefused');
	});
});

describe('score', () => {
	it('decays with time, writes only what changed, and sums to its parts', async () => {
		await crm.leads.defineScoring([
			{ item: 0, fields: { name: 'M', engagementRules: [{ event: 'touchpoint', points: 16, halfLifeDays: 10 }] } },
		]);
		const lead = await crm.given.lead();
		await crm.given.touchpoint({ leadId: lead.id });
		const score = async () => (await crm.leads.score([{ item: 0, id: lead.id }], {})).map(valueOf)[0];
		expect((await score()).score).toBe(16);
		setNow('2026-03-12T01:00:00Z');
		const later = await score();
		expect(later.score).toBe(8);
		expect(later.parts.reduce((sum, part) => sum + part.points, 0)).toBe(8);
		const events = (await crm.eventsOf(lead)).length;
		await score();
		expect(await crm.eventsOf(lead)).toHaveLength(events);
	});

	it('says what to do when there is no model', async () => {
		const lead = await crm.given.lead();
		expect(await failureOf(crm.leads.score([{ item: 0, id: lead.id }], {}))).toMatchObject({
			code: 'RecordNotFound',
			hint: { en: expect.stringContaining('Define') as string },
		});
	});
});

describe('define', () => {
	it('makes a policy once and changes it the next time', async () => {
		const define = async (points: number) =>
			(await crm.leads.defineScoring([{ item: 0, fields: { name: 'M', fitRules: [{ field: 'city', operator: 'isSet', points }] } }])).map(
				valueOf,
			)[0];
		const [first, second] = [await define(5), await define(6)];
		expect(second).toMatchObject({ id: first.id, version: 2, fitRules: [{ field: 'city', operator: 'isSet', points: 6 }] });
	});

	it('refuses a rule with a wrong operator, naming its place', async () => {
		const error = await failureOf(
			crm.leads.defineScoring([
				{
					item: 0,
					fields: {
						name: 'M',
						fitRules: [
							{ field: 'city', operator: 'isSet', points: 1 },
							{ field: 'city', operator: 'maybe', points: 1 },
						],
					},
				},
			]),
		);
		expect(error.text.en).toContain('entry 2');
	});

	it('refuses an assignment branch to a team that does not exist', async () => {
		const branches = [{ field: 'region', values: ['华东'], teamId: '0192f0c1-0000-7000-8000-000000000000' }];
		expect(await failureOf(crm.leads.defineAssignment([{ item: 0, fields: { name: 'R', branches } }]))).toMatchObject({
			field: 'branches[0].teamId',
		});
	});
});
