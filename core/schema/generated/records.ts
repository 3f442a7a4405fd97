// Generated from schemas/ by `npm run generate`. Do not edit.

export type ObjectName =
	| 'activity'
	| 'approval'
	| 'approvalDecision'
	| 'approvalPolicy'
	| 'approvalTask'
	| 'assignmentRule'
	| 'cadence'
	| 'consent'
	| 'contact'
	| 'contract'
	| 'contractProduct'
	| 'contractTemplate'
	| 'customer'
	| 'enrolment'
	| 'exchangeRate'
	| 'field'
	| 'file'
	| 'holidayCalendar'
	| 'lead'
	| 'message'
	| 'messageTemplate'
	| 'opportunity'
	| 'opportunityContact'
	| 'opportunityProduct'
	| 'pipeline'
	| 'price'
	| 'priceBook'
	| 'product'
	| 'productLine'
	| 'scoringModel'
	| 'sendPolicy'
	| 'suppression'
	| 'task'
	| 'team'
	| 'touchpoint'
	| 'user';

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
	/** 商机 */
	opportunityId: string | null;
}

export interface ApprovalRecord extends BaseRecord {
	/** 标题 */
	title: string | null;
	/** 记录类型 */
	object: string;
	/** 记录 */
	recordId: string;
	/** 状态 */
	status: 'pending' | 'approved' | 'rejected' | 'recalled' | null;
	/** 当前步骤 */
	step: number | null;
	/** 步骤名称 */
	stepName: string | null;
	/** 轮次 */
	round: number | null;
	/** 提交人 */
	submitterId: string | null;
	/** 提交说明 */
	note: string | null;
	/** 策略 */
	policyId: string | null;
	/** 策略名称 */
	policyName: string | null;
	/** 允许本人审批 */
	allowOwn: boolean | null;
	/** 审批步骤 */
	steps: ReadonlyArray<{
		readonly name: string;
		readonly mode?: 'first' | 'all';
		readonly approverIds?: ReadonlyArray<string>;
		readonly deadlineAmount?: number;
		readonly deadlineUnit?: 'hours' | 'days';
		readonly remindAmount?: number;
		readonly atDeadline?: 'remind' | 'escalate' | 'approve' | 'reject';
		readonly escalateToId?: string;
	}> | null;
	/** 提交时间 */
	requestedAt: string | null;
	/** 完成时间 */
	decidedAt: string | null;
	/** 理由 */
	reason: string | null;
	/** 提交时的记录版本 */
	recordVersion: number | null;
	/** 待审批标识 */
	pendingKey: string | null;
}

export interface ApprovalDecisionRecord extends BaseRecord {
	/** 审批 */
	approvalId: string;
	/** 审批任务 */
	taskId: string | null;
	/** 记录类型 */
	object: string | null;
	/** 记录 */
	recordId: string | null;
	/** 步骤 */
	step: number | null;
	/** 步骤名称 */
	stepName: string | null;
	/** 结论 */
	verdict: 'approved' | 'rejected' | 'delegated' | 'escalated' | 'recalled';
	/** 操作人 */
	byId: string | null;
	/** 原审批人 */
	originalId: string | null;
	/** 转交给 */
	toId: string | null;
	/** 途径 */
	place: 'page' | 'card' | 'node' | 'deadline' | 'rule' | 'system' | null;
	/** 理由 */
	reason: string | null;
	/** 时间 */
	at: string | null;
	/** 当时的记录版本 */
	recordVersion: number | null;
}

export interface ApprovalPolicyRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 记录类型 */
	object: string;
	/** 优先顺序 */
	order: number | null;
	/** 适用条件 */
	conditions: ReadonlyArray<{
		readonly field: string;
		readonly operator:
			'equals' | 'notEquals' | 'contains' | 'in' | 'isNotEmpty' | 'isEmpty' | 'greaterThan' | 'greaterOrEqual' | 'lessThan' | 'lessOrEqual';
		readonly value?: string;
	}> | null;
	/** 审批步骤 */
	steps: ReadonlyArray<{
		readonly name: string;
		readonly mode?: 'first' | 'all';
		readonly approvers?: ReadonlyArray<{
			readonly kind: 'user' | 'role' | 'manager';
			readonly userId?: string;
			readonly role?: 'sales' | 'manager' | 'service' | 'marketing' | 'finance' | 'admin';
			readonly level?: number;
		}>;
		readonly deadlineAmount?: number;
		readonly deadlineUnit?: 'hours' | 'days';
		readonly remindAmount?: number;
		readonly atDeadline?: 'remind' | 'escalate' | 'approve' | 'reject';
		readonly escalateToId?: string;
	}> | null;
	/** 允许审批本人提交的 */
	allowOwn: boolean | null;
}

export interface ApprovalTaskRecord extends BaseRecord {
	/** 审批 */
	approvalId: string;
	/** 记录类型 */
	object: string | null;
	/** 记录 */
	recordId: string | null;
	/** 标题 */
	title: string | null;
	/** 摘要 */
	summary: string | null;
	/** 提交人 */
	submitterId: string | null;
	/** 提交人姓名 */
	submitterName: string | null;
	/** 步骤 */
	step: number | null;
	/** 步骤名称 */
	stepName: string | null;
	/** 原审批人 */
	originalId: string | null;
	/** 审批人 */
	approverId: string | null;
	/** 审批人姓名 */
	approverName: string | null;
	/** 指派方式 */
	via: 'policy' | 'substitute' | 'delegate' | 'escalation' | null;
	/** 状态 */
	state: 'waiting' | 'approved' | 'rejected' | 'closed' | null;
	/** 开始等待 */
	since: string | null;
	/** 截止时间 */
	dueAt: string | null;
	/** 第几次计时 */
	turn: number | null;
	/** 处理时间 */
	decidedAt: string | null;
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

export interface CadenceRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 适用对象 */
	audience: 'lead' | 'contact' | null;
	/** 步骤 */
	steps: ReadonlyArray<{
		readonly name: string;
		readonly kind: 'message' | 'task' | 'call' | 'wait' | 'condition';
		readonly delay?: number;
		readonly delayUnit?: 'minutes' | 'hours' | 'days' | 'workingHours' | 'workingDays';
		readonly atTime?: string;
		readonly channels?: ReadonlyArray<string>;
		readonly template?: string;
		readonly ifNoAddress?: 'task' | 'skip';
		readonly subject?: string;
		readonly detail?: string;
		readonly priority?: 'low' | 'normal' | 'high';
		readonly waitForDone?: boolean;
		readonly field?: string;
		readonly operator?:
			'equals' | 'notEquals' | 'contains' | 'in' | 'isNotEmpty' | 'isEmpty' | 'greaterThan' | 'greaterOrEqual' | 'lessThan' | 'lessOrEqual';
		readonly value?: string;
		readonly then?: string;
		readonly else?: string;
	}>;
	/** 消息发送时间 */
	window: 'workingHours' | 'hours' | 'always' | null;
	/** 时段开始 */
	sendFrom: string | null;
	/** 时段结束 */
	sendUntil: string | null;
	/** 仅工作日 */
	workingDaysOnly: boolean | null;
	/** 回复后退出 */
	exitOnReply: boolean | null;
	/** 会面后退出 */
	exitOnMeeting: boolean | null;
	/** 赢单后退出 */
	exitOnWon: boolean | null;
	/** 输单后退出 */
	exitOnLost: boolean | null;
	/** 退订后退出 */
	exitOnOptOut: boolean | null;
	/** 线索转化后 */
	onConverted: 'exit' | 'contact' | null;
	/** 消息被拒绝发送时 */
	onRefused: 'next' | 'exit' | null;
	/** 消息是否发出不明时 */
	onUnclear: 'next' | 'exit' | null;
}

export interface ConsentRecord extends BaseRecord {
	/** 地址类型 */
	addressKind: 'email' | 'phone' | 'externalUserId' | 'weComUserId' | 'openId' | 'robot' | 'record';
	/** 地址 */
	address: string;
	/** 用途 */
	purpose: 'marketing' | 'care' | 'service' | 'transaction';
	/** 状态 */
	state: 'granted' | 'withdrawn';
	/** 时间 */
	at: string;
	/** 来源 */
	source: string | null;
	/** 凭证 */
	proof: string | null;
	/** 线索 */
	leadId: string | null;
	/** 客户 */
	customerId: string | null;
	/** 联系人 */
	contactId: string | null;
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
	/** 语言 */
	language: 'zh-CN' | 'en' | null;
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

export interface ContractRecord extends BaseRecord {
	/** 合同编号 */
	number: string | null;
	/** 合同名称 */
	name: string;
	/** 客户 */
	customerId: string;
	/** 联系人 */
	contactId: string | null;
	/** 商机 */
	opportunityId: string | null;
	/** 状态 */
	status: 'draft' | 'inApproval' | 'approved' | 'rejected' | 'signed' | 'active' | 'completed' | 'terminated' | null;
	/** 币种 */
	currency: string | null;
	/** 合同金额 */
	amount: string | null;
	/** 不含税金额 */
	netAmount: string | null;
	/** 税额 */
	taxAmount: string | null;
	/** 优惠金额 */
	discountAmount: string | null;
	/** 最大折扣（%） */
	maxDiscountPercent: number | null;
	/** 单价含税 */
	pricesIncludeTax: boolean | null;
	/** 付款条款 */
	paymentTerms: string | null;
	/** 交付条款 */
	deliveryTerms: string | null;
	/** 其他条款 */
	otherTerms: string | null;
	/** 开始日期 */
	startOn: string | null;
	/** 结束日期 */
	endOn: string | null;
	/** 我方签署人 */
	ourSignatory: string | null;
	/** 我方签署人职务 */
	ourSignatoryTitle: string | null;
	/** 客户签署人 */
	customerSignatory: string | null;
	/** 客户签署人职务 */
	customerSignatoryTitle: string | null;
	/** 合同模板 */
	templateId: string | null;
	/** 份数 */
	copies: number | null;
	/** 印章 */
	sealKind: 'contract' | 'company' | 'legalRepresentative' | 'finance' | 'electronic' | null;
	/** 用印人 */
	sealedById: string | null;
	/** 用印日期 */
	sealedOn: string | null;
	/** 用印备注 */
	sealNote: string | null;
	/** 签订日期 */
	signedOn: string | null;
	/** 电子签平台 */
	signatureProvider: string | null;
	/** 电子签流程编号 */
	envelopeId: string | null;
	/** 驳回原因 */
	rejectionReason: string | null;
	/** 提交审批时间 */
	submittedAt: string | null;
	/** 批准时间 */
	approvedAt: string | null;
	/** 生效时间 */
	activatedAt: string | null;
	/** 完成日期 */
	completedOn: string | null;
	/** 终止日期 */
	terminatedOn: string | null;
	/** 终止原因 */
	terminationReason: string | null;
	/** 内部备注 */
	note: string | null;
	/** 负责人 */
	ownerId: string | null;
	/** 分配时间 */
	assignedAt: string | null;
	/** 最近跟进 */
	lastActivityAt: string | null;
}

export interface ContractProductRecord extends BaseRecord {
	/** 名称 */
	name: string | null;
	/** 合同 */
	contractId: string;
	/** 产品 */
	productId: string;
	/** 计量单位 */
	unit: string | null;
	/** 数量 */
	quantity: number;
	/** 单价 */
	unitPrice: string | null;
	/** 标准单价 */
	listPrice: string | null;
	/** 折扣（%） */
	discountPercent: number | null;
	/** 税率（%） */
	taxRate: number | null;
	/** 不含税金额 */
	lineNet: string | null;
	/** 税额 */
	lineTax: string | null;
	/** 价税合计 */
	lineTotal: string | null;
	/** 优惠金额 */
	discountAmount: string | null;
	/** 币种 */
	currency: string | null;
	/** 备注 */
	note: string | null;
}

export interface ContractTemplateRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 我方公司名称 */
	ourName: string | null;
	/** 我方统一社会信用代码 */
	ourRegistration: string | null;
	/** 我方地址 */
	ourAddress: string | null;
	/** 我方电话 */
	ourPhone: string | null;
	/** 我方开户行 */
	ourBank: string | null;
	/** 我方账号 */
	ourAccount: string | null;
	/** 标准条款 */
	terms: string | null;
	/** 自定义文本 */
	versions: ReadonlyArray<{ readonly language: 'zh-CN' | 'en'; readonly html: string }> | null;
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
	/** 语言 */
	language: 'zh-CN' | 'en' | null;
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

export interface EnrolmentRecord extends BaseRecord {
	/** 跟进节奏 */
	cadenceId: string;
	/** 线索 */
	leadId: string | null;
	/** 联系人 */
	contactId: string | null;
	/** 负责人 */
	ownerId: string | null;
	/** 状态 */
	status: 'active' | 'paused' | 'finished' | 'exited' | null;
	/** 当前步骤 */
	stepName: string | null;
	/** 下一步时间 */
	nextAt: string | null;
	/** 加入时间 */
	startedAt: string | null;
	/** 结束时间 */
	endedAt: string | null;
	/** 回复时间 */
	repliedAt: string | null;
	/** 退出原因 */
	exitReason:
		| 'reply'
		| 'meeting'
		| 'won'
		| 'lost'
		| 'optOut'
		| 'converted'
		| 'disqualified'
		| 'deleted'
		| 'cadenceDeleted'
		| 'refused'
		| 'unclear'
		| 'manual'
		| null;
	/** 备注 */
	exitNote: string | null;
	/** 进行中标识 */
	openKey: string | null;
}

export interface ExchangeRateRecord extends BaseRecord {
	/** 基准币种 */
	base: string;
	/** 报价币种 */
	quote: string;
	/** 日期 */
	date: string;
	/** 汇率 */
	rate: string;
	/** 来源 */
	source: string | null;
}

export interface FieldRecord extends BaseRecord {
	/** 记录类型 */
	object: string;
	/** 英文名称 */
	label: string;
	/** 中文名称 */
	labelZh: string;
	/** 字段名 */
	name: string;
	/** 类型 */
	type:
		'text' | 'longText' | 'integer' | 'number' | 'boolean' | 'date' | 'dateTime' | 'option' | 'email' | 'phone' | 'mobile' | 'reference';
	/** 引用对象 */
	refersTo: 'user' | 'customer' | 'contact' | null;
	/** 选项 */
	options: ReadonlyArray<{ readonly value: string; readonly label?: string; readonly labelZh?: string }> | null;
	/** 必填 */
	required: boolean | null;
	/** 唯一 */
	unique: boolean | null;
	/** 建立索引 */
	indexed: boolean | null;
	/** 个人信息 */
	personal: boolean | null;
	/** 启用 */
	active: boolean | null;
	/** 索引状态 */
	indexState: 'none' | 'building' | 'ready' | 'failed' | null;
	/** 索引问题 */
	indexProblem: 'duplicates' | 'storage' | null;
}

export interface FileRecord extends BaseRecord {
	/** 文件名 */
	name: string;
	/** 类型 */
	kind: 'document' | 'signedScan' | 'draft' | 'annex' | 'certificate' | 'other' | null;
	/** MIME 类型 */
	mimeType: string | null;
	/** 大小（字节） */
	bytes: number | null;
	/** SHA-256 校验值 */
	sha256: string | null;
	/** 记录类型 */
	recordObject: string;
	/** 记录 ID */
	recordId: string;
	/** 备注 */
	note: string | null;
	/** 合同 */
	contractId: string | null;
	/** 客户 */
	customerId: string | null;
	/** 商机 */
	opportunityId: string | null;
	/** 线索 */
	leadId: string | null;
	/** 联系人 */
	contactId: string | null;
}

export interface HolidayCalendarRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 时区 */
	timeZone: string | null;
	/** 公共假期 */
	publicHolidays: 'china' | 'none' | null;
	/** 工作时间 */
	workingHours: ReadonlyArray<{
		readonly weekday: 'workdays' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
		readonly from: string;
		readonly to: string;
	}> | null;
	/** 休息日与调休上班日 */
	days: ReadonlyArray<{ readonly on: string; readonly kind: 'holiday' | 'workday'; readonly name?: string }> | null;
}

export interface LeadRecord extends BaseRecord {
	/** 线索编号 */
	number: string | null;
	/** 姓名 */
	name: string;
	/** 公司 */
	company: string | null;
	/** 统一社会信用代码 */
	unifiedSocialCreditCode: string | null;
	/** 网站 */
	website: string | null;
	/** 职位 */
	position: string | null;
	/** 电话 */
	phone: string | null;
	/** 电子邮箱 */
	email: string | null;
	/** 微信号 */
	wechat: string | null;
	/** 语言 */
	language: 'zh-CN' | 'en' | null;
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
	status: 'new' | 'working' | 'qualified' | 'converted' | 'disqualified' | null;
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
	/** 转化时间 */
	convertedAt: string | null;
	/** 转化的客户 */
	convertedCustomerId: string | null;
	/** 转化的联系人 */
	convertedContactId: string | null;
	/** 转化的商机 */
	convertedOpportunityId: string | null;
}

export interface MessageRecord extends BaseRecord {
	/** 方向 */
	direction: 'outbound' | 'inbound';
	/** 状态 */
	status: 'sending' | 'sent' | 'delivered' | 'awaitingStaff' | 'deferred' | 'refused' | 'failed' | 'unclear' | 'cancelled' | 'received';
	/** 时间 */
	at: string;
	/** 渠道 */
	channel: string;
	/** 用途 */
	purpose: 'marketing' | 'care' | 'service' | 'transaction' | null;
	/** 收件人 */
	recipientName: string | null;
	/** 地址类型 */
	addressKind: 'email' | 'phone' | 'externalUserId' | 'weComUserId' | 'openId' | 'robot' | 'record' | null;
	/** 地址 */
	address: string | null;
	/** 主题 */
	subject: string | null;
	/** 正文 */
	body: string | null;
	/** HTML 正文 */
	html: string | null;
	/** 附件 */
	attachments: ReadonlyArray<{ readonly name: string; readonly type?: string; readonly size?: number }> | null;
	/** 语言 */
	language: 'zh-CN' | 'en' | null;
	/** 模板 */
	templateId: string | null;
	/** 唯一键 */
	key: string | null;
	/** 步骤 */
	step: string | null;
	/** 记录类型 */
	recordObject: string | null;
	/** 记录 ID */
	recordId: string | null;
	/** 线索 */
	leadId: string | null;
	/** 客户 */
	customerId: string | null;
	/** 联系人 */
	contactId: string | null;
	/** 商机 */
	opportunityId: string | null;
	/** 用户 */
	userId: string | null;
	/** 回复的消息 */
	inReplyToId: string | null;
	/** 规则 */
	rule: string | null;
	/** 最早发送时间 */
	earliestAt: string | null;
	/** 尝试次数 */
	attempts: number | null;
	/** 首次尝试时间 */
	firstTriedAt: string | null;
	/** 发送占用至 */
	sendUntil: string | null;
	/** 发送时间 */
	sentAt: string | null;
	/** 送达时间 */
	deliveredAt: string | null;
	/** 渠道消息号 */
	providerId: string | null;
	/** 渠道返回码 */
	providerCode: string | null;
	/** 结果确认人 */
	resolvedBy: string | null;
	/** 渠道所需内容 */
	parts: ReadonlyArray<{ readonly name: string; readonly value: string }> | null;
	/** 渠道返回信息 */
	providerMessage: string | null;
}

export interface MessageTemplateRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 用途 */
	purpose: 'marketing' | 'care' | 'service' | 'transaction' | null;
	/** 版本 */
	versions: ReadonlyArray<{
		readonly channel?: string;
		readonly language: 'zh-CN' | 'en';
		readonly form?: 'text' | 'markdown' | 'textCard' | 'templateCard';
		readonly subject?: string;
		readonly body: string;
		readonly html?: string;
		readonly url?: string;
		readonly buttonText?: string;
		readonly vendorTemplateId?: string;
		readonly vendorSign?: string;
		readonly variables?: ReadonlyArray<{ readonly name: string; readonly value: string }>;
		readonly buttons?: ReadonlyArray<{ readonly text: string; readonly url?: string; readonly key?: string }>;
	}> | null;
}

export interface OpportunityRecord extends BaseRecord {
	/** 商机编号 */
	number: string | null;
	/** 商机名称 */
	name: string;
	/** 客户 */
	customerId: string | null;
	/** 金额 */
	amount: string | null;
	/** 币种 */
	currency: string | null;
	/** 预计成交日期 */
	expectedCloseOn: string | null;
	/** 销售管道 */
	pipelineId: string | null;
	/** 阶段 */
	stage: string | null;
	/** 状态 */
	status: 'open' | 'won' | 'lost' | null;
	/** 赢单概率（%） */
	probability: number | null;
	/** 进入阶段时间 */
	stageEnteredAt: string | null;
	/** 关闭时间 */
	closedAt: string | null;
	/** 输单原因 */
	lossReason: 'price' | 'competitor' | 'noBudget' | 'noDecision' | 'timing' | 'productFit' | 'relationship' | 'duplicate' | 'other' | null;
	/** 输单说明 */
	lossDetail: string | null;
	/** 竞争对手 */
	competitor: string | null;
	/** 价格表 */
	priceBookId: string | null;
	/** 来源线索 */
	leadId: string | null;
	/** 说明 */
	description: string | null;
	/** 负责人 */
	ownerId: string | null;
	/** 分配时间 */
	assignedAt: string | null;
	/** 最近跟进 */
	lastActivityAt: string | null;
}

export interface OpportunityContactRecord extends BaseRecord {
	/** 商机 */
	opportunityId: string;
	/** 联系人 */
	contactId: string;
	/** 角色 */
	role: 'user' | 'influencer' | 'decider' | 'approver' | 'buyer' | 'gatekeeper';
	/** 备注 */
	note: string | null;
}

export interface OpportunityProductRecord extends BaseRecord {
	/** 名称 */
	name: string | null;
	/** 商机 */
	opportunityId: string;
	/** 产品 */
	productId: string;
	/** 数量 */
	quantity: number;
	/** 单价 */
	unitPrice: string | null;
	/** 折扣（%） */
	discountPercent: number | null;
	/** 税率（%） */
	taxRate: number | null;
	/** 金额小计 */
	lineTotal: string | null;
	/** 币种 */
	currency: string | null;
	/** 备注 */
	note: string | null;
}

export interface PipelineRecord extends BaseRecord {
	/** 销售管道名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 设为默认 */
	isDefault: boolean | null;
	/** 允许回退 */
	allowBack: boolean | null;
	/** 阶段 */
	stages: ReadonlyArray<{
		readonly name: string;
		readonly key?: string;
		readonly kind?: 'open' | 'won' | 'lost';
		readonly probability?: number;
		readonly maxAgeDays?: number;
		readonly requiredFields?: ReadonlyArray<string>;
		readonly conditions?: ReadonlyArray<{
			readonly field: string;
			readonly operator:
				| 'equals'
				| 'notEquals'
				| 'contains'
				| 'in'
				| 'isNotEmpty'
				| 'isEmpty'
				| 'greaterThan'
				| 'greaterOrEqual'
				| 'lessThan'
				| 'lessOrEqual';
			readonly value?: string;
		}>;
	}>;
}

export interface PriceRecord extends BaseRecord {
	/** 名称 */
	name: string | null;
	/** 价格表 */
	priceBookId: string;
	/** 产品 */
	productId: string;
	/** 起订数量 */
	minQuantity: number | null;
	/** 单价 */
	unitPrice: string;
	/** 币种 */
	currency: string | null;
}

export interface PriceBookRecord extends BaseRecord {
	/** 价格表名称 */
	name: string;
	/** 币种 */
	currency: string | null;
	/** 生效日期 */
	validFrom: string | null;
	/** 失效日期 */
	validTo: string | null;
	/** 上级价格表 */
	parentId: string | null;
	/** 启用 */
	active: boolean | null;
	/** 说明 */
	description: string | null;
}

export interface ProductRecord extends BaseRecord {
	/** 产品编码 */
	code: string;
	/** 产品名称 */
	name: string;
	/** 产品线 */
	productLineId: string | null;
	/** 计量单位 */
	unit: string | null;
	/** 税率（%） */
	taxRate: number | null;
	/** 标准单价 */
	defaultPrice: string | null;
	/** 币种 */
	currency: string | null;
	/** 启用 */
	active: boolean | null;
	/** 说明 */
	description: string | null;
}

export interface ProductLineRecord extends BaseRecord {
	/** 产品线名称 */
	name: string;
	/** 上级产品线 */
	parentId: string | null;
	/** 说明 */
	description: string | null;
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

export interface SendPolicyRecord extends BaseRecord {
	/** 名称 */
	name: string;
	/** 启用 */
	active: boolean | null;
	/** 时区 */
	timeZone: string | null;
	/** 每日发送开始 */
	openFrom: string | null;
	/** 每日发送结束 */
	openUntil: string | null;
	/** 规则 */
	rules: ReadonlyArray<{
		readonly purpose: 'marketing' | 'care' | 'service' | 'transaction';
		readonly needsConsent?: boolean;
		readonly quietHours?: boolean;
		readonly holidays?: boolean;
		readonly maxPerDay?: number;
		readonly maxPerWeek?: number;
	}> | null;
	/** 渠道上限 */
	channels: ReadonlyArray<{
		readonly channel: string;
		readonly maxPerDay?: number;
		readonly perMinute?: number;
		readonly perDay?: number;
	}> | null;
}

export interface SuppressionRecord extends BaseRecord {
	/** 地址类型 */
	addressKind: 'email' | 'phone' | 'externalUserId' | 'weComUserId' | 'openId' | 'robot' | 'record';
	/** 地址 */
	address: string;
	/** 原因 */
	reason: 'optOut' | 'hardBounce' | 'complaint' | 'manual' | 'other';
	/** 时间 */
	at: string;
	/** 来源 */
	source: string | null;
	/** 说明 */
	detail: string | null;
	/** 线索 */
	leadId: string | null;
	/** 客户 */
	customerId: string | null;
	/** 联系人 */
	contactId: string | null;
}

export interface TaskRecord extends BaseRecord {
	/** 主题 */
	subject: string;
	/** 类型 */
	kind: 'firstContact' | 'nextStep' | 'duplicateReview' | 'seal' | 'call' | 'other' | null;
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
	/** 商机 */
	opportunityId: string | null;
	/** 合同 */
	contractId: string | null;
	/** 消息 */
	messageId: string | null;
}

export interface TeamRecord extends BaseRecord {
	/** 团队名称 */
	name: string;
	/** 上级团队 */
	parentId: string | null;
	/** 说明 */
	description: string | null;
	/** 节假日日历 */
	calendarId: string | null;
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
	/** 商机 */
	opportunityId: string | null;
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
	/** 语言 */
	language: 'zh-CN' | 'en' | null;
	/** 所属团队 */
	teamId: string | null;
	/** 直属上级 */
	managerId: string | null;
	/** 代理人 */
	substituteId: string | null;
	/** 角色 */
	role: 'sales' | 'manager' | 'service' | 'marketing' | 'finance' | 'admin' | null;
	/** 在职 */
	active: boolean | null;
	/** 请假/外出 */
	absences: ReadonlyArray<{ readonly from: string; readonly to: string; readonly reason?: string }> | null;
}
