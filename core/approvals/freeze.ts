import { CrmError } from '../errors';
import { text, type Text } from '../text';
import type { FrozenStep, Policy, PolicyStep } from './approvalRecords';
import type { Directory } from './directory';

/** A policy that is to be followed for what somebody submits. */
interface Freezing {
	readonly directory: Directory;
	readonly submitterId: string;
	readonly allowOwn: boolean;
}

/**
 * The steps of a policy with the people who are asked in each, as they are now: what is changed in the policy, or in who has
 * which role, touches nothing that waits.
 * @throws CrmError Refused, naming the step and the user for whom nobody can be found
 */
export function frozenSteps(policy: Policy, directory: Directory, submitterId: string): FrozenStep[] {
	const freezing = { directory, submitterId, allowOwn: policy.allowOwn === true };
	return (policy.steps ?? []).map(({ approvers: _, ...step }, at): FrozenStep => {
		const approverIds = peopleOf((policy.steps ?? [])[at], freezing);
		return { ...step, approverIds };
	});
}

type Rule = NonNullable<PolicyStep['approvers']>[number];

/** Who is asked in a step, each once. In place of whoever submitted it, their manager is, unless the policy allows that. */
function peopleOf(step: PolicyStep, freezing: Freezing): string[] {
	const { submitterId, allowOwn, directory } = freezing;
	const named = [...new Set((step.approvers ?? []).flatMap((rule) => namedBy(rule, step, freezing)))];
	if (allowOwn || !named.includes(submitterId)) return named;
	const manager = directory.above(submitterId);
	const others = named.filter((id) => id !== submitterId);
	const isNamed = step.approvers?.some(({ kind, userId }) => kind === 'user' && userId === submitterId);
	// Of a role the others will do; whoever is named is replaced.
	const asked = manager !== undefined && (isNamed || others.length === 0) ? [...others, manager] : others;
	if (asked.length === 0) throw nobodyLeft(step, directory.nameOf(submitterId));
	return [...new Set(asked)];
}

function namedBy(rule: Rule, step: PolicyStep, { directory, submitterId }: Freezing): string[] {
	if (rule.kind === 'manager') return [managerAt(rule.level ?? 1, step, { directory, submitterId })];
	if (rule.kind === 'user') return [activeUser(rule.userId, step, directory)];
	const people = directory.withRole(rule.role);
	if (people.length === 0) throw unfilledRole(step, rule.role ?? '');
	return people.map(({ id }) => id);
}

function activeUser(id: string | undefined, step: PolicyStep, directory: Directory): string {
	const known = directory.get(id);
	if (known && (directory.isActive(known.id) || directory.acting(known.id).via === 'substitute')) return known.id;
	const name = directory.nameOf(id);
	throw refused(
		step,
		{ en: `the approver ${name} has left`, 'zh-CN': `审批人${name}已离职` },
		{
			en: 'Name another user in the step with Approval Policy → Define, or give this user a substitute.',
			'zh-CN': '请用“审批策略 → 定义”更换该步骤的审批人，或为该用户设置代理人。',
		},
	);
}

/** The user so many levels above the submitter; whoever has left does not count as a level. */
function managerAt(level: number, step: PolicyStep, { directory, submitterId }: Omit<Freezing, 'allowOwn'>): string {
	let at = submitterId;
	const seen = new Set([submitterId]);
	for (let climbed = 0; climbed < level; climbed++) {
		const next = directory.above(at);
		if (next === undefined || seen.has(next)) throw noManager(step, directory.nameOf(at));
		seen.add(next);
		at = next;
	}
	return at;
}

const refused = ({ name }: PolicyStep, reason: Text, hint: Text): CrmError =>
	new CrmError('Refused', text`${{ en: 'Step', 'zh-CN': '步骤' }}“${name}”${{ en: ': ', 'zh-CN': '：' }}${reason}`, {
		hint,
		field: 'steps',
	});

const noManager = (step: PolicyStep, name: string) =>
	refused(
		step,
		{ en: `${name} has no active manager`, 'zh-CN': `${name}没有在职的直属上级` },
		{
			en: `Enter a manager for ${name} with User → Update in a CRM node, or a lower level in the policy.`,
			'zh-CN': `请在 CRM 节点中用“用户 → 更新”为${name}设置直属上级，或降低策略中的级别。`,
		},
	);

const unfilledRole = (step: PolicyStep, role: string) =>
	refused(
		step,
		{ en: `no active user has the role “${role}”`, 'zh-CN': `没有角色为“${role}”的在职用户` },
		{
			en: 'Give a user this role with User → Update in a CRM node, or change the policy.',
			'zh-CN': '请在 CRM 节点中用“用户 → 更新”为用户设置该角色，或修改策略。',
		},
	);

const nobodyLeft = (step: PolicyStep, name: string) =>
	refused(
		step,
		{
			en: `nobody is left to approve: ${name} submitted this and has no active manager`,
			'zh-CN': `没有可审批的人员：${name}是提交人，且没有在职的直属上级`,
		},
		{
			en: `Enter a manager for ${name}, name another approver in the policy, or let submitters approve their own.`,
			'zh-CN': `请为${name}设置直属上级，或在策略中增加其他审批人，或允许审批本人提交的记录。`,
		},
	);
