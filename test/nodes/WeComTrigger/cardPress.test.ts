import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { withReviewPage } from '../../core/pages/reviewPage';
import { sampleApp, sampleCredential, exampleCallback, WeComServer } from '../../servers/weCom/weComServer';
import type { App } from '../../servers/weCom/world';
import { crm } from '../../support/capturing';
import { givenCredential, runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';
import { WebhookServer } from '../../support/webhookServer';

withReviewPage();

let weCom: WeComServer;
let trigger: WebhookServer;
let app: App;

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
const given = async (resource: string, ...items: IDataObject[]) => await crm({ resource, operation: 'create', fields: automatic }, items);
const byExpression = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

beforeEach(async () => {
	freshCrm();
	weCom = await WeComServer.start();
	weCom.callbacks.patience = { event: 30_000, echo: 30_000 };
	const credentials = { weComApi: givenCredential({ ...sampleCredential, baseUrl: weCom.url }) };
	trigger = await WebhookServer.start({ type: 'weComTrigger', parameters: { path: 'guanxi/wecom' }, credentials });
	app = { ...sampleApp, callback: { ...exampleCallback, url: trigger.url } };
	weCom.world.apps.set(app.agentId, app);
	weCom.world.addMembers('zhangsan', 'lisi');
	const users = await given('user', { name: '张三', weComUserId: 'zhangsan' }, { name: '李四', weComUserId: 'lisi' });
	const [customer] = await given('customer', { name: '星辰科技' });
	const [opportunity] = await given('opportunity', { name: '年度采购', customerId: customer.id });
	const sent = await runNode({
		type: 'crmMessage',
		parameters: {
			resource: 'message',
			operation: 'send',
			channel: 'weComApp',
			recipientType: 'user',
			userId: byExpression('={{ $json.id }}'),
			body: '请审核 {{opportunity.name}}',
			form: 'templateCard',
			buttons: {
				items: [
					{ text: '同意', key: '{{key.review.yes}}' },
					{ text: '不同意', key: '{{key.review.no}}' },
				],
			},
			options: { recordType: 'opportunity', recordId: String(opportunity.id) },
		},
		credentials,
		items: users,
	});
	expect(sent.error).toBeUndefined();
	expect(sent.outputs.map((items) => items.length)).toEqual([2, 0, 0, 0]);
});

afterEach(async () => {
	expect(trigger.thrown).toEqual([]);
	await trigger.stop();
	await weCom.close();
});

afterAll(closeStores);

const replacedOf = (member: string) => weCom.world.seenBy(member)[0].content.replaced;
const until = async (there: () => boolean) => {
	for (const end = Date.now() + 20_000; !there() && Date.now() < end;) await sleep(20);
};

it("decides by a card's button, changes both cards, and gives out what was decided without the key", async () => {
	const key = weCom.cards.keyOn(app, 'lisi', '同意');
	const { tries, reply } = await weCom.press(app, { member: 'lisi', button: '同意' });
	expect(tries.map(({ status }) => status)).toEqual([200]);
	expect(tries[0].ms).toBeLessThan(5000);
	expect(reply).toMatchObject({ type: 'update_button', replaceName: '您已选择 yes' });
	await until(() => trigger.emitted.length > 0 && replacedOf('zhangsan') !== undefined);
	expect([replacedOf('lisi'), replacedOf('zhangsan')]).toEqual(['您已选择 yes', '李四已选择 yes']);
	expect(trigger.itemsOf(3)).toMatchObject([
		{
			kind: 'cardClick',
			memberId: 'lisi',
			card: { buttonKey: 'review.yes', pressed: { kind: 'review', word: 'yes', decided: { verdict: 'yes' } } },
			message: { body: '同意' },
		},
	]);
	expect(JSON.stringify([trigger.emitted, trigger.logged])).not.toContain(key);
	expect(trigger.itemsOf(3)[0]).not.toHaveProperty('cardsOver');
});

it('says in the log which card could not be changed, and gives the click out all the same', async () => {
	weCom.faults.next('/update_template_card', { kind: 'answer', body: { errcode: 60140, errmsg: 'invalid response_code' } });
	await weCom.press(app, { member: 'lisi', button: '不同意' });
	await until(() => trigger.emitted.length > 0 && trigger.logged.length > 0);
	expect(trigger.logged.join()).toContain('60140');
	expect([replacedOf('lisi'), replacedOf('zhangsan'), trigger.itemsOf(3).length]).toEqual(['您已选择 no', undefined, 1]);
});

it('gives the click out before the other cards are changed', async () => {
	weCom.faults.next('/update_template_card', { kind: 'delay', ms: 3000 });
	const begun = performance.now();
	await weCom.press(app, { member: 'lisi', button: '同意' });
	await until(() => trigger.emitted.length > 0);
	expect([trigger.itemsOf(3).length, performance.now() - begun < 2500]).toEqual([1, true]);
});
