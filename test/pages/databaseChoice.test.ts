import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { chromium, type Browser } from 'playwright-core';

import { openCrm } from '../../core';
import { checkout } from '../../tools/n8n/locations';
import { Editor } from '../../tools/screenshots/editor';
import { frontDesk, givenSalesTeam } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';
import { fieldsOf, healthCheck, inARow } from '../support/workflows';

const pictures = join(checkout, '.cache', 'pages');

describe('the database of a node in the editor', () => {
	const n8n = useRealN8n({ editor: true });
	const desk = frontDesk(n8n);
	const otherFile = () => join(n8n.userFolder, 'other.sqlite');
	let browser: Browser;
	let editor: Editor;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		await givenSalesTeam(desk.crm, ['陈晓东']);
		// An n8n without any workflow greets its user with another page.
		await n8n.client.saveWorkflow(healthCheck());
		const other = openCrm({ kind: 'sqlite', path: otherFile() }, { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });
		await givenSalesTeam(other, ['林佳']);
		other.release();
		browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
		const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
		page.setDefaultTimeout(30_000);
		editor = new Editor(page, n8n.url);
		await editor.signIn(n8n.owner);
	}, 120_000);
	afterAll(() => browser?.close());

	/** Adds a CRM node that reads a user, as a person does; it is open then. */
	const addNode = async () => {
		await editor.newWorkflow();
		await editor.openNodeList();
		await editor.pick('Trigger manually');
		await editor.openNodeList('crm');
		await editor.pick('CRM');
		await editor.pick('Get a user');
	};

	/** Opens the locator's list and picks a person in it; the one that is chosen already stays in it while it is fetched. */
	const pickPerson = async (name: string) => {
		await editor.part('parameter-input-userId').locator('input').last().click();
		const person = editor.part('rlc-item').filter({ hasText: name });
		await person.waitFor();
		await editor.page.screenshot({ path: join(pictures, `database-${name}.png`) });
		await person.click();
		await editor.settle();
	};

	const chosen = (name: string) => (node: INode) => JSON.stringify(node.parameters.userId).includes(name);

	/** The node as n8n has stored it, once it has. */
	const storedNode = async (isSo: (node: INode) => boolean) => {
		const id = () => /workflow\/([^?/]+)/.exec(editor.page.url())?.[1] ?? '';
		for (const deadline = Date.now() + 20_000; ; await editor.settle()) {
			const workflow = await n8n.client.storedWorkflow(id());
			const node = workflow?.nodes.find(({ type }) => type === 'n8n-nodes-guanxi.crm');
			if (node && isSo(node)) return node;
			if (Date.now() > deadline) throw new Error(`n8n has not stored the node: ${JSON.stringify(workflow)}`);
		}
	};

	it('lists the records of the built-in file where there is no credential', async () => {
		await addNode();
		await pickPerson('陈晓东');
		await editor.executeStep();
		expect(await editor.part('output-panel').innerText()).toContain('陈晓东');
		expect((await storedNode(chosen('陈晓东'))).credentials).toBeUndefined();
	});

	it('stays the built-in file in a new node although there is a credential, and follows the choice to it and back', async () => {
		await n8n.client.createCredential('Other', { engine: 'sqlite', path: otherFile() });
		await editor.page.reload();
		await addNode();
		expect(await editor.part('parameter-input-database').locator('input').inputValue()).toBe('Built-In SQLite File');
		await pickPerson('陈晓东');
		const stored = await storedNode(chosen('陈晓东'));
		expect(stored.credentials).toBeUndefined();
		expect(stored.parameters).not.toHaveProperty('database', 'credential');

		await editor.choose('database', 'From a Credential');
		await pickPerson('林佳');
		await editor.executeStep();
		expect(await editor.part('output-panel').innerText()).toContain('林佳');
		expect((await storedNode(chosen('林佳'))).credentials).toMatchObject({ crmDatabaseApi: { name: 'Other' } });

		await editor.choose('database', 'Built-In SQLite File');
		await pickPerson('陈晓东');
		await editor.executeStep();
		expect(await editor.part('output-panel').innerText()).toContain('陈晓东');
	});

	it('keeps what is filled in in a form of fields when another database is chosen', async () => {
		const parameters = { resource: 'user', operation: 'create', fields: fieldsOf({ name: 'Ada' }) };
		const workflow = inARow('Add', [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Add Ada', type: 'n8n-nodes-guanxi.crm', parameters },
		]);
		await n8n.client.saveWorkflow(workflow);
		await editor.page.goto(`${n8n.url}/workflow/${workflow.id}`);
		await editor.page.locator('.vue-flow__node').filter({ hasText: 'Add Ada' }).dblclick();
		await editor.part('resource-mapper-container').getByText('Name').first().waitFor();
		await editor.choose('database', 'From a Credential');
		const stored = await storedNode(({ parameters: { database } }) => database === 'credential');
		expect(stored.parameters).toMatchObject({ database: 'credential', fields: { value: { name: 'Ada' } } });
	});
});
