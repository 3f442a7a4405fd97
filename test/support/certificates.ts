import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { testFolder } from './databases';

interface Certificate {
	/** PEM. */
	readonly certificate: string;
	/** PEM. */
	readonly key: string;
}

interface Authority {
	/** PEM. */
	readonly certificate: string;
	/** @param altName as openssl writes it, such as `DNS:localhost`; `days` from now on, -1 for one that ended yesterday */
	issue(altName: string, days?: number): Certificate;
}

/** An authority that nobody knows, and what it signs. */
export function newAuthority(name: string): Authority {
	const folder = testFolder();
	const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
	const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
	const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', `/CN=${name}`);
	return {
		certificate: read('ca.pem'),
		issue: (altName, days = 2) => {
			openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=PostgreSQL');
			writeFileSync(path.join(folder, 'names'), `subjectAltName=${altName}`);
			const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', String(days)];
			openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signing);
			return { certificate: read('server.pem'), key: read('server.key') };
		},
	};
}
