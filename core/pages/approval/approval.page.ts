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

const cardTexts: Readonly<Record<Verdict, Text>> = {
	approve: { en: 'Approved', 'zh-CN': '已同意' },
	reject: { en: 'Rejected', 'zh-CN': '已拒绝' },
};

const overTexts: Readonly<Record<Verdict, (name: string) => Text>> = {
	approve: (name) => ({ en: `Approved by ${name}`, 'zh-CN': `${name}已同意` }),
	reject: (name) => ({ en: `Rejected by ${name}`, 'zh-CN': `${name}已拒绝` }),
};

/** A card has no place for a reason: who rejects does it on the page, which the card leads to. */
const onPage: Text = { en: 'Open to give reason', 'zh-CN': '请点开填写理由' };
const over: Text = { en: 'Decided already', 'zh-CN': '已由他人处理' };

/** Approves or rejects what a message asked; bound to the person and the task, and acting once: afterwards it shows what was decided. */
export const approvalPage = definePageKind<Data, { readonly verdict: Verdict; readonly reason?: string } | 'closed'>({
	id: 'approval',
	text: { en: 'Approval Decided', 'zh-CN': '审批已处理' },
	life,
	// A task that is decided takes no second answer, and its link says who decided and when.
	singleUse: false,
	link: { about: 'approvalTask', words: ['approve', 'reject'] },
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
	press: async (tx, { session, subject, word, clicker }): Promise<Pressed> => {
		const verdict = word as Verdict;
		const taskId = subject.data.aboutId;
		const sheet = await approvalSheet(tx, session, { taskId, userId: clicker.id });
		if (!sheet?.isOpen) return { card: over };
		if (verdict === 'reject') return { card: onPage };
		const decided = await decideTask(tx, session, { taskId, userId: clicker.id, verdict, place: 'card' });
		if (!decided.ok) return { card: over };
		return {
			card: cardTexts[verdict],
			...(endsStep(decided.value.outcome) && {
				others: overTexts[verdict](String(clicker.name)),
				alsoOver: await tasksBeside(tx, session, { id: taskId }),
			}),
			item: decidedItem(decided.value),
		};
	},
});

const endsStep = (outcome: DecisionOutcome): boolean => outcome !== 'waiting';
