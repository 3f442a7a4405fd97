import { CrmError } from '../../errors';
import type { Text } from '../../text';

/** What is wrong with a message that came to a callback. */
export type RefusalReason = 'key' | 'signature' | 'timestamp' | 'ciphertext' | 'receiver' | 'xml';

const reasons: Readonly<Record<RefusalReason, readonly [text: Text, hint: Text]>> = {
	key: [
		{ en: 'The EncodingAESKey has not the right form', 'zh-CN': 'EncodingAESKey 的格式不正确' },
		{ en: 'Copy it again from the console: it has 43 letters and digits.', 'zh-CN': '请从管理后台重新复制：应为 43 位字母和数字。' },
	],
	signature: [
		{ en: 'The signature of a callback is wrong', 'zh-CN': '回调的签名不正确' },
		{
			en: 'When the platform itself is refused, its token and that of the credential differ: copy it again from the console.',
			'zh-CN': '如果被拒绝的是平台自身的请求，则凭据中的 Token 与后台不一致，请重新复制。',
		},
	],
	timestamp: [
		{ en: 'A callback is too old or from the future', 'zh-CN': '回调的时间戳过旧或来自未来' },
		{
			en: 'When the platform itself is refused, the clock of this machine is wrong: set it by NTP.',
			'zh-CN': '如果被拒绝的是平台自身的请求，则本机时间不准确，请使用 NTP 校时。',
		},
	],
	ciphertext: [
		{ en: 'A callback cannot be decrypted', 'zh-CN': '回调内容无法解密' },
		{
			en: 'When the platform itself is refused, its EncodingAESKey and that of the credential differ: copy it again from the console.',
			'zh-CN': '如果被拒绝的是平台自身的请求，则凭据中的 EncodingAESKey 与后台不一致，请重新复制。',
		},
	],
	receiver: [
		{ en: 'A callback is meant for another company', 'zh-CN': '回调的接收方是其他企业' },
		{
			en: 'When the platform itself is refused, the Corp ID of the credential is another one than in the console.',
			'zh-CN': '如果被拒绝的是平台自身的请求，则凭据中的企业 ID 与后台不一致。',
		},
	],
	xml: [
		{ en: 'A callback is no XML of the expected kind', 'zh-CN': '回调内容不是预期的 XML' },
		{ en: 'Nothing of it was read. The platform sends no such thing.', 'zh-CN': '未读取其中任何内容。平台不会发送此类数据。' },
	],
};

/** A message to a callback that is not the platform's, or not meant for this company: to be answered with 4xx. */
export class CallbackRefused extends CrmError {
	constructor(readonly reason: RefusalReason) {
		const [text, hint] = reasons[reason];
		super('Refused', text, { hint });
		this.name = 'CallbackRefused';
	}
}
