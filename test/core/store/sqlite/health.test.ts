import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { closeStores } from '../../../../core';
import { checkFile } from '../../../../core/store/sqlite/condition';
import { openTestCrm, type TestCrm } from '../../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	crm = openTestCrm();
});

/** Fills a page of the closed file, the first of an index, with what is no page. */
async function damage({ file }: TestCrm, index: string): Promise<void> {
	await closeStores();
	const database = new DatabaseSync(file, { readOnly: true });
	const { rootpage } = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(index) as { rootpage: number };
	const { page_size: size } = database.prepare('PRAGMA page_size').get() as { page_size: number };
	database.close();
	const handle = openSync(file, 'r+');
	writeSync(handle, Buffer.alloc(size, 0xa5), 0, size, (rootpage - 1) * size);
	closeSync(handle);
}

it('reports a damaged file, with what to do, instead of counting what may be wrong', async () => {
	await crm.given.lead();
	expect(await crm.system.health()).toMatchObject({ status: 'ok' });
	await damage(crm, 'ix_crm_touchpoint_leadId_at');
	const health = await crm.system.health();
	expect(health).toEqual({
		status: 'damaged',
		problem: expect.stringMatching(/page|database/) as string,
		hint: expect.objectContaining({ en: expect.stringContaining('put a backup of the file in its place') as string }) as object,
		engine: 'sqlite',
		file: crm.file,
		bytes: expect.any(Number) as number,
	});
});

it('does not block what else runs while the file is checked, and waits only so long', async () => {
	await crm.given.lead();
	expect(await checkFile(crm.file, 0)).toEqual({ status: 'unchecked' });
	expect(await checkFile(crm.file)).toEqual({ status: 'ok' });
});

it('counts the write-ahead log among the bytes', async () => {
	await crm.given.lead();
	const { bytes } = await crm.system.health();
	const log = statSync(`${crm.file}-wal`).size;
	expect(log).toBeGreaterThan(0);
	expect(bytes).toBe(statSync(crm.file).size + log);
});
