import { isBlank } from '../../blank';
import { approvalSheet, decidedItem, decideTask, tasksBeside, type ApprovalSheet } from '../../approvals';
import type { DecisionOutcome } from '../../crm';
import type { Text } from '../../text';
import { definePageKind, type Done, type Pressed, type View } from '../pageKind';
import { askDecision, changedMeanwhile, closedView, decidedView, needsReason, nothingChosen, tooLongReason } from './views';

type Verdict = 'approve' | 'reject';

/** Links that are older come with the next reminder. */
const life = 30 * 86_400_000;

const longestReason = 2000;

interface Data extends ApprovalSheet {
	readonly taskId: string;
	readonly userId: string;
}

type Read = { readonly answer: { readonly verdict: Verdict; readonly reason?: string } | 'closed' } | { readonly wrong: View };

function read(form: Readonly<Record<string, string>>, data: Data): Read {
	// Whoever comes too late is told what was decided, whatever the form says.
	if (!data.isOpen) return { answer: 'closed' };
	const { verdict, version } = form;
	const reason = isBlank(form.reason) ? undefined : form.reason.trim();
	if (verdict !== 'approve' && verdict !== 'reject') return { wrong: nothingChosen(data, reason) };
	// Nobody decides about what they have not seen.
	if (version !== String(data.version)) return { wrong: changedMeanwhile(data, reason) };
	if ((reason?.length ?? 0) > longestReason) return { wrong: tooLongReason(data, reason) };
	if (verdict === 'reject' && reason === undefined) return { wrong: needsReason(data) };
	return { answer: { verdict, reason } };
}

const approved: Text = { en: 'Approved', 'zh-CN': '已同意' };
const approvedBy = (name: string): Text => ({ en: `Approved by ${name}`, 'zh-CN': `${name}已同意` });
const over: Text = { en: 'Decided already', 'zh-CN': '已由他人处理' };

/** Approves or rejects what a message asked; bound to the person and the task, and acting once: afterwards it shows what was decided. */
export const approvalPage = definePageKind<Data, { readonly verdict: Verdict; readonly reason?: string } | 'closed'>({
	id: 'approval',
	text: { en: 'Approval Decided', 'zh-CN': '审批已处理' },
	life,
	// A task that is decided takes no second answer, and its link says who decided and when.
	singleUse: false,
	// A button has no place for the reason of a rejection: the one for that opens the page.
	link: { about: 'approvalTask', words: ['approve'] },
	load: async (sql, { recordId = '', data: { aboutId } }, session) => {
		const who = { taskId: aboutId, userId: recordId };
		const sheet = await approvalSheet(sql, session, who);
		return sheet && { ...sheet, ...who };
	},
	languageOf: ({ language }) => language,
	show: (data) => (data.isOpen ? askDecision(data) : closedView(data)),
	read,
	act: async (tx, { session, data, answer }): Promise<Done> => {
		if (answer === 'closed') return { view: closedView(data) };
		const { taskId, userId } = data;
		const decided = await decideTask(tx, session, { taskId, userId, ...answer, place: 'page' });
		if (!decided.ok) return { view: closedView({ ...data, closed: decided.error.text }) };
		return { view: decidedView(data, answer.verdict, decided.value), item: decidedItem(decided.value) };
	},
	press: async (tx, { session, subject, clicker }): Promise<Pressed> => {
		const taskId = subject.data.aboutId;
		const sheet = await approvalSheet(tx, session, { taskId, userId: clicker.id });
		if (!sheet?.isOpen) return { card: over };
		const decided = await decideTask(tx, session, { taskId, userId: clicker.id, verdict: 'approve', place: 'card' });
		if (!decided.ok) return { refused: decided.error.text };
		return {
			card: approved,
			...(endsStep(decided.value.outcome) && {
				others: approvedBy(String(clicker.name)),
				alsoOver: await tasksBeside(tx, session, { id: taskId }),
			}),
			item: decidedItem(decided.value),
		};
	},
});

const endsStep = (outcome: DecisionOutcome): boolean => outcome !== 'waiting';
