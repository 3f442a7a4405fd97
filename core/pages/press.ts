import type { CrmRecord } from '../recordTypes';
import type { Session } from '../records';
import { objects } from '../schema/objects';
import type { ObjectName } from '../schema/types';
import { recordsById, type StoreTx } from '../store';
import type { Text } from '../text';
import type { Pressed } from './pageKind';
import { findToken, markUsed, tokenOfKey, type FoundToken } from './tokens';

/** What the key of a card's button came to. */
export interface KeyPress {
	/** What the button stands for; absent for a key that is too old, used, or none of ours. */
	readonly key?: { readonly kind: string; readonly word: string; readonly messageId: string };
	/** What the message is about. */
	readonly about?: { readonly object: ObjectName; readonly id: string };
	/** Who pressed, where it is the one the message went to. */
	readonly clicker?: CrmRecord;
	readonly pressed: Pressed;
}

/**
 * Does what a button says, where it is pressed by whom its message went to; nobody else's press changes anything.
 * @param member how the platform calls whoever pressed
 * @returns undefined for a key that was not made here
 */
export async function pressKey(
	tx: StoreTx,
	session: Session,
	{ key, member }: { readonly key: string; readonly member: string | undefined },
): Promise<KeyPress | undefined> {
	const wanted = tokenOfKey(key);
	if (wanted === undefined) return undefined;
	const token = await findToken(tx, wanted, 'lock');
	const { word } = token?.data ?? {};
	if (!token?.kind.press || word === undefined) return { pressed: { card: tooOld } };
	const { kind, data } = token;
	const known = {
		key: { kind: kind.id, word, messageId: data.messageId },
		about: { object: data.aboutObject as ObjectName, id: data.aboutId },
	};
	const clicker = await clickerOf(tx, token, member);
	if (!clicker) return { ...known, pressed: { card: notYours } };
	const pressed = await token.kind.press(tx, { session, subject: token, word, clicker });
	if (pressed.item) await markUsed(tx, token);
	return { ...known, clicker, pressed };
}

/** The user whom the token is for, if that is who pressed: a card may be forwarded. */
async function clickerOf(tx: StoreTx, { object, recordId }: FoundToken, member: string | undefined): Promise<CrmRecord | undefined> {
	if (object !== 'user' || recordId === undefined || member === undefined) return undefined;
	const user = (await recordsById(tx, objects.get('user'), { ids: [recordId], scope: { kind: 'all' } })).get(recordId);
	// The platform takes no notice of capitals.
	const isSame = typeof user?.weComUserId === 'string' && user.weComUserId.toLowerCase() === member.toLowerCase();
	return isSame && user.deletedAt === null ? user : undefined;
}

const tooOld: Text = { en: 'No longer valid', 'zh-CN': '此卡片已失效' };
const notYours: Text = { en: 'Not sent to you', 'zh-CN': '此卡片不是发给您的' };
