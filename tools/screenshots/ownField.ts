import type { Camera } from './camera';
import type { Editor } from './editor';
import type { Words } from './words';

const options = [
	['north', 'North', '北区'],
	['south', 'South', '南区'],
];

/** docs/guides/custom-fields.md: a field is defined, and the next node asks for it. */
export async function walkOwnField(editor: Editor, camera: Camera, words: Words): Promise<void> {
	const { field } = words;
	await editor.begin(words.workflows.field, words.crm, field.define);
	await editor.type('label', 'Delivery Area');
	await editor.type('labelZh', '送货区域');
	await editor.choose('type', field.type);
	for (const [value, label, labelZh] of options) {
		await editor.addEntry();
		await editor.type('value', value);
		await editor.type('label', label);
		await editor.type('labelZh', labelZh);
	}
	await editor.switchOn('required');
	await editor.executeStep();
	await editor.scrollUp();
	await camera.take('field-1-defined');
	await editor.closeNode();
	await editor.openNodeList('crm');
	await editor.pick(words.crm);
	await editor.pick(field.create);
	await editor.part('parameter-input-custom_deliveryArea').click();
	await editor.settle();
	await camera.take('field-2-asked-for');
	await editor.page.keyboard.press('Escape');
	await editor.closeNode();
}
