import type { ErrorCode } from './errorCode';

/** The code of a call that certainly did not reach the provider. */
export const unreachable = 'UNREACHABLE';

const resolve = {
	en: 'Look at the provider whether it was sent, then say so with Resolve Unclear; it is never sent again by itself.',
	'zh-CN': '请到服务商处确认是否已发出，再用“处理结果不明”操作登记；系统不会自动重发。',
};

/** What comes in a code's place where the provider itself said nothing; the same in all channels. */
export const networkCodes: readonly ErrorCode[] = [
	{
		code: unreachable,
		meaning: { en: 'No connection to the provider; nothing was sent', 'zh-CN': '无法连接服务商，消息未发出' },
		todo: {
			en: 'Check the network, the proxy and the Base URL or host of the credential.',
			'zh-CN': '请检查网络、代理，以及凭据中的接口地址或主机。',
		},
		retryAfter: 60,
	},
	{
		code: 'NO_ANSWER',
		meaning: { en: 'The provider did not answer in time; the message may have been sent', 'zh-CN': '服务商未及时响应，消息可能已发出' },
		todo: resolve,
	},
	{
		code: 'STRANGE_ANSWER',
		meaning: { en: 'The answer is not the provider’s; the message may have been sent', 'zh-CN': '响应并非来自服务商接口，消息可能已发出' },
		todo: {
			en: 'Look at the provider whether it was sent; check the proxy on the way.',
			'zh-CN': '请到服务商处确认是否已发出，并检查途中的代理。',
		},
	},
	{
		code: 'NOT_THE_API',
		meaning: { en: 'Something on the way refused the call; nothing was sent', 'zh-CN': '请求在途中被拒绝，消息未发出' },
		todo: { en: 'Check the Base URL of the credential, and the proxy.', 'zh-CN': '请检查凭据中的接口地址以及代理。' },
	},
	{
		code: 'BUSY',
		meaning: { en: 'The provider, or a proxy, has too much to do; nothing was sent', 'zh-CN': '服务商或代理繁忙，消息未发出' },
		todo: { en: 'Nothing: it is tried again.', 'zh-CN': '无需处理，会再次尝试。' },
		retryAfter: 60,
	},
	{
		code: 'TOKEN_BUSY',
		meaning: { en: 'Another worker waits for the access token; nothing was sent', 'zh-CN': '其他进程正在获取 access_token，消息未发出' },
		todo: {
			en: 'The provider answers slowly or not at all: look at the network and its proxy.',
			'zh-CN': '服务商响应过慢或无响应：请检查网络和代理。',
		},
		retryAfter: 30,
	},
	{
		code: 'FILE_UNREADABLE',
		meaning: { en: 'A file of the message cannot be read; nothing was sent', 'zh-CN': '无法读取消息的附件，消息未发出' },
		todo: {
			en: 'Check the binary data of the attachments, then send the message again.',
			'zh-CN': '请检查附件的二进制数据，然后重新发送该消息。',
		},
	},
	{
		code: 'NO_RESULT',
		meaning: { en: 'The channel broke down while it sent; the message may have been sent', 'zh-CN': '渠道在发送时出错，消息可能已发出' },
		todo: resolve,
	},
	{
		code: 'INTERRUPTED',
		meaning: { en: 'n8n stopped while it sent; the message may have been sent', 'zh-CN': 'n8n 在发送时停止，消息可能已发出' },
		todo: resolve,
	},
];
