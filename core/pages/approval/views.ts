import type { ApprovalSheet } from '../../approvals';
import type { Decided } from '../../crm';
import type { Text } from '../../text';
import { text } from '../../text';
import type { View } from '../pageKind';
import { aboutTemplate, formTemplate, historyTemplate } from './template';

const labels = {
	submittedBy: { en: 'Submitted by', 'zh-CN': '提交人' },
	step: { en: 'Step', 'zh-CN': '审批步骤' },
	dueAt: { en: 'Decide by', 'zh-CN': '截止时间' },
	inPlaceOf: { en: 'You decide for', 'zh-CN': '您代为审批' },
	note: { en: 'Note of the submitter', 'zh-CN': '提交说明' },
	history: { en: 'What was decided so far', 'zh-CN': '审批记录' },
	details: { en: 'Items', 'zh-CN': '明细' },
	question: { en: 'Your decision', 'zh-CN': '您的意见' },
	reason: { en: 'Reason', 'zh-CN': '理由' },
	reasonNote: { en: 'Needed to reject; the submitter reads it.', 'zh-CN': '拒绝时必填，提交人可以看到。' },
	approve: { en: 'Approve', 'zh-CN': '同意' },
	reject: { en: 'Reject', 'zh-CN': '拒绝' },
	changed: { en: 'The record was changed after it was submitted.', 'zh-CN': '提交后该记录已被修改。' },
} as const;

const nameless = '–';

/** What stands above the form, and stays when it is gone. */
function aboutOf(sheet: ApprovalSheet): Readonly<Record<string, unknown>> {
	const { approval, summary, submitter, dueAt, inPlaceOf, steps, task, isChanged, history } = sheet;
	const number: Text = { en: `${task.step} of ${steps}`, 'zh-CN': `${task.step}/${steps}` };
	const about = [
		...(submitter === nameless ? [] : [{ label: labels.submittedBy, value: submitter }]),
		{ label: labels.step, value: text`${String(task.stepName)}${{ en: ` (${number.en})`, 'zh-CN': `（${number['zh-CN']}）` }}` },
		...(dueAt === undefined || !sheet.isOpen ? [] : [{ label: labels.dueAt, value: dueAt }]),
		...(inPlaceOf === undefined ? [] : [{ label: labels.inPlaceOf, value: inPlaceOf }]),
	];
	const { lines } = summary;
	return {
		labels,
		record: summary.title,
		about,
		changed: isChanged && sheet.isOpen,
		note: approval.note ?? false,
		facts: summary.facts,
		lines: lines
			? {
					columns: lines.columns.map(column),
					rows: lines.rows.map((row) => ({ cells: row.map((value, at) => ({ value, ...column(lines.columns[at]) })) })),
				}
			: false,
		totals: summary.totals ?? [],
		texts: summary.texts ?? [],
		history,
	};
}

const column = ({ label, numeric }: { readonly label: Text; readonly numeric?: boolean }) => ({ label, numeric: numeric ?? false });

interface Wrong {
	readonly message: Text;
	/** Whether the reason is what is wrong. */
	readonly ofReason: boolean;
	readonly reason?: string;
}

function ask(sheet: ApprovalSheet, wrong?: Wrong): View {
	return {
		title: { en: 'Approval', 'zh-CN': '审批' },
		template: aboutTemplate + historyTemplate + formTemplate,
		values: {
			...aboutOf(sheet),
			status: false,
			wrong: wrong?.message ?? false,
			invalid: wrong?.ofReason ?? false,
			reason: wrong?.reason ?? '',
			version: String(sheet.version),
		},
	};
}

export const askDecision = (sheet: ApprovalSheet): View => ask(sheet);

export const nothingChosen = (sheet: ApprovalSheet, reason?: string): View =>
	ask(sheet, { message: { en: 'Choose one of the two buttons.', 'zh-CN': '请点击“同意”或“拒绝”。' }, ofReason: false, reason });

export const needsReason = (sheet: ApprovalSheet): View =>
	ask(sheet, {
		message: { en: 'Say why you reject this, then press Reject again.', 'zh-CN': '请填写拒绝理由，再点击“拒绝”。' },
		ofReason: true,
	});

export const tooLongReason = (sheet: ApprovalSheet, reason?: string): View =>
	ask(sheet, {
		message: { en: 'The reason is longer than 2,000 characters.', 'zh-CN': '理由不能超过 2000 个字。' },
		ofReason: true,
		reason,
	});

export const changedMeanwhile = (sheet: ApprovalSheet, reason?: string): View =>
	ask(sheet, {
		message: {
			en: 'The record was changed while you read it. Look at it again, then decide.',
			'zh-CN': '您查看期间该记录已被修改，请重新查看后再审批。',
		},
		ofReason: false,
		reason,
	});

/** Nothing to decide (any more): what was decided by whom and when. */
export const closedView = (sheet: ApprovalSheet): View => ({
	title: { en: 'Nothing to decide any more', 'zh-CN': '无需处理' },
	template: aboutTemplate + historyTemplate,
	values: { ...aboutOf({ ...sheet, isOpen: false }), status: sheet.closed ?? { en: 'it has ended', 'zh-CN': '已结束' }, wrong: false },
});

const done: Readonly<Record<'approve' | 'reject', Text>> = {
	approve: { en: 'You approved this', 'zh-CN': '您已同意' },
	reject: { en: 'You rejected this', 'zh-CN': '您已拒绝' },
};

/** What the decision led to. */
function after({ outcome, approval, waitingFor }: Decided): Text {
	const names = (separator: string) => waitingFor.map(({ approverName }) => approverName).join(separator);
	if (outcome === 'approved') return { en: 'It is approved. Thank you.', 'zh-CN': '审批已通过，感谢您的处理。' };
	if (outcome === 'rejected')
		return { en: 'The submitter is told your reason. Thank you.', 'zh-CN': '您的理由会通知提交人，感谢您的处理。' };
	if (outcome === 'waiting') return { en: `Still waited for: ${names(', ')}.`, 'zh-CN': `还需等待：${names('、')}。` };
	return { en: `Next: “${approval.stepName}”, ${names(', ')}.`, 'zh-CN': `下一步：“${approval.stepName}”，由${names('、')}审批。` };
}

export const decidedView = (sheet: ApprovalSheet, verdict: 'approve' | 'reject', decided: Decided): View => ({
	title: done[verdict],
	template: aboutTemplate,
	values: { ...aboutOf({ ...sheet, isOpen: false }), status: after(decided), wrong: false },
});
