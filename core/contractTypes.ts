import type { Readable } from 'node:stream';
import type { Input, Outcome } from './context';
import type { CrmRecord, FieldsInput, IdInput } from './recordTypes';
import type { Locale } from './text';

export interface DraftContractInput extends FieldsInput {
	/** Where customer, owner, currency, name and products come from, unless they are given; an id or a number. */
	readonly opportunityId?: string;
	/** Fields of `contractProduct`; a product also by its code, or by its name where no other has it. They take the place of the opportunity's. */
	readonly lines?: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** A step of a contract; `fields` are those that the step sets, as entered. */
export interface ContractStepInput extends IdInput {
	readonly fields?: Readonly<Record<string, unknown>>;
	readonly version?: number;
}

/** Steps that people make themselves; the others are those of an approval. */
export type ContractStepVerb = 'seal' | 'sign' | 'activate' | 'complete' | 'terminate';

export interface RenderContractInput extends IdInput {
	/** Name or id of a contract template; default: that of the contract, else the oldest active one, else the built-in text alone. */
	readonly template?: string;
	/** Default: the customer's, else Chinese. */
	readonly language?: Locale;
	/** More that the template may name. */
	readonly variables?: Readonly<Record<string, unknown>>;
}

export interface RenderedContract {
	readonly contract: CrmRecord;
	/** A whole page, ready to print on A4. */
	readonly html: string;
	readonly language: Locale;
	/** Name of the template; null: the built-in text. */
	readonly template: string | null;
	/** Without a path: `HT-2026-000001 Annual Service.html`. */
	readonly fileName: string;
}

/** A file whose bytes come when they are asked for. */
export interface GivenAttachment {
	readonly name: string;
	readonly mimeType: string;
	/** Where it is known beforehand: too large a file is then not even opened. */
	readonly bytes?: number;
	open(): Promise<Readable>;
}

export interface Contracts {
	/** Makes contracts with their numbers and products, all or, under continue-on-fail, those that are right. */
	draft(inputs: readonly DraftContractInput[]): Promise<Array<Outcome<CrmRecord>>>;
	step(verb: ContractStepVerb, inputs: readonly ContractStepInput[]): Promise<Array<Outcome<CrmRecord>>>;
	render(inputs: readonly RenderContractInput[]): Promise<Array<Outcome<RenderedContract>>>;
	/** Makes or changes the contract template of that name. */
	defineTemplate(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
}

export interface AttachInput extends Input {
	readonly object: import('./schema/types').ObjectName;
	readonly id: string;
	readonly file: GivenAttachment;
	/** One of the options of `file.kind`; default `document`. */
	readonly kind?: string;
	readonly note?: string;
	/** The same key returns the file of the first call. */
	readonly idempotencyKey?: string;
}

/** A stored file: its record, and its bytes when they are asked for. */
export interface StoredFile {
	readonly record: CrmRecord;
	open(): Promise<Readable>;
}

export interface Files {
	attach(inputs: readonly AttachInput[]): Promise<Array<Outcome<CrmRecord>>>;
	get(inputs: readonly IdInput[]): Promise<Array<Outcome<StoredFile>>>;
	/** Takes away what files hold, for good; that they were attached stays in the history. */
	delete(inputs: readonly IdInput[]): Promise<Array<Outcome<CrmRecord>>>;
}
