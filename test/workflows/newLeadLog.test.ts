import { frontDesk, givenSalesTeam, somebody, until, type Answer } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';
import { valueOf } from '../support/testCrm';

/** Leads that come in one after the other. How soon the workflow starts is measured by the bench: `event-to-start`. */
const events = process.env.GUANXI_SOAK ? 200 : 50;

describe('the shipped log of assigned leads', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);

	beforeAll(async () => {
		await givenSalesTeam(desk.crm, ['陈晓东', '林佳']);
		await n8n.publishShipped('lead-capture.json');
		await n8n.publishShipped('new-lead-log.json');
	}, 60_000);

	const activitiesOf = async ({ body }: Answer) => {
		const { entries } = await desk.crm.records.timeline('lead', String(body.leadId), { limit: 50 });
		return entries.filter(({ object }) => object === 'activity');
	};

	it('writes a line on the timeline of the lead, signed by the workflow, for every lead once', async () => {
		const answers: Answer[] = [];
		for (let i = 0; i < events; i++) answers.push(await desk.post(somebody({ source: 'web' })));
		await until(async () => (await desk.all('activity')).length >= events);
		const executions = await n8n.untilExecutions('guanxiNewLeadLg1', events);
		expect(executions.every(({ status }) => status === 'success')).toBe(true);

		for (const answer of [answers[0], answers[events - 1]]) {
			const lines = await activitiesOf(answer);
			expect(lines).toHaveLength(1);
			expect(lines[0].record).toMatchObject({
				method: 'note',
				person: expect.stringContaining('访客'),
				detail: expect.stringMatching(/score of \d+. Source: web/),
			});
		}
		expect(await desk.all('activity')).toHaveLength(answers.length);
	}, 240_000);

	it('hears of a lead that another process made', async () => {
		const [owner] = await desk.crm.records.list('user', { limit: 1 }).then(({ records }) => records);
		const [outcome] = await desk.crm.records.create('lead', [{ item: 0, fields: { name: '同事', ownerId: owner.id } }]);
		const answer = { status: 200, body: { leadId: valueOf(outcome).id } };
		await until(async () => (await activitiesOf(answer)).length > 0);
		expect(await activitiesOf(answer)).toHaveLength(1);
	});

	it('names the workflow that wrote the line', async () => {
		const [activity] = await desk.all('activity');
		const { entries } = await desk.crm.records.timeline('activity', activity.id, { limit: 5 });
		expect(entries.at(-1)?.origin).toMatchObject({ workflowName: 'New Lead Log', nodeName: 'Log Activity' });
	});

	it('logs what happened while the workflow was off when it is on again, once', async () => {
		await n8n.client.unpublish('guanxiNewLeadLg1');
		const answer = await desk.post(somebody());
		expect(await activitiesOf(answer)).toEqual([]);
		await n8n.publishShipped('new-lead-log.json');
		await until(async () => (await activitiesOf(answer)).length > 0);
		expect(await activitiesOf(answer)).toHaveLength(1);
	});
});
