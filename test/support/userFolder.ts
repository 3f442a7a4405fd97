import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A user folder of its own for n8n, and with it a CRM of its own. n8n-core reads the variables when it is first loaded,
 * so this is imported before it.
 */
const userFolder = mkdtempSync(join(tmpdir(), 'guanxi-nodes-'));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'a key for tests';
process.env.N8N_LOG_LEVEL = 'silent';
delete process.env.EXECUTIONS_MODE;

/** Every CRM opened since the last call is left behind: the next one starts empty. */
export function freshCrm(): void {
	process.env.N8N_USER_FOLDER = mkdtempSync(join(userFolder, 'crm-'));
}

const remove = () => rmSync(userFolder, { recursive: true, force: true });

// Jest ends its workers without telling them; the bench uses this folder without jest.
if (typeof afterAll === 'function') afterAll(remove);
else process.once('exit', remove);
