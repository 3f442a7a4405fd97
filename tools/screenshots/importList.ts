import { join } from 'node:path';
import { checkout } from '../n8n/locations';
import type { Camera } from './camera';
import type { Editor } from './editor';
import type { Words } from './words';

/** The pages of docs/guides/import.md: the file, what would happen, the rows to correct; it is undone again. */
export async function walkImport({ page, url }: Editor, camera: Camera, { importing }: Words): Promise<void> {
	const shown = (title: string) => page.getByRole('heading', { name: title, exact: true }).waitFor();
	const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
	const take = async (name: string) => {
		const card = await page.locator('.card').first().boundingBox();
		await camera.take(name, { x: 240, width: 800, height: card ? Math.ceil(card.y + card.height) + 20 : 900 });
	};
	await page.setViewportSize({ width: 1280, height: 2100 });
	await page.goto(`${url}/form/guanxi/import`);
	await page.locator('input[type=file]').setInputFiles(join(checkout, 'workflows', 'samples', '客户名单-示例.xlsx'));
	await page.getByLabel(importing.customer, { exact: true }).check();
	await page.getByLabel(importing.name, { exact: true }).fill(importing.fair);
	await take('import-1-file');
	await press(importing.check);
	await shown(importing.wouldHappen);
	await take('import-2-check');
	await page.getByLabel(importing.proceed, { exact: true }).check();
	const download = page.waitForEvent('download');
	await press(importing.next);
	await download;
	await shown(importing.done);
	await take('import-3-done');
	await page.getByRole('link', { name: importing.undo, exact: true }).click();
	await shown(importing.undo);
	await press(importing.undoIt);
	await shown(importing.undone);
	await page.setViewportSize({ width: 1280, height: 800 });
}
