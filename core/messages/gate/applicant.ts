import type { AddressKind, Purpose } from '../../channels/channel';
import type { Address } from '../../consents';

/** A message that asks to be sent. */
export interface Applicant {
	readonly addressKind: AddressKind;
	/** Absent: the recipient has none on the channel. */
	readonly address?: string;
	readonly purpose: Purpose;
	/** Messages to colleagues keep to budgets alone. */
	readonly colleague: boolean;
	/** The message was reserved at that time and not sent: what was counted then counts once. */
	readonly reserved?: { readonly id: string; readonly at: string };
}

/** One whose address and history matter: no colleague. */
export type Outsider = Applicant & Address;

export const isOutsider = (applicant: Applicant): applicant is Outsider => applicant.address !== undefined && !applicant.colleague;
