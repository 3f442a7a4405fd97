import type { CrmRecord } from '../recordTypes';
import type { ObjectName } from '../schema/types';
import type { Locale, Text } from '../text';

/** What an address is; consent and suppression are kept by it. `record`: a record's own id, which needs no account. */
export type AddressKind = 'email' | 'phone' | 'externalUserId' | 'weComUserId' | 'openId' | 'robot' | 'record';

/** What a message is for: the gate has rules for each. */
export type Purpose = 'marketing' | 'care' | 'service' | 'transaction';

/** How a message looks where a channel knows more than one way. */
export type MessageForm = 'text' | 'markdown' | 'textCard' | 'templateCard';

/** One request to a provider. n8n's own helper makes it, so that its proxy settings hold. */
export interface HttpRequest {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
	/** Milliseconds. */
	readonly timeout: number;
}

/** Whatever the provider answered, also with a status that means failure. */
export interface HttpAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Makes a request. @throws HttpFault when there is no answer */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** No answer came. `arrived`: whether the provider may have got the request all the same. */
export class HttpFault extends Error {
	constructor(
		readonly arrived: 'no' | 'maybe',
		/** Such as ECONNREFUSED. */
		readonly code: string,
		options?: ErrorOptions,
	) {
		super(`no answer from the provider (${code})`, options);
		this.name = 'HttpFault';
	}
}

/** An access token that all workers share, kept in the store. */
export interface SharedToken {
	/** Names it without saying anything secret, such as `weCom <corp id> <agent id>`. */
	readonly name: string;
	/** What it is got with; the key under which it is stored encrypted comes from it and is stored nowhere. */
	readonly secret: string;
	/** Gets a new one. @throws ChannelFault with `secret: true` for a secret that is wrong for good */
	fetch(): Promise<{ readonly token: string; readonly expiresIn: number }>;
}

export interface SharedTokens {
	/** @throws ChannelFault also while the circuit breaker is open after a wrong secret */
	get(token: SharedToken): Promise<string>;
	/** Forgets a token that the provider revoked early, unless another worker has put a new one in its place. */
	drop(token: SharedToken, revoked: string): Promise<void>;
}

/** What a provider's refusal means, with its code and message as they came, free of secrets and addresses. */
export interface ProviderFault {
	readonly code: string;
	readonly message: string;
	/** What the user can do about it. */
	readonly hint?: Text;
	/** Seconds to wait after each time in a row, where it may be tried so often and no more. */
	readonly pauses?: readonly number[];
	/** What it says about the address: that there is none, or that its holder wants nothing more. */
	readonly address?: 'invalid' | 'optOut';
}

/** A provider's refusal, thrown where no message's own result can carry it. */
export class ChannelFault extends Error {
	constructor(
		readonly fault: ProviderFault,
		/** Milliseconds since the epoch from which it may go well; absent: never by itself. */
		readonly until?: number,
		/** The credential is wrong for good: trying again may get the address of this machine banned. */
		readonly secret = false,
	) {
		super(fault.message);
		this.name = 'ChannelFault';
	}
}

/** What became of one message. */
export type SendResult =
	/** The provider has it; `providerId` is what it calls it (Message-ID, msgid, BizId). */
	| { readonly status: 'sent'; readonly providerId?: string; readonly data?: Readonly<Record<string, string>> }
	/** It goes out once an employee confirms it. */
	| { readonly status: 'awaitingStaff'; readonly providerId: string; readonly data?: Readonly<Record<string, string>> }
	/** Certainly not sent, and not by trying again. */
	| { readonly status: 'failed'; readonly fault: ProviderFault }
	/** Certainly not sent; may be tried again from `until` on, in milliseconds since the epoch. */
	| { readonly status: 'deferred'; readonly until: number; readonly fault: ProviderFault }
	/** It may or may not have been sent. */
	| { readonly status: 'unclear'; readonly fault: ProviderFault };

/** What a provider says later about a message. `pending`: nothing new. `notSent`: staff did not confirm, or the provider refused it. */
export type CheckResult =
	| { readonly status: 'sent' | 'delivered' }
	| { readonly status: 'pending' }
	| { readonly status: 'notSent'; readonly fault: ProviderFault };

export interface Attachment {
	readonly name: string;
	/** MIME type. */
	readonly type: string;
	/** Bytes. */
	readonly size: number;
	content(): Promise<Buffer>;
}

export interface CardButton {
	readonly text: string;
	/** Opens a page … */
	readonly url?: string;
	/** … or comes back through the callback. */
	readonly key?: string;
}

/** One message, rendered and escaped for its channel, that passed the gate and is reserved. */
export interface Outgoing {
	/** The id of its record: what the provider is given as our own id derives from it. */
	readonly id: string;
	readonly address: string;
	readonly name?: string;
	readonly purpose: Purpose;
	readonly language: Locale;
	readonly form: MessageForm;
	readonly subject?: string;
	readonly body: string;
	readonly html?: string;
	readonly card?: { readonly url?: string; readonly buttonText?: string; readonly buttons: readonly CardButton[] };
	/** The vendor's own template, where a channel sends no free text. */
	readonly vendor?: { readonly templateId: string; readonly sign?: string; readonly variables: Readonly<Record<string, string>> };
	readonly attachments: readonly Attachment[];
	/** Address of the page that takes the person off the list. */
	readonly unsubscribeUrl?: string;
	/** `providerId` of the message it answers. */
	readonly inReplyTo?: string;
	/** What only some channels need, such as a welcome code. */
	readonly data: Readonly<Record<string, string>>;
}

/** A message that was handed to the provider. */
export interface Handed {
	readonly id: string;
	readonly address: string;
	/** Missing where the answer was lost. */
	readonly providerId?: string;
	/** UTC ISO 8601. */
	readonly at: string;
	readonly data: Readonly<Record<string, string>>;
}

export interface ChannelTools<Credential> {
	readonly http: Http;
	readonly tokens: SharedTokens;
	readonly credential: Credential;
}

/** At most so many in any span of so many minutes, counted by all workers together. */
export interface Budget {
	readonly max: number;
	readonly perMinutes: number;
}

/** One way to reach people. A channel is a folder with one of these and a line in the registry. */
export interface Channel<Credential = unknown> {
	readonly id: string;
	readonly label: Text;
	/** n8n's credential type whose fields `readCredential` is given; absent: it needs no account. */
	readonly credential?: string;
	/** @throws CrmError ValidationFailed naming the field of the credential */
	readCredential(fields: Readonly<Record<string, unknown>>): Credential;
	/** Names the account that budgets are counted for; nothing secret. */
	senderOf(credential: Credential): string;
	readonly addressKind: AddressKind;
	/** Where a record can be reached through this channel. */
	addressOf(record: CrmRecord, object: ObjectName): string | undefined;
	/** Forms that it knows, the default first. */
	readonly forms: readonly MessageForm[];
	/** Whether it takes only the vendor's templates, a separate HTML part, attachments, a subject. */
	readonly takes: { readonly vendorTemplate?: 'only'; readonly html?: boolean; readonly attachments?: boolean; readonly subject?: boolean };
	/** Makes a value from a record harmless in a text of this form. */
	escape(value: string, form: MessageForm): string;
	/** Bytes (UTF-8) of what is sent; longer texts are cut there, between characters. */
	readonly limits: {
		readonly body: Readonly<Partial<Record<MessageForm, number>>>;
		readonly subject?: number;
		/** Characters (UTF-16) of a body, where the vendor counts those too. */
		readonly characters?: Readonly<Partial<Record<MessageForm, number>>>;
	};
	/** Reserved before anything is sent: of the account, and of one recipient of it. */
	readonly budgets: { readonly sender?: readonly Budget[]; readonly recipient?: readonly Budget[] };
	/** Messages of the same content that one `send` may take. */
	readonly batch: number;
	/** Whether sending and recording are one step, so that nothing can be unclear. */
	readonly local?: true;
	/** Hands messages of the same content to the provider; one result each, in their order. Never throws for a provider's refusal. */
	send(messages: readonly Outgoing[], tools: ChannelTools<Credential>): Promise<readonly SendResult[]>;
	/** Asks the provider what became of messages, where it can tell; in their order. */
	check?(messages: readonly Handed[], tools: ChannelTools<Credential>): Promise<readonly CheckResult[]>;
}
