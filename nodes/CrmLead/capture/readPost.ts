import { objects } from '../../../core';
import type { Field, ObjectName } from '../../../core/schema/types';

/** What a form or a web page sent, sorted into the lead's and the touchpoint's fields. */
export interface Post {
	/** Fields of the lead, and keys that no schema knows, which the core names as ignored. */
	readonly fields: Readonly<Record<string, unknown>>;
	readonly touchpoint: Readonly<Record<string, unknown>>;
	/** Keys of fields that a sender must not set, such as the owner. */
	readonly refused: readonly string[];
	/** What the sender wrote into the honeypot field. */
	readonly honeypot?: string;
	readonly sender?: string;
	/** Size of what was sent. */
	readonly bytes: number;
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** n8n's Form Trigger adds these to every form. */
const formTriggerKeys = new Set(['submittedAt', 'formMode', 'formQueryParameters']);

/** utm_source, utmSource and "UTM Source" are one key. */
const fold = (key: string) =>
	key
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_-]/g, '');

/** A sender fills in data; whom a record belongs to, when it was and what it refers to is not a sender's to say. */
const open = ({ system, readOnly, type }: Field) => !system && !readOnly && type !== 'reference' && type !== 'dateTime';

const keysOf = (object: ObjectName, fits: (field: Field) => boolean): Map<string, string> =>
	new Map(
		objects
			.get(object)
			.fields.filter(fits)
			.flatMap(({ name, label }) => [name, label.en, label['zh-CN']].map((key) => [fold(key), name] as const)),
	);

const leadKeys = keysOf('lead', open);
const touchpointKeys = keysOf('touchpoint', open);
const closedKeys = keysOf('lead', (field) => !open(field));

const headerOf = (headers: unknown, name: string): string | undefined => {
	const value = isRecord(headers) ? headers[name] : undefined;
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/**
 * The caller's address. A proxy appends the address it saw to x-forwarded-for, so only the last entry
 * cannot be made up by the caller; x-real-ip is set by the proxy alone.
 */
const senderOf = (headers: unknown): string | undefined =>
	headerOf(headers, 'x-real-ip') ?? headerOf(headers, 'x-forwarded-for')?.split(',').at(-1)?.trim();

/** A Webhook node's item holds what was posted in `body`; any other item is the post itself. */
const isWebhookItem = (json: Json): boolean => isRecord(json.headers) && isRecord(json.query) && 'body' in json;

interface Sorted {
	readonly fields: Map<string, unknown>;
	readonly touchpoint: Map<string, unknown>;
	readonly refused: string[];
}

const isFolded = (key: string) => leadKeys.has(key) || touchpointKeys.has(key) || closedKeys.has(key);

function sortKey(sorted: Sorted, key: string, value: unknown): void {
	const folded = isFolded(key) ? key : fold(key);
	const lead = leadKeys.get(folded);
	const touchpoint = touchpointKeys.get(folded);
	if (closedKeys.has(folded)) {
		sorted.refused.push(key);
		return;
	}
	if (lead && !sorted.fields.has(lead)) sorted.fields.set(lead, value);
	if (touchpoint && !sorted.touchpoint.has(touchpoint)) sorted.touchpoint.set(touchpoint, value);
	if (!lead && !touchpoint) sorted.fields.set(key, value);
}

function channelOf(json: Json): string {
	if (isWebhookItem(json)) return 'webhook';
	return 'formMode' in json ? 'form' : 'other';
}

const sizeOf = (json: Json, post: Json): number => {
	const announced = Number(headerOf(json.headers, 'content-length'));
	return Number.isSafeInteger(announced) && announced > 0 ? announced : Buffer.byteLength(JSON.stringify(post));
};

/** Reads an item's own data as a lead: keys by field name or label in either language; everything else is left to be ignored. */
export function readPost(json: Json, honeypotField?: string): Post {
	const body = isWebhookItem(json) ? json.body : json;
	const post = isRecord(body) ? body : {};
	const sorted: Sorted = { fields: new Map(), touchpoint: new Map(), refused: [] };
	for (const [key, value] of Object.entries(post)) {
		if (key !== honeypotField && !formTriggerKeys.has(key)) sortKey(sorted, key, value);
	}
	const channel = sorted.touchpoint.get('channel') ?? sorted.fields.get('source') ?? channelOf(json);
	const honeypot = honeypotField === undefined ? undefined : post[honeypotField];
	return {
		// fromEntries defines own properties: a key such as __proto__ stays plain data.
		fields: Object.fromEntries(sorted.fields),
		touchpoint: { ...Object.fromEntries(sorted.touchpoint), channel },
		refused: sorted.refused,
		honeypot: typeof honeypot === 'string' ? honeypot : undefined,
		sender: senderOf(json.headers),
		bytes: sizeOf(json, post),
	};
}
