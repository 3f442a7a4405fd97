import type { Purpose } from '../channels/channel';
import type { CrmRecord } from '../recordTypes';
import type { Session } from '../records';
import type { ObjectName } from '../schema/types';
import type { Sql, StoreTx } from '../store';
import type { Locale, Text } from '../text';

/** What a link is bound to. */
export interface TokenSubject {
	/** The person, where it has a record. */
	readonly object?: ObjectName;
	readonly recordId?: string;
	readonly purpose?: Purpose;
	/** What else its kind needs to know; kept with the token and gone with it. */
	readonly data: Readonly<Record<string, string>>;
}

/** What a page shows: a Handlebars template of its main part, and the values in it, which are escaped. */
export interface View {
	readonly title: Text;
	readonly template: string;
	readonly values: Readonly<Record<string, unknown>>;
}

/** What came of a post. */
export interface Done {
	readonly view: View;
	/** For the kind's output; absent where nothing new happened. */
	readonly item?: Readonly<Record<string, unknown>>;
}

/** How messages lead to a kind of page, and to buttons of a card that do the same without it. */
export interface PageLink {
	/** What the message must be about, so that `{{page.approval}}` is the address of its page. */
	readonly about: ObjectName;
	/** What buttons may say: `{{key.approval.approve}}` is the key of the one for `approve`. */
	readonly words?: readonly string[];
	/** What else its tokens are bound to, beside {@link LinkData}: the record is as it is when the message is handed over. */
	bind?(about: CrmRecord): Readonly<Record<string, string>>;
}

/** What the token of a link, or of a button, in a message holds; its subject is the record of the recipient. */
export interface LinkData {
	readonly aboutObject: ObjectName;
	readonly aboutId: string;
	readonly messageId: string;
	/** Of a button: it opens no page; a link without one presses nothing. */
	readonly word?: string;
}

/** A button of a card that somebody pressed. */
export interface Press {
	readonly session: Session;
	/** Its data are {@link LinkData} and what the kind has bound. */
	readonly subject: TokenSubject;
	/** One of the kind's words. */
	readonly word: string;
	/** The user who pressed, who is the one the message went to. */
	readonly clicker: CrmRecord;
}

/** What came of a press. */
export interface Pressed {
	/**
	 * Takes the place of the buttons, in the language of whoever pressed; a vendor shows about ten Chinese characters. Absent
	 * where they still decide: buttons that were replaced take no press.
	 */
	readonly card?: Text;
	/** Why nothing was decided and the buttons stay, for the trigger's item. */
	readonly refused?: Text;
	/** Takes the place of the buttons of everybody else's cards about the same record; absent while they still decide. */
	readonly others?: Text;
	/** Ids of other records of that kind whose cards are over as well. */
	readonly alsoOver?: readonly string[];
	/** What was decided, for the trigger's item; absent where nothing changed. */
	readonly item?: Readonly<Record<string, unknown>>;
}

/** A kind of page. It is one file, and a line in the registry. */
interface PageKindSpec<Data, Answer> {
	/** Name of its output, and of its links in the store. */
	readonly id: string;
	readonly text: Text;
	/** Milliseconds for which a link works. */
	readonly life: number;
	/** Whether a link works only until it was acted on. */
	readonly singleUse: boolean;
	/** Absent where no text of a message names it. */
	readonly link?: PageLink;
	/**
	 * Does what a button says, in the transaction that stores the click, within the five seconds that a vendor waits. What a
	 * person did wrong or too late is said by the card, not thrown: a throw has the vendor send the click again.
	 */
	press?(tx: StoreTx, press: Press): Promise<Pressed>;
	/** What the page is about, as it is now; undefined when it is gone. */
	load(sql: Sql, subject: TokenSubject, session: Session): Promise<Data | undefined>;
	/** The person's own language, where it is known. */
	languageOf(data: Data): Locale | undefined;
	/** What a person sees before anything is done. */
	show(data: Data): View;
	/** Reads what was posted; a view says what is wrong with it. */
	read(form: Readonly<Record<string, string>>, data: Data): { readonly answer: Answer } | { readonly wrong: View };
	/** Does it, in the transaction that uses up the link. */
	act(tx: StoreTx, given: { session: Session; subject: TokenSubject; data: Data; answer: Answer }): Promise<Done>;
}

/** A kind of page without its types, which are its own business. */
export type PageKind = Omit<PageKindSpec<never, never>, 'load' | 'languageOf' | 'show' | 'read' | 'act'> & {
	open(sql: Sql, subject: TokenSubject, session: Session): Promise<OpenPage | undefined>;
};

/** A page that somebody has opened. */
export interface OpenPage {
	readonly language: Locale | undefined;
	show(): View;
	/** @returns what came of it, or a view that says what is wrong with the form */
	post(tx: StoreTx, form: Readonly<Record<string, string>>): Promise<Done | { readonly wrong: View }>;
}

/** Declares a kind of page. */
export function definePageKind<Data, Answer>({ load, languageOf, show, read, act, ...kind }: PageKindSpec<Data, Answer>): PageKind {
	return {
		...kind,
		open: async (sql, subject, session) => {
			const data = await load(sql, subject, session);
			if (data === undefined) return undefined;
			return {
				language: languageOf(data),
				show: () => show(data),
				post: async (tx, form) => {
					const given = read(form, data);
					return 'wrong' in given ? given : await act(tx, { session, subject, data, answer: given.answer });
				},
			};
		},
	};
}
