import { chromium, type Page } from 'playwright-core';
import type { Locale } from '../../core/text';

/** Opens Debian's Chromium with one page in the language of the reader, and closes it when `use` returns or throws. */
export async function withBrowser(locale: Locale, use: (page: Page) => Promise<void>): Promise<void> {
	const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
	try {
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale, timezoneId: 'Asia/Shanghai' });
		page.setDefaultTimeout(60_000);
		await use(page);
	} finally {
		await browser.close();
	}
}
