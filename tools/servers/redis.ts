import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../n8n/ports';
import { startGuard } from './guard';

export interface RedisServer {
	readonly host: string;
	readonly port: number;
	stop(): Promise<void>;
}

/** Names a server to use in place of our own: `redis://host:port`. */
export const redisVariable = 'GUANXI_TEST_REDIS';

/** Where Debian's package redis-server puts the program. */
export const redisProgram = '/usr/bin/redis-server';

/**
 * A Redis server: the one that the environment names, or an empty one of our own on a free port of 127.0.0.1 that keeps
 * nothing on disk.
 * @throws Error where there is none, with what to do
 */
export async function startRedis(): Promise<RedisServer> {
	const named = process.env[redisVariable];
	if (named) {
		const { hostname, port } = new URL(named);
		return { host: hostname, port: Number(port || 6379), stop: async () => {} };
	}
	const program = [...(process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'redis-server')), redisProgram].find(
		(file) => existsSync(file),
	);
	if (!program) {
		throw new Error(`There is no redis-server: install it (Debian: apt-get install redis-server), or name a server in ${redisVariable}.`);
	}
	return await startOwn(program);
}

async function startOwn(program: string): Promise<RedisServer> {
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-redis-'));
	const port = await freePort();
	const pidFile = path.join(folder, 'redis.pid');
	const tidyUp = startGuard({ pidFile, signal: 'KILL', folders: [folder] });
	const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no', '--pidfile', pidFile];
	const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	try {
		await untilReady(server);
	} catch (error) {
		await tidyUp();
		throw error;
	}
	return { host: '127.0.0.1', port, stop: tidyUp };
}

async function untilReady(server: ChildProcess): Promise<void> {
	let said = '';
	for (const stream of [server.stdout, server.stderr]) stream?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
	for (const end = Date.now() + 30_000; !said.includes('Ready to accept connections'); await sleep(20)) {
		if (server.exitCode !== null || Date.now() > end) throw new Error(`Redis did not start:\n${said}`);
	}
}
