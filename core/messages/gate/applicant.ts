import type { AddressKind, Purpose } from '../../channels/channel';

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
