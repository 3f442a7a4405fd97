import { channelOf } from '../../../core';
import { HttpFault } from '../../../core/channels/channel';
import type { CrmRecord, SendOutcome } from '../../../core/crm';
import { Callbacks } from '../../servers/weCom/callbacks';
import { readReply, type Reply } from '../../servers/weCom/replies';
import { exampleCallback, sampleApp, type WeComServer } from '../../servers/weCom/weComServer';
import type { App } from '../../servers/weCom/world';
import { realHttp } from '../../support/realHttp';
import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { startWeCom, weComFields } from '../channels/providers';
import { answerPresses, presses, withReviewPage } from '../pages/reviewPage';

withReviewPage();

const page = { id: 'w1:n1', workflowId: 'w1', workflowName: '页面', url: 'https://crm.example.com/webhook/guanxi/page' };
const credential = { callbackToken: exampleCallback.token, encodingAesKey: exampleCallback.aesKey };
const callback = { ...exampleCallback, url: '' };

let weCom: WeComServer;
let app: App;
let crm: TestCrm;
let platform: Callbacks;
let opportunity: CrmRecord;
let users: CrmRecord[];

beforeEach(async () => {
	setNow(new Date().toISOString());
	crm = openTestCrm();
	weCom = await startWeCom();
	platform = weCom.callbacks;
	app = weCom.world.apps.get(sampleApp.agentId) as App;
	app.callback = callback;
	await crm.pages.register(page);
	opportunity = await crm.given.opportunity({ name: '星辰科技年度采购' });
	users = [
		await crm.given.user({ name: '张三', weComUserId: 'zhangsan', language: 'zh-CN' }),
		await crm.given.user({ name: 'Lisa', weComUserId: 'lisi', language: 'en' }),
	];
});

afterEach(async () => await weCom.close());

const fields = () => ({ ...weComFields(weCom), ...credential });
const buttons = [
	{ text: '同意', key: '{{key.review.yes}}' },
	{ text: '不同意', key: '{{key.review.no}}' },
];
const content = { form: 'templateCard', subject: '请审核', body: '{{record.name}}', url: '{{page.review}}', buttons } as const;

async function sendCards(): Promise<SendOutcome[]> {
	const about = { object: 'opportunity', id: opportunity.id } as const;
	const inputs = inputsOf(users.map(({ id }) => ({ recipient: { object: 'user', id } as const, about, content })));
	const outcomes = (await crm.messages.send(inputs, { channel: channelOf('weComApp'), fields: fields(), http: realHttp })).map(valueOf);
	expect(outcomes.map(({ output }) => output)).toEqual(['sent', 'sent']);
	return outcomes;
}

const keyOf = (member: string, button: string) => weCom.cards.keyOn(app, member, button);
const clickOf = (member: string, button = '同意') => ({
	...weCom.cards.click(app, member, keyOf(member, button)),
	AgentID: String(app.agentId),
});

async function tell(event: Record<string, string>) {
	const { query, body } = platform.seal(callback, platform.xmlOf(event));
	const answer = await crm.inbound.answerWeCom(fields(), { method: 'POST', query, body: Buffer.from(body), size: body.length });
	const reply: Reply | undefined = readReply(callback, answer.body, { corpId: weCom.world.corpId, seconds: weCom.world.seconds() });
	if (reply && weCom.world.seenBy(event.FromUserName).length > 0) weCom.cards.heed(app, event.FromUserName, reply);
	return { ...answer, reply };
}

const count = async (table: string) => (await crm.rows(`SELECT 1 FROM "${table}"`)).length;
const isStored = async (secret: string) => {
	const tables = ['crm_message', 'crm_event', 'crm_event_personal', 'crm_idempotency', 'crm_page_token', 'crm_card', 'crm_due'];
	const rows = await Promise.all(tables.map(async (table) => await crm.rows(`SELECT * FROM "${table}"`)));
	return JSON.stringify(rows).includes(secret);
};

it("decides inside the callback, and answers with what replaces the clicker's buttons in their language", async () => {
	const [, sent] = await sendCards();
	const key = keyOf('lisi', '同意');
	const { status, reply, event } = await tell(clickOf('lisi'));
	expect([status, reply]).toEqual([200, { type: 'update_button', to: 'lisi', from: weCom.world.corpId, replaceName: 'You said yes' }]);
	expect(presses.map(({ word, clicker, subject }) => [word, clicker.id, subject.data])).toEqual([
		['yes', users[1].id, expect.objectContaining({ aboutObject: 'opportunity', aboutId: opportunity.id, messageId: sent.message.id })],
	]);
	expect(event).toMatchObject({
		kind: 'cardClick',
		card: { buttonKey: 'review.yes', pressed: { kind: 'review', word: 'yes', reply: 'You said yes', decided: { verdict: 'yes' } } },
		message: { body: '同意', inReplyToId: sent.message.id, userId: users[1].id },
		about: { id: sent.message.id },
	});
	expect(JSON.stringify(event)).not.toContain(key);
	expect(await isStored(key)).toBe(false);
});

it('gives a repeated event the same answer, and presses once', async () => {
	await sendCards();
	const event = clickOf('lisi');
	const first = await tell(event);
	const again = await tell(event);
	expect([again.reply, again.event, presses.length]).toEqual([first.reply, undefined, 1]);
	expect(await count('crm_message')).toBe(3);
});

it('presses once where an event comes three times at once', async () => {
	await sendCards();
	const event = clickOf('zhangsan');
	const answers = await Promise.all([1, 2, 3].map(async () => await tell(event)));
	expect(answers.map(({ reply }) => reply?.replaceName)).toEqual(Array(3).fill('您已选择 yes'));
	expect([presses.length, answers.filter(({ event: stored }) => stored).length]).toEqual([1, 1]);
});

it.each([
	['a member who got no such card', 'wangwu'],
	['a user who got another one', 'lisi'],
])('lets nobody else press: %s', async (_, member) => {
	await sendCards();
	const before = await count('crm_page_token');
	const key = keyOf('zhangsan', '同意');
	const { reply, event } = await tell({ ...clickOf('zhangsan'), FromUserName: member });
	expect(reply?.replaceName).toBe(member === 'lisi' ? 'Not sent to you' : '此卡片不是发给您的');
	expect(presses).toHaveLength(0);
	expect(event?.card).toMatchObject({ pressed: { word: 'yes', reply: reply?.replaceName } });
	expect(event?.card?.pressed).not.toHaveProperty('decided.verdict');
	expect([await count('crm_page_token'), await count('crm_card'), await isStored(key)]).toEqual([before, 2, false]);
	expect((await tell(clickOf('zhangsan'))).reply?.replaceName).toBe('您已选择 yes');
});

it('knows a member however the platform writes capitals', async () => {
	await sendCards();
	await tell({ ...clickOf('zhangsan'), FromUserName: 'ZhangSan' });
	expect(presses).toHaveLength(1);
});

it('takes no press of a used, an old or a changed key, and says so', async () => {
	await sendCards();
	const press = clickOf('lisi');
	await tell(press);
	const said = async (more: Record<string, string>) => (await tell({ ...press, ...more })).reply?.replaceName;
	expect(await said({ CreateTime: String(weCom.world.seconds() - 1) })).toBe('No longer valid');
	const other = keyOf('lisi', '不同意');
	const changed = other.slice(0, -1) + (other.endsWith('A') ? 'E' : 'A');
	expect(await said({ EventKey: changed })).toBe('No longer valid');
	expect(await isStored(changed)).toBe(false);
	setNow(new Date(Date.now() + 8 * 86_400_000).toISOString());
	expect(await said({ EventKey: other })).toBe('No longer valid');
	expect(presses).toHaveLength(1);
});

it('stores nothing of a click whose press fails, so that the platform sends it again', async () => {
	await sendCards();
	answerPresses(() => {
		throw new Error('the disk is full');
	});
	await expect(tell(clickOf('lisi'))).rejects.toThrow('the disk is full');
	expect([await count('crm_message'), await count('crm_idempotency'), await count('crm_card')]).toEqual([2, 0, 2]);
	expect(await crm.rows(`SELECT 1 FROM "crm_sequence" WHERE "name" LIKE 'review%'`)).toHaveLength(0);
});

it('leaves the buttons of a card alone where a press decided nothing, so that it can be pressed again', async () => {
	await sendCards();
	answerPresses(() => ({ refused: { en: 'The contract was changed', 'zh-CN': '合同已被修改' } }));
	const { event, body } = await tell(clickOf('lisi'));
	expect([body, event?.cardsOver, event?.card?.pressed?.reply, event?.card?.pressed?.refused]).toEqual([
		'',
		undefined,
		undefined,
		'The contract was changed',
	]);
	expect(await count('crm_card')).toBe(2);
	answerPresses(() => ({ card: { en: 'Agreed', 'zh-CN': '已同意' }, item: { verdict: 'yes' } }));
	const again = { ...clickOf('lisi'), CreateTime: String(weCom.world.seconds() - 1) };
	expect((await tell(again)).reply?.replaceName).toBe('Agreed');
	expect([presses.length, await count('crm_card')]).toEqual([2, 1]);
});

it.each(['approve', 'x'.repeat(43)])("leaves buttons whose keys are the sender's own to the workflow: %s", async (own) => {
	const { event, body } = await tell({
		FromUserName: 'lisi',
		MsgType: 'event',
		Event: 'template_card_event',
		EventKey: own,
		TaskId: 't',
		ResponseCode: 'r',
	});
	expect([event?.card?.buttonKey, event?.card?.pressed, event?.message?.body, body]).toEqual([own, undefined, own, '']);
});

describe('the cards of everybody else', () => {
	const warned: string[] = [];
	beforeEach(() => void (warned.length = 0));
	const over = async (http = realHttp) => {
		const { event } = await tell(clickOf('lisi'));
		const cardsOver = event?.cardsOver;
		if (cardsOver) await crm.messages.updateCards({ fields: fields(), http, warn: (text) => void warned.push(text) }, cardsOver);
		return cardsOver;
	};
	const replacedOf = (member: string) => weCom.world.seenBy(member)[0].content.replaced;

	it('are changed too, each in its own language, and the clicker only by the answer', async () => {
		await sendCards();
		await over();
		expect([replacedOf('zhangsan'), replacedOf('lisi'), warned]).toEqual(['Lisa已选择 yes', 'You said yes', []]);
		expect(await count('crm_card')).toBe(0);
	});

	it('stay as they are while others still decide', async () => {
		await sendCards();
		answerPresses(() => ({ card: { en: 'Agreed', 'zh-CN': '已同意' }, item: { verdict: 'yes' } }));
		expect(await over()).toBeUndefined();
		expect([replacedOf('zhangsan'), await count('crm_card')]).toEqual([undefined, 1]);
	});

	it('may fail to change without harm, and each code is tried once', async () => {
		await sendCards();
		const [{ responseCode }] = await crm.rows(`SELECT "responseCode" FROM "crm_card" WHERE "address" = 'zhangsan'`);
		weCom.cards.update(app, { agentid: app.agentId, response_code: responseCode, button: { replace_name: 'x' } });
		await over();
		expect(warned).toEqual([expect.stringContaining('60140')]);
		expect(await isStored('code-')).toBe(false);
	});

	it('are told of when the platform cannot be reached', async () => {
		await sendCards();
		await over(() => Promise.reject(new HttpFault('no', 'ECONNREFUSED')));
		expect(warned).toHaveLength(1);
	});

	it('of another app are left alone', async () => {
		await sendCards();
		const { event } = await tell(clickOf('lisi'));
		const other = { ...fields(), agentId: '1000003' };
		if (event?.cardsOver)
			await crm.messages.updateCards({ fields: other, http: realHttp, warn: (text) => void warned.push(text) }, event.cardsOver);
		expect([await count('crm_card'), warned]).toEqual([1, []]);
	});
});
