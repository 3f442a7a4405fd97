import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The part of the page that a picture shows, in CSS pixels; all of it where nothing is said. */
export interface Frame {
	readonly x?: number;
	readonly y?: number;
	readonly width?: number;
	readonly height?: number;
}

/** A picture in the documents stays small enough to load on a phone. */
const MAX_BYTES = 200 * 1024;

/** Takes the pictures of one language into one folder. */
export class Camera {
	constructor(
		readonly page: Page,
		private readonly folder: string,
	) {}

	/** Waits until n8n's notices have gone, and writes `<name>.png`. @throws Error for a picture over 200 KB */
	async take(name: string, frame: Frame = {}): Promise<void> {
		await this.withoutNotices();
		await mkdir(this.folder, { recursive: true });
		const path = join(this.folder, `${name}.png`);
		const { width, height } = this.page.viewportSize() ?? { width: 1280, height: 800 };
		const clip = { x: 0, y: 0, width, height, ...frame };
		await this.page.screenshot({ path, clip, animations: 'disabled', caret: 'hide' });
		const { size } = await stat(path);
		if (size > MAX_BYTES) throw new Error(`${path} has ${Math.round(size / 1024)} KB: show less of the page.`);
	}

	private async withoutNotices(): Promise<void> {
		const close = this.page.locator('.el-notification__closeBtn');
		for (let left = await close.count(); left > 0; left--) {
			// One that closes by itself meanwhile is gone as well.
			await close
				.first()
				.click({ timeout: 3_000 })
				.catch(() => undefined);
			await this.page.waitForTimeout(500);
		}
		await this.page.waitForTimeout(700);
	}
}
