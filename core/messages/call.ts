import type { Attachment, Channel, ChannelTools, Handed, Purpose } from '../channels/channel';
import type { CrmRecord, NewMessage, SendInput, Sender, SendOptions, SendOutcome, WaitingMessage } from '../crm';
import type { Batch, Session } from '../records';
import type { ObjectName } from '../schema/types';
import type { Queue } from '../store';
import type { Locale } from '../text';
import type { Verdict } from './gate/verdicts';
import type { MessageLinks } from './links';
import type { Rendered } from './render';

/** One call of Send. */
export interface SendCall {
	readonly session: Session;
	readonly channel: Channel;
	readonly tools: ChannelTools<unknown>;
	/** The account that budgets are counted for. */
	readonly account: string;
	/** Those whom a budget has put off, wave by wave. */
	readonly queue: Queue;
	readonly options: SendOptions;
	readonly warn?: Sender['warn'];
	readonly batch: Batch<SendInput, SendOutcome>;
	/** Gives an input at the end what became of another one. */
	follow(index: number, first: number): void;
}

/** Whom a message goes to. */
export interface Person {
	/** Undefined for a free address. */
	readonly object?: ObjectName;
	readonly record?: CrmRecord;
	/** The record that was named: of a customer that is reached through a contact, the customer. */
	readonly named?: { readonly object: ObjectName; readonly record: CrmRecord };
	readonly address?: string;
	readonly name?: string;
}

/** A message that is ready for the rules. */
export interface Job {
	readonly index: number;
	readonly item: number;
	readonly person: Person;
	readonly purpose: Purpose;
	readonly language: Locale;
	readonly rendered: Rendered;
	/** Undefined where nothing keeps it from being sent again. */
	readonly key?: string;
	/** The record of the message: a new one, or one that waited. */
	readonly message: CrmRecord;
	/** What is known already to stand in its way; the rules are not asked. */
	readonly verdict?: Verdict;
	/** The same as it is stored; absent for a new one. */
	readonly before?: CrmRecord;
	readonly attachments: readonly Attachment[];
	readonly data: Handed['data'];
	/** Links of its own, and keys of buttons, that its text has a place for … */
	readonly links?: MessageLinks;
	/** … and what is put there when it is handed over, by its placeholder. Never stored. */
	readonly secrets?: ReadonlyMap<string, string>;
	readonly unsubscribeUrl?: string;
	readonly inReplyTo?: string;
}

/** A message that has a record and may be handed to its channel. */
export interface Reserved {
	readonly job: Job;
	readonly record: CrmRecord;
}

export const isWaiting = (input: NewMessage | WaitingMessage): input is WaitingMessage => 'messageId' in input;
