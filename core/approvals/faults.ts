import { CrmError } from '../errors';
import { text, type Text } from '../text';
import type { Approval, Decision, Task } from './approvalRecords';
import type { Directory } from './directory';
import { shownTime } from './times';

const verbs: Readonly<Record<Decision['verdict'], Text>> = {
	approved: { en: 'approved', 'zh-CN': '同意' },
	rejected: { en: 'rejected', 'zh-CN': '拒绝' },
	delegated: { en: 'passed on', 'zh-CN': '转审' },
	escalated: { en: 'passed on', 'zh-CN': '升级转交' },
	recalled: { en: 'recalled', 'zh-CN': '撤回' },
};

const places: Partial<Record<NonNullable<Decision['place']>, Text>> = {
	deadline: { en: 'at the deadline', 'zh-CN': '到期自动' },
	rule: { en: 'by the rule', 'zh-CN': '按规则自动' },
	system: { en: 'by the CRM', 'zh-CN': '由系统' },
};

/** What was decided, by whom and when: "approved by 李娜 on 2026-03-01 10:00". */
export function told(decision: Decision, directory: Directory, timeZone?: string): Text {
	const { verdict, byId, at, place } = decision;
	const by = byId === null ? undefined : directory.nameOf(byId);
	const how = (place && places[place]) ?? { en: 'by the workflow', 'zh-CN': '由工作流' };
	const time = shownTime(String(at), timeZone);
	return {
		en: `${verbs[verdict].en} ${by === undefined ? how.en : `by ${by}`} on ${time}`,
		'zh-CN': `${by ?? how['zh-CN']}于 ${time} ${verbs[verdict]['zh-CN']}`,
	};
}

/** The last decision of an approval that ended it. */
export const lastOf = (decisions: readonly Decision[]): Decision | undefined =>
	decisions.findLast(({ verdict }) => verdict !== 'delegated' && verdict !== 'escalated');

const refusal = (reason: Text, hint: Text, field = 'approvalId') => new CrmError('TransitionRefused', reason, { hint, field });

/** Somebody else was first, or it was taken back. */
export function decidedAlready(decisions: readonly Decision[], directory: Directory, timeZone?: string): CrmError {
	const last = lastOf(decisions);
	const what = last ? told(last, directory, timeZone) : { en: 'ended', 'zh-CN': '已结束' };
	return refusal(text`${{ en: 'This is decided already: ', 'zh-CN': '该审批已有结果：' }}${what}`, {
		en: 'Nothing was changed. Submit the record again where it is to be decided anew.',
		'zh-CN': '未做任何更改。如需重新审批，请再次提交该记录。',
	});
}

/** The same of one step, or of one approver's part in it. */
export const stepDone = (decision: Decision, directory: Directory, timeZone?: string): CrmError =>
	refusal(text`${{ en: 'This step is decided already: ', 'zh-CN': '该步骤已处理：' }}${told(decision, directory, timeZone)}`, {
		en: 'Nothing was changed.',
		'zh-CN': '未做任何更改。',
	});

export function notAsked(approval: Approval, tasks: readonly Task[], who: string): CrmError {
	const names = (separator: string) => tasks.map(({ approverName }) => approverName).join(separator);
	return new CrmError(
		'Refused',
		{
			en: `${who} is not asked in the step “${approval.stepName}”`,
			'zh-CN': `${who}不是步骤“${approval.stepName}”的审批人`,
		},
		{
			hint: {
				en: `Waited for: ${names(', ')}. They decide, or pass it on with Approval → Delegate.`,
				'zh-CN': `当前等待：${names('、')}。可由其审批，或用“审批 → 转审”转交。`,
			},
			field: 'byId',
		},
	);
}

export const ownRecord = (who: string): CrmError =>
	new CrmError(
		'Refused',
		{ en: `${who} submitted this record and may not approve it`, 'zh-CN': `${who}是提交人，不能审批本人提交的记录` },
		{
			hint: {
				en: 'Choose another user, or allow it in the approval policy.',
				'zh-CN': '请选择其他用户，或在审批策略中允许审批本人提交的记录。',
			},
			field: 'byId',
		},
	);

/** A user who is not there or has left. */
export const noUser = (field: string, who?: string): CrmError =>
	new CrmError(
		who === undefined ? 'RecordNotFound' : 'Refused',
		who === undefined ? { en: 'There is no such user', 'zh-CN': '没有该用户' } : { en: `${who} has left`, 'zh-CN': `${who}已离职` },
		{ hint: { en: 'Choose an active user.', 'zh-CN': '请选择在职用户。' }, field },
	);

export const noReason = (): CrmError => {
	const message = { en: 'is needed for a rejection', 'zh-CN': '为必填项（拒绝时）' };
	return new CrmError('ValidationFailed', text`${{ en: 'The reason ', 'zh-CN': '理由' }}${message}`, {
		hint: { en: 'Say why, so that the submitter knows what to change.', 'zh-CN': '请说明拒绝原因，以便提交人修改。' },
		field: 'reason',
		problems: [{ field: 'reason', message }],
	});
};

const longest = 2000;

export const longReason = (field: string, given: string | undefined): CrmError | undefined => {
	if ((given?.length ?? 0) <= longest) return undefined;
	const message = { en: `is longer than ${longest} characters`, 'zh-CN': `超过 ${longest} 个字符` };
	return new CrmError('ValidationFailed', text`${{ en: 'The text ', 'zh-CN': '内容' }}${message}`, {
		hint: { en: 'Enter a shorter text.', 'zh-CN': '请缩短内容。' },
		field,
		problems: [{ field, message }],
	});
};

export const noApproval = (): CrmError =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no approval with this ID, and no record that waits for one', 'zh-CN': '没有该 ID 的审批，也没有等待审批的该记录' },
		{
			hint: {
				en: 'Use the ID that Approval → Request or CRM Trigger gives, or the ID of the record that was submitted.',
				'zh-CN': '请使用“审批 → 发起”或 CRM Trigger 输出的 ID，或已提交记录的 ID。',
			},
			field: 'approvalId',
		},
	);
