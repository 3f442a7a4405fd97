import type { Text } from '../text';

/** Characters of a workflow's error that are kept. */
const longest = 500;

const email = /[^\s@<>"'(),;:=]+@[^\s@<>"'(),;:=]+/g;
const number = /\+?\d[\d\s().-]{5,}\d/g;

/**
 * A workflow's own error, fit to be kept: bounded, and without addresses and numbers that may be a person's, because
 * reasons are not erased with a person.
 */
export function failureReason(message: Text | string): Text {
	if (typeof message === 'object') return { en: fit(message.en), 'zh-CN': fit(message['zh-CN']) };
	return { en: fit(message), 'zh-CN': fit(message) };
}

const fit = (message: string): string =>
	message
		.slice(0, longest * 4)
		.replace(email, '…@…')
		.replace(number, '…')
		.slice(0, longest);

/** The process ended again and again while something was with its workflow: that may be what ends it. */
export const interruptedReason = (times: number): Text => ({
	en: `n8n stopped ${times} times while the workflow worked on this`,
	'zh-CN': `工作流处理期间，n8n 中断了 ${times} 次`,
});

/** The object is one of a newer version that was taken back. */
export const unknownObjectReason = (object: string): Text => ({
	en: `This version of n8n-nodes-guanxi does not know the object "${object}". Update the package and restart n8n, then retry this.`,
	'zh-CN': `当前版本的 n8n-nodes-guanxi 不认识对象“${object}”。请更新本软件包并重启 n8n，然后重试。`,
});

export const unreadableReason: Text = {
	en: 'This version of n8n-nodes-guanxi cannot read this. Update the package and restart n8n, then retry it; if that does not help, use Check Health to see whether the database is damaged.',
	'zh-CN':
		'当前版本的 n8n-nodes-guanxi 无法读取此内容。请更新本软件包并重启 n8n，然后重试；如仍无法读取，请用“健康检查”查看数据库是否损坏。',
};
