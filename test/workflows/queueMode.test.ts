import { exampleCallback, sampleApp, sampleCredential, WeComServer } from '../servers/weCom/weComServer';
import { Posts, postWorkflow } from '../support/duePosts';
import { frontDesk, givenSalesTeam, somebody, until } from '../support/frontDesk';
import { itemsOf, withAccount } from '../support/n8nActions';
import { useQueueN8n } from '../support/queueN8n';
import { valueOf } from '../support/testCrm';
import { expectComplete, Visitors } from '../support/visitors';
import { healthCheck } from '../support/workflows';

const visitorsAtOnce = 20;

describe('n8n in queue mode', () => {
	const n8n = useQueueN8n();
	const desk = frontDesk(n8n);

	it('refuses SQLite and says what to do', async () => {
		const { status, data } = await n8n.run(healthCheck(), 'Start');
		expect(status).toBe('error');
		expect(data.resultData.error).toMatchObject({
			message: 'Queue mode needs PostgreSQL: create a CRM Database credential.',
			description: expect.stringContaining('engine is PostgreSQL'),
		});
	});

	describe('with a credential for PostgreSQL', () => {
		beforeAll(async () => {
			await givenSalesTeam(desk.crm, ['陈晓东', '林佳']);
			await n8n.publishShipped('lead-capture.json');
			await n8n.publishShipped('new-lead-log.json');
		}, 60_000);

		it('works on that database', async () => {
			const execution = await n8n.run(n8n.onDatabase(healthCheck()), 'Start');
			expect(itemsOf(execution, 'Check')).toMatchObject([{ status: 'ok', engine: 'postgres', records: { user: 2 } }]);
		});

		it('makes one lead of eight posts with one phone that come at once', async () => {
			const body = somebody();
			const posts = Array.from({ length: 8 }, (_, at) => ({ ...body, message: `第 ${at} 次` }));
			const answers = await Promise.all(posts.map(async (post) => await desk.post(post)));
			expect(new Set(answers.map((answer) => answer.body.leadId)).size).toBe(1);
			expect((await desk.all('lead')).filter(({ name }) => name === body.name)).toHaveLength(1);
		});

		it(`keeps every answered lead of ${visitorsAtOnce} visitors once while a worker is killed and comes back`, async () => {
			const visitors = new Visitors(desk);
			const [worker] = n8n.workers;
			visitors.start(visitorsAtOnce);
			await visitors.untilAnswered(40);
			await worker.kill();
			await visitors.untilAnswered(30);
			await worker.start();
			await visitors.untilAnswered(30);
			await visitors.stop();
			await expectComplete(desk, visitors);
		}, 240_000);

		it('makes one lead and one welcome of a customer whose event comes three times to the webhook processor', async () => {
			const weCom = await WeComServer.start();
			try {
				// A busy machine is no fault of the node's.
				weCom.callbacks.patience = { event: 30_000, echo: 30_000 };
				weCom.world.addMembers('ChenXiaodong');
				const credential = await n8n.credential('weComApi', { ...sampleCredential, baseUrl: weCom.url });
				const receiver = await n8n.publish(withAccount(n8n.shipped('wecom-receiver.json'), credential));
				const callback = { ...exampleCallback, url: `${n8n.url}/webhook/guanxi/wecom` };
				await until(async () => (await weCom.callbacks.echo(callback)).accepted);
				const added = { member: 'ChenXiaodong', customer: 'wmWang', state: 'booth-3' };
				const answers = await weCom.addCustomerRepeatedly({ ...sampleApp, callback }, added, 3);
				expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
				const executions = await n8n.untilExecutions(receiver.id);
				expect(executions).toMatchObject([{ status: 'success' }]);
				expect(itemsOf(executions[0], 'WeCom Trigger', 1)).toMatchObject([{ state: 'booth-3', welcome: { outcome: 'sent' } }]);
				expect(weCom.world.seenBy('wmWang')).toHaveLength(1);
				expect((await desk.all('lead')).filter(({ externalUserId }) => externalUserId === 'wmWang')).toHaveLength(1);
			} finally {
				await weCom.close();
			}
		});

		it('sends each of 2,000 due messages once while a worker is killed and comes back', async () => {
			const weCom = await WeComServer.start();
			try {
				const members = Array.from({ length: 2000 }, (_, at) => `member${at}`);
				weCom.world.addMembers(...members);
				const users = await desk.crm.records.create(
					'user',
					members.map((weComUserId, item) => ({ item, fields: { name: weComUserId, weComUserId } })),
				);
				const credential = await n8n.credential('weComApi', { ...sampleCredential, baseUrl: weCom.url });
				const posts = new Posts(() => desk.crm, 'campaign');
				await n8n.publish(n8n.onDatabase(postWorkflow({ name: posts.name, channel: 'weComApp', credential, maxParallel: 20 })));
				await posts.schedule(users.map(valueOf), (at) => `第 ${at} 条`);
				const [worker] = n8n.workers;
				await until(() => weCom.countOf('/message/send') > members.length / 3, 240_000);
				await worker.kill();
				await until(() => weCom.countOf('/message/send') > members.length / 2, 240_000);
				await worker.start();
				await posts.untilDone(400);
				const messages = (await posts.settledMessages()).filter(({ channel }) => channel === 'weComApp');
				const statuses = messages.map(({ status }) => status);
				const unclear = statuses.filter((status) => status === 'unclear').length;
				expect(statuses).toHaveLength(members.length);
				// Those the killed worker was sending, of which nobody can say whether they arrived.
				expect(unclear).toBeLessThanOrEqual(10);
				expect(statuses.filter((status) => status === 'sent')).toHaveLength(members.length - unclear);
				const arrived = members.map((member) => weCom.world.seenBy(member).length);
				expect(Math.max(...arrived)).toBe(1);
				expect(arrived.filter((times) => times === 0).length).toBeLessThanOrEqual(unclear);
			} finally {
				await weCom.close();
			}
		}, 900_000);
	});
});
