import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exampleCallback, sampleApp, sampleCredential, WeComServer } from '../servers/weCom/weComServer';
import type { App } from '../servers/weCom/world';
import { frontDesk, until } from '../support/frontDesk';
import { itemsOf, useRealN8n, withAccount } from '../support/realN8n';
import { valueOf } from '../support/testCrm';
import { inARow } from '../support/workflows';

const id = 'guanxiWeComRecv1';

describe('the shipped WeCom receiver', () => {
	const clockFile = join(mkdtempSync(join(tmpdir(), 'guanxi-clock-')), 'clock');
	const n8n = useRealN8n({ env: { GUANXI_DEMO_CLOCK: clockFile } });
	const desk = frontDesk(n8n);
	let weCom: WeComServer;
	let app: App & { callback: NonNullable<App['callback']> };
	let member: string;
	let credential: Awaited<ReturnType<typeof n8n.credential>>;

	beforeAll(async () => {
		weCom = await WeComServer.start();
		// A busy machine is no fault of the node's: that nothing slow is waited for is tested by how long it takes.
		weCom.callbacks.patience = { event: 30_000, echo: 30_000 };
		weCom.world.addMembers('ChenXiaodong');
		const [user] = await desk.crm.records.create('user', [{ item: 0, fields: { name: '陈晓东', weComUserId: 'ChenXiaodong' } }]);
		member = valueOf(user).id;
		credential = await n8n.credential('weComApi', { ...sampleCredential, baseUrl: weCom.url });
		const shipped = n8n.shipped('wecom-receiver.json');
		// As npm start leaves it: there until somebody chooses a credential.
		await n8n.client.saveWorkflow(shipped);
		await n8n.publish(withAccount(shipped, credential));
		app = { ...sampleApp, callback: { ...exampleCallback, url: `${n8n.url}/webhook/guanxi/wecom` } };
		weCom.world.apps.set(app.agentId, app);
		await until(async () => (await weCom.callbacks.echo(app.callback)).accepted);
	}, 120_000);
	afterAll(async () => {
		await weCom.close();
		rmSync(dirname(clockFile), { recursive: true, force: true });
	});

	const leads = async () => (await desk.all('lead')).filter(({ externalUserId }) => externalUserId !== null);

	it("passes the console's test of the address, and refuses a forged one", async () => {
		expect((await weCom.callbacks.echo(app.callback)).accepted).toBe(true);
		expect(await weCom.callbacks.echo(app.callback, { signature: 'f'.repeat(40) })).toMatchObject({ status: 403, body: '' });
	});

	it('welcomes who scans a code, makes a lead with its state, and tells the colleague', async () => {
		const tries = await weCom.addCustomer(app, { member: 'ChenXiaodong', customer: 'wmWang', state: 'booth-3' });
		expect(tries).toMatchObject([{ status: 200, body: '' }]);
		const [execution] = await n8n.untilExecutions(id);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'WeCom Trigger', 1)).toMatchObject([{ kind: 'contactAdded', welcome: { outcome: 'sent' } }]);
		expect(weCom.world.seenBy('wmWang')).toMatchObject([{ msgtype: 'welcome', content: { content: expect.stringContaining('wmWang') } }]);
		const [lead, ...more] = await leads();
		expect(more).toEqual([]);
		expect(lead).toMatchObject({ name: 'wmWang', externalUserId: 'wmWang', source: 'wecom', ownerId: member });
		const touchpoints = (await desk.all('touchpoint')).filter(({ leadId }) => leadId === lead.id);
		expect(touchpoints).toMatchObject([{ channel: 'wecom', state: 'booth-3' }]);
		const told = (await desk.all('message')).filter(({ userId }) => userId === member);
		expect(told).toMatchObject([{ channel: 'outbox', body: `New WeCom contact: wmWang (${String(lead.number)}), code booth-3.` }]);
	});

	it('waits for neither the details nor the workflow with its answer, nor with the welcome', async () => {
		const slow = 10_000;
		const slowly = inARow('Slow', [
			{
				name: 'WeCom Trigger',
				type: 'n8n-nodes-guanxi.weComTrigger',
				webhookId: randomUUID(),
				parameters: { path: 'guanxi/slow', contactDetails: true, welcome: 'written', welcomeText: 'Hello {{name}}' },
				credentials: { weComApi: credential },
			},
			{ name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, webhookId: randomUUID(), parameters: { amount: slow / 1000 } },
		]);
		const { main } = slowly.connections['WeCom Trigger'];
		await n8n.publish({ ...slowly, connections: { 'WeCom Trigger': { main: [[], ...main] } } });
		const second = { ...app, callback: { ...exampleCallback, url: `${n8n.url}/webhook/guanxi/slow` } };
		await until(async () => (await weCom.callbacks.echo(second.callback)).accepted);
		weCom.faults.next('/externalcontact/get', { kind: 'delay', ms: slow });
		const start = weCom.clock.now();
		const [{ status, ms }] = await weCom.addCustomer(second, { member: 'ChenXiaodong', customer: 'wmSlow' });
		expect(status).toBe(200);
		expect(ms).toBeLessThan(slow / 2);
		const [execution] = await n8n.untilExecutions(slowly.id, 1, 60_000);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Wait')).toMatchObject([{ contact: { name: 'wmSlow' }, welcome: { outcome: 'sent' } }]);
		const [welcome] = weCom.world.seenBy('wmSlow');
		expect(welcome.at - start).toBeLessThan(slow);
	});

	it('makes one lead and one welcome of an event that comes three times', async () => {
		const before = (await leads()).length;
		const answers = await weCom.addCustomerRepeatedly(app, { member: 'ChenXiaodong', customer: 'wmLi' }, 3);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		await n8n.untilExecutions(id, 2);
		expect(await leads()).toHaveLength(before + 1);
		expect(weCom.world.seenBy('wmLi')).toHaveLength(1);
		expect(await n8n.untilExecutions(id, 2)).toHaveLength(2);
	});

	it('makes the lead of a customer who was added when n8n was killed before the workflow began', async () => {
		weCom.faults.next('/externalcontact/get', { kind: 'delay', ms: 60_000 });
		const asked = weCom.countOf('/externalcontact/get');
		expect(await weCom.addCustomer(app, { member: 'ChenXiaodong', customer: 'wmZhao', state: 'booth-4' })).toMatchObject([{ status: 200 }]);
		await until(() => weCom.countOf('/externalcontact/get') > asked);
		await n8n.killAndRestart();
		writeFileSync(clockFile, String(5 * 60_000));
		await until(async () => (await leads()).some(({ externalUserId }) => externalUserId === 'wmZhao'), 60_000);
		const [lead] = (await leads()).filter(({ externalUserId }) => externalUserId === 'wmZhao');
		expect(lead).toMatchObject({ name: 'wmZhao', ownerId: member });
		await until(async () => (await desk.all('message')).some(({ body }) => String(body).includes('code booth-4')));
	});

	it('withdraws the consent of a customer who leaves, and stores nothing of a forged event', async () => {
		await weCom.loseCustomer(app, { member: 'ChenXiaodong', customer: 'wmWang' });
		await until(async () => (await desk.all('consent')).length > 0);
		const withdrawn = await desk.all('consent');
		expect(withdrawn.map(({ purpose, state }) => `${String(purpose)} ${String(state)}`).sort()).toEqual(['care withdrawn', 'marketing withdrawn']);
		const before = await desk.all('message');
		const text = { FromUserName: 'ChenXiaodong', MsgType: 'text', MsgId: '1', Content: 'hello' };
		const forged = weCom.callbacks.seal(app.callback, weCom.callbacks.xmlOf(text), { signature: 'f'.repeat(40) });
		expect(await weCom.callbacks.post(app.callback, forged)).toMatchObject({ status: 403, body: '' });
		expect(await desk.all('message')).toEqual(before);
	});
});
