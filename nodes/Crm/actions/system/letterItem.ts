import type { DeadLetter } from '../../../../core/crm';
import type { Emission } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';

/** A dead letter as an item, its reason in the language of this n8n. */
export const letterItem = (letter: DeadLetter): Emission => ({ json: { ...letter, reason: letter.reason[instanceLocale()] } });
