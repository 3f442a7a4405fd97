import { channelOf } from '../../../core';
import type { CrmRecord, PageAnswer, PageRequest } from '../../../core/crm';
import { pageKindInfos, unavailablePage, unsubscribeUrls } from '../../../core/pages';
import { openTestCrm, failureOf, setNow, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;
let lead: CrmRecord;

const page = { id: 'w1:n1', workflowId: 'w1', workflowName: '页面', url: 'https://crm.example.com/webhook/guanxi/page' };

beforeEach(async () => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
	await crm.pages.register(page);
	lead = await crm.given.lead({ name: '王芳', phone: '13812345678', email: 'wang@example.com', language: 'zh-CN' });
});

const urls = async (people: Parameters<typeof unsubscribeUrls>[1]) =>
	await crm.store.write(crm.context, async (tx) => await unsubscribeUrls(tx, people));
const toLead = () => ({
	object: 'lead' as const,
	recordId: lead.id,
	addressKind: 'email' as const,
	address: 'wang@example.com',
	purpose: 'marketing' as const,
});
const tokenOf = (url: string) => new URL(url).searchParams.get('t') ?? '';
const newToken = async () => tokenOf((await urls([toLead()]))[0]);
const ask = async (request: Partial<PageRequest>): Promise<PageAnswer> =>
	await crm.pages.answer({ method: 'GET', form: {}, size: 0, language: 'en', ...request });
const post = async (token: string, form: Record<string, string>) => await ask({ method: 'POST', token, form, size: 30 });
const count = async (table: string) => (await crm.rows(`SELECT 1 FROM "${table}"`)).length;
const everything = async () => [await count('crm_event'), await count('crm_consent'), await count('crm_suppression')];

it('gives each person a link of their own, whose token is nowhere in the store', async () => {
	const many = Array.from({ length: 600 }, (_, i) => ({ ...toLead(), address: `a${i}@example.com` }));
	const made = await urls(many);
	expect(new Set(made).size).toBe(600);
	expect(made[0]).toMatch(/^https:\/\/crm\.example\.com\/webhook\/guanxi\/page\?t=[\w-]{43}$/);
	expect(JSON.stringify(await crm.rows('SELECT * FROM "crm_page_token"'))).not.toContain(tokenOf(made[0]));
});

it('says what to do where no page is switched on', async () => {
	await crm.pages.unregister(page.id);
	const error = await failureOf(urls([toLead()]));
	expect(error).toMatchObject({ code: 'Refused' });
	expect(error.text.en).toContain('activate a workflow with CRM Page');
	expect(await urls([])).toEqual([]);
});

it.each(['http://localhost:5678/webhook/p', 'http://127.0.0.1:5678/webhook/p', 'http://[::1]:5678/webhook/p'])(
	'sends nobody to a page that only this machine reaches (%s), and says what to do',
	async (url) => {
		await crm.pages.register({ ...page, url });
		const smtp = (host: string) => ({ channel: channelOf('email'), fields: { host, port: 1, secure: false } });
		await crm.consents.set([{ item: 0, addressKind: 'email', address: 'wang@example.com', purposes: ['marketing'], state: 'granted' }]);
		const offer = {
			item: 0,
			recipient: { object: 'lead', id: lead.id },
			purpose: 'marketing',
			content: { subject: 'x', body: 'x' },
		} as const;
		const to = async (host: string) => valueOf((await crm.messages.send([offer], smtp(host)))[0]);
		const hint = { en: expect.stringContaining('WEBHOOK_URL') as string };
		expect(await to('smtp.example.com')).toMatchObject({ output: 'refused', rule: 'pageOnlyHere', hint });
		expect(await crm.system.setupProblems()).toContainEqual(expect.objectContaining({ code: 'pageOnlyHere' }));
		// Nobody listens there, but the stand-in might: it is tried.
		expect((await to('127.0.0.1')).rule).not.toBe('pageOnlyHere');
		await crm.pages.register(page);
		expect(await crm.system.setupProblems()).not.toContainEqual(expect.objectContaining({ code: 'pageOnlyHere' }));
	},
);

it('leads to the page that was switched on last', async () => {
	setNow('2026-03-02T02:00:00Z');
	const other = { ...page, id: 'w2:n1', url: 'https://other.example.com/webhook/guanxi/page' };
	await crm.pages.register(other);
	expect([await crm.pages.isRegistered(page), await crm.pages.isRegistered(other)]).toEqual([false, true]);
	expect((await urls([toLead()]))[0]).toContain('https://other.example.com/');
	await crm.pages.unregister(other.id);
	expect((await urls([toLead()]))[0]).toContain('https://crm.example.com/');
});

it.each(['GET', 'HEAD'])('changes nothing on %s, however often a scanner follows the link', async (method) => {
	const token = await newToken();
	const before = await everything();
	for (let i = 0; i < 5; i++) expect((await ask({ method, token })).status).toBe(200);
	expect(await everything()).toEqual(before);
	expect(await crm.rows('SELECT "usedAt" FROM "crm_page_token"')).toEqual([{ usedAt: null }]);
});

it.each([{ 'List-Unsubscribe': 'One-Click' }, {} as Record<string, string>])(
	'unsubscribes on the one-click post of a mail program: %j',
	async (form) => {
		const { status, body, item } = await post(await newToken(), form);
		expect(status).toBe(200);
		expect(body).toContain('退订成功');
		expect(item).toMatchObject({ kind: 'unsubscribe', json: { choice: 'marketing', object: 'lead', recordId: lead.id } });
		const rows = await crm.rows<Record<string, string>>('SELECT * FROM "crm_consent" ORDER BY "addressKind", "purpose"');
		expect(rows.map((row) => [row.addressKind, row.purpose, row.state, row.leadId])).toEqual(
			['email', 'phone', 'record'].flatMap((kind) => [
				[kind, 'care', 'withdrawn', lead.id],
				[kind, 'marketing', 'withdrawn', lead.id],
			]),
		);
		expect(await count('crm_suppression')).toBe(0);
	},
);

it('stops everything for who wants that, and says so when it is done twice', async () => {
	const token = await newToken();
	const first = await post(token, { choice: 'all' });
	expect(first.item?.json).toMatchObject({ choice: 'all' });
	expect(await crm.rows('SELECT "addressKind" FROM "crm_suppression" ORDER BY "addressKind"')).toEqual([
		{ addressKind: 'email' },
		{ addressKind: 'phone' },
		{ addressKind: 'record' },
	]);
	setNow('2026-03-03T01:00:00Z');
	const second = await post(token, { choice: 'all' });
	expect(second.item).toBeUndefined();
	expect(second.body).toContain('您此前已退订');
	expect(await count('crm_suppression')).toBe(3);
});

it('does it once for two posts at the same time', async () => {
	const token = await newToken();
	const answers = await Promise.all([1, 2, 3, 4].map(() => post(token, {})));
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
	expect(answers.filter(({ item }) => item)).toHaveLength(1);
});

it('works for an address without a record', async () => {
	const [url] = await urls([{ addressKind: 'email', address: 'nobody@example.com', purpose: 'marketing' }]);
	expect((await post(tokenOf(url), {})).status).toBe(200);
	expect(await crm.rows('SELECT "address", "state" FROM "crm_consent" WHERE "purpose" = ?', ['marketing'])).toEqual([
		{ address: 'nobody@example.com', state: 'withdrawn' },
	]);
});

it('asks again for a form without a choice, and changes nothing', async () => {
	const token = await newToken();
	const before = await everything();
	const { status, body } = await post(token, { choice: 'other' });
	expect(status).toBe(422);
	expect(body).toContain('role="alert"');
	expect(await everything()).toEqual(before);
});

it('answers a wrong, an old and a foreign link alike', async () => {
	const token = await newToken();
	const wrong = await ask({ token: `${token.slice(0, -2)}AA` });
	const shapes = await Promise.all(['', 'x', '../../etc/passwd', "' OR 1=1 --", 'a'.repeat(10_000), '测试'].map((t) => ask({ token: t })));
	setNow('2027-12-02T01:00:00Z');
	const old = await ask({ token });
	for (const answer of [...shapes, old, await post(token, {})]) expect(answer).toEqual(wrong);
	expect(wrong.status).toBe(404);
	expect(wrong.body).toContain('This link does not work');
	expect(await count('crm_consent')).toBe(0);
	// A new link forgets those whose time has run out.
	await urls([toLead()]);
	expect(await count('crm_page_token')).toBe(1);
});

it('refuses other methods and large posts', async () => {
	const token = await newToken();
	for (const method of ['PUT', 'DELETE', 'PATCH'])
		expect(await ask({ method, token })).toMatchObject({ status: 405, headers: { Allow: 'GET, HEAD, POST' } });
	expect((await ask({ method: 'POST', token, size: 65_537 })).status).toBe(413);
	expect(await count('crm_consent')).toBe(0);
});

it('sends headers that keep the page harmless with every answer', async () => {
	const token = await newToken();
	const answers = [
		await ask({ token }),
		await post(token, {}),
		await post(token, { choice: '?' }),
		await ask({ token: 'x' }),
		await ask({ method: 'PUT' }),
		await ask({ method: 'POST', size: 1e9 }),
		unavailablePage('en'),
	];
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 422, 404, 405, 413, 503]);
	for (const { headers, body } of answers) {
		const policy = headers['Content-Security-Policy'];
		expect(policy).toContain("sandbox allow-forms; default-src 'none'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/allow-same-origin|allow-scripts|unsafe/);
		expect(headers).toMatchObject({
			'Referrer-Policy': 'no-referrer',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
			'Content-Type': 'text/html; charset=utf-8',
		});
		expect(body).not.toMatch(/<script|javascript:|\son\w+=/i);
		expect(body).not.toContain(token);
	}
});

it('speaks the language of the person, and else that of the browser', async () => {
	expect((await ask({ token: await newToken() })).body).toContain('<html lang="zh-CN">');
	const [english] = await urls([{ addressKind: 'email', address: 'ada@example.com', purpose: 'marketing' }]);
	expect((await ask({ token: tokenOf(english) })).body).toContain('<html lang="en">');
	expect((await ask({ token: tokenOf(english), language: 'zh-CN' })).body).toContain('<html lang="zh-CN">');
});

it('speaks the language of the message and names its sender', async () => {
	const [url] = await urls([{ ...toLead(), language: 'en', sender: 'Acme <Water>' }]);
	const { body } = await ask({ token: tokenOf(url), language: 'zh-CN' });
	expect(body).toContain('<html lang="en">');
	expect(body).toContain('messages from Acme &lt;Water&gt; to you');
});

it('says what was stopped before when the link is opened again, with the rest still to choose', async () => {
	const token = await newToken();
	await post(token, { choice: 'marketing' });
	const { body } = await ask({ token });
	expect(body).toContain('<h1>退订成功</h1>');
	expect(body).toContain('我们不会再向您发送营销与关怀消息');
	expect(body).toContain('value="all"');
	expect(body).not.toContain('value="marketing"');
	await post(token, { choice: 'all' });
	const last = await ask({ token });
	expect(last.body).toContain('您此前已退订');
	expect(last.body).not.toContain('<form');
});

it('escapes what an address says and shows only enough to know it by', async () => {
	const [url] = await urls([{ addressKind: 'email', address: '"<img src=x onerror=1>"@example.com', purpose: 'marketing' }]);
	const { body } = await ask({ token: tokenOf(url) });
	expect(body).not.toContain('<img');
	expect(body).toContain('***@example.com');
	expect((await ask({ token: await newToken() })).body).not.toContain('wang@');
});

it('names each kind of page in both languages', () => {
	expect(pageKindInfos).toEqual([
		{ id: 'unsubscribe', text: { en: 'Unsubscribed', 'zh-CN': '已退订' } },
		{ id: 'approval', text: { en: 'Approval Decided', 'zh-CN': '审批已处理' } },
	]);
});
