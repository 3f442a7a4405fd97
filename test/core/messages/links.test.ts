import { channelOf } from '../../../core';
import type { ProviderFault, SendResult } from '../../../core/channels/channel';
import { escapeWeComMarkdown } from '../../../core/channels/escapes';
import { faultOf } from '../../../core/channels/provider/errorCode';
import type { CrmRecord, NewMessage, Preview, Sender, WaitingMessage } from '../../../core/crm';
import { errorOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { withReviewPage } from '../pages/reviewPage';
import { provider, type Provider } from './provider';

const page = { id: 'w1:n1', workflowId: 'w1', workflowName: '页面', url: 'https://crm.example.com/webhook/guanxi/page' };
const link = /https:\/\/crm\.example\.com\/webhook\/guanxi\/page\?t=[\w-]{43}/g;

let crm: TestCrm;
let opportunity: CrmRecord;
let user: CrmRecord;
let mail: Provider;

withReviewPage();

beforeEach(async () => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
	await crm.pages.register(page);
	opportunity = await crm.given.opportunity({ name: '星辰科技年度采购' });
	user = await crm.given.user({ name: '李娜', email: 'li@example.com' });
	mail = provider();
});

const message = (more: Partial<NewMessage> = {}): NewMessage => ({
	recipient: { object: 'user', id: user.id },
	about: { object: 'opportunity', id: opportunity.id },
	content: { body: '{{record.name}}：{{page.review}}', html: '<a href="{{page.review}}">{{record.name}}</a>' },
	...more,
});
const send = async (input: NewMessage | WaitingMessage, channel: Sender['channel'] = mail.channel) =>
	(await crm.messages.send([{ item: 0, ...input }], { channel }, { sendLater: true }))[0];
const linksOf = (text = ''): string[] => text.match(link) ?? [];
const tokenOf = (url = '') => new URL(url).searchParams.get('t') ?? '';
const ask = async (url: string | undefined, method = 'GET') =>
	(await crm.pages.answer({ method, token: tokenOf(url), form: {}, size: 0, language: 'en' })).status;
const stored = async () =>
	JSON.stringify([await crm.rows('SELECT * FROM "crm_message"'), await crm.rows('SELECT * FROM "crm_event_personal"')]);

it('gives the recipient a link that opens their page of the record, and stores nothing that does', async () => {
	const { output, message: sent } = valueOf(await send(message()));
	expect(output).toBe('sent');
	const [{ body, html = '' }] = mail.got;
	const [url, ...others] = [...linksOf(body), ...linksOf(html)];
	expect(others).toEqual([url]);
	expect(await ask(url)).toBe(200);
	expect(sent.body).toContain('星辰科技年度采购：https://link.invalid/review?t=');
	expect(await stored()).not.toContain(tokenOf(url));
	expect(JSON.stringify(await crm.rows('SELECT * FROM "crm_page_token"'))).not.toContain(tokenOf(url));
	const [{ data, recordId }] = await crm.rows<{ data: string; recordId: string }>('SELECT "data", "recordId" FROM "crm_page_token"');
	expect([recordId, JSON.parse(data)]).toEqual([
		user.id,
		{ aboutObject: 'opportunity', aboutId: opportunity.id, messageId: sent.id, stageId: String(opportunity.stageId) },
	]);
});

it('gives everybody of a call a link of their own', async () => {
	const users = await Promise.all(Array.from({ length: 30 }, async (_, i) => await crm.given.user({ email: `u${i}@example.com` })));
	const inputs = users.map(({ id }, item) => ({ item, ...message({ recipient: { object: 'user', id } }) }));
	(await crm.messages.send(inputs, { channel: provider({ batch: 100, send: mail.channel.send }).channel })).forEach(valueOf);
	expect(new Set(mail.got.flatMap(({ body }) => linksOf(body))).size).toBe(30);
});

it('keeps the text with its link in the outbox, where the stored text is the message', async () => {
	const card = {
		form: 'templateCard',
		body: '{{page.review}}',
		url: '{{page.review}}',
		buttons: [{ text: '同意', key: '{{key.review.yes}}' }],
	} as const;
	const { message: kept } = valueOf(await send(message({ content: card }), channelOf('outbox')));
	const [url] = linksOf(String(kept.body));
	expect(await ask(url)).toBe(200);
	expect(JSON.stringify(kept.parts)).toContain(url);
	// Nobody presses a button there.
	expect(JSON.stringify(kept.parts)).toContain('review.yes.');
	expect(await crm.rows('SELECT 1 FROM "crm_page_token"')).toHaveLength(1);
});

it('makes the link when a deferred message goes, and not before', async () => {
	mail.answer = () => ({ status: 'deferred', until: 0, fault: { code: 'busy', message: 'later' } });
	const { message: waiting } = valueOf(await send(message()));
	const [first] = linksOf(mail.got[0].body);
	mail.answer = () => ({ status: 'sent' });
	setNow('2026-03-02T03:00:00Z');
	expect(valueOf(await send({ messageId: waiting.id })).output).toBe('sent');
	const [second] = linksOf(mail.got[1].body);
	expect(second).not.toBe(first);
	expect([await ask(first), await ask(second)]).toEqual([404, 200]);
	expect(await crm.rows('SELECT 1 FROM "crm_page_token"')).toHaveLength(1);
});

it('makes no link for a message that a rule holds back until it goes', async () => {
	const contact = await crm.given.contact({ email: 'wang@example.com' });
	setNow('2026-03-02T15:00:00Z');
	const late = message({ recipient: { object: 'contact', id: contact.id }, purpose: 'care' });
	await crm.consents.set([{ item: 0, addressKind: 'email', address: 'wang@example.com', purposes: ['care'], state: 'granted' }]);
	const { output, message: waiting } = valueOf(await send(late));
	expect([output, mail.got.length, (await crm.rows('SELECT 1 FROM "crm_page_token"')).length]).toEqual(['deferred', 0, 0]);
	setNow('2026-03-03T02:00:00Z');
	valueOf(await send({ messageId: waiting.id }));
	expect(await ask(linksOf(mail.got[0].body)[0])).toBe(200);
	expect(await crm.rows('SELECT "object", "recordId" FROM "crm_page_token"')).toEqual([{ object: 'contact', recordId: contact.id }]);
});

it('gives the buttons of a card keys that open no page and stand in no stored message', async () => {
	const forms = ['templateCard'] as const;
	const cards = provider({ forms, escape: escapeWeComMarkdown });
	const buttons = [
		{ text: '同意', key: '{{key.review.yes}}' },
		{ text: '不同意', key: '{{key.review.no}}' },
		{ text: '详情', url: '{{page.review}}' },
		{ text: '稍后', key: 'later-{{record.id}}' },
	];
	const { message: sent } = valueOf(await send(message({ content: { body: '请审核', url: '{{page.review}}', buttons } }), cards.channel));
	const [{ card }] = cards.got;
	const keys = card?.buttons.map(({ key }) => key) ?? [];
	expect(keys).toEqual([
		expect.stringMatching(/^guanxi-[\w-]{43}$/),
		expect.stringMatching(/^guanxi-[\w-]{43}$/),
		undefined,
		`later-${opportunity.id}`,
	]);
	expect(card?.url).toBe(card?.buttons[2].url);
	const token = `https://x/?t=${keys[0]?.slice(-43)}`;
	expect([await ask(token), await ask(token, 'POST'), await ask(card?.url ?? '')]).toEqual([404, 404, 200]);
	expect(await stored()).not.toContain(keys[0]);
	expect(JSON.stringify(sent)).toContain('review.yes.');
});

const said = {
	failed: (fault: ProviderFault): SendResult => ({ status: 'failed', fault }),
	deferred: (fault: ProviderFault): SendResult => ({ status: 'deferred', until: 0, fault }),
	unclear: (fault: ProviderFault): SendResult => ({ status: 'unclear', fault }),
};

it.each(Object.entries(said))('keeps no piece of a link or a key that a provider repeats: %s', async (_, resultOf) => {
	const cards = provider({ forms: ['templateCard'] });
	const content = { body: '请审核', url: '{{page.review}}', buttons: [{ text: '同意', key: '{{key.review.yes}}' }] };
	const secrets: string[] = [];
	cards.answer = ({ card }) => {
		const [token, key] = [tokenOf(card?.url), card?.buttons[0].key ?? ''];
		secrets.push(token, key);
		// As a mail server has it: quoted-printable, a line's end in the middle, and cut off.
		const quoted = `spam: ?t=3D${token.slice(0, 20)}=\r\n${token.slice(20)} ${key} https://x/${token.slice(0, 42)}`;
		return resultOf(faultOf([], { code: token, message: quoted }, []));
	};
	const outcome = await send(message({ content }), cards.channel);
	const kept = `${await stored()} ${JSON.stringify(outcome)}`;
	expect(String(valueOf(outcome).message.providerMessage)).toMatch(/^spam: \?t=3D….* https:\/\/x\/…$/);
	for (const secret of secrets) for (let at = 0; at + 8 <= 43; at++) expect(kept).not.toContain(secret.slice(-43).slice(at, at + 8));
});

it('puts no link where a name of somebody looks like the place for one', async () => {
	const first = valueOf(await send(message()));
	const [placeholder] = /https:\/\/link\.invalid\S+/.exec(String(first.message.body)) ?? [];
	await crm.records.update('opportunity', [{ item: 0, id: opportunity.id, fields: { name: `evil.example/?x=${placeholder}` } }]);
	valueOf(await send(message()));
	expect(mail.got[1].body).toContain(`evil.example/?x=${placeholder}`);
});

it.each<[string, Partial<NewMessage>, string]>([
	['a kind that there is none of', { content: { body: '{{page.reviw}}' } }, 'did you mean "page.review"?'],
	[
		'a word that there is none of',
		{ content: { body: 'x', form: 'text', buttons: [{ text: 'x', key: '{{key.review.maybe}}' }] } },
		'key.review.maybe',
	],
	['a key where people read it', { content: { body: '{{key.review.yes}}' } }, 'nowhere else'],
	['a message about something else', { about: undefined }, 'about a record of the type Opportunity'],
	['a recipient without a record', { recipient: { address: 'a@example.com' } }, 'only an address'],
	['a list instead of a link', { content: { body: '{{page}}' } }, 'name the part'],
])('refuses %s, and says so', async (_, more, said) => {
	const error = errorOf((await crm.as({ partial: true }).messages.send([{ item: 0, ...message(more) }], { channel: mail.channel }))[0]);
	expect(error.text.en).toContain(said);
	expect(await crm.rows('SELECT 1 FROM "crm_message"')).toHaveLength(0);
});

it('refuses buttons for somebody who is no user', async () => {
	const { id } = await crm.given.contact({ email: 'wang@example.com' });
	const content = { body: 'x', buttons: [{ text: '同意', key: '{{key.review.yes}}' }] };
	const outcomes = await crm
		.as({ partial: true })
		.messages.send([{ item: 0, ...message({ recipient: { object: 'contact', id }, content }) }], {
			channel: provider({ forms: ['templateCard'] }).channel,
		});
	expect(errorOf(outcomes[0]).text.en).toContain('users only');
});

it('refuses a text whose link the channel would cut off, and cuts what stands behind it', async () => {
	const short = provider({ limits: { body: { text: 200 } } });
	const long = '很'.repeat(60);
	const outcomes = await crm.as({ partial: true }).messages.send(
		[`${long}{{page.review}}`, `{{page.review}}${long}`].map((body, item) => ({ item, ...message({ content: { body } }) })),
		{ channel: short.channel },
	);
	expect(errorOf(outcomes[0]).text.en).toContain('would be cut off');
	expect(Buffer.byteLength(short.got[0].body)).toBeLessThanOrEqual(200);
	expect(linksOf(short.got[0].body)).toHaveLength(1);
});

it('says what to do where no page is switched on, and where only this machine reaches it', async () => {
	const to = async (channel?: Sender['channel']) => valueOf(await send(message(), channel));
	const preview = async (): Promise<Preview> => valueOf((await crm.messages.preview([{ item: 0, ...message() }], mail.channel))[0]);
	expect((await preview()).body).toMatch(/^星辰科技年度采购：https:\/\/link\.invalid\/review\?t=/);
	await crm.pages.unregister(page.id);
	const noPage = { output: 'refused', rule: 'noPage', hint: { en: expect.stringContaining('CRM Page') as string } };
	expect(await to()).toMatchObject(noPage);
	expect(await to(channelOf('outbox'))).toMatchObject(noPage);
	expect((await preview()).verdict).toMatchObject(noPage);
	await crm.pages.register({ ...page, url: 'http://localhost:5678/webhook/guanxi/page' });
	expect(await to()).toMatchObject({ output: 'refused', rule: 'pageOnlyHere' });
	expect(await to(channelOf('outbox'))).toMatchObject({ output: 'sent' });
	expect(mail.got).toHaveLength(0);
});

it('lets what was refused go as it is once a page is switched on', async () => {
	await crm.pages.unregister(page.id);
	const { message: refused } = valueOf(await send(message()));
	await crm.pages.register(page);
	expect(valueOf(await send({ messageId: refused.id })).output).toBe('sent');
	expect(await ask(linksOf(mail.got[0].body)[0])).toBe(200);
});

it('has a link in what a user is told', async () => {
	const told = await crm.messages.tell(
		[{ item: 0, userId: user.id, about: { object: 'opportunity', id: opportunity.id }, content: { body: '{{page.review}}' } }],
		[{ channel: mail.channel }, { channel: channelOf('outbox') }],
	);
	expect(valueOf(told[0]).output).toBe('sent');
	expect(await ask(linksOf(mail.got[0].body)[0])).toBe(200);
});
