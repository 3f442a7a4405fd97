import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { clock } from '../clock';
import { breathe, insertRows, type Sql, type StoreTx } from '../store';
import type { PageKind, TokenSubject } from './pageKind';
import { pageKind } from './kinds';

const columns = ['hash', 'kind', 'object', 'recordId', 'purpose', 'data', 'createdAt', 'expiresAt'];

/** 256 random bits in base64url. */
const bytes = 32;
const shape = /^[\w-]{43}$/;

/** Characters of a token. */
export const tokenLength = 43;

/** Begins the keys of buttons that are made here, so that a sender's own is not taken for one. */
const keyPrefix = 'guanxi-';

/** The key of a card's button that stands for a token. */
export const keyOf = (token: string): string => keyPrefix + token;

/** The token that the key of a button stands for, whether or not there is one; undefined for a key that was not made here. */
export const tokenOfKey = (key: string): string | undefined => (key.startsWith(keyPrefix) ? key.slice(keyPrefix.length) : undefined);

/** Whether a text may be a token, by its looks. */
const looksLikeToken = (text: string): boolean => shape.test(text);

const hashOf = (token: string): string => hash('sha256', token, 'hex');

/** A link that somebody has followed. */
export interface FoundToken extends TokenSubject {
	readonly hash: string;
	readonly kind: PageKind;
}

/** New tokens, one for each subject in its order; only their hashes are stored, so that whoever reads the database can follow no link. */
export async function issueTokens(tx: StoreTx, kind: PageKind, subjects: readonly TokenSubject[]): Promise<string[]> {
	const now = clock.now();
	const [createdAt, expiresAt] = [now, now + kind.life].map((time) => new Date(time).toISOString());
	await forgetOld(tx, createdAt);
	const tokens: string[] = [];
	const rows: unknown[][] = [];
	for (const { object, recordId, purpose, data } of subjects) {
		const token = randomBytes(bytes).toString('base64url');
		tokens.push(token);
		rows.push([hashOf(token), kind.id, object, recordId, purpose, JSON.stringify(data), createdAt, expiresAt]);
		await breathe();
	}
	await insertRows(tx, { table: 'crm_page_token', columns }, rows);
	return tokens;
}

/** Links whose time has run out. Where none is that old, which is nearly always, no engine goes looking for them. */
const forgetOld = async (tx: StoreTx, now: string): Promise<void> =>
	await tx.send('DELETE FROM "crm_page_token" WHERE "expiresAt" <= ? AND (SELECT min("expiresAt") FROM "crm_page_token") <= ?', [now, now]);

interface TokenRow {
	readonly hash: string;
	readonly kind: string;
	readonly object: TokenSubject['object'] | null;
	readonly recordId: string | null;
	readonly purpose: TokenSubject['purpose'] | null;
	readonly data: string;
	readonly usedAt: string | null;
}

/**
 * The link of a token that may still be acted on; undefined for any other, whether there was one or not.
 * @param lock in a write: nobody else acts on it until the transaction ends
 */
export async function findToken(sql: Sql, token: string, lock?: 'lock'): Promise<FoundToken | undefined> {
	if (!looksLikeToken(token)) return undefined;
	const wanted = hashOf(token);
	if (lock) await sql.dialect.takeTurns(sql, 'repeat', [`page ${wanted}`]);
	const [row] = await sql.query<TokenRow>(
		'SELECT "hash", "kind", "object", "recordId", "purpose", "data", "usedAt" FROM "crm_page_token" WHERE "hash" = ? AND "expiresAt" > ?',
		[wanted, clock.iso()],
		'kept',
	);
	const kind = row && pageKind(row.kind);
	if (!kind || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(wanted))) return undefined;
	if (kind.singleUse && row.usedAt !== null) return undefined;
	return {
		hash: row.hash,
		kind,
		object: row.object ?? undefined,
		recordId: row.recordId ?? undefined,
		purpose: row.purpose ?? undefined,
		data: JSON.parse(row.data) as TokenSubject['data'],
	};
}

/** Notes that a link was acted on. */
export const markUsed = async (tx: StoreTx, { hash: used }: FoundToken): Promise<void> =>
	await tx.send('UPDATE "crm_page_token" SET "usedAt" = ? WHERE "hash" = ?', [clock.iso(), used]);
