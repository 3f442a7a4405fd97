import type { Input, Outcome } from './context';
import type { Sender } from './messageTypes';
import type { CrmRecord } from './recordTypes';
import type { WeComCallback, WeComCallbackAnswer, WeComContact, WeComEvent } from './weComTypes';

/** A file that came with a message. */
export interface InboundFile {
	readonly name: string;
	/** MIME type. */
	readonly type: string;
	/** Bytes; missing where nobody counted them. */
	readonly size?: number;
	/** What is in it, for reports of mail servers. */
	text(): Promise<string>;
}

/** What n8n's own triggers gave, as it is. */
export interface InboundInput extends Input {
	/** `email`: an item of the IMAP trigger, in its resolved or simple format. `smsAliyun`: what Aliyun posted, receipts or replies. */
	readonly source: 'email' | 'smsAliyun';
	readonly json: unknown;
	readonly files?: readonly InboundFile[];
}

/**
 * What it was. `reply`: somebody answered one of our messages. `message`: somebody wrote. `automatic`: a machine did.
 * `delivered`, `failed`, `delayed`: what became of one of our messages. `ignored`: nothing that anybody can use.
 */
export type InboundKind = 'reply' | 'message' | 'automatic' | 'delivered' | 'failed' | 'delayed' | 'ignored';

export interface InboundResult {
	readonly kind: InboundKind;
	/** The message that came in; reports are none. */
	readonly message?: CrmRecord;
	/** Our message that it answers, or reports about, where it was found. */
	readonly about?: CrmRecord;
	/** Whether the sender is known; of a report, whether our message is. */
	readonly known: boolean;
	/** Whether the sender wants no more. */
	readonly optedOut: boolean;
	/** Whether it came before: nothing was written. */
	readonly repeated: boolean;
}

/** Messages and reports that come in. */
export interface Inbound {
	/** Results of what each input held: a provider may put many into one. */
	record(inputs: readonly InboundInput[]): Promise<Array<Outcome<readonly InboundResult[]>>>;
	/**
	 * Answers a call to a WeCom app's callback. Bad calls are answered, not thrown.
	 * @param credential fields of the app's credential
	 * @throws CrmError ValidationFailed naming a field of the credential, StoreUnavailable
	 */
	answerWeCom(credential: Readonly<Record<string, unknown>>, call: WeComCallback): Promise<WeComCallbackAnswer>;
	/** Says that a workflow has a `contactAdded`: without this it becomes due work of the kind `weCom.event` after two minutes. */
	weComGiven(event: Pick<WeComEvent, 'key'>): Promise<void>;
	/**
	 * Asks the platform who a customer is, and what the member has noted.
	 * @throws ChannelFault
	 */
	weComContact(app: Omit<Sender, 'channel'>, who: Pick<WeComEvent, 'externalUserId' | 'memberId'>): Promise<WeComContact>;
}
