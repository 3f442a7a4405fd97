import type { CardButton, Outgoing } from '../channel';
import { cutBytes, cutCharacters } from '../cutBytes';
import { notHanded, type BadResult } from '../provider/results';
import { weComCodes } from '../weCom/errorCodes';

/** Of cards the vendor counts characters. */
const characters = { textCard: 512, templateCard: 160 } as const;
const titles = { textCard: 128, templateCard: 36 } as const;

/** Of cards the bytes that so many characters have at most. */
export const limits = {
	body: { text: 2048, markdown: 2048, textCard: 3 * characters.textCard, templateCard: 3 * characters.templateCard },
	subject: 3 * titles.textCard,
	characters,
} as const;

const most = { buttons: 6, links: 3, buttonText: 30, cardButtonText: 4 };

/** A part of a request, or why there is none. */
export type Content = { readonly ok: true; readonly part: object } | { readonly ok: false; readonly result: BadResult };

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

/** Title and text; a card without a title takes the first line of its text. */
function wordsOf({ subject, body }: Outgoing, form: keyof typeof titles): { title: string; text: string } {
	return { title: cutCharacters(subject || body.split('\n')[0], titles[form]), text: cutCharacters(body, characters[form]) };
}

function textCard(message: Outgoing): Content {
	const { card } = message;
	const url = card?.url ?? card?.buttons.find((button) => button.url)?.url;
	if (!url) return { ok: false, result: noLink };
	const { title, text } = wordsOf(message, 'textCard');
	const btntxt = cutCharacters(card?.buttonText ?? '', most.cardButtonText, '');
	const part = { title, description: text, url, ...(btntxt && { btntxt }) };
	return { ok: true, part: { msgtype: 'textcard', textcard: part } };
}

function templateCard(message: Outgoing): Content {
	const { card, id } = message;
	const buttons = card?.buttons ?? [];
	if (buttons.some(({ url, key }) => !url && !key)) return { ok: false, result: noLink };
	const { title, text } = wordsOf(message, 'templateCard');
	const common = { main_title: { title }, sub_title_text: text };
	const url = card?.url ?? buttons.find((button) => button.url)?.url;
	const action = url && { card_action: { type: 1, url } };
	if (buttons.some(({ key }) => key)) {
		const button_list = buttons.slice(0, most.buttons).map(buttonOf);
		// The record's id comes back with whoever presses a button.
		const part = { card_type: 'button_interaction', ...common, ...action, task_id: id, button_list };
		return { ok: true, part: { msgtype: 'template_card', template_card: part } };
	}
	if (!action) return { ok: false, result: noLink };
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

const noLink = notHanded(weComCodes, 'NO_LINK', 'the card, or a button of it, has nothing to open');
