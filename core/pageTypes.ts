import type { Locale, Text } from './text';

/** A CRM Page node that is switched on. */
export interface RegisteredPage {
	/** `workflowId:nodeId`. */
	readonly id: string;
	readonly workflowId: string;
	readonly workflowName: string;
	/** Where people reach it: n8n's production address of the node. */
	readonly url: string;
}

/** A request as it came in. */
export interface PageRequest {
	readonly method: string;
	/** `?t=`. */
	readonly token?: string;
	/** Fields of the posted form; the last one of a name. */
	readonly form: Readonly<Record<string, string>>;
	/** Bytes of what was posted. */
	readonly size: number;
	/** What the browser asks for; the person's own language goes before it. */
	readonly language: Locale;
}

/** What the caller is to be answered, whatever happened. */
export interface PageAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** HTML. */
	readonly body: string;
	/** What came of it, for the output of its kind; absent where nothing new happened. */
	readonly item?: { readonly kind: string; readonly json: Readonly<Record<string, unknown>> };
}

/** A kind of page, as a node shows it. */
export interface PageKindInfo {
	readonly id: string;
	readonly text: Text;
}

/** Pages that people reach by a link in a message. */
export interface Pages {
	/** Makes links lead there, until another one registers. */
	register(page: RegisteredPage): Promise<void>;
	/** Whether links lead there. */
	isRegistered(page: RegisteredPage): Promise<boolean>;
	unregister(id: string): Promise<void>;
	/** GET and HEAD change nothing; POST acts. Bad requests are answered, not thrown. @throws CrmError StoreUnavailable */
	answer(request: PageRequest): Promise<PageAnswer>;
}
