import { setTimeout as sleep } from 'node:timers/promises';

import { openCrm } from '../../core';
import { bytesOf } from '../core/imports/files';
import { itemsOf, useRealN8n, type Execution, type WorkflowJson } from '../support/realN8n';

const rows = [
	['2026 年客户名单', null, null, null],
	['客户名称*', '联系电话', '城市', '内部列'],
	['苏州示例科技有限公司', '0512-62345678', '苏州', 'x'],
	['上海样本贸易有限公司', 13812345678, '上海', null],
	['坏电话公司', '12345', '北京', null],
];

/** What a form sends for one of several things to choose from. */
const chosen = (option: string) => JSON.stringify([option]);

describe('the shipped import', () => {
	const n8n = useRealN8n();
	let workflow: WorkflowJson;

	beforeAll(async () => {
		workflow = await n8n.publishShipped('import-records.json');
	}, 60_000);

	const crm = () =>
		openCrm({ kind: 'sqlite', path: n8n.crmFile }, { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });

	/** Sends a page of a form, its answers in the order of its fields; n8n says where the next page is. */
	async function send(url: string, answers: ReadonlyArray<string | File | undefined>): Promise<string | undefined> {
		for (const deadline = Date.now() + 20_000; ; await sleep(100)) {
			const body = new FormData();
			for (const [i, answer] of answers.entries()) if (answer !== undefined) body.set(`field-${i}`, answer);
			const response = await fetch(url, { method: 'POST', body });
			if (response.status === 404 && Date.now() < deadline) continue;
			expect(response.status).toBe(200);
			const { formWaitingUrl } = (await response.json()) as { formWaitingUrl?: string };
			return formWaitingUrl;
		}
	}

	/** The page that a form shows next, once its workflow has come there. */
	async function page(url: string, title: string): Promise<string> {
		for (const deadline = Date.now() + 20_000; ; await sleep(100)) {
			// Asked while the workflow is on its way to the page, n8n may leave a request without an answer.
			const text = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
				(response) => response.text(),
				() => '',
			);
			if (text.includes(title)) return text;
			if (Date.now() > deadline) throw new Error(`The page does not say "${title}": ${text.slice(0, 2000)}`);
		}
	}

	/** What is chosen in the lists of a page. */
	const chosenIn = (html: string) => [...html.matchAll(/<option[^>]*\bselected\b[^>]*>\s*([^<]*?)\s*<\/option>/g)].map(([, label]) => label);

	const begin = async (bytes: Uint8Array, name: string, importName: string) =>
		(await send(`${n8n.url}/form/guanxi/import`, [new File([new Uint8Array(bytes)], name), chosen('Customer'), importName])) ?? '';

	it.each([
		['an Excel workbook', 'list.xlsx', { format: 'xlsx' }],
		['a CSV in UTF-8', 'list.csv', { format: 'csv' }],
		['a CSV in GBK', 'list-gbk.csv', { format: 'csv', encoding: 'gb18030' }],
	] as const)('takes %s, shows what would happen, imports, and gives the bad rows back', async (_what, name, options) => {
		const importName = `test ${name}`;
		const next = await begin(await bytesOf(rows, options), name, importName);
		const check = await page(next, 'What Would Happen');
		expect(check).toContain('Phone is not a valid phone number');
		// The page's first field is the table; then a list for each column, what to do, and whether workflows start.
		await send(next, [undefined, 'Name', 'Phone', 'City', '– Leave Out –', chosen('Import'), chosen('No')]);
		await page(next, 'Imported, with Rows to Correct');
		const executions = await n8n.client.executions({ workflowId: workflow.id, limit: 50 });
		const resultOf = (execution: Execution) => itemsOf(execution, 'Import Records')[0] as { name?: string } | undefined;
		const execution = executions.find((one) => resultOf(one)?.name === importName) as Execution;
		expect(resultOf(execution)).toMatchObject({ outcome: 'imported', rows: 3, bad: 1 });
		const binary = execution.data.resultData.runData['Import Records'][0].data?.main?.[0]?.[0].binary?.badRows;
		expect(binary?.fileName).toBe(`${name.split('.')[0]} - rows to correct.${options.format}`);
		const { records } = await crm().records.list('customer', { limit: 10, sort: [{ field: 'number', direction: 'asc' }] });
		expect(records).toMatchObject([
			{ name: '苏州示例科技有限公司', phone: '+8651262345678', city: '苏州' },
			{ name: '上海样本贸易有限公司', phone: '+8613812345678', city: '上海' },
		]);
	});

	it('checks again with other columns, and writes nothing when it is stopped', async () => {
		const next = await begin(Buffer.from('客户名称,内部\n广州样例有限公司,要点'), 'x.csv', 'test stop');
		await page(next, 'What Would Happen');
		await send(next, [undefined, 'Name', 'Note', chosen('Check Again with These Columns'), chosen('No')]);
		await page(next, 'What Would Happen');
		await send(next, [undefined, 'Name', 'Note', chosen('Stop'), chosen('No')]);
		expect(await page(next, 'Nothing Was Imported')).toContain('href="../form/guanxi/import"');
		expect(await crm().records.count('customer', {})).toBe(2);
	});

	it('takes columns that are called as the questions of the form are, and as what n8n adds to its answers', async () => {
		const csv = '客户名称,next,events,submittedAt\n深圳样例有限公司,深圳,要点,制造';
		const next = await begin(Buffer.from(csv), 'names.csv', 'test names');
		await page(next, 'What Would Happen');
		await send(next, [undefined, 'Name', 'City', 'Note', 'Industry', chosen('Check Again with These Columns'), chosen('No')]);
		await page(next, 'What Would Happen');
		await send(next, [undefined, 'Name', 'City', 'Note', 'Industry', chosen('Import'), chosen('No')]);
		await page(next, 'To take the import back');
		const { records } = await crm().records.list('customer', { limit: 1, sort: [{ field: 'number', direction: 'desc' }] });
		expect(records).toMatchObject([{ name: '深圳样例有限公司', city: '深圳', note: '要点', industry: '制造' }]);
		await crm().imports.undo('test names');
	});

	it('comes back to the check where two columns are to fill one field', async () => {
		const next = await begin(Buffer.from('客户名称,内部\n广州样例有限公司,要点'), 'x.csv', 'test twice');
		await page(next, 'What Would Happen');
		await send(next, [undefined, 'Name', 'Name', chosen('Import'), chosen('No')]);
		expect(await page(next, 'Two columns were to fill one field')).toMatch(/the other is left out: Name/);
		await send(next, [undefined, 'Name', 'Note', chosen('Stop'), chosen('No')]);
		await page(next, 'Nothing Was Imported');
		expect(await crm().records.count('customer', {})).toBe(2);
	});

	it('takes the mended rows with their columns and under the name that were chosen before, and leads to the form that undoes them', async () => {
		const bad = await begin(Buffer.from('客户名称,Tel A,Firm\n苏州示例科技,12345,要点\n无锡示例科技,0510-62345679,'), 'mend.csv', 'test & mend');
		await page(bad, 'What Would Happen');
		await send(bad, [undefined, 'Name', 'Phone', 'Note', chosen('Import'), chosen('No')]);
		await page(bad, 'Imported, with Rows to Correct');
		const mended = Buffer.from('客户名称,Tel A,Firm,Reason\n苏州示例科技,0512-62345679,要点,Phone is not a valid phone number');
		const next = await begin(mended, 'mend - rows to correct.csv', 'test & mend');
		const check = await page(next, 'What Would Happen');
		expect(check).toContain('gets a free one: test &amp; mend 2');
		expect(check).toContain('in the last import of a file with these headings: test &amp; mend');
		expect(check).toContain('Left out: Reason');
		expect(chosenIn(check)).toEqual(['Name', 'Phone', 'Note', '– Leave Out –']);
		await send(next, [undefined, 'Name', 'Phone', 'Note', '– Leave Out –', chosen('Import'), chosen('No')]);
		const done = await page(next, 'To take the import back');
		const link = /href="([^"]*import-undo[^"]*)"/.exec(done)?.[1] ?? '';
		const form = await fetch(new URL(link.replaceAll('&amp;', '&'), next));
		expect(await form.text()).toContain('value="test &amp; mend 2"');
	});

	it('says that an empty file is empty, in the words of a form, and leads back to it', async () => {
		const next = await begin(Buffer.from(''), 'empty.csv', 'test empty');
		const wrong = await page(next, 'The File Was Not Imported');
		expect(wrong).toContain('<p>The file is empty');
		expect(wrong).toContain('href="../form/guanxi/import"');
	});

	it('offers no import where no row can be imported', async () => {
		const next = await begin(Buffer.from('Remember the milk\nand the bread'), 'notes.txt', '');
		const check = await page(next, 'What Would Happen');
		expect(check).toContain('No row can be imported with these columns');
		expect(check).toContain("value='Check Again with These Columns'");
		expect(check).not.toContain("value='Import'");
	});

	it('tells of two people with one phone before and after, and names an import by its file', async () => {
		const people = 'Name,Phone,Email\nTom Trap,13800008801,tom@example.com\nAnn Dup,138-0000-8801,ann@example.com';
		for (const name of ['people', 'people 2']) {
			const form = [new File([people], 'people.csv'), chosen('Contact'), ''];
			const next = (await send(`${n8n.url}/form/guanxi/import`, form)) ?? '';
			const check = await page(next, 'What Would Happen');
			expect(check).toContain('Row 3 fills the same record as row 2 (');
			expect(check).toContain(': Name, Email would be overwritten');
			expect(check).toContain(`to undo it later: ${name}<`);
			await send(next, [undefined, 'Name', 'Mobile', 'Email', chosen('Import'), chosen('No')]);
			expect(await page(next, 'To take the import back')).toContain(': overwritten: Name, Email');
		}
		expect(await crm().records.count('contact', {})).toBe(1);
	});

	it('says what is wrong with a file that cannot be read', async () => {
		const next = await begin(Buffer.from('%PDF-1.7'), 'x.xlsx', 'test pdf');
		expect(await page(next, 'The File Was Not Imported')).toContain('The file is a PDF, not a table');
	});

	it('undoes an import by its name', async () => {
		const next = (await send(`${n8n.url}/form/guanxi/import-undo`, ['test list.xlsx'])) ?? '';
		expect(await page(next, 'Undone')).toContain('Deleted: 1');
		const again = (await send(`${n8n.url}/form/guanxi/import-undo`, ['test list.xlsx'])) ?? '';
		const undone = await page(again, 'Already Undone');
		expect(undone).toContain('This import was undone before');
		expect(undone).toContain('href="../form/guanxi/import"');
		const unknown = (await send(`${n8n.url}/form/guanxi/import-undo`, ['a <b>name</b>'])) ?? '';
		expect(await page(unknown, 'Nothing Was Undone')).toContain('href="../form/guanxi/import-undo"');
	});
});
