import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { checkout } from '../../tools/n8n/locations';
import { useRealN8n } from '../support/realN8n';

const pictures = join(checkout, '.cache', 'pages');

describe.each(['en', 'zh-CN'] as const)('the shipped workflows on the canvas of n8n in %s', (locale) => {
	const n8n = useRealN8n({ editor: true, locale });
	let browser: Browser;
	afterAll(() => browser?.close());

	it('stand side by side with their notes, no box on top of another, and no node with a problem', async () => {
		mkdirSync(pictures, { recursive: true });
		browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
		const page = await browser.newPage({ viewport: { width: 1920, height: 1200 } });
		await page.goto(`${n8n.url}/signin`);
		await page.locator('input[name=emailOrLdapLoginId]').fill(n8n.owner.email);
		await page.locator('input[type=password]').fill(n8n.owner.password);
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => !url.pathname.includes('signin'));
		for (const name of ['lead-capture.json', 'new-lead-log.json']) {
			const workflow = await n8n.publishShipped(locale === 'en' ? name : join(locale, name));
			await page.goto(`${n8n.url}/workflow/${workflow.id}`);
			const boxes = page.locator('.vue-flow__node');
			await boxes.nth(workflow.nodes.length - 1).waitFor({ timeout: 60_000 });
			await page.keyboard.press('1');
			await page.waitForTimeout(1_000);
			await page.screenshot({ path: join(pictures, `${locale}-${name.replace('.json', '')}.png`) });
			expect(await boxes.count()).toBe(workflow.nodes.length);
			expect(await page.locator('[data-test-id="node-issues"]').count()).toBe(0);
			const rectangles = await boxes.evaluateAll((all) =>
				all.map((box) => {
					const { left, right, top, bottom } = box.getBoundingClientRect();
					return { left, right, top, bottom };
				}),
			);
			const overlapping = rectangles.filter((a, i) =>
				rectangles.some((b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
			);
			expect(overlapping).toEqual([]);
		}
	}, 150_000);
});
