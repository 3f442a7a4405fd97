import type { CardsOver } from './messageTypes';
import type { CrmRecord } from './recordTypes';

/** A call to the callback of a WeCom app, as it came. */
export interface WeComCallback {
	readonly method: string;
	readonly query: Readonly<Record<string, string>>;
	/** What was posted. */
	readonly body: Buffer;
	/** Bytes of it, as far as they are known. */
	readonly size: number;
}

/**
 * What happened. `message`: a member wrote to the app. `contactAdded`, `contactRemoved`: a customer and a member became
 * contacts, or are no more. `cardClick`: a button of a card was pressed.
 */
export type WeComEventKind = 'message' | 'contactAdded' | 'contactRemoved' | 'cardClick' | 'other';

/** What the platform told, read. */
export interface WeComEvent {
	readonly kind: WeComEventKind;
	/** The same whenever it comes again: an idempotency key to pass on. */
	readonly key: string;
	/** UTC ISO 8601. */
	readonly at: string;
	readonly agentId?: string;
	/** The member it is about. */
	readonly memberId?: string;
	/** The customer's external_userid. */
	readonly externalUserId?: string;
	/** Of `contactAdded`: what the QR code was made with. */
	readonly state?: string;
	/** Of `contactAdded`: lets one welcome message go within 20 seconds. */
	readonly welcomeCode?: string;
	/** Of `contactRemoved`: who ended it. */
	readonly removedBy?: 'customer' | 'member';
	/** Of `cardClick`. */
	readonly card?: WeComCardClick;
	/** Of `message`: its text. */
	readonly text?: string;
	/** What the platform sent, by its own names. */
	readonly raw: Readonly<Record<string, unknown>>;
}

export interface WeComCardClick {
	readonly taskId: string;
	/** What the sender called the button. One whose key the CRM made is called by its kind and word, such as `approval.approve`. */
	readonly buttonKey: string;
	/** Of a button whose key the CRM made: what came of it. */
	readonly pressed?: WeComCardPress;
	/** Lets the card be changed once within 72 hours. */
	readonly responseCode?: string;
	readonly selected: ReadonlyArray<{ readonly question: string; readonly options: readonly string[] }>;
}

/** What came of a button whose key the CRM made. */
export interface WeComCardPress {
	/** The kind of page it belongs to, and what it says; absent where its time was over. */
	readonly kind?: string;
	readonly word?: string;
	/** What took the place of the clicker's buttons, in their language; absent where they stay. */
	readonly reply?: string;
	/** Why nothing was decided, though it may be yet; in the language of the clicker. */
	readonly refused?: string;
	/** What was decided; absent where nothing changed. */
	readonly decided?: Readonly<Record<string, unknown>>;
}

/** An event that was stored just now. */
export interface StoredWeComEvent extends WeComEvent {
	/** The user whose WeCom user id the member has. */
	readonly user?: CrmRecord;
	/** The stored message of a `message` or `cardClick`. */
	readonly message?: CrmRecord;
	/** Our message that it answers. */
	readonly about?: CrmRecord;
	/** Whether the customer is to get no more marketing and care. */
	readonly optedOut: boolean;
	/** Cards of others that are over by this press; to be changed once the platform is answered. */
	readonly cardsOver?: CardsOver;
}

/** What the caller is to be answered, whatever happened. */
export interface WeComCallbackAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** What is new; absent for what came before, and for what was refused. */
	readonly event?: StoredWeComEvent;
	/** Why it was refused, for those who run n8n. */
	readonly refused?: Error;
}

/** A customer as the platform knows them, with what the member who was added has noted. */
export interface WeComContact {
	readonly name?: string;
	/** Whether they use WeChat or a WeCom of their own. */
	readonly type?: 'weChat' | 'weCom';
	/** Of somebody with a WeCom of their own, or as the member noted it. */
	readonly company?: string;
	readonly position?: string;
	/** The same person for other apps and accounts of the company. */
	readonly unionId?: string;
	readonly mobile?: string;
	readonly remark?: string;
	readonly tags: readonly string[];
	/** What the QR code was made with. */
	readonly state?: string;
	/** A number: how they came (developer.work.weixin.qq.com/document/path/92114, 来源定义). */
	readonly addWay?: number;
}
