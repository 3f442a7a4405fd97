import type { Text } from '../text';
import type { ObjectName } from './generated/records';

export type { ObjectName } from './generated/records';

/** How a field's value is entered, checked and stored; derived from its JSON Schema type and format. */
export type FieldType =
	| 'text'
	| 'longText'
	| 'integer'
	| 'number'
	/** An exact amount: a decimal text everywhere but in its column, which holds whole minor units. */
	| 'money'
	/** The exact price of one unit, finer than an amount: a decimal text everywhere, in its column one that sorts by what it says. */
	| 'price'
	/** ISO 4217 code. */
	| 'currency'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'option'
	| 'reference'
	| 'email'
	| 'phone'
	| 'mobile'
	| 'uscc'
	| 'id'
	| 'list';

/** How a value is folded for matching. */
export type Fold = 'name' | 'company' | 'domain';

export type IdentityKind = 'phone' | 'email' | 'wechat' | 'unionId' | 'externalUserId';

export interface Option {
	readonly value: string;
	readonly label: Text;
}

/** One field of an object, or of the items of a list field. */
export interface Field {
	readonly name: string;
	readonly type: FieldType;
	readonly label: Text;
	readonly description?: Text;
	readonly required: boolean;
	/** Set by the product; Create and Update refuse it. */
	readonly readOnly: boolean;
	/** One of id, version, createdAt, updatedAt, deletedAt, which every object has. */
	readonly system: boolean;
	/** Of a field that users defined: its key in the column of custom fields. `name` is the same behind a prefix. */
	readonly custom?: string;
	/** Personal data: kept out of the event log's permanent part. */
	readonly personal: boolean;
	/** Follows from other fields: its changes are not logged. */
	readonly derived: boolean;
	readonly default?: unknown;
	/** What an entry looks like. */
	readonly example?: string;
	readonly options?: readonly Option[];
	readonly ref?: ObjectName;
	/** `together`: the record is deleted and restored with the one it refers to, by a rule of that one. */
	readonly onDelete?: 'restrict' | 'setNull' | 'together';
	readonly identity?: IdentityKind;
	/** `yearly`: the year stands behind the prefix, and each year begins with 1. */
	readonly number?: { readonly prefix: string; readonly digits: number; readonly yearly?: boolean };
	readonly lifecycle?: string;
	/** Of an amount: the field that holds its currency. */
	readonly money?: string;
	/** Of an amount: the least it may be. */
	readonly minimum?: number;
	readonly multiline: boolean;
	readonly maxLength?: number;
	/** Of a list: the fields of each item; absent for a list of plain strings or free objects. */
	readonly items?: readonly Field[];
}

/** An object of the CRM, as its schema file describes it. */
export interface CrmObject {
	readonly name: ObjectName;
	readonly label: Text;
	readonly plural: Text;
	readonly table: string;
	/** The field shown as the record's name. */
	readonly title: string;
	/** System fields first, then in the order of the schema file. */
	readonly fields: readonly Field[];
	readonly byName: ReadonlyMap<string, Field>;
	/** Unique among records that are not deleted. */
	readonly keys: readonly (readonly string[])[];
	readonly indexes: readonly (readonly string[])[];
	readonly search: readonly string[];
	/** What is shown of a record in short, in this order; absent: what people know it by. */
	readonly summary?: readonly string[];
	/** Derived columns: column → the field whose folded form it holds, and how it is folded. */
	readonly matchKeys: Readonly<Record<string, { readonly field: string; readonly fold: Fold }>>;
	readonly scope?: { readonly owner: string } | { readonly through: string | readonly string[] };
	readonly timeline?: string;
	/** Set-up made with a Define form; not offered among the record operations. */
	readonly policy: boolean;
	/** Written by the product's own operations alone: people read it. */
	readonly log: boolean;
	/** What is written is never changed. */
	readonly appendOnly: boolean;
}
