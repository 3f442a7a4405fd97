import type { Camera } from './camera';
import type { Editor } from './editor';
import type { Words } from './words';

/** The README's picture of the shipped workflow on the canvas. */
export async function walkShipped(editor: Editor, camera: Camera, words: Words): Promise<void> {
	const { page } = editor;
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(`${editor.url}/workflow/guanxiLeadCapt01`);
	await page.getByText(words.captureNode).first().waitFor();
	await editor.dismissChecklist();
	await editor.zoomToFit();
	// Nearer, with the upper half in the middle: the lower half does the same for forms.
	await page.mouse.move(740, 210);
	await page.keyboard.down('Control');
	for (let step = 0; step < 4; step++) await page.mouse.wheel(0, -60);
	await page.keyboard.up('Control');
	await editor.settle();
	await camera.take('canvas', { height: 600 });
}
