import { gzipSync } from 'node:zlib';
import type { INode } from 'n8n-workflow';

import { answerOf, frontDesk, givenSalesTeam, somebody, until, variant } from '../support/frontDesk';
import { itemsOf, useRealN8n, type WorkflowJson } from '../support/realN8n';

describe('the shipped lead capture', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	let workflow: WorkflowJson;

	beforeAll(async () => {
		await givenSalesTeam(desk.crm, ['陈晓东', '林佳', '吴婷', '周敏']);
		workflow = await n8n.publishShipped('lead-capture.json');
	}, 60_000);

	/** The workflow with other options in Capture Lead, published under a path of its own. */
	const withOptions = async (path: string, options: object, change: (node: INode) => Partial<INode> = () => ({})) => {
		await n8n.publish(
			variant(workflow, path, (node) => ({
				...(node.name === 'Capture Lead' && { parameters: { ...node.parameters, options: options as INode['parameters'] } }),
				...change(node),
			})),
		);
		return (body: unknown, headers?: Record<string, string>) => desk.post(body, { path, headers });
	};

	it('answers a new lead with number, id and owner, and gives the owner a task', async () => {
		const answer = await desk.post(
			somebody({ name: '王芳', company: '南京江北药业', city: '南京', message: '请报价', source: 'web', utm_source: 'baidu' }),
		);
		expect(answer).toEqual({
			status: 200,
			body: {
				outcome: 'created',
				number: expect.stringMatching(/^L\d{6}$/),
				leadId: expect.any(String),
				owner: expect.any(String),
				ignored: [],
			},
		});
		const lead = await desk.lead(answer);
		expect(lead).toMatchObject({ name: '王芳', company: '南京江北药业', city: '南京', source: 'web' });
		const [task, ...more] = await desk.tasksOf(answer);
		expect(more).toEqual([]);
		expect(task).toMatchObject({
			kind: 'firstContact',
			assigneeId: lead.ownerId,
			subject: `First contact: ${String(lead.number)} · 南京江北药业`,
		});
		expect(new Date(String(task.dueOn)).getUTCDay()).toBeGreaterThan(0);
		expect(new Date(String(task.dueOn)).getUTCDay()).toBeLessThan(6);
		const touchpoints = (await desk.all('touchpoint')).filter(({ leadId }) => leadId === lead.id);
		expect(touchpoints).toMatchObject([{ channel: 'web', utmSource: 'baidu', message: '请报价' }]);
	});

	it('tells the owner of a new lead once, by the outbox as long as no channel is chosen', async () => {
		const body = somebody({ name: '孙丽', company: '苏州平江茶业' });
		const answer = await desk.post(body);
		await desk.post(body);
		const lead = await desk.lead(answer);
		const told = async () => (await desk.all('message')).filter(({ leadId }) => leadId === lead.id);
		await until(async () => (await told()).length > 0);
		expect(await told()).toMatchObject([
			{
				status: 'sent',
				channel: 'outbox',
				userId: lead.ownerId,
				body: expect.stringContaining(`First contact: ${String(lead.number)} · 苏州平江茶业\n孙丽, 苏州平江茶业`),
			},
		]);
	});

	it('answers a lead that nobody got with no owner, and makes its task all the same', async () => {
		const post = await withOptions('guanxi/unassigned', { leaveUnassigned: true });
		const answer = await post(somebody());
		expect(answer).toMatchObject({ status: 200, body: { outcome: 'created', owner: null } });
		expect(await desk.tasksOf(answer)).toMatchObject([
			{ kind: 'firstContact', subject: `First contact: ${String(answer.body.number)}`, assigneeId: null },
		]);
	});

	it('gives the same lead and makes no second task when a post comes twice', async () => {
		const body = somebody();
		const [first, second] = [await desk.post(body), await desk.post(body)];
		expect(second).toEqual(first);
		expect(await desk.tasksOf(first)).toHaveLength(1);
	});

	it('makes one lead and one task of eight equal posts at once', async () => {
		const body = somebody();
		const answers = await Promise.all(Array.from({ length: 8 }, () => desk.post(body)));
		expect(new Set(answers.map((answer) => answer.body.leadId)).size).toBe(1);
		expect(await desk.tasksOf(answers[0])).toHaveLength(1);
	});

	it('shares leads evenly when eight are posted at once', async () => {
		const answers = await Promise.all(Array.from({ length: 8 }, () => desk.post(somebody())));
		const counts = Object.values(Object.groupBy(answers, ({ body }) => String(body.owner))).map((list) => list?.length);
		expect(counts).toEqual([2, 2, 2, 2]);
	});

	it('answers matched for a known phone number, completes the lead and tells its owner', async () => {
		const known = somebody({ name: '李强' });
		const first = await desk.post(known);
		const second = await desk.post({ ...known, city: '宁波', message: '还想了解价格' });
		expect(second.body).toMatchObject({ outcome: 'matched', leadId: first.body.leadId, owner: first.body.owner });
		expect(await desk.lead(first)).toMatchObject({ name: '李强', city: '宁波' });
		const tasks = await desk.tasksOf(first);
		expect(tasks.map(({ kind }) => kind).sort()).toEqual(['firstContact', 'nextStep']);
		expect(new Set(tasks.map(({ assigneeId }) => assigneeId)).size).toBe(1);
	});

	it('shows a possible duplicate to the owner with both numbers', async () => {
		const first = await desk.post(somebody({ name: '张伟', company: '厦门鹭岛食品有限公司' }));
		const second = await desk.post(somebody({ name: '张伟', company: '厦门鹭岛食品有限公司' }));
		expect(second.body.outcome).toBe('created');
		expect(second.body.leadId).not.toBe(first.body.leadId);
		const lead = await desk.lead(second);
		expect(lead.possibleDuplicateOf).toBe(first.body.leadId);
		expect(await desk.tasksOf(second)).toMatchObject([
			{
				kind: 'duplicateReview',
				assigneeId: lead.ownerId,
				subject: `Possible duplicate: ${String(second.body.number)} and ${String(first.body.number)}`,
			},
		]);
	});

	it('names everything that is wrong and stores nothing', async () => {
		const before = await desk.all('lead');
		const { status, body } = await desk.post({ phone: 'call me', email: 'a@@b.example' });
		expect(status).toBe(400);
		expect(body).toEqual({
			errors: expect.arrayContaining(
				['name', 'phone', 'email'].map((field) => ({ field, message: expect.any(String) as string })),
			) as unknown,
		});
		expect(body.errors).toHaveLength(3);
		expect(JSON.stringify(body)).not.toContain('call me');
		expect((await desk.post({ name: '没有联系方式' })).body).toMatchObject({ errors: [{ field: 'phone' }] });
		expect((await desk.post({})).status).toBe(400);
		expect((await desk.post([somebody()])).status).toBe(400);
		expect(await desk.all('lead')).toEqual(before);
	});

	it('takes a form post, urlencoded and multipart', async () => {
		const send = async (body: URLSearchParams | FormData) =>
			await answerOf(await fetch(`${n8n.url}/webhook/guanxi/lead`, { method: 'POST', body }));
		const fields = () => somebody({ name: '赵磊', company: '常州钟楼职业学院' }) as Record<string, string>;
		const first = await send(new URLSearchParams(fields()));
		const multipart = new FormData();
		for (const [name, value] of Object.entries(fields())) multipart.set(name, value);
		const second = await send(multipart);
		for (const answer of [first, second]) {
			expect(answer.status).toBe(200);
			expect(await desk.lead(answer)).toMatchObject({ name: '赵磊', company: '常州钟楼职业学院' });
		}
	});

	it('takes a compressed post, and refuses one that unpacks to too much, or not at all', async () => {
		const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
		const send = async (body: Buffer) =>
			await answerOf(await fetch(`${n8n.url}/webhook/guanxi/lead`, { method: 'POST', headers, body: new Uint8Array(body) }));
		const packed = (fields: Record<string, unknown>) => gzipSync(JSON.stringify(somebody(fields)));
		expect(await desk.lead(await send(packed({ name: '周敏', message: '请报价'.repeat(500) })))).toMatchObject({ name: '周敏' });
		const before = await desk.all('lead');
		const bomb = (size: number) => packed({ message: 'x'.repeat(size) });
		expect(await send(bomb(1_048_576))).toMatchObject({ status: 413, body: { errors: [{ field: '' }] } });
		// n8n answers these itself: it stops unpacking at 16 MB.
		for (const body of [bomb(100 * 1_048_576), Buffer.from('no gzip')]) expect((await send(body)).status).toBe(500);
		expect(await desk.all('lead')).toEqual(before);
	});

	it('names keys it does not know, and keys a sender must not set, as ignored', async () => {
		const answer = await desk.post(somebody({ budget: 100, ownerId: 'me', number: 'L999999', score: 100 }));
		expect((answer.body.ignored as string[]).sort()).toEqual(['budget', 'number', 'ownerId', 'score']);
		expect(await desk.lead(answer)).toMatchObject({ number: answer.body.number, score: expect.any(Number) });
	});

	it('treats __proto__ and constructor as keys like any other', async () => {
		const { name, phone } = somebody();
		const json = `{"name":"${String(name)}","phone":"${String(phone)}","__proto__":{"status":"qualified"},"constructor":{"prototype":{"polluted":1}}}`;
		const answer = await desk.post(json);
		expect(answer.status).toBe(200);
		expect(answer.body.ignored).toEqual(expect.arrayContaining(['constructor']));
		expect(await desk.lead(answer)).toMatchObject({ name, status: 'new' });
		expect((await desk.post(somebody())).body).not.toHaveProperty('polluted');
	});

	it.each([
		['emoji and combining characters', '👩‍👩‍👧 Zoë Ångström'],
		['SQL', `Robert'); DROP TABLE crm_lead;-- " OR 1=1`],
		['a template', '{{ $env.PATH }} ={{ 1 + 1 }} ${7*7} <script>alert(1)</script>'],
	])('stores %s as it was typed', async (_what, text) => {
		const answer = await desk.post(somebody({ name: text, company: text, city: text, message: text }));
		expect(answer.status).toBe(200);
		expect(await desk.lead(answer)).toMatchObject({ name: text, company: text, city: text });
		expect((await desk.tasksOf(answer))[0].subject).toBe(`First contact: ${String(answer.body.number)} · ${text}`);
	});

	it('refuses NUL bytes, wrong types and broken JSON without storing half of them', async () => {
		const before = (await desk.all('lead')).length;
		const nul = await desk.post(somebody({ name: '王\u0000芳' }));
		expect(nul).toMatchObject({ status: 400, body: { errors: [{ field: 'name', message: 'contains a NUL character' }] } });
		const answers = [
			await desk.post({ name: { first: 'a' }, phone: ['1'] }),
			await desk.post(somebody({ name: true, email: 5 })),
			await desk.post('{"name": "x", '),
		];
		expect(answers.map(({ status }) => status)).toEqual([400, 400, 422]);
		expect((await desk.all('lead')).length).toBe(before);
	});

	it('refuses a post of 1 MB by its size, and each field by its own length', async () => {
		const huge = somebody({ name: 'x'.repeat(1_048_576) });
		expect((await desk.post(huge)).status).toBe(413);
		const unlimited = await withOptions('guanxi/unlimited', {});
		expect(await unlimited(huge)).toMatchObject({ status: 400, body: { errors: [{ field: 'name' }] } });
		const { body } = await unlimited(somebody({ company: 'y'.repeat(1_048_576), message: 'z'.repeat(1_048_576) }));
		expect((body.errors as Array<{ field: string }>).map(({ field }) => field).sort()).toEqual(['company', 'message']);
	});

	it('tells a robot that fills in the hidden field what it wants to hear', async () => {
		const before = (await desk.all('lead')).length;
		expect(await desk.post(somebody({ leave_blank: 'https://spam.example' }))).toEqual({ status: 200, body: { received: true } });
		expect((await desk.all('lead')).length).toBe(before);
	});

	it('says with Public Answer only that a message was received, known or not', async () => {
		const post = await withOptions('guanxi/public', { publicAnswer: true });
		const person = somebody();
		const received = { status: 200, body: { received: true } };
		expect(await post(person)).toEqual(received);
		expect(await post({ ...person, message: 'again' })).toEqual(received);
		expect((await post({ name: '' })).status).toBe(400);
	});

	it('counts each sender for the rate limit', async () => {
		const post = await withOptions('guanxi/limited', { rateLimit: { limit: { max: 2, perMinutes: 60 } } });
		const statuses = async (ip: string) =>
			[
				await post(somebody(), { 'X-Real-IP': ip }),
				await post(somebody(), { 'X-Real-IP': ip }),
				await post(somebody(), { 'X-Real-IP': ip }),
			].map(({ status }) => status);
		expect(await statuses('203.0.113.5')).toEqual([200, 200, 429]);
		expect(await statuses('203.0.113.6')).toEqual([200, 200, 429]);
	});

	it('lets in only callers with the key when header authentication is on', async () => {
		const credential = await n8n.client.rest<{ id: string }>('POST', '/credentials', {
			name: 'Key',
			type: 'httpHeaderAuth',
			data: { name: 'X-Key', value: 'secret' },
		});
		await withOptions('guanxi/keyed', {}, (node) =>
			node.type === 'n8n-nodes-base.webhook'
				? {
						parameters: { ...node.parameters, authentication: 'headerAuth' },
						credentials: { httpHeaderAuth: { id: credential.id, name: 'Key' } },
					}
				: {},
		);
		const status = async (key: string) => (await n8n.post('guanxi/keyed', somebody(), { 'X-Key': key })).status;
		expect([await status('wrong'), await status('secret')]).toEqual([403, 200]);
	});

	it('keeps in the execution what each output got', async () => {
		const answer = await desk.post(somebody());
		const execution = (await n8n.untilExecutions(workflow.id))[0];
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Capture Lead')).toMatchObject([{ outcome: 'created', lead: { id: answer.body.leadId }, repeated: false }]);
	});
});
