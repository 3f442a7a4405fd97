import type { ErrorCode } from '../provider/errorCode';

const checkText = { en: 'Correct the template or the text.', 'zh-CN': '请修改模板或正文。' };

/** Numbers of group robots. https://developer.work.weixin.qq.com/document/path/91770 */
export const robotCodes: readonly ErrorCode[] = [
	{
		code: '-1',
		meaning: { en: 'WeCom is busy', 'zh-CN': '系统繁忙' },
		todo: { en: 'Nothing: it is tried again.', 'zh-CN': '无需处理，会再次尝试。' },
		retryAfter: 10,
	},
	{
		code: '40058',
		meaning: { en: 'The text is too long, or a part of it is not allowed', 'zh-CN': '内容过长或参数不合法' },
		todo: checkText,
	},
	{ code: '44004', meaning: { en: 'The text is empty', 'zh-CN': '内容为空' }, todo: checkText },
	{
		code: '45009',
		meaning: { en: 'More than 20 messages a minute', 'zh-CN': '每分钟超过 20 条' },
		todo: { en: 'Nothing, unless it comes often: then use one more robot.', 'zh-CN': '会再次尝试；如经常出现，请增加机器人。' },
		retryAfter: 60,
	},
	// The number is not in the vendor's list; it is what robots answer with.
	{
		code: '93000',
		meaning: { en: 'There is no robot with this key', 'zh-CN': '机器人不存在或 key 不正确' },
		todo: {
			en: 'Copy the Webhook address of the robot again into the credential WeCom Robot API; the robot may have been removed from the group.',
			'zh-CN': '请将机器人的 Webhook 地址重新复制到“WeCom Robot API”凭据；机器人可能已被移出群聊。',
		},
	},
];
