import type { Text } from '../../text';

/** Why a message does not go, or not now. */
export interface Verdict {
	readonly status: 'refused' | 'deferred';
	/** A code, such as `consent`; stored with the message. */
	readonly rule: RuleCode;
	/** UTC ISO 8601; of what is deferred. */
	readonly earliestAt?: string;
}

export type RuleCode =
	| 'noAddress'
	| 'recipientGone'
	| 'noPage'
	| 'pageOnlyHere'
	| 'consent'
	| 'withdrawn'
	| 'suppressed'
	| 'quietHours'
	| 'holiday'
	| 'unknownYear'
	| 'maxPerDay'
	| 'maxPerWeek'
	| 'channelMaxPerDay'
	| 'budget'
	| 'provider'
	| 'inFlight'
	| 'interrupted'
	| 'awaitingStaff'
	| 'notConfirmed'
	| 'cancelled'
	| 'notSent';

interface Words {
	readonly reason: Text;
	readonly hint: Text;
}

export const wait: Text = {
	en: 'It may go from the earliest time on; with Send Later by Itself, due work has it sent then.',
	'zh-CN': '到最早发送时间后即可发送；开启“到时自动发送”后会由到期事项触发。',
};

const adjust: Text = {
	en: 'The limits are in the send policy: Send Policy → Define in a CRM Message node.',
	'zh-CN': '限制在发送策略中设置：在“CRM 消息”节点中用“发送策略 → 定义”。',
};

const ask: Text = {
	en: 'Ask the channel, or say what became of it, with Message → Resolve Unclear.',
	'zh-CN': '请用“消息 → 处理结果不明”向渠道查询，或人工确认结果。',
};

/** What people read of each rule. */
export const words: Readonly<Record<RuleCode, Words>> = {
	noAddress: {
		reason: { en: 'The recipient has no address on this channel', 'zh-CN': '收件人没有此渠道的地址' },
		hint: { en: 'Fill in the address, or use another channel.', 'zh-CN': '请补充地址，或改用其他渠道。' },
	},
	recipientGone: {
		reason: { en: 'The recipient was deleted since', 'zh-CN': '收件人已被删除' },
		hint: { en: 'Restore the record, and send the message again by its ID.', 'zh-CN': '请恢复该记录，再按消息 ID 发送。' },
	},
	noPage: {
		reason: {
			en: 'The message needs a link to a page, as marketing by email does to unsubscribe, and no page is switched on',
			'zh-CN': '此消息需要页面链接（营销邮件须带退订链接），但尚未启用任何页面',
		},
		hint: {
			en: 'Activate a workflow with CRM Page, such as CRM Pages, which comes with the package; then send the message again.',
			'zh-CN': '请启用含“CRM 页面”节点的工作流（例如随包提供的“CRM 页面”工作流），然后重新发送。',
		},
	},
	pageOnlyHere: {
		reason: {
			en: 'The message needs a link that its reader can open, and the address of CRM Page leads to this machine only',
			'zh-CN': '此消息需要收件人能打开的页面链接（例如营销邮件的退订链接），但“CRM 页面”的地址仅限本机访问',
		},
		hint: {
			en: 'Set WEBHOOK_URL of n8n to the https address at which people reach it, restart n8n and activate the workflow with CRM Page again. To try it out, send to one of the servers of npm run servers or to the outbox.',
			'zh-CN':
				'请将 n8n 的 WEBHOOK_URL 设为他人可访问的 https 地址，重启 n8n，并重新启用含“CRM 页面”的工作流。如仅试用，可发往 npm run servers 的模拟服务器或发件箱。',
		},
	},
	consent: {
		reason: { en: 'The person has not consented to messages for this purpose', 'zh-CN': '对方未同意接收此用途的消息' },
		hint: {
			en: 'Record a consent with its proof with Consent → Set; sending without one is against the law for advertising.',
			'zh-CN': '请用“同意 → 设置”登记同意及凭证；未经同意发送营销消息违反规定。',
		},
	},
	withdrawn: {
		reason: { en: 'The person has withdrawn the consent to messages for this purpose', 'zh-CN': '对方已撤回对此用途消息的同意' },
		hint: { en: 'Only the person can grant it again.', 'zh-CN': '只有对方本人可以再次同意。' },
	},
	suppressed: {
		reason: { en: 'The address is on the suppression list', 'zh-CN': '该地址在拒收名单中' },
		hint: {
			en: 'Its reason is in the list: Suppression → Get Many in a CRM node.',
			'zh-CN': '原因见拒收名单：在 CRM 节点中用“拒收 → 获取多条”查看。',
		},
	},
	quietHours: { reason: { en: 'It is outside the hours for such messages', 'zh-CN': '当前不在此类消息的发送时段内' }, hint: wait },
	holiday: { reason: { en: 'It is a holiday', 'zh-CN': '今天是节假日' }, hint: wait },
	unknownYear: {
		reason: { en: 'The holidays of this year are not known', 'zh-CN': '尚无今年的节假日数据' },
		hint: {
			en: 'Enter them in the holiday calendar, or let the send policy ignore holidays.',
			'zh-CN': '请在节假日日历中补充，或在发送策略中关闭节假日限制。',
		},
	},
	maxPerDay: {
		reason: { en: 'The person has had as many such messages today as are allowed', 'zh-CN': '对方今天收到的此类消息已达上限' },
		hint: adjust,
	},
	maxPerWeek: {
		reason: { en: 'The person has had as many such messages this week as are allowed', 'zh-CN': '对方本周收到的此类消息已达上限' },
		hint: adjust,
	},
	channelMaxPerDay: {
		reason: {
			en: 'The person has had as many messages on this channel today as are allowed',
			'zh-CN': '对方今天在此渠道收到的消息已达上限',
		},
		hint: adjust,
	},
	budget: { reason: { en: 'The channel takes no more messages just now', 'zh-CN': '此渠道当前发送额度已用完' }, hint: wait },
	provider: {
		reason: { en: 'The provider did not take the message', 'zh-CN': '服务商未接受该消息' },
		hint: { en: "The provider's code and message say why.", 'zh-CN': '原因见服务商返回码和返回信息。' },
	},
	inFlight: {
		reason: { en: 'Another execution is sending this message just now', 'zh-CN': '另一个执行正在发送此消息' },
		hint: { en: 'Its outcome stands in the message soon.', 'zh-CN': '稍后可在该消息中查看结果。' },
	},
	interrupted: {
		reason: { en: 'Sending was interrupted before it began; nothing was sent', 'zh-CN': '发送在开始前中断，尚未发出' },
		hint: { en: 'Send the message again by its ID.', 'zh-CN': '请按消息 ID 再次发送。' },
	},
	awaitingStaff: {
		reason: { en: 'An employee has to confirm it before it goes out', 'zh-CN': '需员工确认后才会发出' },
		hint: ask,
	},
	notConfirmed: {
		reason: { en: 'The employee did not confirm it, so it did not go out', 'zh-CN': '员工未确认，消息未发出' },
		hint: { en: 'The task made for the sender has the text to copy.', 'zh-CN': '已为发送人创建任务，其中有可复制的内容。' },
	},
	cancelled: {
		reason: { en: 'It was cancelled before it was sent', 'zh-CN': '已在发送前取消' },
		hint: { en: 'Send a new message.', 'zh-CN': '如需发送请新建消息。' },
	},
	notSent: {
		reason: { en: 'It was found not to have been sent', 'zh-CN': '已确认未发出' },
		hint: {
			en: 'Send it again by its ID with Send → A Deferred Message, or cancel it.',
			'zh-CN': '可用“发送 → 已推迟的消息”按消息 ID 再次发送，或将其取消。',
		},
	},
};

/** What people read of a message whose outcome is not known. */
export const unclearWords: Words = {
	reason: {
		en: 'It is not known whether the message was sent; it is not sent again by itself',
		'zh-CN': '不确定消息是否已发出；系统不会自动重发',
	},
	hint: ask,
};

/** What people read of a message that was asked for before. */
export const repeatedWords: Words = {
	reason: {
		en: 'It was asked for before under this step or key, and does not go again: this is what became of the first',
		'zh-CN': '此步骤或键已请求过发送，不会重复发送；此处为首次结果',
	},
	hint: { en: 'For another message use another Step.', 'zh-CN': '如需发送另一条消息，请使用其他“步骤”。' },
};
