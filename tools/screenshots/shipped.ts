import type { Camera } from './camera';
import type { Editor } from './editor';
import type { Words } from './words';

/** The pictures of the README: the shipped workflow on the canvas, and the panel of its node. */
export async function walkShipped(editor: Editor, camera: Camera, words: Words): Promise<void> {
	const { page } = editor;
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(`${editor.url}/workflow/guanxiLeadCapt01`);
	await page.getByText(words.captureNode).first().waitFor();
	await editor.dismissChecklist();
	await editor.zoomToFit();
	await camera.take('canvas');
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.locator('[data-test-id="canvas-node"]').filter({ hasText: words.captureNode }).first().dblclick();
	await editor.part('node-parameters').waitFor();
	await editor.settle();
	await camera.take('panel');
	await editor.closeNode();
}
