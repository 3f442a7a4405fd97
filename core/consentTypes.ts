import type { Input, Outcome } from './context';
import type { AddressKind, Purpose } from './channels/channel';
import type { CrmRecord } from './recordTypes';

/** Records of people and companies that can be written to. */
export type PersonObject = 'lead' | 'contact' | 'customer';

/** Whose addresses are meant: those of a record, or one that is given. */
export interface AddressTarget extends Input {
	readonly object?: PersonObject;
	/** All addresses of this record, among them the record itself, which is its address in the outbox; with `addressKind` those of that kind. */
	readonly id?: string;
	readonly addressKind?: AddressKind;
	/** One address, whoever has it. */
	readonly address?: string;
}

export interface ConsentInput extends AddressTarget {
	readonly state: 'granted' | 'withdrawn';
	readonly purposes: readonly Purpose[];
	/** When the person said so; default: now. The latest word on an address and purpose holds. */
	readonly at?: string;
	/** Where it was said, such as a form's name. */
	readonly source?: string;
	/** What shows it, such as the words of the form. */
	readonly proof?: string;
}

export interface ConsentsSet {
	/** False when all of it was known already, or later words hold. */
	readonly changed: boolean;
	readonly consents: readonly CrmRecord[];
}

export interface SuppressInput extends AddressTarget {
	readonly reason: 'optOut' | 'hardBounce' | 'complaint' | 'manual' | 'other';
	readonly at?: string;
	readonly source?: string;
	readonly detail?: string;
}

export interface Suppressed {
	readonly changed: boolean;
	readonly suppressions: readonly CrmRecord[];
}

/** What people want to hear, and addresses that get nothing whatever it is for. */
export interface Consents {
	/** @throws CrmError RecordNotFound; ValidationFailed for a bad address, or a record without one */
	set(inputs: readonly ConsentInput[]): Promise<Array<Outcome<ConsentsSet>>>;
	suppress(inputs: readonly SuppressInput[]): Promise<Array<Outcome<Suppressed>>>;
	/** Takes addresses off the list; those that are not on it stay as they are. */
	lift(inputs: readonly AddressTarget[]): Promise<Array<Outcome<Suppressed>>>;
}
