import type { DeadLetter, DueWork } from '../../../../core/crm';
import type { Emission } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';

/** Something that was given up on: an event, or due work. */
export type Letter = DeadLetter | DueWork;

/** The event that due work comes as from CRM Trigger. */
const event = 'dueWork';

/** A dead letter as an item, its reason in the language of this n8n. */
export function letterItem(letter: Letter): Emission {
	const reason = letter.reason?.[instanceLocale()] ?? null;
	if ('event' in letter) return { json: { ...letter, reason } };
	const { id, kind, name, object, recordId, attempts, at } = letter;
	return { json: { id, event, kind, ...(name !== undefined && { name }), object, recordId, attempts, reason, at } };
}
