import { objects } from '../../../core';
import { isBlank } from '../../../core/blank';
import type { Objects } from '../../../core/schema/objects';
import type { CrmObject, Field, IdentityKind } from '../../../core/schema/types';
import { fitAttribution } from './attribution';

/** What a form or a web page sent, sorted into the lead's and the touchpoint's fields. */
export interface Post {
	/** Fields of the lead, and keys that no schema knows, which the core names as ignored. */
	readonly fields: Readonly<Record<string, unknown>>;
	readonly touchpoint: Readonly<Record<string, unknown>>;
	/** Keys of fields that a sender must not set, such as the owner, and of those that found no place. */
	readonly refused: readonly string[];
	/** What the sender wrote into the honeypot field; absent when it is blank. */
	readonly honeypot?: string;
	readonly sender?: string;
	/** Bytes that were sent; measured only when asked for. */
	readonly bytes?: number;
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

/**
 * The ids by which WeChat and WeCom know a person come from WeChat and WeCom. A sender who gave another person's phone
 * and an id of their own would have their own messages taken for that person's ever after.
 */
const provenKeys: ReadonlySet<IdentityKind | undefined> = new Set<IdentityKind>(['unionId', 'externalUserId']);

/** A sender fills in data; whom a record belongs to, when it was and what it refers to is not a sender's to say. */
const open = ({ system, readOnly, type, identity }: Field) =>
	!system && !readOnly && type !== 'reference' && type !== 'dateTime' && !provenKeys.has(identity);

const keysOf = (fields: readonly Field[]): Map<string, string> =>
	new Map(fields.flatMap(({ name, label }) => [name, label.en, label['zh-CN']].map((key) => [fold(key), name] as const)));

const touchpointKeys = keysOf(objects.get('touchpoint').fields.filter(open));

/** Names of a lead's fields, by all they may be called in a form. */
interface LeadKeys {
	readonly open: ReadonlyMap<string, string>;
	/** What a sender must not set. */
	readonly closed: ReadonlyMap<string, string>;
}

const leadKeys = new WeakMap<CrmObject, LeadKeys>();

/** A word that a built-in field goes by stays its own: custom fields come before it, and the last one counts. */
function leadKeysOf(lead: CrmObject): LeadKeys {
	let keys = leadKeys.get(lead);
	if (!keys) {
		const fields = [...lead.fields].sort((a, b) => Number(b.custom !== undefined) - Number(a.custom !== undefined));
		keys = { open: keysOf(fields.filter(open)), closed: keysOf(fields.filter((field) => !open(field))) };
		leadKeys.set(lead, keys);
	}
	return keys;
}

const headerOf = (headers: unknown, name: string): string | undefined => {
	const value = isRecord(headers) ? headers[name] : undefined;
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/**
 * The caller's address. A proxy appends the address it saw to x-forwarded-for, so behind a proxy the last entry is not
 * the caller's to make up. x-real-ip is asked after it: a proxy that does not set it passes on what the caller wrote.
 * Without a proxy both are the caller's own words.
 */
const senderOf = (headers: unknown): string | undefined =>
	headerOf(headers, 'x-forwarded-for')?.split(',').at(-1)?.trim() || headerOf(headers, 'x-real-ip');

/** A Webhook node's item holds what was posted in `body`; any other item is the post itself. */
const isWebhookItem = (json: Json): boolean => isRecord(json.headers) && isRecord(json.query) && 'body' in json;

interface Sorted {
	readonly fields: Map<string, unknown>;
	readonly touchpoint: Map<string, unknown>;
	readonly refused: string[];
}

function sortKey(sorted: Sorted, { open: known, closed }: LeadKeys, [key, value]: readonly [string, unknown]): void {
	const isFolded = known.has(key) || touchpointKeys.has(key) || closed.has(key);
	const folded = isFolded ? key : fold(key);
	const lead = known.get(folded);
	const touchpoint = touchpointKeys.get(folded);
	if (closed.has(folded)) {
		sorted.refused.push(key.slice(0, 100));
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

/** Compressed posts announce the size they travel with, and some announce none: what has arrived counts too. */
function sizeOf(json: Json, body: unknown): number {
	const announced = Number(headerOf(json.headers, 'content-length'));
	const arrived = Buffer.byteLength(JSON.stringify(body) ?? '');
	return Number.isSafeInteger(announced) ? Math.max(announced, arrived) : arrived;
}

/** Nothing that a form sends for a field left alone; an unticked box comes as false. */
const isLeftAlone = (value: unknown): boolean => value === false || isBlank(value);

/** Whatever stands in the honeypot field: a robot may repeat it, nest it or send a number. */
function honeypotOf(post: Json, field: string | undefined): string | undefined {
	const value = field !== undefined && Object.hasOwn(post, field) ? post[field] : undefined;
	if (Array.isArray(value) ? value.every(isLeftAlone) : isLeftAlone(value)) return undefined;
	return typeof value === 'string' ? value : 'filled in';
}

interface Reading {
	readonly honeypotField?: string;
	readonly measured?: boolean;
}

/** Reads an item's own data as a lead: keys by field name or label in either language; everything else is left to be ignored. */
export function readPost(json: Json, known: Objects, { honeypotField, measured }: Reading = {}): Post {
	const body = isWebhookItem(json) ? json.body : json;
	const post = isRecord(body) ? body : {};
	const sorted: Sorted = { fields: new Map(), touchpoint: new Map(), refused: [] };
	const keys = leadKeysOf(known.get('lead'));
	for (const entry of Object.entries(post)) {
		if (entry[0] !== honeypotField && !formTriggerKeys.has(entry[0])) sortKey(sorted, keys, entry);
	}
	const lost = fitAttribution(sorted.fields, sorted.touchpoint);
	const channel = sorted.touchpoint.get('channel') ?? sorted.fields.get('source') ?? channelOf(json);
	return {
		// fromEntries defines own properties: a key such as __proto__ stays plain data.
		fields: Object.fromEntries(sorted.fields),
		touchpoint: { ...Object.fromEntries(sorted.touchpoint), channel },
		refused: [...sorted.refused, ...lost],
		honeypot: honeypotOf(post, honeypotField),
		sender: senderOf(json.headers),
		bytes: measured ? sizeOf(json, body) : undefined,
	};
}
