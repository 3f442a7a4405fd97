import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly dist: { readonly tarball: string; readonly integrity: string; readonly shasum: string };
	[key: string]: unknown;
}

/**
 * Stands in for the public npm registry: n8n's own npm, unchanged, finds here what a test has published, and nothing
 * leaves the machine. Answers packuments, single versions and tarballs; refuses every proxied connection.
 */
export class Registry {
	private readonly versions = new Map<string, Map<string, Manifest>>();
	private readonly tarballs = new Map<string, Buffer>();
	private readonly folder = mkdtempSync(join(tmpdir(), 'guanxi-registry-'));
	private readonly server: Server;
	private url = '';
	/** Host and port of every connection to the outside that was asked for, and refused. */
	readonly refused: string[] = [];

	private constructor() {
		this.server = createServer((request, response) => this.answer(request, response));
		this.server.on('connect', (request, socket) => {
			this.refused.push(request.url ?? '');
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		});
	}

	static async start(): Promise<Registry> {
		const registry = new Registry();
		registry.server.listen(0, '127.0.0.1');
		await once(registry.server, 'listening');
		registry.url = `http://127.0.0.1:${(registry.server.address() as AddressInfo).port}`;
		return registry;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		rmSync(this.folder, { recursive: true, force: true });
	}

	/** Publishes a packed tarball, as another version of it when one is given, with changes to its files. Answers the manifest. */
	publish(tarball: string, version?: string, change?: (folder: string) => void): Manifest {
		const file = version ? this.repack(tarball, version, change) : tarball;
		const content = readFileSync(file);
		const packed = JSON.parse(execFileSync('tar', ['-xOzf', file, 'package/package.json'], { encoding: 'utf8' })) as Manifest;
		const path = `/${packed.name}/-/${packed.name}-${packed.version}.tgz`;
		const dist = {
			tarball: `${this.url}${path}`,
			integrity: digest('sha512', content),
			shasum: createHash('sha1').update(content).digest('hex'),
		};
		const manifest = { ...packed, dist };
		this.tarballs.set(path, content);
		const versions = this.versions.get(packed.name) ?? new Map<string, Manifest>();
		this.versions.set(packed.name, versions.set(packed.version, manifest));
		return manifest;
	}

	/** For the n8n that shall use this registry: its npm is the machine's, told another registry at the last moment. */
	environment(): Record<string, string> {
		const bin = join(this.folder, 'bin');
		const npm = execFileSync('which', ['npm'], { encoding: 'utf8' }).trim();
		mkdirSync(bin, { recursive: true });
		writeFileSync(join(bin, 'npm'), `#!/bin/sh\nexec '${npm}' "$@" --registry='${this.url}'\n`);
		chmodSync(join(bin, 'npm'), 0o755);
		return {
			PATH: `${bin}:${join(process.execPath, '..')}:${process.env.PATH ?? ''}`,
			npm_config_cache: join(this.folder, 'npm-cache'),
			HTTPS_PROXY: this.url,
			NO_PROXY: '127.0.0.1,localhost',
		};
	}

	private repack(tarball: string, version: string, change?: (folder: string) => void): string {
		const copy = mkdtempSync(join(this.folder, 'repack-'));
		execFileSync('tar', ['-xzf', tarball, '-C', copy]);
		const file = join(copy, 'package', 'package.json');
		const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
		writeFileSync(file, JSON.stringify({ ...manifest, version }));
		change?.(join(copy, 'package'));
		const repacked = join(this.folder, `${manifest.name}-${version}.tgz`);
		execFileSync('tar', ['-czf', repacked, '-C', copy, 'package']);
		return repacked;
	}

	private answer(request: IncomingMessage, response: ServerResponse): void {
		const path = decodeURIComponent(new URL(request.url ?? '/', this.url).pathname);
		const content = this.tarballs.get(path);
		if (content) {
			response.end(content);
			return;
		}
		const [, name, version] = path.split('/');
		const versions = this.versions.get(name);
		const latest = [...(versions?.keys() ?? [])].pop() ?? '';
		const document = version
			? versions?.get(version === 'latest' ? latest : version)
			: versions && { name, 'dist-tags': { latest }, versions: Object.fromEntries(versions) };
		response.writeHead(document ? 200 : 404, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
		response.end(JSON.stringify(document ?? { error: 'Not found' }));
	}
}

function digest(algorithm: string, content: Buffer): string {
	return `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;
}
