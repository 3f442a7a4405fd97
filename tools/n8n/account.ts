import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Owner } from './environment';

/** An owner with the password's bcrypt hash, made by n8n's own bcrypt. */
export async function makeOwner(n8n: string, email: string, password: string): Promise<Owner> {
	const { hash } = createRequire(join(n8n, 'node_modules', 'n8n', 'package.json'))('bcryptjs') as {
		hash(password: string, rounds: number): Promise<string>;
	};
	return { email, password, passwordHash: await hash(password, 10) };
}

/** The login of a data folder: made with a random password at the first start, kept in a file only its owner can read. */
export async function keptOwner(n8n: string, data: string): Promise<Owner> {
	const file = join(data, 'login.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Owner;
	const owner = await makeOwner(n8n, 'owner@example.com', randomPassword());
	await mkdir(data, { recursive: true });
	await writeFile(file, `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600 });
	return owner;
}

/** Fourteen characters that are easy to read and type: no 0/O, 1/l/I; always a capital and a digit, as n8n asks. */
function randomPassword(): string {
	const pick = (characters: string, count: number) =>
		Array.from({ length: count }, () => characters[randomInt(characters.length)]).join('');
	return pick('ABCDEFGHJKLMNPQRSTUVWXYZ', 1) + pick('abcdefghijkmnpqrstuvwxyz', 11) + pick('23456789', 2);
}
