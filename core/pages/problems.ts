import type { System } from '../crm';
import type { Sql } from '../store';
import { isLoopback } from './loopback';
import { latestPage } from './registeredPage';

type SetupProblem = Awaited<ReturnType<System['setupProblems']>>[number];

/** A page that nobody but this machine reaches. */
export async function pageProblems(sql: Sql): Promise<SetupProblem[]> {
	const page = await latestPage(sql);
	return page && isLoopback(page.url) ? [onlyHere] : [];
}

const onlyHere: SetupProblem = {
	code: 'pageOnlyHere',
	message: {
		en: 'The address of CRM Page leads to this machine only, so nobody else can open the links in messages',
		'zh-CN': '“CRM 页面”的地址仅限本机访问，其他人无法打开消息中的链接',
	},
	hint: {
		en: 'Set the environment variable WEBHOOK_URL of n8n to the https address at which people reach it, restart n8n, and activate the workflow with CRM Page again.',
		'zh-CN': '请将 n8n 的环境变量 WEBHOOK_URL 设为他人可访问的 https 地址，重启 n8n，并重新启用含“CRM 页面”的工作流。',
	},
};
