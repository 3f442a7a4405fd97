import { hour } from '../standIn/clock';

/** A short message that really went out. */
export interface Sms {
	readonly number: string;
	readonly sign: string;
	readonly template: string;
	readonly text: string;
	readonly bizId: string;
	readonly outId: string;
	readonly at: number;
	/** What the carrier said about it; missing while it has said nothing. */
	receipt?: { readonly code: string; readonly at: number };
}

/** `YYYY-MM-DD HH:MM:SS` in China, as the vendor writes times. */
export const chinaTime = (ms: number): string => new Date(ms + 8 * hour).toISOString().slice(0, 19).replace('T', ' ');
