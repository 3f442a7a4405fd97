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
