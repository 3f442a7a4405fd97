import { failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
});

const log = async (fields: Record<string, unknown>, idempotencyKey?: string) =>
	(await crm.engagement.log([{ item: 0, fields, idempotencyKey }])).map(valueOf)[0];

it('logs a call, begins the work on a new lead and moves its last activity', async () => {
	const lead = await crm.given.lead();
	const { activity, task } = await log({ method: 'call', leadId: lead.id, result: 'connected', detail: '聊了预算' });
	expect(activity).toMatchObject({ at: '2026-03-02T01:00:00.000Z', detail: '聊了预算' });
	expect(task).toBeUndefined();
	expect((await crm.records.get('lead', [{ item: 0, id: lead.id }])).map(valueOf)[0]).toMatchObject({
		status: 'working',
		lastActivityAt: '2026-03-02T01:00:00.000Z',
		version: 2,
	});
});

it('makes the next task for whoever did the call, else for the owner of the record', async () => {
	const [owner, caller] = [await crm.given.user(), await crm.given.user()];
	const lead = await crm.given.lead({ ownerId: owner.id });
	const step = { method: 'call', leadId: lead.id, nextStep: '上门演示', nextStepOn: '2026-03-05' };
	expect((await log(step)).task).toMatchObject({
		subject: '上门演示',
		dueOn: '2026-03-05',
		kind: 'nextStep',
		assigneeId: owner.id,
		leadId: lead.id,
		status: 'open',
	});
	expect((await log({ ...step, userId: caller.id })).task).toMatchObject({ assigneeId: caller.id });
});

it('does not move the last activity back for a call entered late', async () => {
	const lead = await crm.given.lead();
	await log({ method: 'call', leadId: lead.id });
	await log({ method: 'visit', leadId: lead.id, at: '2026-02-01T00:00:00Z' });
	expect((await crm.records.get('lead', [{ item: 0, id: lead.id }])).map(valueOf)[0].lastActivityAt).toBe('2026-03-02T01:00:00.000Z');
});

it('gives the first result for the same key and makes no second task', async () => {
	const lead = await crm.given.lead();
	const step = { method: 'call', leadId: lead.id, nextStep: 'x' };
	const [first, again] = [await log(step, 'k'), await log(step, 'k')];
	expect(again.activity.id).toBe(first.activity.id);
	expect(again.task?.id).toBe(first.task?.id);
	expect(await crm.records.count('task', {})).toBe(1);
});

it('gives the first result for a key that stands twice in one call', async () => {
	const lead = await crm.given.lead();
	const fields = { method: 'call', leadId: lead.id, nextStep: 'x' };
	const outcomes = (
		await crm.engagement.log(
			inputsOf([
				{ fields, idempotencyKey: 'k' },
				{ fields, idempotencyKey: 'k' },
			]),
		)
	).map(valueOf);
	expect(outcomes[1].activity.id).toBe(outcomes[0].activity.id);
	expect(await crm.records.count('activity', {})).toBe(1);
});

it('needs a record it is about, and a next step for a date', async () => {
	expect(await failureOf(log({ method: 'call' }))).toMatchObject({ field: 'leadId' });
	const lead = await crm.given.lead();
	expect(await failureOf(log({ method: 'call', leadId: lead.id, nextStepOn: '2026-03-05' }))).toMatchObject({ field: 'nextStep' });
	expect(await crm.records.count('activity', {})).toBe(0);
});

it('stands in the timeline of the record with everything else, newest first', async () => {
	const lead = await crm.given.lead();
	setNow('2026-03-02T02:00:00Z');
	await log({ method: 'call', leadId: lead.id, nextStep: 'x' });
	const { entries } = await crm.records.timeline('lead', lead.id, { limit: 10 });
	expect(entries.map((entry) => entry.kind).sort()).toEqual(['activity', 'created', 'task', 'updated']);
	expect(entries.at(-1)?.kind).toBe('created');
});

it('takes a note as no contact: the lead stays new and its last activity where it was', async () => {
	const lead = await crm.given.lead();
	await log({ method: 'note', leadId: lead.id, detail: '已自动记录' });
	expect((await crm.records.get('lead', [{ item: 0, id: lead.id }])).map(valueOf)[0]).toMatchObject({
		status: 'new',
		lastActivityAt: null,
		version: 1,
	});
});

it('cuts a long next step between characters for the task', async () => {
	const lead = await crm.given.lead();
	const { task } = await log({ method: 'call', leadId: lead.id, nextStep: `a${'😀'.repeat(400)}` });
	expect(task?.subject).toBe(`a${'😀'.repeat(299)}`);
});
