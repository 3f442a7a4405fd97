import { conditionProblem } from '../conditions';
import type { Problem } from '../errors';
import type { RecordRule } from '../records';
import { validationFailed } from '../schema/parseFields';
import type { Objects } from '../schema/objects';
import { breathe } from '../store';
import type { Text } from '../text';
import { isApprovable, objectNamed } from './approvable';
import { policyObject, type Policy, type PolicyStep } from './approvalRecords';

const needed: Text = { en: 'is needed', 'zh-CN': '为必填项' };

/** A policy that can be followed: for records that are approved, with conditions on fields they have, and somebody in each step. */
export const approvalPolicyRule: RecordRule = {
	async complete(_tx, { drafts, fail, session }) {
		for (const { index, after } of drafts) {
			const policy = after as Policy;
			const problems = [...objectProblems(policy, session.objects), ...stepsProblems(policy)];
			if (problems.length > 0) fail(index, validationFailed(policyObject, problems));
			await breathe();
		}
	},
};

function objectProblems({ object: name, conditions }: Policy, objects: Objects): Problem[] {
	const object = objectNamed(objects, name);
	if (!object || !isApprovable(object))
		return [{ field: 'object', message: { en: 'is no type of record that can be approved', 'zh-CN': '不是可以审批的记录类型' } }];
	return (conditions ?? []).flatMap((condition, at): Problem[] => {
		const problem = conditionProblem(object, condition);
		return problem ? [{ field: `conditions[${at}].${problem.part}`, message: problem.message }] : [];
	});
}

function stepsProblems({ steps }: Policy): Problem[] {
	if (!steps || steps.length === 0) return [{ field: 'steps', message: { en: 'need at least one step', 'zh-CN': '至少需要一个步骤' } }];
	return steps.flatMap((step, at) => stepProblems(step, `steps[${at}]`));
}

function stepProblems({ approvers = [], deadlineAmount, remindAmount, atDeadline }: PolicyStep, place: string): Problem[] {
	const problems: Problem[] = [];
	if (approvers.length === 0)
		problems.push({ field: `${place}.approvers`, message: { en: 'need at least one approver', 'zh-CN': '至少需要一位审批人' } });
	for (const [at, { kind, userId, role }] of approvers.entries()) {
		if (kind === 'user' && userId === undefined) problems.push({ field: `${place}.approvers[${at}].userId`, message: needed });
		if (kind === 'role' && role === undefined) problems.push({ field: `${place}.approvers[${at}].role`, message: needed });
	}
	const acts = (atDeadline ?? 'remind') !== 'remind';
	if (!deadlineAmount && (remindAmount || acts))
		problems.push({
			field: `${place}.deadlineAmount`,
			message: { en: 'is needed, as something is to happen before it or when it is over', 'zh-CN': '设置了提醒或到期处理时为必填项' },
		});
	return problems;
}
