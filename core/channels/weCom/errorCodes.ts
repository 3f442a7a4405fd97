import type { ErrorCode } from '../provider/errorCode';

const nothing = { en: 'Nothing: it is tried again.', 'zh-CN': '无需处理，会再次尝试。' };
const checkSecret = {
	en: 'Copy Corp ID and Secret again from the admin console into the credential WeCom API. After a wrong one, nobody asks again for a while, as WeCom would ban this server for an hour.',
	'zh-CN': '请从管理后台重新复制企业 ID 和 Secret 到“WeCom API”凭据。密钥错误后系统会暂停请求一段时间，以免本服务器被企业微信封禁一小时。',
};
const checkText = { en: 'Correct the template or the text.', 'zh-CN': '请修改模板或正文。' };
const checkButtons = {
	en: 'Give the card at most 6 buttons, each with a text and with a link or a key of its own (at most 1024 bytes).',
	'zh-CN': '卡片最多 6 个按钮，每个按钮须有文字，以及链接或各不相同的标识（不超过 1024 字节）。',
};
const checkRights = {
	en: 'Give the app the permission in the admin console, and its visible range the people.',
	'zh-CN': '请在管理后台为应用开通相应权限，并检查其可见范围。',
};

/**
 * Numbers of WeCom (企业微信): https://developer.work.weixin.qq.com/document/path/90313
 * Only what is wrong with the address itself says so: a member whom the app may not see, or a customer who is no friend of the
 * member that was named, is reached again once that is set right.
 */
export const weComCodes: readonly ErrorCode[] = [
	{ code: '-1', meaning: { en: 'WeCom is busy', 'zh-CN': '系统繁忙' }, todo: nothing, retryAfter: [10, 60] },
	{ code: '6000', meaning: { en: 'The data changed at the same moment', 'zh-CN': '数据版本冲突' }, todo: nothing, retryAfter: 10 },
	{ code: '40001', meaning: { en: 'The Secret is wrong', 'zh-CN': 'Secret 不正确' }, todo: checkSecret, retryAfter: 600 },
	{ code: '40013', meaning: { en: 'The Corp ID is wrong', 'zh-CN': '企业 ID 不正确' }, todo: checkSecret, retryAfter: 600 },
	{ code: '40091', meaning: { en: 'The Secret is not valid', 'zh-CN': 'Secret 无效' }, todo: checkSecret, retryAfter: 600 },
	{
		code: '40003',
		meaning: { en: 'There is no such member', 'zh-CN': '成员账号无效' },
		todo: {
			en: 'Correct the WeCom User ID of the user, or the Staff Member who is to send.',
			'zh-CN': '请修改用户的“企业微信账号”，或“发送成员”。',
		},
	},
	{ code: '40014', meaning: { en: 'The access token was revoked', 'zh-CN': 'access_token 已失效' }, todo: nothing, retryAfter: 60 },
	{ code: '41001', meaning: { en: 'The access token was revoked', 'zh-CN': '缺少 access_token' }, todo: nothing, retryAfter: 60 },
	{ code: '42001', meaning: { en: 'The access token has expired', 'zh-CN': 'access_token 已过期' }, todo: nothing, retryAfter: 60 },
	{
		code: '40056',
		meaning: { en: 'The Agent ID is wrong', 'zh-CN': 'AgentId 不正确' },
		todo: {
			en: 'Copy the Agent ID of the same app as the Secret into the credential WeCom API.',
			'zh-CN': '请在“WeCom API”凭据中填写与 Secret 属于同一应用的 AgentId。',
		},
	},
	{ code: '40058', meaning: { en: 'A part of the message is not allowed', 'zh-CN': '参数不合法' }, todo: checkText },
	{
		code: '40096',
		meaning: { en: 'There is no such customer', 'zh-CN': '外部联系人 ID 无效' },
		todo: { en: 'Correct the external user ID of the contact.', 'zh-CN': '请修改联系人的外部联系人 ID。' },
		address: 'invalid',
	},
	{
		code: '40201',
		meaning: { en: 'WeCom takes the message for spam', 'zh-CN': '内容被判定为垃圾信息' },
		todo: { en: 'Change the text; do not send it again as it is.', 'zh-CN': '请修改内容，不要原样重发。' },
	},
	{
		code: '41048',
		meaning: { en: 'There is no customer to send to', 'zh-CN': '没有可发送的客户' },
		todo: {
			en: 'The customer must have the Staff Member as a friend: name one who is.',
			'zh-CN': '客户须已添加“发送成员”为好友，请更换“发送成员”。',
		},
	},
	{
		code: '41050',
		meaning: { en: 'The welcome code is older than 20 seconds', 'zh-CN': '欢迎语 code 已过期（20 秒）' },
		todo: {
			en: 'Send the welcome with WeCom Trigger itself, which answers at once; a workflow that waits is too late.',
			'zh-CN': '请使用“企业微信 Trigger”自带的欢迎语即时发送；排队的工作流来不及。',
		},
	},
	{
		code: '41051',
		meaning: { en: 'The customer was greeted already or is in a chat', 'zh-CN': '客户已收到欢迎语或已开始聊天' },
		todo: { en: 'Nothing: one greeting is enough.', 'zh-CN': '无需处理。' },
	},
	{ code: '41063', meaning: { en: 'The mass message is still given out', 'zh-CN': '群发任务仍在分发' }, todo: nothing, retryAfter: 10 },
	{
		code: '41096',
		meaning: { en: 'Another app is greeting the customer', 'zh-CN': '其他应用正在发送欢迎语' },
		todo: nothing,
		retryAfter: 3,
	},
	{
		code: '43012',
		meaning: { en: 'Buttons need an app that receives callbacks', 'zh-CN': '应用未设置接收消息的回调地址' },
		todo: {
			en: 'Set up Receive Messages of the app with the address of WeCom Trigger, or give the buttons links.',
			'zh-CN': '请在应用的“接收消息”中填写“企业微信 Trigger”的地址，或将按钮改为链接。',
		},
	},
	{ code: '40016', meaning: { en: 'The card has too many buttons, or none', 'zh-CN': '按钮个数不合法' }, todo: checkButtons },
	{ code: '40020', meaning: { en: 'A link is too long', 'zh-CN': '链接长度不合法' }, todo: checkButtons },
	{
		code: '42014',
		meaning: { en: 'The ID of the card is not allowed, or was used already', 'zh-CN': '卡片的 task_id 不合法或重复' },
		todo: { en: 'Send the card as a new message.', 'zh-CN': '请作为新消息重新发送。' },
	},
	{ code: '42017', meaning: { en: 'There is no button with this key', 'zh-CN': '按钮 key 不存在' }, todo: checkButtons },
	{ code: '42018', meaning: { en: 'The key of a button is not allowed', 'zh-CN': '按钮 key 不合法' }, todo: checkButtons },
	{ code: '42019', meaning: { en: 'A button has no key', 'zh-CN': '按钮缺少 key' }, todo: checkButtons },
	{ code: '42020', meaning: { en: 'A button has no text', 'zh-CN': '按钮缺少名称' }, todo: checkButtons },
	{ code: '44004', meaning: { en: 'The text is empty', 'zh-CN': '内容为空' }, todo: checkText },
	{ code: '45002', meaning: { en: 'The text is too long', 'zh-CN': '内容过长' }, todo: checkText },
	{
		code: '45009',
		meaning: { en: 'Too many calls', 'zh-CN': '调用超过频率限制' },
		todo: {
			en: 'Nothing, unless it comes often: then send fewer messages at a time.',
			'zh-CN': '会再次尝试；如经常出现，请减少一次发送的数量。',
		},
		// Its windows are a minute, an hour and a day.
		retryAfter: [60, 3600, 86_400],
	},
	{ code: '45033', meaning: { en: 'Too many calls at once', 'zh-CN': '并发调用超过限制' }, todo: nothing, retryAfter: 10 },
	{ code: '45035', meaning: { en: 'Somebody else changes the same customer', 'zh-CN': '客户正被同时修改' }, todo: nothing, retryAfter: 10 },
	{ code: '45036', meaning: { en: 'Too many calls for now', 'zh-CN': '接口调用暂时受限' }, todo: nothing, retryAfter: 60 },
	{ code: '48001', meaning: { en: 'The app may not do this', 'zh-CN': '应用无此接口权限' }, todo: checkRights },
	{ code: '48002', meaning: { en: 'The app may not do this', 'zh-CN': '接口被禁止调用' }, todo: checkRights },
	{ code: '48006', meaning: { en: 'The app may no longer do this', 'zh-CN': '接口权限已被取消' }, todo: checkRights },
	{
		code: '48010',
		meaning: { en: 'The connection uses an old TLS version', 'zh-CN': 'TLS 版本过低' },
		todo: { en: 'Update the proxy on the way to TLS 1.2 or newer.', 'zh-CN': '请将途中代理的 TLS 升级到 1.2 或更高版本。' },
	},
	{
		code: '48011',
		meaning: { en: 'The app was used too little and lost its access to customers', 'zh-CN': '应用活跃度过低，已失去客户数据权限' },
		todo: { en: 'Restore the access in the admin console.', 'zh-CN': '请在管理后台恢复该权限。' },
	},
	{
		code: '50003',
		meaning: { en: 'The app is switched off', 'zh-CN': '应用已停用' },
		todo: { en: 'Switch it on in the admin console.', 'zh-CN': '请在管理后台启用该应用。' },
	},
	{ code: '60011', meaning: { en: 'The app may not see this person', 'zh-CN': '无权限访问该成员或部门' }, todo: checkRights },
	{
		code: '60020',
		meaning: { en: 'The address of this server is not trusted', 'zh-CN': '本服务器 IP 不在企业可信 IP 中' },
		todo: {
			en: 'In the admin console open the app, then Trusted IPs, and add the address that the message names after "from ip"; it takes a minute. The app needs a trusted domain or a callback address first.',
			'zh-CN':
				'请在管理后台打开该应用的“企业可信 IP”，添加错误信息中 from ip 之后的地址，约 1 分钟后生效。需先设置可信域名或接收消息的回调地址。',
		},
	},
	{
		code: '81013',
		meaning: { en: 'None of the recipients is there, or the app may not see them', 'zh-CN': '接收者全部无效或不在可见范围' },
		todo: {
			en: 'Correct the WeCom User ID, and put the person into the visible range of the app.',
			'zh-CN': '请修改“企业微信账号”，并将该成员加入应用的可见范围。',
		},
	},
	{
		code: '84061',
		meaning: { en: 'The customer is no friend of the member any more', 'zh-CN': '客户与成员已不是好友关系' },
		todo: {
			en: 'Name a Staff Member who is a friend of the customer, or reach the customer on another channel.',
			'zh-CN': '请将“发送成员”改为仍是其好友的成员，或通过其他渠道联系该客户。',
		},
	},
	{ code: '301002', meaning: { en: 'The app may not use this Agent ID', 'zh-CN': '无权限操作该应用' }, todo: checkRights },
	{
		code: '701008',
		meaning: { en: 'None of the members has a licence', 'zh-CN': '成员均未激活互通账号' },
		todo: { en: 'Give them a licence in the admin console.', 'zh-CN': '请在管理后台为成员激活许可。' },
	},
	// Names of ours.
	{
		code: 'INVALID_ADDRESS',
		meaning: { en: 'The address is no user ID of a member; nothing was sent', 'zh-CN': '不是有效的成员账号，未发送' },
		todo: { en: 'Correct the WeCom User ID of the user.', 'zh-CN': '请修改用户的“企业微信账号”。' },
		address: 'invalid',
	},
	{
		code: 'NO_LINK',
		meaning: { en: 'The card, or a button of it, has nothing to open; nothing was sent', 'zh-CN': '卡片或其按钮没有链接，未发送' },
		todo: {
			en: 'Give the card a link or buttons, and each button a key or a link.',
			'zh-CN': '请为卡片填写链接或添加按钮，每个按钮须有标识或链接。',
		},
	},
	{
		code: 'NO_WELCOME_CODE',
		meaning: { en: 'The welcome has no code; nothing was sent', 'zh-CN': '没有欢迎语 code，未发送' },
		todo: {
			en: 'Give it the welcome code of the event that added the customer, within 20 seconds.',
			'zh-CN': '请填写“添加客户”事件中的欢迎语 code，并在 20 秒内发送。',
		},
	},
	{
		code: 'MASS_QUOTA',
		meaning: {
			en: 'The customer has had as many mass messages this month as WeCom allows',
			'zh-CN': '该客户本月收到的群发已达企业微信上限',
		},
		todo: { en: 'Send again next month.', 'zh-CN': '请下月再发。' },
	},
];
