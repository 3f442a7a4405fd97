import type { AddressKind } from '../channels/channel';
import { isBlank } from '../blank';
import { CrmError } from '../errors';
import { normaliseEmail } from '../normalise/email';
import { normalisePhone } from '../normalise/phone';
import type { Normalised } from '../normalise/result';
import type { Text } from '../text';

/** One way to reach somebody. */
export interface Address {
	readonly addressKind: AddressKind;
	/** In its stored form: E.164, a folded e-mail address, an id as its vendor writes it. */
	readonly address: string;
}

const maxLength = 320;

/** The stored form of an address, or what is wrong with it. */
export function normaliseAddress(addressKind: AddressKind, raw: unknown): Normalised {
	const typed = isBlank(raw) ? '' : String(raw).trim();
	if (typed === '') return { ok: false, problem: { en: 'is missing', 'zh-CN': '不能为空' } };
	if (typed.length > maxLength)
		return { ok: false, problem: { en: `is longer than ${maxLength} characters`, 'zh-CN': `超过 ${maxLength} 个字符` } };
	if (addressKind === 'email') return normaliseEmail(typed);
	if (addressKind === 'phone') return normalisePhone(typed, { mobile: false });
	return { ok: true, value: addressKind === 'record' ? typed.toLowerCase() : typed };
}

/** The stored form of an address, or undefined for what is none. */
export function readAddress(addressKind: AddressKind, raw: unknown): Address | undefined {
	const read = normaliseAddress(addressKind, raw);
	return read.ok ? { addressKind, address: read.value } : undefined;
}

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
