import type { Attachment, CardButton, Channel, Http, MessageForm, Purpose } from './channels/channel';
import type { Input, Outcome } from './context';
import type { CrmRecord, FieldsInput } from './recordTypes';
import type { ObjectName } from './schema/types';
import type { Locale, Text } from './text';

/** Whom messages are sent to. */
export type RecipientObject = 'lead' | 'contact' | 'customer' | 'user';

/** A record, which is reached where its channel says; of a customer without an address its primary contact. */
export interface RecordRecipient {
	readonly object: RecipientObject;
	readonly id: string;
}

/** Somebody of whom only the address is known, such as an e-mail address or a robot's key. */
export interface AddressRecipient {
	readonly address: string;
	readonly name?: string;
}

export type Recipient = RecordRecipient | AddressRecipient;

/** A text that is written where it is sent; it may have variables as a template has. */
export interface WrittenContent {
	readonly subject?: string;
	readonly body: string;
	readonly html?: string;
	readonly form?: MessageForm;
	/** Of a card: the page it opens. */
	readonly url?: string;
	readonly buttonText?: string;
	readonly buttons?: readonly CardButton[];
}

export interface NewMessage {
	readonly recipient: Recipient;
	/** Default: that of the template; without one `service`. */
	readonly purpose?: Purpose;
	/** The name of a message template … */
	readonly template?: string;
	/** … or the text itself. */
	readonly content?: WrittenContent;
	/** Default: the recipient's, and Chinese where nobody said. */
	readonly language?: Locale;
	/** What the message is about: seen by the template, and in the record's timeline. Default: the recipient. */
	readonly about?: { readonly object: ObjectName; readonly id: string };
	/** One message per purpose, record, recipient, step and channel; without a step there is no such limit. */
	readonly step?: string;
	/** The same key gives the first outcome again. */
	readonly idempotencyKey?: string;
	/** More variables for the text. */
	readonly variables?: Readonly<Record<string, unknown>>;
	readonly attachments?: readonly Attachment[];
	/** The message that this one answers. */
	readonly inReplyToId?: string;
	/** What only some channels need, such as a welcome code. */
	readonly data?: Readonly<Record<string, string>>;
}

/** A message that was deferred and is to go now. */
export interface WaitingMessage {
	readonly messageId: string;
	/** Files are not kept with a message: those that it had are to be given again. */
	readonly attachments?: readonly Attachment[];
}

export type SendInput = Input & (NewMessage | WaitingMessage);

/** A message that says by which channel it goes; one that was deferred goes by its own. */
export type VariousInput = SendInput & { readonly channel?: string };

/** The channel to use and what it needs. */
export interface Sender {
	readonly channel: Channel;
	/** Fields of the channel's credential; absent where it needs none. */
	readonly fields?: Readonly<Record<string, unknown>>;
	readonly http?: Http;
	/** Is told what broke without anybody having foreseen it. */
	readonly warn?: (text: string, cause: unknown) => void;
}

export interface SendOptions {
	/** Deferred messages become due work, so that a workflow that listens to it sends them at their time. */
	readonly sendLater?: boolean;
	/** Hours after its time within which that must happen, else it is listed as late; 0: any. Default: 24 for marketing and care, else any. */
	readonly withinHours?: number;
}

/** Where a message leaves the node. */
export type SendOutput = 'sent' | 'deferred' | 'refused' | 'unclear';

/** What of a template or of a text could not be as it was meant to be. */
export interface RenderNotes {
	/** The template has nothing for this channel (`channel`) or in this language (`language`). */
	readonly fallback?: ReadonlyArray<'channel' | 'language'>;
	/** Bytes that were cut off the end of the text. */
	readonly cut?: number;
}

/** What became of one message. */
export interface SendOutcome extends RenderNotes {
	readonly output: SendOutput;
	readonly message: CrmRecord;
	/** Why it was not sent, or not yet; `rule` is a code, such as `consent` or `quietHours`. */
	readonly rule?: string;
	readonly reason?: Text;
	readonly hint?: Text;
	/** UTC ISO 8601. */
	readonly earliestAt?: string;
	/** Whether due work will have it sent then. */
	readonly scheduled?: boolean;
	/** True when this is what became of an earlier call with the same key or step. */
	readonly repeated: boolean;
}

/** A message as it would be sent now. */
export interface Preview extends RenderNotes {
	readonly channel: string;
	readonly language: Locale;
	readonly form: MessageForm;
	readonly recipientName?: string;
	readonly address?: string;
	readonly subject?: string;
	readonly body: string;
	readonly html?: string;
	readonly card?: { readonly url?: string; readonly buttonText?: string; readonly buttons: readonly CardButton[] };
	readonly vendor?: { readonly templateId: string; readonly sign?: string; readonly variables: Readonly<Record<string, string>> };
	/** Bytes (UTF-8) of the text, and how many the channel takes. */
	readonly bytes: number;
	readonly limit?: number;
	/** What would become of it now; nothing is counted. */
	readonly verdict: {
		readonly output: SendOutput;
		/** True where its step or key went before: this is what became of the first, and when it was asked for. */
		readonly repeated?: boolean;
		readonly at?: string;
		readonly rule?: string;
		readonly reason?: Text;
		readonly hint?: Text;
		readonly earliestAt?: string;
	};
}

/** A message of the CRM. */
export interface MessageInput extends Input {
	readonly messageId: string;
}

/** What became of a message of which it was not known. */
export interface ResolveInput extends MessageInput {
	/** `ask`: as its channel says; the others by hand. */
	readonly verdict: 'ask' | 'sent' | 'notSent';
	/** Who found out; of a verdict by hand. */
	readonly saidBy?: string;
}

/** Something that a user is to know. */
export interface TellInput extends Input, Omit<NewMessage, 'recipient' | 'data' | 'inReplyToId'> {
	readonly userId: string;
}

/** Cards about a record whose buttons nobody needs any more, as somebody has pressed. */
export interface CardsOver {
	/** The page's kind that the buttons belong to. */
	readonly kind: string;
	/** The record. */
	readonly aboutIds: readonly string[];
	/** Takes the place of the buttons. */
	readonly text: Text;
}

/** Messages out of the CRM. Each call takes all inputs at once and answers with one outcome per input, in input order. */
export interface Messages {
	/** Renders, asks the rules, reserves, sends and records. */
	send(inputs: readonly SendInput[], sender: Sender, options?: SendOptions): Promise<Array<Outcome<SendOutcome>>>;
	/** The same, each by the channel it names, which must be among the senders'; all are judged before the first is sent. */
	sendVarious(inputs: readonly VariousInput[], senders: readonly Sender[], options?: SendOptions): Promise<Array<Outcome<SendOutcome>>>;
	/** Messages as they would be sent now; stores, counts and sends nothing. */
	preview(inputs: ReadonlyArray<Input & NewMessage>, channel: Channel): Promise<Array<Outcome<Preview>>>;
	/** Calls off messages that were deferred. */
	cancel(inputs: readonly MessageInput[]): Promise<Array<Outcome<CrmRecord>>>;
	/** Says what became of messages that are unclear, or await an employee; those that were not sent may be sent again by hand. */
	resolve(inputs: readonly ResolveInput[], sender?: Sender): Promise<Array<Outcome<SendOutcome>>>;
	/** Tells users something by the first of the channels that reaches each. */
	tell(inputs: readonly TellInput[], senders: readonly Sender[]): Promise<Array<Outcome<SendOutcome>>>;
	/** Changes the cards of an app's messages; what fails is told to `warn`, not thrown. @throws CrmError ValidationFailed for a bad credential */
	updateCards(app: Omit<Sender, 'channel'>, over: CardsOver): Promise<void>;
	/** Makes or changes the message template of that name. */
	defineTemplate(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
	/** Makes or changes the send policy of that name. */
	definePolicy(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
}
