import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { checkout } from '../../tools/n8n/locations';
import { Editor } from '../../tools/screenshots/editor';
import { frontDesk } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';
import { valueOf } from '../support/testCrm';
import { healthCheck, inARow } from '../support/workflows';

const pictures = join(checkout, '.cache', 'pages');

describe('the form of Convert in the editor', () => {
	const n8n = useRealN8n({ editor: true });
	const desk = frontDesk(n8n);
	let browser: Browser;
	let editor: Editor;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		// An n8n without any workflow greets its user with another page.
		await n8n.client.saveWorkflow(healthCheck());
		browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
		const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
		page.setDefaultTimeout(15_000);
		editor = new Editor(page, n8n.url);
		await editor.signIn(n8n.owner);
	}, 120_000);
	afterAll(() => browser?.close());

	it('asks for the custom fields of what is made when told so, says where there are none, and converts with what was entered', async () => {
		const field = { object: 'customer', type: 'text', name: 'area', label: 'Area', labelZh: '片区', required: true };
		(await desk.crm.fields.define([{ item: 0, fields: field }])).map(valueOf);
		const [lead] = (await desk.crm.records.create('lead', [{ item: 0, fields: { name: '王芳' } }])).map(valueOf);
		const leadId = { __rl: true, mode: 'id', value: lead.id };
		const workflow = inARow('Convert', [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Convert Lead', type: 'n8n-nodes-guanxi.crmLead', parameters: { resource: 'lead', operation: 'convert', leadId } },
		]);
		await n8n.client.saveWorkflow(workflow);
		await editor.page.goto(`${n8n.url}/workflow/${workflow.id}`);
		await editor.page.locator('.vue-flow__node').filter({ hasText: 'Convert Lead' }).dblclick();
		await editor.page.getByText('Fill In Custom Fields', { exact: true }).waitFor();
		await editor.settle();
		expect(await editor.part('resource-mapper-container').count()).toBe(0);
		expect(await editor.page.getByText('has no custom fields.').count()).toBe(0);
		await editor.page.screenshot({ path: join(pictures, 'convert-form-plain.png') });
		await editor.part('parameter-input-fillCustomFields').locator('.el-switch').click();
		await editor.page.getByText('Customer Custom Fields').waitFor();
		await editor.page.getByText('Contact has no custom fields.').waitFor();
		await editor.page.getByText('Opportunity has no custom fields.').waitFor();
		await editor.page.screenshot({ path: join(pictures, 'convert-form.png') });
		const forms = editor.part('resource-mapper-container');
		const area = forms.getByText('Area', { exact: true }).locator('xpath=following::input[1]');
		await area.waitFor();
		await area.fill('East');
		await area.blur();
		await editor.settle();
		await editor.executeStep();
		expect(await editor.part('output-panel').innerText()).toContain('East');
		expect(await desk.all('customer')).toMatchObject([{ name: '王芳', custom_area: 'East' }]);
	}, 90_000);
});
