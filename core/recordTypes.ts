import type { Input } from './context';
import type { FilterGroup, SortKey } from './filter';

/** A record as it leaves the core: every field of its object, absent values as null, times as UTC ISO 8601. */
export type CrmRecord = Record<string, unknown> & { id: string; version: number };

export interface FieldsInput extends Input {
	readonly fields: Readonly<Record<string, unknown>>;
	/** The same key returns the first result. */
	readonly idempotencyKey?: string;
}

export interface UpdateInput extends FieldsInput {
	readonly id: string;
	/** Refused with VersionConflict when the record has moved on. */
	readonly version?: number;
}

export interface UpsertInput extends FieldsInput {
	/** The fields of one of the object's unique keys, ['id'], a phone number or an address, or names that are indexed. */
	readonly matchOn: readonly string[];
}

export interface Upserted {
	readonly created: boolean;
	/** False for a new record, and for one that has all these values already. */
	readonly changed: boolean;
	readonly record: CrmRecord;
}

export interface IdInput extends Input {
	/** Where records have numbers, one may stand in place of the id, here and in every reference. */
	readonly id: string;
}

export interface Query {
	readonly filter?: FilterGroup;
	readonly sort?: readonly SortKey[];
	/** Records a page, 1–500. */
	readonly limit: number;
	/** `nextCursor` of the page before. */
	readonly cursor?: string;
	/** False (default): live records. 'only': deleted ones. 'with': both. */
	readonly deleted?: false | 'only' | 'with';
	/** Type-ahead text, matched on the object's search fields. */
	readonly search?: string;
}

export interface Page {
	readonly records: CrmRecord[];
	readonly nextCursor?: string;
}
