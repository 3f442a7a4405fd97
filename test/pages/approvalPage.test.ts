import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

import { closeStores } from '../../core';
import type { CrmRecord } from '../../core/crm';
import { defaultConnection } from '../../nodes/shared/readDatabase';
import { checkout } from '../../tools/n8n/locations';
import { tokenFor } from '../core/pages/approvalPages';
import { openTestCrm, valueOf, type TestCrm } from '../support/testCrm';
import { WebhookServer } from '../support/webhookServer';
import { freshCrm } from '../support/userFolder';

const pictures = join(checkout, '.cache', 'pages');

const sizes = [
	['a phone', { width: 360, height: 740 }],
	['a desktop', { width: 1280, height: 900 }],
] as const;

const words = {
	en: {
		approve: 'Approve',
		reject: 'Reject',
		wrong: 'Say why you reject this',
		done: 'You rejected this',
		over: 'Nothing to decide any more',
	},
	'zh-CN': { approve: '同意', reject: '拒绝', wrong: '请填写拒绝理由', done: '您已拒绝', over: '无需处理' },
} as const;

let server: WebhookServer;
let browser: Browser;
let crm: TestCrm;

beforeAll(async () => {
	mkdirSync(pictures, { recursive: true });
	freshCrm();
	server = await WebhookServer.start({ type: 'crmPage' });
	browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}, 120_000);

beforeEach(async () => {
	crm = openTestCrm({ store: defaultConnection().path });
	await crm.pages.register({ id: 'w:n', workflowId: 'w', workflowName: '页面', url: server.url });
});

afterAll(async () => {
	await browser?.close();
	await server?.stop();
	await closeStores();
});

/** A contract of three products that an approver of this language is asked about, in the second of two steps. */
async function contractLink(language: 'en' | 'zh-CN'): Promise<{ url: string; approval: CrmRecord }> {
	const leader = await crm.given.user({ name: '李娜', language });
	const seller = await crm.given.user({ name: '陈晨', managerId: leader.id });
	const finance = await crm.given.user({ name: '赵敏', language });
	const customer = await crm.given.customer({ name: '苏州示例净水设备有限公司' });
	const steps = [
		{ name: '主管审批', approvers: [{ kind: 'manager' }] },
		{ name: '财务审批', approvers: [{ kind: 'user', userId: finance.id }], deadlineAmount: 2, deadlineUnit: 'days' },
	];
	valueOf((await crm.approvals.definePolicy([{ item: 0, fields: { name: '合同审批', object: 'contract', steps } }]))[0]);
	const products = await Promise.all([crm.given.product({ name: '反渗透纯水主机 RO-500' }), crm.given.product({ name: '年度维保服务' })]);
	const fields = {
		name: '2026 年度净水设备采购合同',
		customerId: customer.id,
		ownerId: seller.id,
		startOn: '2026-04-01',
		endOn: '2027-03-31',
		paymentTerms: '签订后 10 日内支付 30%，\n验收合格后 30 日内支付余款。',
	};
	const lines = [
		{ productId: products[0].id, quantity: 3, unitPrice: '18800.00', discountPercent: 12, taxRate: 13 },
		{ productId: products[1].id, quantity: 1, unitPrice: '6000.00', taxRate: 6 },
	];
	const contract = valueOf((await crm.contracts.draft([{ item: 0, fields, lines }]))[0]);
	const input = { item: 0, object: 'contract' as const, id: contract.id, note: '客户希望本周签订，折扣已与主管沟通。' };
	const { approval } = valueOf((await crm.approvals.request([input]))[0]);
	const decided = await crm.approvals.decide([
		{ item: 0, approvalId: approval.id, byId: leader.id, verdict: 'approve', reason: '折扣合理，同意。' },
	]);
	const [{ taskId }] = valueOf(decided[0]).waitingFor;
	return { url: `${server.url}?t=${await tokenFor({ crm }, { id: taskId }, finance)}`, approval };
}

interface View {
	readonly viewport: { readonly width: number; readonly height: number };
	readonly colorScheme?: 'dark' | 'light';
}

async function onPage(view: View, use: (page: Page) => Promise<void>): Promise<void> {
	const context = await browser.newContext({ ...view, javaScriptEnabled: false });
	try {
		await use(await context.newPage());
	} finally {
		await context.close();
	}
}

/** Whether nothing that is seen stands outside the window; on a phone the head of a table is for screen readers. */
const fits = async (page: Page, width: number): Promise<boolean> => {
	const boxes = await Promise.all(
		(await page.locator('main *:visible:not(thead, thead *)').all()).map(async (part) => await part.boundingBox()),
	);
	return boxes.every((box) => !box || (box.x >= 0 && box.x + box.width <= width + 0.5));
};

describe.each(sizes)('the page to approve on %s', (size, viewport) => {
	const name = size.replace('a ', '');

	it.each(['en', 'zh-CN'] as const)(
		'shows the contract, wants a reason for a rejection, and decides without scripts, in %s',
		async (language) => {
			const { url, approval } = await contractLink(language);
			const { approve, reject, wrong, done, over } = words[language];
			await onPage({ viewport }, async (page) => {
				const answer = await page.goto(url);
				expect(answer?.headers()['content-security-policy']).toContain("sandbox allow-forms; default-src 'none'");
				const text = await page.locator('main').innerText();
				for (const said of [
					'2026 年度净水设备采购合同',
					'苏州示例净水设备有限公司',
					'反渗透纯水主机 RO-500',
					'12%',
					'折扣合理，同意。',
					'客户希望本周签订',
				])
					expect(text).toContain(said);
				expect(await fits(page, viewport.width)).toBe(true);
				await page.screenshot({ path: join(pictures, `approval-${name}-${language}.png`), fullPage: true });
				for (const label of [approve, reject]) {
					const box = await page.getByRole('button', { name: label, exact: true }).boundingBox();
					expect(box?.height).toBeGreaterThanOrEqual(44);
				}
				await page.getByRole('button', { name: reject, exact: true }).click();
				expect(await page.getByRole('alert').innerText()).toContain(wrong);
				await page.screenshot({ path: join(pictures, `approval-${name}-${language}-reason.png`), fullPage: true });
				await page.locator('textarea').fill('付款条件需调整');
				await page.getByRole('button', { name: reject, exact: true }).click();
				expect(await page.locator('h1').innerText()).toBe(done);
				await page.screenshot({ path: join(pictures, `approval-${name}-${language}-done.png`), fullPage: true });
				await page.goto(url);
				expect(await page.locator('h1').innerText()).toBe(over);
				expect(await page.locator('form').count()).toBe(0);
			});
			const [status] = await crm.approvals.status([{ item: 0, approvalId: approval.id }]);
			expect(valueOf(status).approval).toMatchObject({ status: 'rejected', reason: '付款条件需调整' });
		},
		60_000,
	);

	it('is read at night', async () => {
		const { url } = await contractLink('zh-CN');
		await onPage({ viewport, colorScheme: 'dark' }, async (page) => {
			await page.goto(url);
			const ground = await page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor");
			expect(ground).toBe('rgb(28, 34, 40)');
			await page.screenshot({ path: join(pictures, `approval-${name}-dark.png`), fullPage: true });
		});
	}, 60_000);
});
