import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { closeStores } from '../../core';
import { frontDesk, somebody, until } from '../support/frontDesk';
import { itemsOf, useRealN8n } from '../support/realN8n';
import { smallDisk } from '../support/smallDisk';
import { healthCheck, leadListener } from '../support/workflows';

/** Brings everything into the file itself, so that it can be copied alone. */
function settle(file: string): void {
	const database = new DatabaseSync(file);
	database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	database.close();
}

/**
 * SQLite takes a file of a write version above 2 (byte 18, https://sqlite.org/fileformat2.html#file_format_version_numbers)
 * as read-only: what a missing right does too, but not to root.
 */
function setWriteVersion(file: string, version: number): void {
	const handle = openSync(file, 'r+');
	writeSync(handle, Buffer.from([version]), 0, 1, 18);
	closeSync(handle);
}

/** Runs a statement in the file, as another program would. */
function change(file: string, sql: string): void {
	const database = new DatabaseSync(file);
	database.exec(sql);
	database.close();
}

describe('a database in trouble, seen by who posts and by who looks into n8n', () => {
	const disk = smallDisk();
	const n8n = useRealN8n({ env: disk.environment });
	const desk = frontDesk(n8n);
	const tryAgain = { status: 503, body: { errors: [{ field: '', message: expect.stringContaining('could not be stored') as string }] } };
	const parts = ['', '-wal', '-shm'];
	const move = (from: string, to: string) =>
		parts.filter((part) => existsSync(`${from}${part}`)).forEach((part) => renameSync(`${from}${part}`, `${to}${part}`));

	beforeAll(async () => {
		symlinkSync(disk.folder, dirname(n8n.crmFile));
		await n8n.publishShipped('lead-capture.json');
		expect((await desk.post(somebody())).status).toBe(200);
	}, 60_000);

	afterAll(async () => {
		await closeStores();
		disk.remove();
	});

	/** Resolves when the newest execution of the capture, which goes on for a moment after its answer, ends with this message. */
	const expectShown = async (message: RegExp) => {
		await until(async () => {
			const [execution] = await n8n.client.executions({ workflowId: 'guanxiLeadCapt01', limit: 1 });
			return message.test(execution?.data.resultData.error?.message ?? '');
		});
	};

	it('asks for another try while another program has the file locked, says so in n8n, and recovers', async () => {
		const person = somebody();
		const other = new DatabaseSync(n8n.crmFile);
		other.exec('BEGIN IMMEDIATE');
		const refused = await desk.post(person);
		other.exec('ROLLBACK');
		other.close();
		expect(refused).toEqual(tryAgain);
		await expectShown(/locked by another program.*Close the program/s);
		expect(await desk.post(person)).toMatchObject({ status: 200, body: { outcome: 'created' } });
	});

	it('asks for another try while the disk is full, stores nothing of it, still reads, and goes on when there is room', async () => {
		const person = somebody({ message: '急'.repeat(4000) });
		const before = await desk.all('lead');
		await disk.fill();
		const refused = await desk.post(person);
		await expectShown(/disk is full.*Free some disk space/s);
		const health = await n8n.run(healthCheck(), 'Start');
		await disk.free();
		expect(refused).toEqual(tryAgain);
		expect(itemsOf(health, 'Check')).toMatchObject([{ status: 'ok', records: { lead: before.length } }]);
		expect(await desk.all('lead')).toEqual(before);
		expect(await desk.post(person)).toMatchObject({ status: 200, body: { outcome: 'created' } });
		const database = new DatabaseSync(n8n.crmFile, { readOnly: true });
		expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
		expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
		database.close();
	});

	it('asks for another try while the file is gone, and goes on where it was when it is back', async () => {
		const known = somebody();
		const before = await desk.post(known);
		move(n8n.crmFile, `${n8n.crmFile}.away`);
		const refused = await desk.post(somebody());
		await expectShown(/has disappeared.*Put the file back/s);
		move(`${n8n.crmFile}.away`, n8n.crmFile);
		expect(refused).toEqual(tryAgain);
		expect(await desk.post({ ...known, message: 'again' })).toMatchObject({
			status: 200,
			body: { outcome: 'matched', leadId: before.body.leadId },
		});
	});

	it('says that the file cannot be written, and goes on when it can, without a restart', async () => {
		const person = somebody();
		await n8n.instance.stop();
		settle(n8n.crmFile);
		setWriteVersion(n8n.crmFile, 3);
		await n8n.instance.start();
		expect(await desk.post(person)).toEqual(tryAgain);
		await expectShown(/cannot be written.*write permission/s);
		setWriteVersion(n8n.crmFile, 2);
		expect(await desk.post(person)).toMatchObject({ status: 200, body: { outcome: 'created' } });
	}, 120_000);

	it('says that a newer version has changed the file, and goes on, triggers too, when that is put back', async () => {
		const listener = await n8n.publish(leadListener());
		change(n8n.crmFile, `UPDATE crm_meta SET value = value + 1000000000000 WHERE name = 'minCodeVersion'`);
		expect(await desk.post(somebody())).toEqual(tryAgain);
		await expectShown(/written by a newer version.*Update the package/s);
		await n8n.instance.restart();
		expect(await desk.post(somebody())).toEqual(tryAgain);
		change(n8n.crmFile, `UPDATE crm_meta SET value = value - 1000000000000 WHERE name = 'minCodeVersion'`);
		expect(await desk.post(somebody())).toMatchObject({ status: 200, body: { outcome: 'created' } });
		const [execution, ...more] = await n8n.untilExecutions(listener.id);
		expect([execution.status, more]).toEqual(['success', []]);
	}, 120_000);

	it('names a damaged file and what to do, and works with the backup in its place', async () => {
		const known = somebody();
		const before = await desk.post(known);
		await n8n.instance.stop();
		const backup = `${n8n.crmFile}.backup`;
		settle(n8n.crmFile);
		copyFileSync(n8n.crmFile, backup);
		for (const part of parts) rmSync(`${n8n.crmFile}${part}`, { force: true });
		writeFileSync(n8n.crmFile, Buffer.alloc(65_536, 'no database '));
		await n8n.instance.start();
		expect(await desk.post(somebody())).toEqual(tryAgain);
		await expectShown(/damaged.*backup/s);
		await n8n.instance.stop();
		for (const part of parts) rmSync(`${n8n.crmFile}${part}`, { force: true });
		renameSync(backup, n8n.crmFile);
		await n8n.instance.start();
		expect(await desk.post({ ...known, message: 'again' })).toMatchObject({ status: 200, body: { leadId: before.body.leadId } });
	}, 180_000);
});
