// Generated from schemas/ by `npm run generate`. Do not edit.

export type ObjectName =
	'activity' | 'assignmentRule' | 'contact' | 'customer' | 'lead' | 'scoringModel' | 'task' | 'team' | 'touchpoint' | 'user';

/** What every record has. */

export interface BaseRecord {
	id: string;
	version: number;
	createdAt: string;
	updatedAt: string;
	deletedAt: string | null;
}

export interface ActivityRecord extends BaseRecord {
	/** 跟进方式 */
	method: 'call' | 'visit' | 'meeting' | 'email' | 'wecom' | 'wechat' | 'sms' | 'note' | 'other';
	/** 跟进时间 */
	at: string;
	/** 沟通对象 */
	person: string | null;
	/** 跟进结果 */
	result: 'connected' | 'noAnswer' | 'interested' | 'notInterested' | 'callBack' | 'done' | 'other' | null;
	/** 跟进内容 */
	detail: string | null;
	/** 下一步 */
	nextStep: string | null;
	/** 下一步日期 */
	nextStepOn: string | null;
	/** 线索 */
	leadId: string | null;
	/** 客户 */
	customerId: string | null;
	/** 联系人 */
	contactId: string | null;
	/** 跟进人 */
	userId: string | null;
}

export interface AssignmentRuleRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 默认分配方式 */
	method: 'roundRobin' | 'leastOpenWork' | null;
	/** 默认团队 */
	teamId: string | null;
	/** 条件分配 */
	branches: ReadonlyArray<{
		readonly field: 'region' | 'city' | 'source' | 'productLine' | 'industry';
		readonly values: ReadonlyArray<string>;
		readonly teamId?: string;
		readonly userId?: string;
		readonly method?: 'roundRobin' | 'leastOpenWork';
	}> | null;
}

export interface ContactRecord extends BaseRecord {
	/** 客户 */
	customerId: string | null;
	/** 姓名 */
	name: string;
	/** 职位 */
	position: string | null;
	/** 部门 */
	department: string | null;
	/** 手机 */
	mobile: string | null;
	/** 固定电话 */
	phone: string | null;
	/** 电子邮箱 */
	email: string | null;
	/** 微信号 */
	wechat: string | null;
	/** 微信 UnionID */
	unionId: string | null;
	/** 企业微信外部联系人 ID */
	externalUserId: string | null;
	/** 生日 */
	birthday: string | null;
	/** 主要联系人 */
	primary: boolean | null;
	/** 备注 */
	note: string | null;
	/** 负责人 */
	ownerId: string | null;
	/** 分配时间 */
	assignedAt: string | null;
	/** 最近跟进 */
	lastActivityAt: string | null;
}

export interface CustomerRecord extends BaseRecord {
	/** 客户编号 */
	number: string | null;
	/** 客户名称 */
	name: string;
	/** 客户类型 */
	type: 'endCustomer' | 'distributor' | 'agent' | 'partner' | null;
	/** 上级客户 */
	parentId: string | null;
	/** 行业 */
	industry: string | null;
	/** 区域 */
	region: string | null;
	/** 城市 */
	city: string | null;
	/** 地址 */
	address: string | null;
	/** 网站 */
	website: string | null;
	/** 电话 */
	phone: string | null;
	/** 电子邮箱 */
	email: string | null;
	/** 客户等级 */
	tier: 'A' | 'B' | 'C' | null;
	/** 统一社会信用代码 */
	unifiedSocialCreditCode: string | null;
	/** 发票抬头 */
	invoiceTitle: string | null;
	/** 开户银行 */
	bankName: string | null;
	/** 银行账号 */
	bankAccount: string | null;
	/** 来源 */
	source:
		| 'web'
		| 'webhook'
		| 'form'
		| 'wecom'
		| 'wechat'
		| 'phone'
		| 'exhibition'
		| 'referral'
		| 'advertising'
		| 'import'
		| 'manual'
		| 'other'
		| null;
	/** 备注 */
	note: string | null;
	/** 负责人 */
	ownerId: string | null;
	/** 分配时间 */
	assignedAt: string | null;
	/** 最近跟进 */
	lastActivityAt: string | null;
}

export interface LeadRecord extends BaseRecord {
	/** 线索编号 */
	number: string | null;
	/** 姓名 */
	name: string;
	/** 公司 */
	company: string | null;
	/** 职位 */
	position: string | null;
	/** 电话 */
	phone: string | null;
	/** 电子邮箱 */
	email: string | null;
	/** 微信号 */
	wechat: string | null;
	/** 微信 UnionID */
	unionId: string | null;
	/** 企业微信外部联系人 ID */
	externalUserId: string | null;
	/** 城市 */
	city: string | null;
	/** 区域 */
	region: string | null;
	/** 行业 */
	industry: string | null;
	/** 产品线 */
	productLine: string | null;
	/** 来源 */
	source:
		| 'web'
		| 'webhook'
		| 'form'
		| 'wecom'
		| 'wechat'
		| 'phone'
		| 'exhibition'
		| 'referral'
		| 'advertising'
		| 'import'
		| 'manual'
		| 'other'
		| null;
	/** 留言 */
	message: string | null;
	/** 状态 */
	status: 'new' | 'working' | 'qualified' | 'disqualified' | null;
	/** 淘汰原因 */
	disqualifyReason: 'noNeed' | 'noBudget' | 'unreachable' | 'invalid' | 'competitor' | 'duplicate' | 'other' | null;
	/** 淘汰说明 */
	disqualifyDetail: string | null;
	/** 评分 */
	score: number | null;
	/** 评分明细 */
	scoreParts: ReadonlyArray<Readonly<Record<string, unknown>>> | null;
	/** 评分时间 */
	scoredAt: string | null;
	/** 负责人 */
	ownerId: string | null;
	/** 分配时间 */
	assignedAt: string | null;
	/** 疑似重复于 */
	possibleDuplicateOf: string | null;
	/** 最近跟进 */
	lastActivityAt: string | null;
}

export interface ScoringModelRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 匹配分上限 */
	fitCap: number | null;
	/** 互动分上限 */
	engagementCap: number | null;
	/** 匹配规则 */
	fitRules: ReadonlyArray<{
		readonly field: string;
		readonly operator: 'equals' | 'notEquals' | 'contains' | 'in' | 'isSet' | 'isEmpty' | 'greaterThan' | 'lessThan';
		readonly value?: string;
		readonly points: number;
		readonly name?: string;
	}> | null;
	/** 互动规则 */
	engagementRules: ReadonlyArray<{
		readonly event: 'touchpoint' | 'activity';
		readonly match?: string;
		readonly points: number;
		readonly cap?: number;
		readonly halfLifeDays?: number;
		readonly name?: string;
	}> | null;
}

export interface TaskRecord extends BaseRecord {
	/** 主题 */
	subject: string;
	/** 类型 */
	kind: 'firstContact' | 'nextStep' | 'duplicateReview' | 'other' | null;
	/** 截止日期 */
	dueOn: string | null;
	/** 状态 */
	status: 'open' | 'done' | 'cancelled' | null;
	/** 优先级 */
	priority: 'low' | 'normal' | 'high' | null;
	/** 说明 */
	detail: string | null;
	/** 执行人 */
	assigneeId: string | null;
	/** 线索 */
	leadId: string | null;
	/** 客户 */
	customerId: string | null;
	/** 联系人 */
	contactId: string | null;
	/** 来源跟进 */
	activityId: string | null;
}

export interface TeamRecord extends BaseRecord {
	/** 团队名称 */
	name: string;
	/** 上级团队 */
	parentId: string | null;
	/** 说明 */
	description: string | null;
}

export interface TouchpointRecord extends BaseRecord {
	/** 时间 */
	at: string;
	/** 渠道 */
	channel:
		'web' | 'webhook' | 'form' | 'wecom' | 'wechat' | 'phone' | 'exhibition' | 'referral' | 'advertising' | 'import' | 'manual' | 'other';
	/** UTM 来源 */
	utmSource: string | null;
	/** UTM 媒介 */
	utmMedium: string | null;
	/** UTM 活动 */
	utmCampaign: string | null;
	/** UTM 关键词 */
	utmTerm: string | null;
	/** UTM 内容 */
	utmContent: string | null;
	/** 来源页面 */
	referrer: string | null;
	/** 渠道参数 */
	state: string | null;
	/** 留言 */
	message: string | null;
	/** 与资料不同的信息 */
	differing: ReadonlyArray<{ readonly field: string; readonly value: string }> | null;
	/** 线索 */
	leadId: string | null;
	/** 客户 */
	customerId: string | null;
	/** 联系人 */
	contactId: string | null;
}

export interface UserRecord extends BaseRecord {
	/** 姓名 */
	name: string;
	/** 电子邮箱 */
	email: string | null;
	/** 手机 */
	mobile: string | null;
	/** 企业微信账号 */
	weComUserId: string | null;
	/** 所属团队 */
	teamId: string | null;
	/** 直属上级 */
	managerId: string | null;
	/** 角色 */
	role: 'sales' | 'manager' | 'service' | 'marketing' | 'finance' | 'admin' | null;
	/** 在职 */
	active: boolean | null;
	/** 请假/外出 */
	absences: ReadonlyArray<{ readonly from: string; readonly to: string; readonly reason?: string }> | null;
}
