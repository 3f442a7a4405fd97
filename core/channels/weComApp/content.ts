import type { CardButton, Outgoing, ProviderFault } from '../channel';
import { cutBytes } from '../cutBytes';

/** Most of each part. Titles are counted in characters; bytes are never more of them. */
export const limits = { body: { text: 2048, markdown: 2048, textCard: 512, templateCard: 480 }, subject: 128 } as const;

const most = { buttons: 6, links: 3, buttonText: 30, cardButtonText: 12 };

/** A part of a request, or what is missing for it. */
export type Content = { readonly ok: true; readonly part: object } | { readonly ok: false; readonly fault: ProviderFault };

/** The part of a request that carries what is seen. */
export function contentOf(message: Outgoing): Content {
	const { form, body } = message;
	switch (form) {
		case 'text':
			return { ok: true, part: { msgtype: 'text', text: { content: cutBytes(body, limits.body.text) } } };
		case 'markdown':
			return { ok: true, part: { msgtype: 'markdown', markdown: { content: cutBytes(body, limits.body.markdown) } } };
		case 'textCard':
			return textCard(message);
		case 'templateCard':
			return templateCard(message);
	}
}

/** A card without a title takes the first line of its text. */
const titleOf = ({ subject, body }: Outgoing): string => cutBytes(subject || body.split('\n')[0], limits.subject);

function textCard(message: Outgoing): Content {
	const { card, body } = message;
	const url = card?.url ?? card?.buttons.find((button) => button.url)?.url;
	if (!url) return { ok: false, fault: noLink };
	const btntxt = cutBytes(card?.buttonText ?? '', most.cardButtonText, '');
	const part = { title: titleOf(message), description: cutBytes(body, limits.body.textCard), url, ...(btntxt && { btntxt }) };
	return { ok: true, part: { msgtype: 'textcard', textcard: part } };
}

function templateCard(message: Outgoing): Content {
	const { card, body, id } = message;
	const buttons = card?.buttons ?? [];
	const common = { main_title: { title: titleOf(message) }, sub_title_text: cutBytes(body, limits.body.templateCard) };
	const url = card?.url ?? buttons.find((button) => button.url)?.url;
	const action = url && { card_action: { type: 1, url } };
	if (buttons.some(({ key }) => key)) {
		const button_list = buttons.slice(0, most.buttons).map(buttonOf);
		// The record's id comes back with whoever presses a button.
		const part = { card_type: 'button_interaction', ...common, ...action, task_id: id, button_list };
		return { ok: true, part: { msgtype: 'template_card', template_card: part } };
	}
	if (!action) return { ok: false, fault: noLink };
	const jump_list = buttons
		.filter((button) => button.url)
		.slice(0, most.links)
		.map((button) => ({ type: 1, title: cutBytes(button.text, most.buttonText), url: button.url }));
	const part = { card_type: 'text_notice', ...common, ...action, ...(jump_list.length > 0 && { jump_list }) };
	return { ok: true, part: { msgtype: 'template_card', template_card: part } };
}

function buttonOf({ text, url, key }: CardButton, index: number): object {
	const said = { text: cutBytes(text, most.buttonText), style: index === 0 ? 1 : 2 };
	return key ? { type: 0, key, ...said } : { type: 1, url, ...said };
}

const noLink: ProviderFault = {
	code: 'NO_LINK',
	message: 'the card has no link',
	hint: {
		en: 'Give the card a link, or buttons with a key.',
		'zh-CN': '请为卡片填写链接，或添加带标识的按钮。',
	},
};
