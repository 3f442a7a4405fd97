import { existsSync } from 'node:fs';
import { redisProgram, redisVariable } from '../servers/redis';
import { runCommand } from './command';
import type { Say } from './result';

/** Something the tests need of the machine: where it shows that it is there, and Debian's package that brings it. */
interface SystemPackage {
	readonly file: string;
	readonly debian: string;
}

/** What the page tests open: a browser, and a font for Chinese. */
export const browser: readonly SystemPackage[] = [
	{ file: '/usr/bin/chromium', debian: 'chromium' },
	{ file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', debian: 'fonts-noto-cjk' },
];

/** What n8n's queue mode needs, where the environment names no server. */
export const redis = (): readonly SystemPackage[] => (process.env[redisVariable] ? [] : [{ file: redisProgram, debian: 'redis-server' }]);

/** What makes the certificates of a server. */
export const openssl: readonly SystemPackage[] = [{ file: '/usr/bin/openssl', debian: 'openssl' }];

/** What npm needs to compile n8n's SQLite where no ready binary can be downloaded. */
export const compiler: readonly SystemPackage[] = [
	{ file: '/usr/bin/python3', debian: 'python3' },
	{ file: '/usr/bin/make', debian: 'make' },
	{ file: '/usr/bin/g++', debian: 'g++' },
];

/**
 * Installs what is missing, where we may.
 *
 * @throws Error that names the packages, where we may not or apt-get fails
 */
export async function needs(packages: readonly SystemPackage[], say: Say): Promise<void> {
	const missing = packages.filter(({ file }) => !existsSync(file)).map(({ debian }) => debian);
	if (missing.length === 0) return;
	const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new Error(`These tests need ${missing.join(', ')}. On Debian or Ubuntu: sudo ${install}`);
	}
	say(`installing ${missing.join(', ')} with apt-get`);
	const { ok, output } = await runCommand('sh', ['-c', `apt-get update && DEBIAN_FRONTEND=noninteractive ${install}`]);
	if (!ok) throw new Error(`These tests need ${missing.join(', ')}, and apt-get could not install them:\n${output.trim()}`);
}
