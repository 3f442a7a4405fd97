import { clock } from '../clock';
import { CrmError } from '../errors';
import type { RegisteredPage } from '../pageTypes';
import { insertRows, type Sql, type StoreTx } from '../store';

const columns = ['id', 'workflowId', 'workflowName', 'url', 'registeredAt'];

export async function registerPage(tx: StoreTx, { id, workflowId, workflowName, url }: RegisteredPage): Promise<void> {
	await insertRows(tx, { table: 'crm_page', columns, key: ['id'] }, [[id, workflowId, workflowName, url, clock.iso()]]);
}

export const unregisterPage = async (tx: StoreTx, id: string): Promise<void> =>
	await tx.send('DELETE FROM "crm_page" WHERE "id" = ?', [id]);

/** The page that links lead to: the one that was switched on last. */
export async function latestPage(sql: Sql): Promise<RegisteredPage | undefined> {
	const [page] = await sql.query<RegisteredPage>(
		'SELECT "id", "workflowId", "workflowName", "url" FROM "crm_page" ORDER BY "registeredAt" DESC, "id" DESC LIMIT 1',
	);
	return page;
}

export const noPage = (): CrmError =>
	new CrmError(
		'Refused',
		{
			en: 'This message needs a link to a page, and no page is switched on: activate a workflow with CRM Page',
			'zh-CN': '此消息需要页面链接，但尚未启用任何页面：请启用含“CRM 页面”节点的工作流',
		},
		{
			hint: {
				en: 'Import the workflow "CRM Pages" that comes with the package, or put a CRM Page node in a workflow of your own, and activate it. n8n must be reachable from the internet (WEBHOOK_URL).',
				'zh-CN': '请导入随包提供的“CRM 页面”工作流，或在自己的工作流中添加“CRM 页面”节点，然后启用。n8n 须能从互联网访问（WEBHOOK_URL）。',
			},
		},
	);
