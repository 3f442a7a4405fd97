import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

import { checkout } from '../../tools/n8n/locations';
import { cellsOf, fileOf } from '../core/imports/files';
import { beyondTheEdge } from '../support/beyondTheEdge';
import { frontDesk, givenSalesTeam } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';
import { valueOf } from '../support/testCrm';

const pictures = join(checkout, '.cache', 'pages');
const sample = join(checkout, 'workflows', 'samples', '客户名单-示例.xlsx');
const screens = [
	{ width: 1280, height: 900 },
	{ width: 375, height: 812 },
];

/** What a person reads and chooses on the pages, one after the other. */
const languages = {
	en: {
		workflow: 'import-records.json',
		form: { title: 'Import a List', object: 'Customer', name: 'Import Name (optional, to undo it later)', button: 'Check the File' },
		check: {
			title: 'What Would Happen',
			head: ['Rows', 'New', 'Changed', 'Unchanged', 'Bad'],
			reasons: [
				'Phone is not a valid phone number',
				'Name is required',
				'Owner names a user that the CRM does not have: 王小明',
				'Type has no option "大客户"; there are: End Customer',
			],
			fields: ['– Leave Out –', 'Name', 'Phone', 'Email', 'City', 'Type', 'Owner', 'Unified Social Credit Code', 'Note'],
			choose: 'Import',
			button: 'Continue',
		},
		done: { title: 'Imported, with Rows to Correct', file: '客户名单-示例 - rows to correct.xlsx', column: 'Reason' },
		undo: { title: 'Undo an Import', name: 'Import Name', button: 'Undo' },
		undone: { title: 'Undone', lines: ['Deleted: 3', 'Left as they are: 1', 'Reason: was changed after the import'] },
		refused: { title: 'Nothing Was Undone', text: 'There is no import of this name' },
	},
	'zh-CN': {
		workflow: 'zh-CN/import-records.json',
		form: { title: '导入名单', object: '客户', name: '导入名称（可不填，用于日后撤销）', button: '检查文件' },
		check: {
			title: '检查结果',
			head: ['行数', '新增', '更新', '无变化', '有误'],
			reasons: [
				'电话：不是有效的电话号码',
				'客户名称：为必填项',
				'负责人：CRM 中没有该用户：王小明',
				'客户类型：没有选项“大客户”，可填 终端客户',
			],
			fields: ['— 不导入 —', '客户名称', '电话', '电子邮箱', '城市', '客户类型', '负责人', '统一社会信用代码', '备注'],
			choose: '导入',
			button: '继续',
		},
		done: { title: '已导入，部分行需修正', file: '客户名单-示例 - 待修正.xlsx', column: '错误原因' },
		undo: { title: '撤销一次导入', name: '导入名称', button: '撤销' },
		undone: { title: '已撤销', lines: ['已删除：3', '保持不变：1', '保留原因：导入后已被修改'] },
		refused: { title: '没有撤销任何内容', text: '没有该名称的导入' },
	},
} as const;

/** English words that Chinese readers use too. */
const known = /Excel|xlsx|CSV|CRM/g;

/** Runs in the page: all that it shows, without what can be chosen in its lists. */
const textOfPage = `(() => {
	const lists = [...document.querySelectorAll('select')];
	for (const list of lists) list.style.display = 'none';
	const text = document.body.innerText;
	for (const list of lists) list.style.display = '';
	return text;
})()`;

describe.each(['en', 'zh-CN'] as const)('the import forms in a browser in %s', (locale) => {
	const n8n = useRealN8n({ locale });
	const desk = frontDesk(n8n);
	const words = languages[locale];
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		await givenSalesTeam(desk.crm, ['林佳', '周敏']);
		await n8n.publishShipped(words.workflow);
		browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
		page = await browser.newPage({ viewport: screens[0], locale });
		page.setDefaultTimeout(20_000);
	}, 60_000);
	afterAll(() => browser.close());

	/** The page has this title; nothing of it reaches over an edge of a large screen or a phone's; it is in one language. */
	const expectPage = async (title: string, name: string, given: readonly string[] = []) => {
		await page.getByRole('heading', { name: title, exact: true }).waitFor();
		for (const screen of screens) {
			await page.setViewportSize(screen);
			await page.screenshot({ path: join(pictures, `${locale}-import-${name}-${screen.width}.png`), fullPage: true });
			expect(await page.evaluate<string[]>(beyondTheEdge)).toEqual([]);
		}
		await page.setViewportSize(screens[0]);
		if (locale === 'en') return;
		const text = given.reduce((left, cell) => left.replaceAll(cell, ''), await page.evaluate<string>(textOfPage));
		expect(text.replace(known, '').match(/[a-z]{2,}/gi)).toBeNull();
	};

	const press = async (button: string) => {
		await page.getByRole('button', { name: button, exact: true }).click();
	};

	const undo = async (name: string) => {
		await page.goto(`${n8n.url}/form/guanxi/import-undo`);
		await page.getByLabel(words.undo.name, { exact: true }).fill(name);
		await press(words.undo.button);
	};

	it('show what would become of a messy list, import it, give the bad rows back with the reason, and undo what nobody changed since', async () => {
		const { form, check, done, undone, refused } = words;
		const [, headings, ...rows] = await cellsOf(fileOf(readFileSync(sample)));
		const cells = [...rows.flat(), ...headings].filter((cell) => typeof cell === 'string');
		await page.goto(`${n8n.url}/form/guanxi/import`);
		await expectPage(form.title, 'form');
		await page.locator('input[type=file]').setInputFiles(sample);
		await page.getByLabel(form.object, { exact: true }).check();
		await page.getByLabel(form.name, { exact: true }).fill('春季展');
		await press(form.button);

		await expectPage(check.title, 'check', cells);
		const [counts, bad] = await page.locator('table').all();
		expect(await counts.locator('th').allInnerTexts()).toEqual(check.head);
		expect(await counts.locator('td').allInnerTexts()).toEqual(['10', '4', '1', '0', '5']);
		for (const reason of check.reasons) expect(await bad.innerText()).toContain(reason);
		const chosen = await page.locator('select').evaluateAll((lists) => lists.map((list) => (list as unknown as { value: string }).value));
		expect(chosen).toEqual(check.fields);
		expect(await desk.all('customer')).toEqual([]);

		await page.getByLabel(check.choose, { exact: true }).check();
		const download = page.waitForEvent('download');
		await press(check.button);
		const file = await download;
		expect(file.suggestedFilename()).toBe(done.file);
		const [head, ...badRows] = await cellsOf(fileOf(readFileSync(await file.path())));
		expect(head).toEqual([...headings, done.column]);
		expect(badRows.map(([number]) => number)).toEqual([5, 6, 7, 8, 9]);
		expect(badRows[0].at(-1)).toContain(check.reasons[0]);
		await expectPage(done.title, 'done', ['春季展', ...cells]);
		const imported = await desk.all('customer');
		expect(imported).toHaveLength(4);

		const [{ id }] = await desk.crm.records
			.update('customer', [{ item: 0, id: imported[0].id, fields: { city: '无锡' } }])
			.then((outcomes) => outcomes.map(valueOf));
		await page.getByRole('link', { name: words.undo.title, exact: true }).click();
		await page.getByRole('heading', { name: words.undo.title, exact: true }).waitFor();
		expect(await page.getByLabel(words.undo.name, { exact: true }).inputValue()).toBe('春季展');
		await press(words.undo.button);
		await expectPage(undone.title, 'undone');
		for (const line of undone.lines) expect(await page.locator('body').innerText()).toContain(line);
		expect((await desk.all('customer')).map((customer) => customer.id)).toEqual([id]);

		await undo('夏季展');
		await expectPage(refused.title, 'refused');
		expect(await page.locator('body').innerText()).toContain(refused.text);
	}, 90_000);
});
