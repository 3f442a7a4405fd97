import type { System } from '../crm';
import { isPresent } from '../leads';
import type { Session } from '../records';
import type { AssignmentRuleRecord, FieldRecord, UserRecord } from '../schema/generated/records';
import { clock } from '../clock';
import { isNull } from '../store';
import { messageProblems } from '../messages';
import { pageProblems } from '../pages';
import { workProblems } from '../work';

type SetupProblem = Awaited<ReturnType<System['setupProblems']>>[number];

/** What is missing before the CRM can work as meant. An empty list is good news. */
export async function findSetupProblems(session: Session): Promise<SetupProblem[]> {
	const entities = await session.store.entities();
	const live = { deletedAt: isNull(), active: true };
	const users = await entities.findBy<UserRecord>('user', live);
	const problems: SetupProblem[] = [];
	if (users.length === 0) problems.push(noUsers);
	problems.push(...users.filter((user) => !user.email && !user.mobile && !user.weComUserId).map(withoutAddress));
	const rules = await entities.findBy<AssignmentRuleRecord>('assignmentRule', live);
	if (rules.length === 0) problems.push(noAssignmentRule);
	if ((await entities.countBy('scoringModel', live)) === 0) problems.push(noScoringModel);
	if ((await entities.countBy('pipeline', live)) === 0) problems.push(noPipeline);
	const failed = await entities.findBy<FieldRecord>('field', { deletedAt: isNull(), indexState: 'failed' });
	problems.push(...failed.map(withoutIndex));
	problems.push(
		...(await workProblems(session.store.read)),
		...(await messageProblems(session)),
		...(await pageProblems(session.store.read)),
	);
	if (users.length === 0) return problems;
	const today = clock.today(session.context.timeZone);
	// Without a rule it is everyone in sales who would get leads.
	for (const rule of rules.length > 0 ? rules : [undefined]) {
		const staff = users.filter((user) => mayGet(user, rule));
		if (staff.length === 0) problems.push(rule?.teamId ? noStaffInTeam(rule) : noStaff);
		else if (!staff.some((user) => isPresent(user, today))) problems.push(rule ? nobodyOfRuleIsHere(rule) : nobodyIsHere);
	}
	// Two rules may have the same problem.
	return [...new Set(problems)];
}

/** Whether a rule gives leads that fit none of its branches to a user: salespeople and whom it names, of its team. */
const mayGet = ({ id, role, teamId }: UserRecord, rule?: AssignmentRuleRecord) =>
	(role === 'sales' || rule?.branches?.some(({ userId }) => userId === id) === true) && (!rule?.teamId || rule.teamId === teamId);

const noUsers: SetupProblem = {
	code: 'noUsers',
	message: { en: 'There are no active users, so nobody can own a lead', 'zh-CN': '没有在职用户，线索无法分配负责人' },
	hint: { en: 'Create users with User → Create in a CRM node.', 'zh-CN': '请在 CRM 节点中用“用户 → 创建”添加用户。' },
};

const withoutIndex = ({ id, label, labelZh, indexProblem }: FieldRecord): SetupProblem => ({
	code: 'fieldWithoutIndex',
	message:
		indexProblem === 'duplicates'
			? { en: `${label} is not unique: some records have the same value`, 'zh-CN': `“${labelZh}”未能设为唯一：部分记录取值相同` }
			: { en: `The index of ${label} could not be built`, 'zh-CN': `“${labelZh}”的索引未能建立` },
	hint: {
		en: 'Define the field again with Field → Define in a CRM node; it then says what is in the way.',
		'zh-CN': '请在 CRM 节点中用“自定义字段 → 定义”重新定义该字段，届时会提示原因。',
	},
	recordId: id,
});

const noAssignmentRule: SetupProblem = {
	code: 'noAssignmentRule',
	message: {
		en: 'There is no active assignment rule, so captured leads stay without an owner',
		'zh-CN': '没有启用的分配规则，收集到的线索不会分配负责人',
	},
	hint: { en: 'Make one with Assignment Rule → Define in a CRM Lead node.', 'zh-CN': '请在“CRM 线索”节点中用“分配规则 → 定义”创建。' },
};

const noScoringModel: SetupProblem = {
	code: 'noScoringModel',
	message: { en: 'There is no active scoring model, so every lead has the score 0', 'zh-CN': '没有启用的评分模型，所有线索的评分均为 0' },
	hint: { en: 'Make one with Scoring Model → Define in a CRM Lead node.', 'zh-CN': '请在“CRM 线索”节点中用“评分模型 → 定义”创建。' },
};

const noPipeline: SetupProblem = {
	code: 'noPipeline',
	message: { en: 'There is no active pipeline, so opportunities have no stages', 'zh-CN': '没有启用的销售管道，商机没有阶段' },
	hint: { en: 'Make one with Pipeline → Define in a CRM Sales node.', 'zh-CN': '请在“CRM 销售”节点中用“销售管道 → 定义”创建。' },
};

const noStaff: SetupProblem = {
	code: 'nobodyToAssign',
	message: {
		en: 'No active user has the role Sales, so leads stay without an owner',
		'zh-CN': '没有角色为“销售”的在职用户，线索不会分配负责人',
	},
	hint: { en: 'Give colleagues the role Sales with User → Update.', 'zh-CN': '请用“用户 → 更新”将同事的角色设为“销售”。' },
};

const noStaffInTeam = ({ id, name }: AssignmentRuleRecord): SetupProblem => ({
	code: 'nobodyToAssign',
	recordId: id,
	message: {
		en: `The assignment rule "${name}" gives leads to a team in which no active user has the role Sales`,
		'zh-CN': `分配规则“${name}”将线索分给一个团队，但该团队没有角色为“销售”的在职用户`,
	},
	hint: {
		en: 'Set the team and the role of colleagues with User → Update, or choose another team with Assignment Rule → Define.',
		'zh-CN': '请用“用户 → 更新”设置同事的团队和角色，或用“分配规则 → 定义”选择其他团队。',
	},
});

const nobodyIsHere: SetupProblem = {
	code: 'everyoneAway',
	message: {
		en: 'Everyone in sales is absent today, so leads stay without an owner',
		'zh-CN': '今天所有销售人员均不在岗，线索不会分配负责人',
	},
	hint: { en: 'Correct the absences of the users with User → Update.', 'zh-CN': '请用“用户 → 更新”修改用户的请假日期。' },
};

const nobodyOfRuleIsHere = ({ id, name }: AssignmentRuleRecord): SetupProblem => ({
	code: 'everyoneAway',
	recordId: id,
	message: {
		en: `Everyone to whom the assignment rule "${name}" gives leads is absent today, so they stay without an owner`,
		'zh-CN': `分配规则“${name}”可分配的人员今天均不在岗，线索不会分配负责人`,
	},
	hint: {
		en: 'Correct the absences with User → Update, or let the rule give to another team with Assignment Rule → Define.',
		'zh-CN': '请用“用户 → 更新”修改请假日期，或用“分配规则 → 定义”改分给其他团队。',
	},
});

const withoutAddress = (user: UserRecord): SetupProblem => ({
	code: 'userWithoutAddress',
	recordId: user.id,
	message: {
		en: `User ${user.name} has no e-mail, mobile or WeCom ID and cannot be told anything`,
		'zh-CN': `用户“${user.name}”没有邮箱、手机或企业微信账号，无法接收通知`,
	},
	hint: { en: 'Fill in one of them with User → Update.', 'zh-CN': '请用“用户 → 更新”至少填写一项。' },
});
