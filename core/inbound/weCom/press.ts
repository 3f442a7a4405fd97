import { channelOf } from '../../channels/registry';
import { buttonText, forgetCard } from '../../messages';
import { pressKey } from '../../pages';
import type { CardsOver } from '../../messageTypes';
import type { CrmRecord } from '../../recordTypes';
import type { Session } from '../../records';
import type { StoreTx } from '../../store';
import type { Locale } from '../../text';
import type { WeComEvent } from '../../weComTypes';

/** A click on a card whose key is nowhere in it any more. */
export interface Click {
	readonly event: WeComEvent;
	/** What takes the place of the clicker's buttons; absent where they stay as they are. */
	readonly reply?: string;
	readonly cardsOver?: CardsOver;
	/** What stood on the button of a message, where the CRM made its key. */
	labelOn(message: CrmRecord | undefined): string | undefined;
}

const languageOf = (user: CrmRecord | undefined): Locale => (user?.language === 'en' ? 'en' : 'zh-CN');

/** Does what the button of a card says, where the CRM made its key. */
export async function pressCard(tx: StoreTx, session: Session, event: WeComEvent, user: CrmRecord | undefined): Promise<Click> {
	const { card, memberId } = event;
	const press = card && (await pressKey(tx, session, { key: card.buttonKey, member: memberId }));
	if (!card || !press) return { event, labelOn: () => undefined };
	const { key, about, clicker, pressed } = press;
	if (key && clicker && pressed.card) await forgetCard(tx, key.messageId);
	const language = languageOf(clicker ?? user);
	const reply = pressed.card?.[language];
	const buttonKey = key ? `${key.kind}.${key.word}` : '';
	const result = { kind: key?.kind, word: key?.word, reply, refused: pressed.refused?.[language], decided: pressed.item };
	return {
		event: { ...event, card: { ...card, buttonKey, pressed: result }, raw: { ...event.raw, EventKey: buttonKey } },
		reply,
		...(key &&
			about &&
			pressed.others && { cardsOver: { kind: key.kind, aboutIds: [about.id, ...(pressed.alsoOver ?? [])], text: pressed.others } }),
		labelOn: (message) => (message && key ? buttonText(message, channelOf('weComApp'), key) : undefined),
	};
}
