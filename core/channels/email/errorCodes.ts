import type { ErrorCode } from '../provider/errorCode';

const nothing = { en: 'Nothing: it is tried again.', 'zh-CN': '无需处理，会再次尝试。' };
const checkAddress = { en: 'Correct the email address of the record.', 'zh-CN': '请修改记录的电子邮箱。' };

/**
 * Numbers of mail servers (RFC 5321), as far as they mean the same everywhere; what a server says beside its number is
 * kept with the message. Any other 4xx is tried again, any other 5xx is not.
 */
export const emailCodes: readonly ErrorCode[] = [
	{
		code: '421',
		meaning: { en: 'The server takes nothing for now', 'zh-CN': '服务器暂不接收（如网易 HL:*）' },
		todo: {
			en: 'Nothing, unless it comes often: then send fewer messages at a time.',
			'zh-CN': '会再次尝试；如经常出现，请减少一次发送的数量。',
		},
		retryAfter: 600,
	},
	{ code: '450', meaning: { en: 'The mailbox takes nothing for now', 'zh-CN': '邮箱暂不可用' }, todo: nothing, retryAfter: 600 },
	{ code: '451', meaning: { en: 'The server had an error', 'zh-CN': '服务器处理出错' }, todo: nothing, retryAfter: 600 },
	{ code: '452', meaning: { en: 'The mailbox is full for now', 'zh-CN': '存储空间不足' }, todo: nothing, retryAfter: 3600 },
	{
		code: '535',
		meaning: { en: 'User or password is wrong', 'zh-CN': '用户名或密码错误' },
		todo: {
			en: 'Correct the credential SMTP. QQ, 163 and WeCom Mail want an authorisation code in place of the password.',
			'zh-CN': '请修改“SMTP”凭据。QQ、163、企业邮箱等需填写授权码而非登录密码。',
		},
	},
	{
		code: '550',
		meaning: { en: 'There is no such mailbox, or the server does not want the message', 'zh-CN': '邮箱不存在，或服务器拒收' },
		todo: {
			en: 'Read what the server says beside the number; correct the address, or the SPF, DKIM and DMARC of your domain.',
			'zh-CN': '请查看服务器返回的说明：修改收件地址，或检查发件域名的 SPF、DKIM 和 DMARC。',
		},
	},
	{ code: '551', meaning: { en: 'The mailbox is elsewhere', 'zh-CN': '邮箱不在该服务器' }, todo: checkAddress },
	{
		code: '552',
		meaning: { en: 'The message is too large, or the mailbox is full', 'zh-CN': '邮件过大或邮箱已满' },
		todo: { en: 'Send smaller files, or links to them.', 'zh-CN': '请缩小附件或改为发送链接。' },
	},
	{ code: '553', meaning: { en: 'The address is not allowed', 'zh-CN': '地址不被允许' }, todo: checkAddress },
	{
		code: '554',
		meaning: { en: 'The server takes the message for spam', 'zh-CN': '被判定为垃圾邮件' },
		todo: { en: 'Read what the server says beside the number; change the text.', 'zh-CN': '请查看服务器返回的说明并修改内容。' },
	},
	// Names of ours.
	{
		code: 'INVALID_ADDRESS',
		meaning: { en: 'The address is no email address; nothing was sent', 'zh-CN': '不是有效的邮箱地址，未发送' },
		todo: checkAddress,
		address: 'invalid',
	},
	{
		code: 'NO_SENDER',
		meaning: { en: 'There is no address to send from; nothing was sent', 'zh-CN': '没有发件人邮箱，未发送' },
		todo: {
			en: 'Fill in From Email, as the user of the credential SMTP is no email address.',
			'zh-CN': '“SMTP”凭据的用户不是邮箱地址，请填写“发件人邮箱”。',
		},
	},
	// What comes as 550 or 553 has one of several meanings.
	{
		code: 'SENDER_REFUSED',
		meaning: {
			en: 'The server does not take letters from this sender (163 says 553, QQ 501 or 550)',
			'zh-CN': '服务器不接受该发件人（163 邮箱返回 553，QQ 邮箱返回 501 或 550）',
		},
		todo: {
			en: 'From Email must be the user of the credential SMTP, or an address that the server lets this user send from.',
			'zh-CN': '“发件人邮箱”须与“SMTP”凭据的用户一致，或为服务器允许该用户使用的地址。',
		},
	},
	{
		code: 'TOO_FREQUENT',
		meaning: { en: 'Too many messages from this sender (QQ says 550)', 'zh-CN': '发信频率受限（QQ 邮箱返回 550）' },
		todo: {
			en: 'Nothing, unless it comes often: then send fewer messages at a time.',
			'zh-CN': '会再次尝试；如经常出现，请减少一次发送的数量。',
		},
		retryAfter: 3600,
	},
	{
		code: 'TLS',
		meaning: { en: 'No secure connection with the mail server', 'zh-CN': '无法与邮件服务器建立加密连接' },
		todo: {
			en: 'Compare port and SSL/TLS of the credential SMTP: 465 goes with it, 587 and 25 without. A certificate of your own must be trusted by n8n (NODE_EXTRA_CA_CERTS).',
			'zh-CN': '请检查“SMTP”凭据的端口与 SSL/TLS：465 需开启，587 和 25 需关闭。自签名证书须由 n8n 信任（NODE_EXTRA_CA_CERTS）。',
		},
		retryAfter: 600,
	},
];
