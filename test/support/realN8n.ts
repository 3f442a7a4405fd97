import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../core/crm';
import type { Locale } from '../../core/text';
import { makeOwner } from '../../tools/n8n/account';
import { ensureN8n } from '../../tools/n8n/cache';
import { N8nClient } from '../../tools/n8n/client';
import { crmDatabase } from '../../tools/n8n/demoData';
import { installTarball, packPackage } from '../../tools/n8n/installPackage';
import { recordInstalled } from '../../tools/n8n/installedRows';
import { N8nInstance } from '../../tools/n8n/instance';
import { checkout } from '../../tools/n8n/locations';
import { freePort } from '../../tools/n8n/ports';
import { seedDatabase } from '../../tools/n8n/template';
import { Registry } from '../servers/registry';
import { N8nActions } from './n8nActions';

export { itemsOf, withAccount, type Execution, type WorkflowJson } from './n8nActions';

export interface RealN8nOptions {
	/** What n8n is told at start; English by default. */
	locale?: Locale;
	/** Serve n8n's editor too, for a browser; starts about 2 s slower. */
	editor?: boolean;
	env?: Record<string, string>;
	/** Give n8n a stand-in for the npm registry, for installs and updates through n8n itself. */
	registry?: boolean;
	/** Start without our package. */
	bare?: boolean;
}

const MINUTES = 60_000;

/**
 * A real n8n for all tests of one file, with our built package installed as n8n installs it, in a user folder of its
 * own. Call it at the top of the file or of a describe; it is there from beforeAll on and stopped in afterAll.
 */
export function useRealN8n(options: RealN8nOptions = {}): RealN8n {
	const n8n = new RealN8n(options);
	jest.setTimeout(2 * MINUTES);
	// The first run ever on a machine installs n8n.
	beforeAll(() => n8n.begin(), 20 * MINUTES);
	afterAll(() => n8n.end(), MINUTES);
	return n8n;
}

/** The n8n of one test file. @see useRealN8n */
export class RealN8n extends N8nActions {
	/** n8n's user folder; the CRM's file is {@link crmFile}. */
	readonly userFolder = mkdtempSync(join(tmpdir(), 'guanxi-n8n-'));
	readonly owner = { email: 'owner@example.com', password: 'Guanxi-test-1' };
	instance!: N8nInstance;
	registry!: Registry;
	/** The tarball that is installed. */
	tarball!: string;
	/** The folder of the pinned n8n itself. */
	n8n!: string;

	constructor(private readonly options: RealN8nOptions) {
		super();
	}

	get url(): string {
		return this.instance.url;
	}

	get crmFile(): string {
		return crmDatabase(this.userFolder);
	}

	get connection(): Connection {
		return { kind: 'sqlite', path: this.crmFile };
	}

	logTail(): string {
		return this.instance.logTail();
	}

	/** Installs, starts and logs in; useRealN8n calls it. */
	async begin(): Promise<void> {
		const { locale, editor = false, env, bare, registry } = this.options;
		this.n8n = await ensureN8n({ onProgress: ({ en }) => process.stderr.write(`${en}\n`) });
		await seedDatabase(this.n8n, this.userFolder);
		this.tarball = await packBuilt(this.userFolder);
		if (!bare) await recordInstalled(this.n8n, this.userFolder, await installTarball(this.tarball, this.userFolder));
		if (registry) this.registry = await Registry.start();
		this.instance = new N8nInstance({
			n8n: this.n8n,
			userFolder: this.userFolder,
			port: await freePort(),
			owner: await makeOwner(this.n8n, this.owner.email, this.owner.password),
			encryptionKey: 'a key for tests',
			logFile: join(this.userFolder, 'n8n.log'),
			locale,
			editor,
			env: { ...(registry && this.registry.environment()), ...env },
		});
		await this.instance.start();
		this.client = new N8nClient(this.url);
		await this.client.login(this.owner);
	}

	/** Stops everything and removes the user folder; useRealN8n calls it. */
	async end(): Promise<void> {
		await this.instance?.stop();
		await this.registry?.stop();
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** kill -9 and a new start on the same data; resolves when the published workflows listen again. */
	async killAndRestart(): Promise<void> {
		await this.instance.kill();
		await this.instance.start();
	}
}

/** The tarball of the built package. */
export async function packBuilt(folder: string): Promise<string> {
	if (!existsSync(join(checkout, 'dist', 'guanxi.js'))) throw new Error('The package is not built: npm run build');
	return await packPackage(checkout, join(folder, 'packed'));
}
