import { objects } from '../../../core';
import type { CrmRecord, SendOutcome } from '../../../core/crm';
import type { Text } from '../../../core/text';
import type { Emission, OutputSpec } from '../../shared/action';
import { instanceLocale } from '../../shared/locale';
import { localise } from '../../shared/property';
import { filledIn, simplified } from '../../shared/simplify';

/** Where messages leave the node, by what became of them. */
export const sendOutputs: readonly OutputSpec[] = [
	{ name: 'sent', text: { en: 'Sent', 'zh-CN': '已发送' } },
	{ name: 'deferred', text: { en: 'Deferred', 'zh-CN': '已推迟' } },
	{ name: 'refused', text: { en: 'Refused', 'zh-CN': '未获准' } },
	{ name: 'unclear', text: { en: 'Unclear', 'zh-CN': '结果不明' } },
];

/** A message as an item shows it: in short, what a person reads of it. */
export const shownMessage = (message: CrmRecord, simplify: boolean): Record<string, unknown> =>
	simplify ? filledIn(simplified(objects.get('message'), message)) : { ...message };

/** The item of one message. */
export function emitOutcome({ output, message, ...rest }: SendOutcome, simplify: boolean): Emission[] {
	const { status, providerCode, providerMessage } = message;
	const provider = providerCode === null ? {} : { provider: { code: providerCode, message: providerMessage } };
	const said = localise(rest, instanceLocale()) as Readonly<Record<string, unknown>>;
	return [{ json: { outcome: output, status, ...said, ...provider, message: shownMessage(message, simplify) }, output }];
}

/** A message that was not sent again leaves by Sent as the first one did: says so, as somebody may have changed its text. */
export function remarkRepeated(given: ReadonlyArray<Emission['json']>): Text | undefined {
	const count = given.filter(({ repeated }) => repeated === true).length;
	if (count === 0) return undefined;
	return {
		en: `${count} of ${given.length} were asked for before and not sent again; the text is the first one's. For another message use another Step.`,
		'zh-CN': `${given.length} 条中有 ${count} 条此前已请求过，未重复发送，内容为首次的内容。如需发送另一条消息，请使用其他“步骤”。`,
	};
}
