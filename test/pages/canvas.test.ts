import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { checkout } from '../../tools/n8n/locations';
import { sampleCredential } from '../servers/weCom/weComServer';
import { useRealN8n, withAccount } from '../support/realN8n';

const pictures = join(checkout, '.cache', 'pages');

/** Runs in the page: how many of the canvas's pixels are left below the last line of each note, by its first words. */
const roomInNotes = `[...document.querySelectorAll('.n8n-sticky')].map((note) => {
	const texts = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
	const lines = document.createRange();
	let end = -Infinity;
	while (texts.nextNode()) {
		lines.selectNodeContents(texts.currentNode);
		if (lines.getClientRects().length > 0) end = Math.max(end, lines.getBoundingClientRect().bottom);
	}
	const { bottom, width } = note.getBoundingClientRect();
	return [note.textContent.trim().slice(0, 20), Math.round(((bottom - end) / width) * note.offsetWidth)];
})`;

describe.each(['en', 'zh-CN'] as const)('the shipped workflows on the canvas of n8n in %s', (locale) => {
	const n8n = useRealN8n({ editor: true, locale });
	let browser: Browser;
	afterAll(() => browser?.close());

	it('stand side by side with notes as large as their text, no box on top of another, and no node with a problem', async () => {
		mkdirSync(pictures, { recursive: true });
		browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
		const page = await browser.newPage({ viewport: { width: 1920, height: 1200 } });
		await page.goto(`${n8n.url}/signin`);
		await page.locator('input[name=emailOrLdapLoginId]').fill(n8n.owner.email);
		await page.locator('input[type=password]').fill(n8n.owner.password);
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => !url.pathname.includes('signin'));
		const files = [
			'contract-approval.json',
			'crm-pages.json',
			'due-reminders.json',
			'follow-up-cadence.json',
			'import-records.json',
			'lead-capture.json',
			'new-lead-log.json',
			'send-message.json',
			'wecom-receiver.json',
		];
		const weCom = await n8n.credential('weComApi', sampleCredential);
		const badNotes: Array<[string, string, number]> = [];
		for (const name of files) {
			const workflow = await n8n.publish(withAccount(n8n.shipped(locale === 'en' ? name : join(locale, name)), weCom));
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
			const notes = await page.evaluate<Array<[string, number]>>(roomInNotes);
			expect(notes).toHaveLength(workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote').length);
			for (const [note, room] of notes) if (room < 8 || room > 40) badNotes.push([name, note, room]);
		}
		expect(badNotes).toEqual([]);
	}, 150_000);
});
