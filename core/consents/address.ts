import type { AddressKind } from '../channels/channel';
import { isBlank } from '../blank';
import { CrmError } from '../errors';
import { normaliseEmail } from '../normalise/email';
import { normalisePhone } from '../normalise/phone';
import type { Text } from '../text';

/** One way to reach somebody. */
export interface Address {
	readonly addressKind: AddressKind;
	/** In its stored form: E.164, a folded e-mail address, an id as its vendor writes it. */
	readonly address: string;
}

const maxLength = 320;

/** The stored form of an address, or undefined for what is none. */
export function readAddress(addressKind: AddressKind, raw: unknown): Address | undefined {
	const typed = isBlank(raw) ? '' : String(raw).trim();
	if (typed === '' || typed.length > maxLength) return undefined;
	if (addressKind === 'email') return accepted(addressKind, normaliseEmail(typed));
	if (addressKind === 'phone') return accepted(addressKind, normalisePhone(typed, { mobile: false }));
	return { addressKind, address: addressKind === 'record' ? typed.toLowerCase() : typed };
}

const accepted = (addressKind: AddressKind, read: ReturnType<typeof normaliseEmail>): Address | undefined =>
	read.ok ? { addressKind, address: read.value } : undefined;

/** Names an address in maps and turns. */
export const addressKey = ({ addressKind, address }: Address): string => `${addressKind} ${address}`;

const hint: Text = {
	en: 'Give a record, or a kind of address and the address itself; a record needs an address of that kind.',
	'zh-CN': '请指定记录，或同时填写地址类型和地址；记录须有该类型的地址。',
};

export const badAddress = (): CrmError =>
	new CrmError('ValidationFailed', { en: 'The address is not one of its kind', 'zh-CN': '地址与其类型不符' }, { hint, field: 'address' });

export const noAddress = (): CrmError =>
	new CrmError('ValidationFailed', { en: 'There is no address to set this for', 'zh-CN': '没有可设置的地址' }, { hint, field: 'address' });
