import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

import { closeStores } from '../../core';
import { unsubscribeUrls } from '../../core/pages';
import { defaultConnection } from '../../nodes/shared/readDatabase';
import { checkout } from '../../tools/n8n/locations';
import { openTestCrm, valueOf, type TestCrm } from '../support/testCrm';
import { WebhookServer } from '../support/webhookServer';
import { freshCrm } from '../support/userFolder';

const pictures = join(checkout, '.cache', 'pages');

const sizes = [
	['a phone', { width: 360, height: 640 }],
	['a desktop', { width: 1280, height: 800 }],
] as const;

const words = {
	en: { title: 'Unsubscribe', text: 'unsubscribe' },
	'zh-CN': { title: '退订', text: '退订' },
} as const;

let server: WebhookServer;
let browser: Browser;
let crm: TestCrm;
let people = 0;

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

/** A link for a lead whose language is this. */
async function link(language: 'en' | 'zh-CN'): Promise<{ url: string; leadId: string }> {
	const address = `person${++people}@example.com`;
	const lead = valueOf((await crm.records.create('lead', [{ item: 0, fields: { name: '王芳', email: address, language } }]))[0]);
	const subject = { object: 'lead', recordId: lead.id, addressKind: 'email', address, purpose: 'marketing' } as const;
	const [url] = await crm.store.write(crm.context, async (tx) => await unsubscribeUrls(tx, [subject]));
	return { url, leadId: lead.id };
}

const consentsOf = async (leadId: string) => await crm.rows('SELECT 1 FROM "crm_consent" WHERE "leadId" = ?', [leadId]);

async function onPage(viewport: { width: number; height: number }, use: (page: Page) => Promise<void>): Promise<void> {
	const context = await browser.newContext({ viewport, javaScriptEnabled: false });
	try {
		await use(await context.newPage());
	} finally {
		await context.close();
	}
}

/** Whether nothing stands outside the window. */
const fits = async (page: Page, width: number): Promise<boolean> => {
	const boxes = await Promise.all((await page.locator('main *').all()).map(async (part) => await part.boundingBox()));
	return boxes.every((box) => !box || (box.x >= 0 && box.x + box.width <= width));
};

describe.each(sizes)('the page to unsubscribe on %s', (size, viewport) => {
	it.each(['en', 'zh-CN'] as const)(
		'is read and used with the keyboard alone and without scripts, in %s',
		async (language) => {
			const { url, leadId } = await link(language);
			await onPage(viewport, async (page) => {
				const answer = await page.goto(url);
				expect(answer?.headers()['content-security-policy']).toContain("sandbox allow-forms; default-src 'none'");
				expect(await page.locator('html').getAttribute('lang')).toBe(language);
				expect((await page.title()).toLowerCase()).toContain(words[language].title.toLowerCase());
				expect(await fits(page, viewport.width)).toBe(true);
				await page.screenshot({ path: join(pictures, `unsubscribe-${size.replace('a ', '')}-${language}.png`) });
				expect(await consentsOf(leadId)).toEqual([]);

				await page.keyboard.press('Tab');
				await page.keyboard.press('Space');
				await page.keyboard.press('Tab');
				expect(await page.locator('button:focus').count()).toBe(1);
				await page.keyboard.press('Enter');
				await page.waitForLoadState();
				await page.locator('form').waitFor({ state: 'detached' });
				expect(await fits(page, viewport.width)).toBe(true);
				await page.screenshot({ path: join(pictures, `unsubscribed-${size.replace('a ', '')}-${language}.png`) });
			});
			expect((await consentsOf(leadId)).length).toBeGreaterThan(0);
		},
		60_000,
	);
});

it('gives what was chosen to the workflow, and stores one click of a mail program by plain HTTP', async () => {
	const before = server.emitted.length;
	const { url, leadId } = await link('en');
	const click = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
	expect(click.status).toBe(200);
	expect((await consentsOf(leadId)).length).toBeGreaterThan(0);
	expect(server.itemsOf(0).slice(before)).toMatchObject([{ kind: 'unsubscribe', oneClick: true, recordId: leadId }]);
});
