import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What a token is stored under. */
interface Seal {
	readonly name: string;
	readonly secret: string;
}

const sizes = { key: 32, salt: 16, nonce: 12, tag: 16 } as const;

/** RFC 5869. The secret comes from a credential of n8n: it is in no database of ours, and neither is what derives from it. */
const derive = ({ secret }: Seal, salt: Buffer | string, about: string): Buffer =>
	Buffer.from(hkdfSync('sha256', secret, salt, `n8n-nodes-guanxi ${about}`, sizes.key));

/** Tells one secret from another without giving either away. */
export const markOf = (seal: Seal): string => derive(seal, seal.name, 'mark of a secret').toString('base64url').slice(0, 22);

/** Encrypts a token (AES-256-GCM) so that whoever has the database, but not the credential, cannot read it. */
export function sealToken(seal: Seal, token: string): string {
	const salt = randomBytes(sizes.salt);
	const nonce = randomBytes(sizes.nonce);
	const cipher = createCipheriv('aes-256-gcm', derive(seal, salt, 'key of a token'), nonce).setAAD(Buffer.from(seal.name));
	return Buffer.concat([salt, nonce, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** Undefined for what was sealed under another name or secret, or was changed since. */
export function openToken(seal: Seal, sealed: string): string | undefined {
	const bytes = Buffer.from(sealed, 'base64');
	const { salt, nonce, tag } = sizes;
	if (bytes.length < salt + nonce + tag) return undefined;
	const key = derive(seal, bytes.subarray(0, salt), 'key of a token');
	const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(salt, salt + nonce), { authTagLength: tag })
		.setAAD(Buffer.from(seal.name))
		.setAuthTag(bytes.subarray(-tag));
	try {
		return Buffer.concat([decipher.update(bytes.subarray(salt + nonce, -tag)), decipher.final()]).toString('utf8');
	} catch {
		// The tag does not fit: for the caller this is no token.
		return undefined;
	}
}
