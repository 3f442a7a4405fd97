import type { INode } from 'n8n-workflow';

import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n, type WorkflowJson } from '../support/realN8n';
import { valueOf } from '../support/testCrm';

describe('the shipped workflow that sends messages', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	let workflow: WorkflowJson;

	beforeAll(async () => {
		const [owner] = (await desk.crm.records.create('user', [{ item: 0, fields: { name: '李娜' } }])).map(valueOf);
		const customers = ['南京江北药业', '厦门鹭岛食品'].map((name, item) => ({ item, fields: { name, ownerId: item === 0 ? owner.id : undefined } }));
		(await desk.crm.records.create('customer', customers)).map(valueOf);
		workflow = await n8n.publishShipped('send-message.json');
	}, 60_000);

	/** The workflow with another purpose in Send, and another step, so that everybody may get it. */
	const withSend = (parameters: INode['parameters']): WorkflowJson => ({
		...workflow,
		nodes: workflow.nodes.map((node) => (node.name === 'Send' ? { ...node, parameters: { ...node.parameters, ...parameters } } : node)),
	});

	it('shows each customer what it would get and sends it by the outbox, once however often it runs', async () => {
		const run = await n8n.run(workflow, 'Start by Hand');
		expect(run.status).toBe('success');
		expect(itemsOf(run, 'Preview')).toHaveLength(2);
		expect(itemsOf(run, 'Send')).toHaveLength(2);
		const again = await n8n.run(workflow, 'Start by Hand');
		expect(itemsOf(again, 'Send')).toMatchObject([{ repeated: true }, { repeated: true }]);
		expect(itemsOf(again, 'Preview')).toMatchObject([{ verdict: { repeated: true } }, { verdict: { repeated: true } }]);
		const messages = await desk.all('message');
		expect(messages.map(({ status }) => status)).toEqual(['sent', 'sent']);
		expect(messages.map(({ body }) => body).sort()).toEqual([
			expect.stringContaining('Dear 南京江北药业,\n\nthank you for working with us. 李娜 is there for you'),
			expect.stringMatching(/^Dear 厦门鹭岛食品,\n\nthank you for working with us\.$/),
		]);
	});

	it('lets marketing without a consent leave by Refused', async () => {
		const run = await n8n.run(withSend({ purpose: 'marketing', options: { step: 'offer' } }), 'Start by Hand');
		expect(itemsOf(run, 'Send', 2)).toMatchObject([
			{ outcome: 'refused', rule: 'consent' },
			{ outcome: 'refused', rule: 'consent' },
		]);
		expect(itemsOf(run, 'Refused')).toHaveLength(2);
	});

	it('sends a deferred message when it is due', async () => {
		const policy = async (quietHours: boolean, maxPerDay: number) =>
			await desk.crm.messages.definePolicy([{ item: 0, fields: { name: 'P', rules: [{ purpose: 'care', quietHours, maxPerDay }] } }]);
		await policy(false, 1);
		const send = async (step: string) => await n8n.run(withSend({ purpose: 'care', options: { sendLater: true, step } }), 'Start by Hand');
		await send('first');
		const deferred = itemsOf(await send('second'), 'Send', 1);
		expect(deferred).toMatchObject([{ rule: 'maxPerDay', scheduled: true }, { rule: 'maxPerDay' }]);
		// Nobody waits a day here: the rule is lifted and the work is due now.
		await policy(false, 0);
		await n8n.publishShipped('send-message.json');
		const { work } = await desk.crm.work.list({ limit: 10, kinds: ['message.deferred'] });
		await desk.crm.work.reschedule(work.map(({ id }, item) => ({ item, id, dueAt: new Date().toISOString() })));
		await until(async () => (await desk.all('message')).every(({ status }) => status !== 'deferred'));
		const sent = (await desk.all('message')).filter(({ step, status }) => step === 'second' && status === 'sent');
		expect(sent).toHaveLength(2);
		await until(async () => (await desk.crm.work.list({ limit: 10 })).work.length === 0);
	}, 120_000);
});
