import type { CrmRecord, StoredWeComEvent, WeComCallbackAnswer, WeComCallback } from '../../../core/crm';
import { StandInClock } from '../../servers/standIn/clock';
import { Callbacks, type Forgery } from '../../servers/weCom/callbacks';
import { exampleCallback } from '../../servers/weCom/weComServer';
import { World } from '../../servers/weCom/world';
import { sentMessage } from '../../support/sentMessage';
import { openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

const world = new World(new StandInClock());
const platform = new Callbacks(world);
const callback = { ...exampleCallback, url: '' };
const credential = { corpId: world.corpId, callbackToken: exampleCallback.token, encodingAesKey: exampleCallback.aesKey };

let crm: TestCrm;

beforeEach(() => {
	setNow(new Date().toISOString());
	crm = openTestCrm();
});

const post = (fields: Record<string, string>, forged: Forgery = {}): WeComCallback => {
	const { query, body } = platform.seal(callback, platform.xmlOf(fields), forged);
	return { method: 'POST', query, body: Buffer.from(body), size: body.length };
};

const answer = async (call: WeComCallback, given: Record<string, unknown> = credential, to: TestCrm = crm): Promise<WeComCallbackAnswer> =>
	await to.inbound.answerWeCom(given, call);

const eventOf = async (fields: Record<string, string>): Promise<StoredWeComEvent> => {
	const { status, event } = await answer(post(fields));
	expect(status).toBe(200);
	return event as StoredWeComEvent;
};

const written = { FromUserName: 'ChenXiaodong', MsgType: 'text', MsgId: '4561255354251345929', Content: '你好', AgentID: '1000002' };
const added = {
	FromUserName: 'sys',
	MsgType: 'event',
	Event: 'change_external_contact',
	ChangeType: 'add_external_contact',
	UserID: 'ChenXiaodong',
	ExternalUserID: 'wmCustomer1',
	State: 'booth-3',
	WelcomeCode: 'welcome-1',
};
const removed = { ...added, ChangeType: 'del_follow_user', State: '', WelcomeCode: '' };
const pressed = (TaskId: string) => ({
	FromUserName: 'ChenXiaodong',
	MsgType: 'event',
	Event: 'template_card_event',
	EventKey: 'approve',
	TaskId,
	CardType: 'button_interaction',
	ResponseCode: 'once',
});

const current = async (object: 'message' | 'lead', { id }: { id: string }) =>
	valueOf((await crm.records.get(object, [{ item: 0, id }]))[0]);
const count = async (table: string) => (await crm.rows(`SELECT 1 FROM "${table}"`)).length;
const nothingStored = async () => {
	for (const table of ['crm_message', 'crm_consent', 'crm_suppression', 'crm_event', 'crm_idempotency']) expect(await count(table)).toBe(0);
};

it('answers the console with the bare text that it sent', async () => {
	const { query } = platform.seal(callback, '1616140317555161061');
	const sealed = platform.seal(callback, '1616140317555161061').body;
	const echostr = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(sealed)?.[1] ?? '';
	const { body } = platform.seal(callback, '', { ciphertext: echostr });
	expect(body).toContain(echostr);
	const signed = platform.seal(callback, '', { ciphertext: echostr, nonce: query.nonce }).query;
	const answered = await answer({ method: 'GET', query: { ...signed, echostr }, body: Buffer.alloc(0), size: 0 });
	expect(answered).toMatchObject({ status: 200, body: '1616140317555161061' });
	await nothingStored();
});

it("keeps a member's message with the user, as an answer to the last one to them", async () => {
	const user = await crm.given.user({ name: '陈晓东', weComUserId: 'ChenXiaodong' });
	const past = new Date(Date.now() - 3_600_000).toISOString();
	const ours = await sentMessage(crm, { channel: 'weComApp', addressKind: 'weComUserId', address: 'ChenXiaodong', at: past, sentAt: past });
	const event = await eventOf(written);
	expect(event).toMatchObject({ kind: 'message', text: '你好', memberId: 'ChenXiaodong', user: { id: user.id }, about: { id: ours.id } });
	expect(await current('message', event.message as CrmRecord)).toMatchObject({
		direction: 'inbound',
		status: 'received',
		channel: 'weComApp',
		body: '你好',
		userId: user.id,
		inReplyToId: ours.id,
		providerId: '4561255354251345929',
	});
	expect((await crm.eventsOf(event.message as CrmRecord))[0].names).toContain('message.received');
});

it('keeps what a message that is no text says, or what it is', async () => {
	const image = await eventOf({ ...written, MsgType: 'image', Content: '', MediaId: 'm', PicUrl: 'https://x' });
	expect(image.message).toMatchObject({ body: '[image]', attachments: [{ name: 'image' }] });
	const place = await eventOf({ ...written, MsgType: 'location', Content: '', Label: '南京江北', MsgId: '2' });
	expect(place.message).toMatchObject({ body: '南京江北' });
});

it('tells of a new contact with the state of the code, and of two in one second apart', async () => {
	const first = await eventOf(added);
	expect(first).toMatchObject({
		kind: 'contactAdded',
		memberId: 'ChenXiaodong',
		externalUserId: 'wmCustomer1',
		state: 'booth-3',
		welcomeCode: 'welcome-1',
	});
	const second = await eventOf({ ...added, ExternalUserID: 'wmCustomer2' });
	expect(second.key).not.toBe(first.key);
});

it('has a new contact come due where no workflow was told of it, and then only', async () => {
	const user = await crm.given.user({ name: '陈晓东', weComUserId: 'ChenXiaodong' });
	const [told, left] = [await eventOf(added), await eventOf({ ...added, ExternalUserID: 'wmCustomer2' })];
	await crm.inbound.weComGiven(told);
	await crm.inbound.weComGiven(told);
	const { work } = await crm.work.list({ limit: 5 });
	const payload = { key: left.key, externalUserId: 'wmCustomer2', memberId: 'ChenXiaodong', state: 'booth-3', userId: user.id };
	expect(work).toMatchObject([{ kind: 'weCom.event', state: 'waiting', payload }]);
	await eventOf(removed);
	expect((await crm.work.list({ limit: 5 })).work).toHaveLength(1);
});

it('takes back what a customer agreed to who removes a member, and leaves it where the member did', async () => {
	const lead = await crm.given.lead({ name: '王芳', externalUserId: 'wmCustomer1' });
	expect(await eventOf({ ...removed, ChangeType: 'del_external_contact' })).toMatchObject({ removedBy: 'member', optedOut: false });
	expect(await count('crm_consent')).toBe(0);
	expect(await eventOf(removed)).toMatchObject({ kind: 'contactRemoved', removedBy: 'customer', optedOut: true });
	const consents = await crm.rows('SELECT "purpose", "state", "address", "leadId" FROM "crm_consent" ORDER BY "purpose"');
	expect(consents).toEqual(
		['care', 'marketing'].map((purpose) => ({ purpose, state: 'withdrawn', address: 'wmCustomer1', leadId: lead.id })),
	);
});

it('keeps a press of a button as an answer to our card', async () => {
	const card = await sentMessage(crm, { channel: 'weComApp', addressKind: 'weComUserId', address: 'ChenXiaodong' });
	const event = await eventOf(pressed(card.id));
	expect(event).toMatchObject({
		kind: 'cardClick',
		card: { taskId: card.id, buttonKey: 'approve', responseCode: 'once', selected: [] },
		about: { id: card.id },
		message: { body: 'approve', inReplyToId: card.id },
	});
});

it.each([
	['a message', written],
	['a new contact', added],
	['a lost contact', removed],
	['a press of a button', pressed('task')],
])('stores and tells %s once, however often it comes, also to two workers at once', async (_, fields) => {
	const at = { CreateTime: String(world.seconds()) };
	const calls = [post({ ...fields, ...at }), post({ ...fields, ...at }), post({ ...fields, ...at })];
	const other = crm.as({ actor: 'another worker' });
	const answers = await Promise.all(calls.map((call, i) => answer(call, credential, i % 2 === 0 ? crm : other)));
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
	expect(answers.filter(({ event }) => event)).toHaveLength(1);
});

it('takes an event whose code was made anew for the same', async () => {
	const at = { CreateTime: String(world.seconds()) };
	expect((await answer(post({ ...added, ...at }))).event).toBeDefined();
	expect((await answer(post({ ...added, ...at, WelcomeCode: 'welcome-2' }))).event).toBeUndefined();
});

it.each<[string, Forgery]>([
	['a forged signature', { signature: 'a'.repeat(40) }],
	['no signature', { signature: '' }],
	['an old timestamp', { timestamp: world.seconds() - 3600 }],
	['another company', { receiveId: 'ww0000000000000000' }],
	['random ciphertext', { ciphertext: Buffer.alloc(128, 7).toString('base64') }],
])('refuses %s without a word, and stores nothing', async (_, forged) => {
	const { refused, ...answered } = await answer(post(written, forged));
	expect(answered).toMatchObject({ status: 403, body: '' });
	expect(refused?.message).not.toContain(exampleCallback.token);
	await nothingStored();
});

it('refuses other methods, a body that is too large, and one that is no XML', async () => {
	const call = post(written);
	expect(await answer({ ...call, method: 'DELETE' })).toMatchObject({ status: 405, headers: { Allow: 'GET, POST' } });
	expect((await answer({ ...call, size: 2_000_000 })).status).toBe(413);
	expect((await answer({ ...call, body: Buffer.from('{}') })).status).toBe(403);
	await nothingStored();
});

it('names the field of a credential that callbacks need', async () => {
	await expect(answer(post(written), { ...credential, encodingAesKey: '' })).rejects.toMatchObject({
		code: 'ValidationFailed',
		field: 'encodingAesKey',
	});
});
