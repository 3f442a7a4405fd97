import {
	chmodSync,
	chownSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	renameSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
	openSync,
	writeSync,
	closeSync,
	readdirSync,
} from 'node:fs';
import path from 'node:path';

import { closeStores } from '../../../../core';
import { startChild } from '../../../support/childProcess';
import { untilNoticed } from '../../../support/databases';
import { failureOf, inputsOf, openTestCrm, testFolder, type TestCrm } from '../../../support/testCrm';

const nobody = 65_534;

interface Attempt {
	readonly read: { value?: number; code?: string; message?: string };
	readonly write: { value?: number; code?: string; message?: string; hint?: string; retryable?: boolean };
}

/** Tries to read and to write as a user without rights. */
async function attempt(file: string): Promise<Attempt> {
	const [answer] = await startChild('attempt', { file, uid: nobody }).done;
	return answer as Attempt;
}

/** A finished store with one customer, closed. */
async function finishedStore(): Promise<string> {
	const crm = openTestCrm();
	await crm.given.customer({ name: '原有客户' });
	await closeStores();
	return crm.file;
}

function overwrite(file: string, from: number, length: number): void {
	const handle = openSync(file, 'r+');
	writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from);
	closeSync(handle);
}

const put = (crm: TestCrm, name: string) => crm.records.create('customer', inputsOf([{ fields: { name } }]));
const count = (crm: TestCrm) => crm.records.count('customer', {});

describe('a database that cannot be written', () => {
	it('is read, and a write says so, and works again when the rights are back', async () => {
		const file = await finishedStore();
		const folder = path.dirname(file);
		chmodSync(folder, 0o755);
		chmodSync(file, 0o444);
		const { write } = await attempt(file);
		expect(write).toMatchObject({ code: 'StoreUnavailable', retryable: true });
		expect(write.message).toMatch(/cannot be (written|opened)/);
		expect(write.hint).toMatch(/write/);
		if (process.getuid?.() === 0) {
			chownSync(folder, nobody, nobody);
			chownSync(file, nobody, nobody);
		}
		chmodSync(folder, 0o700);
		chmodSync(file, 0o600);
		expect(await attempt(file)).toEqual({ read: { value: 1 }, write: { value: 1 } });
	});

	it('in a folder nobody may write to is not made, and the error names the folder', async () => {
		const folder = testFolder();
		chmodSync(folder, 0o555);
		const { read, write } = await attempt(path.join(folder, 'guanxi/crm.sqlite'));
		expect(read).toMatchObject({ code: 'StoreUnavailable', message: 'The CRM database file cannot be opened' });
		expect(write.hint).toContain('Check that the folder exists');
		expect(readdirSync(folder)).toEqual([]);
		chmodSync(folder, 0o755);
	});
});

describe('a database that is not there', () => {
	it('is made with its folders', async () => {
		const crm = openTestCrm({ store: path.join(testFolder(), 'a/b/crm.sqlite') });
		expect(await count(crm)).toBe(0);
		expect(statSync(path.dirname(crm.file)).mode & 0o077).toBe(0);
	});

	it('under a file instead of a folder cannot be opened', async () => {
		const folder = testFolder();
		writeFileSync(path.join(folder, 'file'), '');
		expect(await failureOf(count(openTestCrm({ store: path.join(folder, 'file/crm.sqlite') })))).toMatchObject({
			code: 'StoreUnavailable',
			text: { en: 'The CRM database file cannot be opened' },
		});
		mkdirSync(path.join(folder, 'crm.sqlite'));
		expect(await failureOf(count(openTestCrm({ store: path.join(folder, 'crm.sqlite') })))).toMatchObject({ code: 'StoreUnavailable' });
	});

	it('any more, is missed by name, is not made anew, and goes on when it is back', async () => {
		const crm = openTestCrm();
		await put(crm, 'a');
		renameSync(crm.file, `${crm.file}.away`);
		await untilNoticed();
		for (const work of [() => count(crm), () => put(crm, 'b')]) {
			expect(await failureOf(work())).toMatchObject({
				code: 'StoreUnavailable',
				retryable: true,
				text: { en: 'The CRM database file has disappeared' },
			});
		}
		expect(existsSync(crm.file)).toBe(false);
		renameSync(`${crm.file}.away`, crm.file);
		await put(crm, 'c');
		expect(await count(crm)).toBe(2);
	});

	it('at the end of a write leaves nothing of it', async () => {
		const crm = openTestCrm();
		await put(crm, 'a');
		const error = await failureOf(
			crm.store.write(crm.context, async () => {
				await put(crm, 'b');
				renameSync(crm.file, `${crm.file}.away`);
			}),
		);
		expect(error.text.en).toBe('The CRM database file has disappeared');
		renameSync(`${crm.file}.away`, crm.file);
		expect(await count(crm)).toBe(1);
	});

	it('because another file is in its place, is that other one from then on', async () => {
		const other = await finishedStore();
		const crm = openTestCrm();
		for (let i = 0; i < 30; i++) await put(crm, `alt ${i}`);
		renameSync(crm.file, `${crm.file}.away`);
		copyFileSync(other, crm.file);
		await untilNoticed();
		expect((await crm.records.list('customer', { limit: 100 })).records.map((record) => record.name)).toEqual(['原有客户']);
		await put(crm, 'neu');
		expect(await count(crm)).toBe(2);
		expect(await crm.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
	});
});

describe('a full disk', () => {
	it('is reported, leaves nothing half written, and the next write goes through when there is room', async () => {
		const crm = openTestCrm();
		await put(crm, 'a');
		const limit = (pages: string) => crm.store.write(crm.context, (tx) => tx.query(`PRAGMA max_page_count = ${pages}`));
		const [{ page_count: pages }] = await crm.rows('PRAGMA page_count');
		await limit(`${Number(pages) + 10}`);
		const many = inputsOf(Array.from({ length: 2000 }, (_, i) => ({ fields: { name: `客户 ${i}`, note: 'x'.repeat(500) } })));
		expect(await failureOf(crm.records.create('customer', many))).toMatchObject({
			code: 'StoreUnavailable',
			retryable: true,
			text: { en: 'The disk is full: the CRM could not store this' },
		});
		expect(await count(crm)).toBe(1);
		await limit('1073741823');
		await crm.records.create('customer', many);
		expect(await crm.rows('SELECT count(*) AS n, max(number) AS last FROM crm_customer')).toEqual([{ n: 2001, last: 'C002001' }]);
		expect(await crm.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
	});
});

describe('a damaged database', () => {
	const damaged = { code: 'StoreUnavailable', retryable: false, text: { en: 'The CRM database file is damaged' } };

	it('with a broken header is reported, and the backup put in its place is taken without a restart', async () => {
		const file = await finishedStore();
		copyFileSync(file, `${file}.backup`);
		overwrite(file, 0, 100);
		const crm = openTestCrm({ store: file });
		for (const work of [() => count(crm), () => put(crm, 'x')]) expect(await failureOf(work())).toMatchObject(damaged);
		rmSync(file);
		expect((await failureOf(count(crm))).text.en).toBe('The CRM database file has disappeared');
		copyFileSync(`${file}.backup`, file);
		await put(crm, 'x');
		expect(await count(crm)).toBe(2);
	});

	it('with broken pages in the middle is reported by reads and writes', async () => {
		const file = await finishedStore();
		overwrite(file, 4096, statSync(file).size - 4096);
		const crm = openTestCrm({ store: file });
		for (const work of [() => count(crm), () => put(crm, 'x')]) expect(await failureOf(work())).toMatchObject(damaged);
	});

	it('cut off in the middle is reported', async () => {
		const file = await finishedStore();
		truncateSync(file, 4096 * 3);
		const crm = openTestCrm({ store: file });
		expect(await failureOf(put(crm, 'x'))).toMatchObject(damaged);
	});

	it('that is no database at all is reported', async () => {
		const file = path.join(testFolder(), 'crm.sqlite');
		writeFileSync(file, 'Liebe Kollegen,\n'.repeat(100));
		expect(await failureOf(count(openTestCrm({ store: file })))).toMatchObject(damaged);
	});
});

describe('what an error says', () => {
	it('is in both languages, with a hint, and holds nothing of the data', async () => {
		const crm = openTestCrm();
		await put(crm, 'a');
		renameSync(crm.file, `${crm.file}.away`);
		const error = await failureOf(put(crm, '保密客户'));
		for (const text of [error.text, error.hint]) {
			expect(text.en).not.toBe('');
			expect(text['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
		}
		expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain('保密');
	});
});

describe('what the database itself refuses', () => {
	it.each([
		['a reference to nothing', `INSERT INTO "crm_event_personal" ("seq", "changes") VALUES (99, '{}')`],
		['a required value that is missing', `INSERT INTO "crm_meta" ("name", "value") VALUES ('x', NULL)`],
	])('%s is told with what to check, and not with another try', async (_, sql) => {
		const crm = openTestCrm();
		const error = await failureOf(crm.store.write(crm.context, (tx) => tx.query(sql)));
		expect(error).toMatchObject({ code: 'ValidationFailed', retryable: false });
		expect(error.hint.en).toMatch(/refers to exist.*required fields.*please report it/);
		expect(error.hint.en).not.toContain('in a moment');
	});
});
