import type { Purpose } from '../channels/channel';
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

/** A kind of page. It is one file, and a line in the registry. */
interface PageKindSpec<Data, Answer> {
	/** Name of its output, and of its links in the store. */
	readonly id: string;
	readonly text: Text;
	/** Milliseconds for which a link works. */
	readonly life: number;
	/** Whether a link works only until it was acted on. */
	readonly singleUse: boolean;
	/** What the page is about, as it is now; undefined when it is gone. */
	load(sql: Sql, subject: TokenSubject): Promise<Data | undefined>;
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
	open(sql: Sql, subject: TokenSubject): Promise<OpenPage | undefined>;
};

/** A page that somebody has opened. */
export interface OpenPage {
	readonly language: Locale | undefined;
	show(): View;
	/** @returns what came of it, or a view that says what is wrong with the form */
	post(tx: StoreTx, session: Session, form: Readonly<Record<string, string>>): Promise<Done | { readonly wrong: View }>;
}

/** Declares a kind of page. */
export function definePageKind<Data, Answer>({ load, languageOf, show, read, act, ...kind }: PageKindSpec<Data, Answer>): PageKind {
	return {
		...kind,
		open: async (sql, subject) => {
			const data = await load(sql, subject);
			if (data === undefined) return undefined;
			return {
				language: languageOf(data),
				show: () => show(data),
				post: async (tx, session, form) => {
					const given = read(form, data);
					return 'wrong' in given ? given : await act(tx, { session, subject, data, answer: given.answer });
				},
			};
		},
	};
}
