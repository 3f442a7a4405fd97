import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../../tools/n8n/cache';
import { N8nClient } from '../../tools/n8n/client';
import { freePort } from '../../tools/n8n/ports';
import { until } from '../support/frontDesk';
import { alive, cloneCheckout, Command } from '../support/startCommand';

const folder = mkdtempSync(join(tmpdir(), 'guanxi-dev-'));
const clone = join(folder, 'clone');
const source = join(clone, 'nodes/Crm/Crm.node.ts');
let command: Command;

jest.setTimeout(240_000);

beforeAll(async () => {
	await ensureN8n({ onProgress: ({ en }) => process.stderr.write(`${en}\n`) });
	mkdirSync(clone);
	cloneCheckout(clone);
}, 20 * 60_000);

afterAll(async () => {
	command?.tellGroup('SIGKILL');
	await command?.ended;
	rmSync(folder, { recursive: true, force: true });
});

it('npm run dev shows a changed text in the running n8n, survives a mistake, and stops everything at Ctrl-C', async () => {
	const port = await freePort();
	command = new Command(process.execPath, ['--import', 'tsx', 'tools/dev.ts', '--port', String(port)], {
		cwd: clone,
		env: { XDG_DATA_HOME: join(folder, 'data') },
	});
	await command.prints(/Waiting for changes; Ctrl-C stops everything\./);
	const [, url, email, password] = await command.prints(/n8n: (\S+) +(\S+@\S+) +(\S+)\n/);
	const client = new N8nClient(url);
	await client.login({ email, password });
	const text = async () => (await client.nodeTypes(['n8n-nodes-guanxi.crm']))[0].description;
	const before = await text();
	expect(before).toContain('the records of the CRM');

	const original = readFileSync(source, 'utf8');
	writeFileSync(source, `${original}\nconst = `);
	await command.prints(/not built: /);
	expect(await text()).toBe(before);

	writeFileSync(source, original.replace(before, 'A text that was not there before'));
	// n8n takes the old nodes out before it loads the new ones, and knows neither for a moment.
	const textOnceLoaded = async () =>
		await text().catch((error: Error) => {
			if (error.message.includes('Unrecognized node type')) return '';
			throw error;
		});
	await until(async () => (await textOnceLoaded()) === 'A text that was not there before');

	const started = command.descendants();
	expect(started.length).toBeGreaterThan(0);
	command.tellGroup('SIGINT');
	expect(await command.ended).toBe(0);
	expect(alive(started)).toEqual([]);
});
