import type { Address } from '../consents';

interface Notice {
	/** The provider's own name for it, by which its repeats are known. */
	readonly id: string;
	/** Of our messages; such as `email`. */
	readonly channel: string;
	/** UTC ISO 8601. */
	readonly at: string;
}

/** Somebody wrote. */
export interface Received extends Notice {
	readonly kind: 'received';
	readonly from: Address;
	readonly name?: string;
	readonly subject?: string;
	readonly body: string;
	readonly html?: string;
	readonly attachments: ReadonlyArray<{ readonly name: string; readonly type?: string; readonly size?: number }>;
	/** What the provider calls our messages that it answers. */
	readonly answers: readonly string[];
	/** Ids of our messages, as an address or a message's name may hold them. */
	readonly messageIds: readonly string[];
	/** Written by a machine: an absence note, a newsletter. */
	readonly automatic: boolean;
	/** The words with which people refuse. */
	readonly optOut: boolean;
}

/** A provider tells what became of one of our messages. */
export interface Report extends Notice {
	readonly kind: 'report';
	readonly outcome: 'delivered' | 'failed' | 'delayed';
	readonly about: { readonly providerIds: readonly string[]; readonly messageIds: readonly string[] };
	readonly to?: Address;
	readonly code: string;
	readonly message: string;
	/** The address is wrong for good. */
	readonly badAddress: boolean;
}

export type InboundNotice = Received | Report;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Record ids within a text, such as a Message-ID that was made from one. */
export const idsIn = (text: string): string[] => text.toLowerCase().match(uuid) ?? [];

/** A time as it is stored: now for what is none, or lies in the future. */
export function timeOf(raw: unknown, now: number): string {
	const time = raw instanceof Date ? raw.getTime() : typeof raw === 'string' ? Date.parse(raw) : Number.NaN;
	return new Date(Number.isNaN(time) || time > now ? now : time).toISOString();
}

/** Text of at most so many characters, without what no database takes. */
export const bounded = (text: string, max: number): string => {
	const clean = text.replaceAll('\0', '').toWellFormed();
	return clean.length <= max ? clean : [...clean.slice(0, max + 1)].slice(0, -1).join('').slice(0, max).toWellFormed();
};
