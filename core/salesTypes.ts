import type { Input, Outcome } from './context';
import type { CrmRecord, FieldsInput, IdInput } from './recordTypes';
import type { Text } from './text';

export interface ConvertInput extends IdInput {
	/** Becomes of this customer, instead of the one that matches. */
	readonly customerId?: string;
	readonly contactId?: string;
	/** Makes a new one even where one matches. */
	readonly newCustomer?: boolean;
	readonly newContact?: boolean;
	readonly withoutOpportunity?: boolean;
	/** Custom fields of the customer, where one is made; they go before those of the lead. */
	readonly customer?: Readonly<Record<string, unknown>>;
	/** The same of the contact. */
	readonly contact?: Readonly<Record<string, unknown>>;
	/** Fields of the opportunity, such as name, amount and pipelineId. */
	readonly opportunity?: Readonly<Record<string, unknown>>;
	/** The contact's role in the opportunity; default `user`. */
	readonly role?: string;
	/** Who is to own what is new; default: the owner of the lead. */
	readonly ownerId?: string;
}

export interface Converted {
	readonly lead: CrmRecord;
	readonly customer: CrmRecord | null;
	readonly contact: CrmRecord | null;
	readonly opportunity: CrmRecord | null;
	/** Which of them this conversion made; the others were there. */
	readonly created: { readonly customer: boolean; readonly contact: boolean; readonly opportunity: boolean };
	/** True when the lead had been converted before. */
	readonly repeated: boolean;
}

export interface StageInput extends IdInput {
	/** Key or name of a stage of the opportunity's pipeline. */
	readonly stage: string;
	readonly version?: number;
}

export interface LoseInput extends IdInput {
	/** One of the options of `lossReason`, as value or label. */
	readonly reason: string;
	readonly detail?: string;
	readonly competitor?: string;
	readonly version?: number;
}

/** Why an open opportunity wants looking at. */
export type ReviewReason = 'tooLongInStage' | 'noDecider' | 'noNextStep';

export interface ReviewQuery {
	/** Which reasons count; all when empty. */
	readonly reasons: readonly ReviewReason[];
	readonly ownerId?: string;
	readonly pipelineId?: string;
	/** Opportunities a page, 1–500. */
	readonly limit: number;
	readonly cursor?: string;
}

export interface Reviewed {
	readonly opportunity: CrmRecord;
	readonly reasons: ReadonlyArray<{ readonly code: ReviewReason; readonly text: Text }>;
	/** Whole days since it entered its stage; null when it is in none. */
	readonly daysInStage: number | null;
}

export interface PriceInput extends Input {
	readonly productId: string;
	/** Absent: the product's default price. */
	readonly priceBookId?: string;
	/** Default 1. */
	readonly quantity?: number;
	/** YYYY-MM-DD; default today. */
	readonly on?: string;
}

export interface PriceAnswer {
	readonly productId: string;
	readonly quantity: number;
	/** Decimal text. */
	readonly unitPrice: string;
	readonly currency: string;
	/** Quantity times unit price. */
	readonly total: string;
	/** Where the price was found. */
	readonly source: 'priceBook' | 'product';
	readonly priceId: string | null;
	readonly priceBookId: string | null;
	readonly minQuantity: number | null;
}

export interface RateInput extends Input {
	/** ISO 4217 codes. */
	readonly base: string;
	readonly quote: string;
	/** YYYY-MM-DD; default today. */
	readonly on?: string;
	/** An amount of the base currency to convert, as a decimal text. */
	readonly amount?: string;
}

export interface RateAnswer {
	readonly base: string;
	readonly quote: string;
	readonly rate: string;
	/** The day that the rate is of: the latest on or before the one asked for. */
	readonly date: string;
	readonly source: string | null;
	/** The converted amount, rounded half up to the minor unit of the quote currency. */
	readonly converted?: string;
}

export interface Sales {
	/** Makes or changes the pipeline of that name. */
	definePipeline(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
	moveStage(inputs: readonly StageInput[]): Promise<Array<Outcome<CrmRecord>>>;
	win(inputs: ReadonlyArray<IdInput & { version?: number }>): Promise<Array<Outcome<CrmRecord>>>;
	lose(inputs: readonly LoseInput[]): Promise<Array<Outcome<CrmRecord>>>;
	/** Takes a won or lost opportunity up again; without a stage in the first open one. */
	reopen(inputs: ReadonlyArray<IdInput & { stage?: string; version?: number }>): Promise<Array<Outcome<CrmRecord>>>;
	/** Open opportunities with something amiss, the longest in their stage first. */
	review(query: ReviewQuery): Promise<{ found: Reviewed[]; nextCursor?: string }>;
	findPrices(inputs: readonly PriceInput[]): Promise<Array<Outcome<PriceAnswer>>>;
	findRates(inputs: readonly RateInput[]): Promise<Array<Outcome<RateAnswer>>>;
}
