import type { Camera } from './camera';
import type { Editor } from './editor';
import type { Words } from './words';

/** A deal of the demo in its first stage, without an amount. */
const EARLY = '医院检验科纯水系统';
const QUOTE = '方案报价';

/** docs/guides/sales.md: the pipeline's form, a move that a stage refuses, and the morning list. */
export async function walkDeal(editor: Editor, camera: Camera, words: Words): Promise<void> {
	const { deal, workflows, crmSales } = words;
	await editor.begin(workflows.pipeline, crmSales, deal.define);
	await editor.type('name', deal.pipeline);
	for (const [index, stage] of deal.stages.entries()) {
		await editor.addEntry();
		await editor.type('name', stage);
		await editor.type('probability', String(30 * (index + 1)));
	}
	await editor.executeStep();
	await camera.take('deal-1-pipeline');
	await editor.closeNode();
	await editor.begin(workflows.move, crmSales, deal.move);
	await editor.chooseRecord('opportunityId', EARLY);
	await editor.choose('stage', QUOTE);
	await editor.executeRefused();
	await camera.take('deal-2-refused');
	await editor.closeNode();
	await editor.begin(workflows.review, crmSales, deal.review);
	await editor.executeStep();
	await camera.take('deal-3-review');
	await editor.closeNode();
}
