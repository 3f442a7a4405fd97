import type { Camera } from './camera';
import type { Editor } from './editor';
import type { Words } from './words';

/** The pictures of the guides to messages, WeCom, due work, cadences and contracts: the shipped workflows, and the first of them run. */
export async function walkMessages(editor: Editor, camera: Camera, { messages }: Words): Promise<void> {
	const { page } = editor;
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(editor, 'guanxiSendMessg1');
	const node = (name: string) =>
		editor
			.part(`canvas-node`)
			.filter({ has: page.getByText(name, { exact: true }) })
			.first();
	await node(messages.start).hover();
	await editor.part(`execute-workflow-button-${messages.start}`).click();
	await node(messages.sent).locator('[data-test-id="canvas-node-status-success"]').waitFor();
	await editor.settle();
	await camera.take('message-1-canvas', { height: 820 });
	await node(messages.send).dblclick();
	await editor.settle();
	await camera.take('message-2-sent');
	await editor.closeNode();
	await open(editor, 'guanxiDueRemind1');
	await camera.take('due-canvas', { height: 820 });
	await open(editor, 'guanxiFollowUp001');
	await camera.take('cadence-canvas', { height: 820 });
	await open(editor, 'guanxiContract01');
	await camera.take('contract-canvas', { height: 820 });
	await open(editor, 'guanxiWeComRecv1');
	await camera.take('wecom-canvas', { height: 820 });
}

async function open(editor: Editor, id: string): Promise<void> {
	await editor.page.goto(`${editor.url}/workflow/${id}`);
	await editor.part('canvas-node').first().waitFor();
	await editor.dismissChecklist();
	await editor.zoomToFit();
}
