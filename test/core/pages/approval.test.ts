import { channelOf } from '../../../core';
import { CrmError } from '../../../core/errors';
import { errorOf, setNow, valueOf } from '../../support/testCrm';
import { byFinance, byManager, company, deal, decide, policy, request, tasksOf, type Company } from '../approvals/approving';
import { ask, keyFor, page, post, press, tokenFor } from './approvalPages';

let co: Company;

beforeEach(async () => {
	co = await company();
	await co.crm.pages.register(page);
});

const waiting = async (steps: readonly object[] = [byManager], fields: Record<string, unknown> = {}) => {
	await policy(co, steps as never);
	const { approval } = await request(co, await deal(co, fields), { note: '客户急用' });
	const [task] = await tasksOf(co, approval.id);
	return { approval, task, token: await tokenFor(co, task, co.leader) };
};

const closed = { en: 'The contract is closed', 'zh-CN': '合同已关闭' };

const counts = async () => (await co.crm.rows('SELECT 1 FROM "crm_event"')).length;

it('shows what is to be decided and does nothing on GET and HEAD, however often a scanner follows the link', async () => {
	const { token } = await waiting([{ ...byManager, deadlineAmount: 4 }, byFinance]);
	const before = await counts();
	for (const method of ['GET', 'HEAD', 'GET']) {
		const { status, body } = await ask(co, { method, token });
		expect(status).toBe(200);
		for (const said of ['O000001 年度维保', '陈晨', '主管审批（1/2）', '2026-03-02 14:00', '客户急用', '¥12,000.00', '同意', '拒绝'])
			expect(body).toContain(said);
	}
	expect(await counts()).toBe(before);
	expect((await tasksOf(co, (await co.crm.records.list('approval', { limit: 1 })).records[0].id))[0].state).toBe('waiting');
});

it('approves once: the second click is told what was decided and changes nothing', async () => {
	const { token, approval } = await waiting([byManager, byFinance]);
	const first = await post(co, token, { verdict: 'approve', reason: '  价格合适 ' });
	expect(first.status).toBe(200);
	expect(first.body).toContain('您已同意');
	expect(first.body).toContain('下一步：“财务审批”，由赵敏、钱进审批。');
	expect(first.item).toMatchObject({
		kind: 'approval',
		json: { outcome: 'nextStep', approval: { id: approval.id }, decision: { place: 'page', byId: co.leader.id, reason: '价格合适' } },
	});
	const before = await counts();
	for (const form of [{ verdict: 'approve' }, { verdict: 'reject', reason: 'x' }, {}]) {
		const again = await post(co, token, form as never);
		expect(again.item).toBeUndefined();
		expect(again.body).toContain('李娜于 2026-03-02 10:00 同意');
		expect(again.body).not.toContain('<form');
	}
	expect(await counts()).toBe(before);
});

it('wants a reason for a rejection, and keeps what was entered', async () => {
	const { token, approval } = await waiting();
	for (const reason of ['', '   ', '\u200b']) {
		const missing = await post(co, token, { verdict: 'reject', reason });
		expect(missing.status).toBe(422);
		expect(missing.body).toContain('请填写拒绝理由，再点击“拒绝”。');
		expect(missing.body).toContain('aria-invalid="true"');
	}
	const long = await post(co, token, { verdict: 'reject', reason: '长'.repeat(2001) });
	expect([long.status, long.body.includes('长长长')]).toEqual([422, true]);
	const nothing = await post(co, token, { verdict: 'maybe', reason: '再想想' });
	expect([nothing.status, nothing.body.includes('再想想')]).toEqual([422, true]);
	const done = await post(co, token, { verdict: 'reject', reason: '折扣过高' });
	expect(done.item?.json).toMatchObject({ outcome: 'rejected', approval: { reason: '折扣过高' } });
	expect(valueOf((await co.crm.approvals.status([{ item: 0, approvalId: approval.id }]))[0]).approval.status).toBe('rejected');
});

it('says who was first when somebody else decided, and who has it when it was passed on', async () => {
	const { approval, task } = await waiting([byFinance]);
	const [, second] = await tasksOf(co, approval.id);
	const [token, other] = [await tokenFor(co, task, co.finance), await tokenFor(co, second, co.finance2)];
	await post(co, other, { verdict: 'approve' });
	const late = await post(co, token, { verdict: 'reject', reason: 'no' });
	expect(late.item).toBeUndefined();
	// 赵敏 reads English.
	expect(late.body).toContain('approved by 钱进 on 2026-03-02 10:00');
	expect(late.body).toContain('<html lang="en">');

	const next = await waiting();
	await co.crm.approvals.delegate([{ item: 0, approvalId: next.approval.id, approverId: co.leader.id, toId: co.boss.id }]);
	expect((await ask(co, { token: next.token })).body).toContain('李娜于 2026-03-02 10:00 转审给王强');
	expect((await post(co, next.token, { verdict: 'approve' })).item).toBeUndefined();
});

it("opens nobody else's decision: a link is its person's and its task's", async () => {
	const { task } = await waiting();
	const strange = await tokenFor(co, task, co.finance2);
	expect((await ask(co, { token: strange })).body).toContain('审批人是李娜，不是您');
	expect((await post(co, strange, { verdict: 'approve' })).item).toBeUndefined();
	const own = await tokenFor(co, task, co.seller);
	expect((await post(co, own, { verdict: 'approve' })).item).toBeUndefined();
});

it('knows no token that was changed in one character, has expired, or is a key of a button', async () => {
	const { token, task } = await waiting();
	for (let at = 0; at < token.length; at += 7) {
		const other = token[at] === 'A' ? 'B' : 'A';
		expect((await ask(co, { token: token.slice(0, at) + other + token.slice(at + 1) })).status).toBe(404);
	}
	const key = await keyFor(co, task, co.leader, 'approve');
	expect((await ask(co, { token: key })).status).toBe(404);
	for (const given of [key, key.replace('guanxi-', '')])
		expect((await ask(co, { method: 'POST', token: given, form: { verdict: 'approve' } })).status).toBe(404);
	setNow('2026-04-02T02:00:00Z');
	expect((await ask(co, { token })).status).toBe(404);
	expect((await ask(co, { method: 'POST', token, form: { verdict: 'approve' } })).status).toBe(404);
});

it('lets nobody decide about what they have not seen', async () => {
	const { token, approval } = await waiting();
	await ask(co, { token });
	await co.crm.records.update('opportunity', [{ item: 0, id: String(approval.recordId), fields: { amount: '99000.00' } }]);
	const blind = await ask(co, { method: 'POST', token, form: { verdict: 'approve', version: '1' }, size: 9 });
	expect(blind.status).toBe(422);
	expect(blind.body).toContain('您查看期间该记录已被修改');
	expect(blind.body).toContain('¥99,000.00');
	expect((await ask(co, { token })).body).toContain('提交后该记录已被修改');
	expect((await post(co, token, { verdict: 'approve' })).item).toBeDefined();
});

it('shows every text as text, whatever it holds', async () => {
	const script = '<script>alert(1)</script>{{constructor}}"\'><img src=x onerror=alert(1)>';
	await co.crm.records.update('user', [{ item: 0, id: co.seller.id, fields: { name: script.slice(0, 100) } }]);
	await policy(co, [{ ...byManager, name: script }, byFinance]);
	const { approval } = await request(co, await deal(co, { name: script }), { note: script });
	const [task] = await tasksOf(co, approval.id);
	const token = await tokenFor(co, task, co.leader);
	const shown = await ask(co, { token });
	const refused = await post(co, token, { verdict: 'nothing', reason: script });
	const done = await post(co, token, { verdict: 'approve', reason: script });
	const after = await ask(co, { token });
	for (const { body } of [shown, refused, done, after]) {
		expect(body).not.toMatch(/<script|<img/);
		expect(body).toContain('&lt;script&gt;');
	}
});

it('decides by the button of a card, by its person and once', async () => {
	const set = async (user: { id: string }, weComUserId: string) =>
		valueOf((await co.crm.records.update('user', [{ item: 0, id: user.id, fields: { weComUserId } }]))[0]);
	const [zhao, qian] = [await set(co.finance, 'zhaomin'), await set(co.finance2, 'qianjin')];
	const { approval, task } = await waiting([byFinance]);
	const [, second] = await tasksOf(co, approval.id);
	const approve = await keyFor(co, task, zhao, 'approve');
	expect((await press(co, approve, qian))?.pressed).toMatchObject({ card: { 'zh-CN': '此卡片不是发给您的' } });
	const pressed = (await press(co, approve, zhao))?.pressed;
	expect(pressed).toMatchObject({
		card: { 'zh-CN': '已同意' },
		others: { 'zh-CN': '赵敏已同意' },
		alsoOver: [second.id],
		item: { outcome: 'approved', decision: { place: 'card', byId: zhao.id } },
	});
	const late = await keyFor(co, second, qian, 'approve');
	expect((await press(co, late, qian))?.pressed).toEqual({ card: { en: 'Decided already', 'zh-CN': '已由他人处理' } });
	expect(await co.crm.rows('SELECT 1 FROM "crm_approval_decision"')).toHaveLength(1);
});

it('leaves a card as it is where what it is about refuses to be approved', async () => {
	const zhao = valueOf((await co.crm.records.update('user', [{ item: 0, id: co.finance.id, fields: { weComUserId: 'zhaomin' } }]))[0]);
	const { approval, task } = await waiting([byFinance]);
	const subjects = { opportunity: { steps: () => Promise.resolve([new CrmError('TransitionRefused', closed, { hint: closed })]) } };
	const key = await keyFor(co, task, zhao, 'approve');
	expect((await press(co, key, zhao, subjects))?.pressed).toEqual({ refused: closed });
	expect((await press(co, key, zhao))?.pressed.item).toMatchObject({ outcome: 'approved' });
	expect(await co.crm.rows('SELECT 1 FROM "crm_approval_decision" WHERE "approvalId" = ?', [approval.id])).toHaveLength(1);
});

it('has no button that rejects, and says what leads there', async () => {
	const { task } = await waiting();
	const content = { body: '{{page.approval}}', form: 'templateCard', buttons: [{ text: '拒绝', key: '{{key.approval.reject}}' }] } as const;
	const about = { object: 'approvalTask', id: task.id } as const;
	const input = { item: 0, recipient: { object: 'user', id: co.leader.id }, about, content } as const;
	const error = errorOf((await co.crm.as({ partial: true }).messages.preview([input], channelOf('outbox')))[0]);
	expect([error.text.en, error.hint.en]).toEqual([
		expect.stringContaining('"key.approval.reject"'),
		expect.stringContaining('{{page.approval}}'),
	]);
});

it('lets the first of page, card and node win', async () => {
	const zhao = valueOf((await co.crm.records.update('user', [{ item: 0, id: co.leader.id, fields: { weComUserId: 'lina' } }]))[0]);
	for (let round = 0; round < 5; round++) {
		const { approval, task, token } = await waiting();
		const key = await keyFor(co, task, co.leader, 'approve');
		const results = await Promise.all([
			post(co, token, { verdict: 'approve' }).then(({ item }) => item !== undefined),
			press(co, key, zhao).then((done) => done?.pressed.item !== undefined),
			decide(co, approval.id, co.leader, { verdict: 'reject', reason: '理由' }).then(
				() => true,
				() => false,
			),
		]);
		expect(results.filter(Boolean)).toHaveLength(1);
	}
});
