import type { Text } from '../text';

/** A value in its stored form, or what is wrong with it. A problem never repeats the value: it may be personal. */
export type Normalised = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly problem: Text };

export const accepted = (value: string): Normalised => ({ ok: true, value });

export const refused = (problem: Text): Normalised => ({ ok: false, problem });

/**
 * Characters without a shape (zero-width space, joiners, byte order mark, bidi marks, soft hyphen), which people
 * paste along with addresses and numbers without seeing them.
 */
export const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

/** Text in which width, case and invisible characters make no difference. NFKC twice: the lower case of a folded letter need not be folded itself. */
export const folded = (text: string): string =>
	text.replace(INVISIBLE, '').normalize('NFKC').toLowerCase().normalize('NFKC').replace(INVISIBLE, '');
