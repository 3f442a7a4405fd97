import { CrmError } from '../errors';
import type { CrmObject } from '../schema/types';
import type { Approval } from './approvalRecords';
import { shownTime } from './times';

/** Nobody has said who approves such records. */
export const noPolicy = ({ label }: CrmObject): CrmError =>
	new CrmError(
		'Refused',
		{ en: `There is no active approval policy for the record type ${label.en}`, 'zh-CN': `没有适用于${label['zh-CN']}的已启用审批策略` },
		{
			hint: {
				en: 'Make one with Approval Policy → Define in a CRM Approval node.',
				'zh-CN': '请在“CRM 审批”节点中用“审批策略 → 定义”创建。',
			},
			field: 'object',
		},
	);

export const noSubmitter = ({ label }: CrmObject): CrmError =>
	new CrmError(
		'ValidationFailed',
		{
			en: `It is not known who submits this ${label.en.toLowerCase()}: it has no owner`,
			'zh-CN': `无法确定提交人：该${label['zh-CN']}没有负责人`,
		},
		{
			hint: { en: 'Choose a submitter, or give the record an owner.', 'zh-CN': '请选择提交人，或为该记录设置负责人。' },
			field: 'submitterId',
		},
	);

/** @param pending what the record waits for; absent where an earlier item of the same call submitted it */
export function waitsAlready({ label }: CrmObject, pending: Approval | undefined, timeZone?: string): CrmError {
	const since = pending?.requestedAt ? shownTime(pending.requestedAt, timeZone) : undefined;
	const step = pending?.stepName ?? '';
	return new CrmError(
		'DuplicateRecord',
		since === undefined
			? { en: `An earlier item submits the same ${label.en.toLowerCase()}`, 'zh-CN': `前面的数据已提交该${label['zh-CN']}` }
			: {
					en: `This ${label.en.toLowerCase()} waits for approval already, since ${since} (step “${step}”)`,
					'zh-CN': `该${label['zh-CN']}已在审批中（自 ${since} 起，步骤“${step}”）`,
				},
		{
			hint: { en: 'Wait for the decision, or use Recall first.', 'zh-CN': '请等待审批结果，或先撤回。' },
			field: 'id',
		},
	);
}
