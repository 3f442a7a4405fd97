import type { CrmRecord, PageAnswer, PageRequest } from '../../../core/crm';
import { issueLinks, pressKey } from '../../../core/pages';
import type { ApprovalSubjects } from '../../../core/records';
import type { Company } from '../approvals/approving';

/** The page that links lead to. */
export const page = { id: 'w1:n1', workflowId: 'w1', workflowName: '页面', url: 'https://crm.example.com/webhook/guanxi/page' };

type OfCrm = Pick<Company, 'crm'>;

async function issue({ crm }: OfCrm, task: { id: string }, user: { id: string }, word?: string): Promise<string> {
	const wanted = {
		kind: 'approval',
		word,
		recipient: { object: 'user', id: user.id },
		about: { object: 'approvalTask', id: task.id },
		messageId: task.id,
		again: false,
	} as const;
	const objects = await crm.store.catalogue.current();
	const [made] = await crm.store.write(crm.context, async (tx) => await issueLinks(tx, { objects }, [wanted]));
	return made;
}

/** The token of a link to a task's page for a user, as a message has it. */
export const tokenFor = async (co: OfCrm, task: { id: string }, user: { id: string }): Promise<string> =>
	new URL(await issue(co, task, user)).searchParams.get('t') ?? '';

/** The key of a button on a user's card. */
export const keyFor = (co: OfCrm, task: { id: string }, user: { id: string }, word: string): Promise<string> => issue(co, task, user, word);

export const ask = async ({ crm }: OfCrm, request: Partial<PageRequest>): Promise<PageAnswer> =>
	await crm.pages.answer({ method: 'GET', form: {}, size: 0, language: 'zh-CN', ...request });

/** Sends the form of a page as it is shown now, with what a person enters. */
export async function post(co: OfCrm, token: string, form: Record<string, string>): Promise<PageAnswer> {
	const { body } = await ask(co, { token });
	const version = /name="version" value="(\d+)"/.exec(body)?.[1] ?? '';
	return await ask(co, { method: 'POST', token, form: { version, ...form }, size: 100 });
}

/** Presses a card's button as a member of the company's WeCom. */
export const press = async ({ crm }: OfCrm, key: string, user: CrmRecord, subjects: ApprovalSubjects = {}) => {
	const objects = await crm.store.catalogue.current();
	const session = { store: crm.store, context: { ...crm.context }, rules: {}, subjects, workOwners: {}, objects };
	return await crm.store.write(crm.context, async (tx) => await pressKey(tx, session, { key, member: String(user.weComUserId) }));
};
