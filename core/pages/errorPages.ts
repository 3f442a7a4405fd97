import type { View } from './pageKind';

const template = '<p>{{text}}</p>\n<p class="soft">{{todo}}</p>\n';

/** The same for a link that is wrong, too old or used up: it tells nobody which links there are. */
export const noSuchLink: View = {
	title: { en: 'This link does not work', 'zh-CN': '此链接无效' },
	template,
	values: {
		text: {
			en: 'It may be too old, used already, or not copied as a whole.',
			'zh-CN': '链接可能已过期、已使用，或复制不完整。',
		},
		todo: {
			en: 'Open it once more from the latest message you got from us, or simply answer that message with what you want.',
			'zh-CN': '请从我们最近发给您的消息中重新打开，或直接回复该消息说明您的需求。',
		},
	},
};

export const wrongMethod: View = {
	title: { en: 'This address is a page', 'zh-CN': '此地址是一个网页' },
	template,
	values: {
		text: { en: 'It can be opened and its form can be sent, nothing else.', 'zh-CN': '仅支持打开页面和提交表单。' },
		todo: { en: 'Open the link from the message in a browser.', 'zh-CN': '请在浏览器中打开消息里的链接。' },
	},
};

export const tooLarge: View = {
	title: { en: 'That was too much', 'zh-CN': '提交内容过大' },
	template,
	values: {
		text: { en: 'What was sent is larger than this page takes.', 'zh-CN': '提交的内容超过了此页面的限制。' },
		todo: { en: 'Open the link again and send a shorter answer.', 'zh-CN': '请重新打开链接，缩短内容后再提交。' },
	},
};

/** The store cannot be reached: whoever asks may come back. */
export const outOfOrder: View = {
	title: { en: 'This page is out of order for a moment', 'zh-CN': '页面暂时无法使用' },
	template,
	values: {
		text: { en: 'Nothing was changed.', 'zh-CN': '未做任何更改。' },
		todo: { en: 'Please try again in a few minutes.', 'zh-CN': '请几分钟后再试。' },
	},
};
