import type { Camera } from './camera';
import type { Editor } from './editor';
import type { Words } from './words';

/** The steps of docs/guides/first-workflow.md, in its order, with a picture where it has one. */
export async function walkFirstWorkflow(editor: Editor, camera: Camera, words: Words): Promise<void> {
	await captureByHand(editor, camera, words);
	await reactToLeads(editor, camera, words);
	await fillInTheForm(editor, camera, words);
	await seeTheExecution(editor, camera, words);
	await seeTheTimeline(editor, camera, words);
}

async function captureByHand(editor: Editor, camera: Camera, words: Words): Promise<void> {
	await camera.take('01-overview', { height: 560 });
	await editor.newWorkflow();
	await editor.rename(words.workflows.capture);
	await editor.openNodeList();
	await camera.take('02-first-step', { height: 640 });
	await editor.pick('Trigger manually');
	await editor.openNodeList('crm');
	await editor.pick(words.crmLead);
	await camera.take('03-actions', { height: 760 });
	await editor.pick(words.capture);
	await editor.choose('takeFrom', words.mapFields);
	await editor.part('parameter-input-name').waitFor();
	await editor.type('name', words.person.name);
	await editor.type('company', words.person.company);
	await editor.type('phone', words.person.phone);
	await camera.take('04-fields');
	await editor.executeStep();
	await camera.take('05-created');
	await editor.type('email', words.person.email);
	await editor.executeStep();
	await editor.closeNode();
	await editor.zoomToFit();
	await camera.take('06-matched');
}

async function reactToLeads(editor: Editor, camera: Camera, words: Words): Promise<void> {
	await editor.newWorkflow();
	await editor.rename(words.workflows.reaction);
	await editor.openNodeList('crm');
	await editor.pick(words.crm);
	await editor.pick(words.trigger);
	await editor.choose('events', words.leadAssigned);
	await editor.executeStep();
	await camera.take('07-trigger');
	await editor.closeNode();
	await editor.openNodeList('crm');
	await editor.pick(words.crm);
	await editor.pick(words.logActivity);
	await editor.drag('recordId', 'leadId');
	await editor.page.keyboard.press('Escape');
	await editor.choose('method', words.note);
	await editor.type('detail', words.detail);
	await editor.scrollUp();
	await camera.take('08-log-activity');
	await editor.closeNode();
	await editor.zoomToFit();
	await editor.publish();
	await camera.take('09-published');
}

async function fillInTheForm(editor: Editor, camera: Camera, { form, visitor, thanks }: Words): Promise<void> {
	const { page } = editor;
	const back = page.url();
	await page.setViewportSize({ width: 1280, height: 1100 });
	await page.goto(`${editor.url}/form/${form.path}`);
	for (const [index, text] of [visitor.name, visitor.company, visitor.phone, visitor.message].entries()) {
		await page.getByLabel(form.labels[index]).first().pressSequentially(text, { delay: 20 });
	}
	await page.evaluate('window.scrollTo(0, 0)');
	await camera.take('10-form', { x: 240, width: 800 });
	await page.getByRole('button', { name: form.send }).click();
	await page.getByText(thanks).first().waitFor();
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto(back);
}

async function seeTheExecution(editor: Editor, camera: Camera, words: Words): Promise<void> {
	await editor.part('radio-button-executions').click();
	await editor.dismissChecklist();
	await editor.page.getByText('Succeeded').first().waitFor();
	await editor.part('execution-preview-host').getByText(words.logActivity).first().waitFor();
	await editor.settle();
	await camera.take('11-execution');
}

async function seeTheTimeline(editor: Editor, camera: Camera, words: Words): Promise<void> {
	await editor.begin(words.workflows.timeline, words.crm, words.timeline);
	await editor.chooseRecord('leadId', words.visitor.name);
	await editor.executeStep();
	await camera.take('12-timeline');
	await editor.closeNode();
}
