import type { Locator, Page } from 'playwright-core';
import type { Owner } from '../n8n/environment';

/** n8n's editor, used as a person uses it: by what is seen, one click after another. */
export class Editor {
	constructor(
		readonly page: Page,
		readonly url: string,
	) {
		// "Leave without saving?": the walk is done with that page.
		page.on('dialog', (dialog) => void dialog.accept());
	}

	/** What n8n marks with a test id, where it is visible. */
	part(id: string): Locator {
		return this.page.locator(`[data-test-id="${id}"]:visible`);
	}

	async signIn({ email, password }: Pick<Owner, 'email' | 'password'>): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[name=emailOrLdapLoginId]').fill(email);
		await this.page.locator('input[type=password]').fill(password);
		await this.page.keyboard.press('Enter');
		await this.page.waitForURL('**/home/workflows');
		await this.page.getByRole('button', { name: 'Create workflow' }).waitFor();
		await this.settle();
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/home/workflows`);
		await this.page.getByRole('button', { name: 'Create workflow' }).click();
		await this.part('canvas-plus-button').waitFor();
		await this.settle();
	}

	/** Names the workflow, which n8n else calls "My workflow". */
	async rename(name: string): Promise<void> {
		await this.part('inline-edit-preview').first().click();
		await this.page.keyboard.press('ControlOrMeta+a');
		await this.page.keyboard.type(name, { delay: 20 });
		await this.page.keyboard.press('Enter');
		await this.settle();
	}

	/** Switches the workflow on; the first publication asks for a name of the version. */
	async publish(): Promise<void> {
		await this.part('workflow-open-publish-modal-button').click();
		await this.part('workflow-publish-button').click();
		await this.page.getByRole('button', { name: 'Got it' }).click();
		await this.part('workflow-active-version-indicator').waitFor();
		await this.dismissChecklist();
	}

	/** Closes n8n's own list of advice on a published workflow. */
	async dismissChecklist(): Promise<void> {
		const close = this.part('suggested-actions-close');
		await close.waitFor({ timeout: 10_000 }).catch(() => undefined);
		if (await close.isVisible()) await close.click();
		await this.settle();
	}

	/** Opens the list of first steps, or after a node the list of next ones. */
	async openNodeList(search?: string): Promise<void> {
		const first = this.part('canvas-plus-button');
		await ((await first.count()) > 0 ? first : this.part('canvas-handle-plus').first()).click();
		if (search) await this.part('node-creator-search-bar').pressSequentially(search, { delay: 60 });
		await this.settle();
	}

	/** A new workflow that begins by hand, with one of our actions behind it, open. */
	async begin(name: string, node: string, action: string): Promise<void> {
		await this.newWorkflow();
		await this.rename(name);
		await this.openNodeList();
		await this.pick('Trigger manually');
		await this.openNodeList('crm');
		await this.pick(node);
		await this.pick(action);
	}

	/** Picks a node, or an action of a node, by its whole name. */
	async pick(name: string): Promise<void> {
		await this.part('node-creator-item-name')
			.filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
			.first()
			.click();
		await this.settle();
	}

	/** Chooses an option of the open node's parameter by its name, unless it is chosen already. */
	async choose(parameter: string, option: string): Promise<void> {
		const field = this.part(`parameter-input-${parameter}`);
		if ((await field.innerText()).includes(option)) return;
		await field.click();
		const options = this.page.getByRole('option');
		await options.filter({ hasText: option }).first().click();
		await this.settle();
		// Where several can be chosen the list stays open. Escape without a list would close the node.
		if (await options.first().isVisible()) await this.page.keyboard.press('Escape');
	}

	async type(parameter: string, text: string): Promise<void> {
		const field = this.part(`parameter-input-${parameter}`).locator('input, textarea').last();
		await field.click();
		await field.fill('');
		await field.pressSequentially(text, { delay: 20 });
		await this.page.waitForTimeout(500);
	}

	/** Picks a record in a locator's list. */
	async chooseRecord(parameter: string, title: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).locator('input').last().click();
		await this.part('rlc-item').filter({ hasText: title }).first().click();
		await this.settle();
	}

	/** Drags a value of the input onto a parameter. */
	async drag(value: string, parameter: string): Promise<void> {
		const from = await middle(
			this.part('run-data-schema-node-name')
				.filter({ hasText: new RegExp(`^${value}$`) })
				.first(),
		);
		const to = await middle(this.part(`parameter-input-${parameter}`));
		const { mouse } = this.page;
		await mouse.move(from.x, from.y);
		await mouse.down();
		await mouse.move(from.x + 60, from.y + 20, { steps: 5 });
		await mouse.move(to.x + 60, to.y, { steps: 15 });
		await this.page.waitForTimeout(300);
		await mouse.up();
		await mouse.move(640, 780);
		await this.settle();
	}

	/** Adds an entry to the open node's last list of entries; {@link type} then fills in the newest. */
	async addEntry(): Promise<void> {
		await this.part('fixed-collection-add')
			.or(this.page.getByRole('button', { name: 'Add Entry' }))
			.last()
			.click();
		await this.settle();
	}

	async switchOn(parameter: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).locator('.el-switch').last().click();
		await this.settle();
	}

	/** Runs the open node and waits for its result. @throws Error with n8n's message where the node fails */
	async executeStep(): Promise<void> {
		await this.run();
		const message = this.part('node-error-message');
		if (await message.isVisible()) throw new Error(await message.innerText());
	}

	/** Runs the open node, which is to refuse, and waits until n8n shows what it says. */
	async executeRefused(): Promise<void> {
		await this.run();
		await this.part('node-error-message').waitFor();
	}

	private async run(): Promise<void> {
		await this.part('node-execute-button').click();
		await this.part('node-run-info').waitFor();
		await this.settle();
	}

	/** Shows the open node's first parameters again. */
	async scrollUp(): Promise<void> {
		await this.part('parameter-input-resource').scrollIntoViewIfNeeded();
		await this.page.waitForTimeout(300);
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
		await this.settle();
	}

	async zoomToFit(): Promise<void> {
		await this.part('zoom-to-fit').click();
		await this.settle();
	}

	/** Lets the editor's animations end, and saving begin. */
	async settle(): Promise<void> {
		await this.page.waitForTimeout(1_500);
	}
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
	const box = await locator.boundingBox();
	if (!box) throw new Error(`Nothing to drag: ${String(locator)}`);
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
