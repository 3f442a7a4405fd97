import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { closeStores } from '../../core';
import { ensureN8n } from '../../tools/n8n/cache';
import { inputsOf, openTestCrm, testFolder } from '../support/testCrm';

/** Reads the file with n8n's own copy of the sqlite3 package; two SQLite libraries must not share a file in one process. */
const script = `
const { Database, OPEN_READWRITE } = require(process.argv[1]);
const database = new Database(process.argv[2], OPEN_READWRITE, (error) => { if (error) throw error; });
const all = (sql) => new Promise((resolve, reject) => database.all(sql, (error, rows) => (error ? reject(error) : resolve(rows))));
(async () => console.log(JSON.stringify({
	integrity: await all('PRAGMA integrity_check'),
	foreignKeys: await all('PRAGMA foreign_key_check'),
	customers: await all('SELECT number, name, phone, version, typeof(version) AS type FROM crm_customer WHERE deletedAt IS NULL ORDER BY number LIMIT 3'),
	count: await all('SELECT count(*) AS n FROM crm_customer'),
	events: await all("SELECT kind, count(*) AS n FROM crm_event WHERE object = 'customer' GROUP BY kind ORDER BY kind"),
	found: await all("SELECT count(*) AS n FROM crm_customer_search WHERE crm_customer_search MATCH '\\"科 技\\"'"),
})))();
`;

describe('a finished store', () => {
	it('is whole, and reads the same, for the sqlite3 package in a process of its own', async () => {
		const crm = openTestCrm();
		await crm.records.create(
			'customer',
			inputsOf(Array.from({ length: 1500 }, (_, i) => ({ fields: { name: `科技 ${i}`, phone: '010-62345678' } }))),
		);
		const { records } = await crm.records.list('customer', { limit: 2, sort: [{ field: 'number', direction: 'asc' }] });
		await crm.records.update('customer', [{ item: 0, id: records[0].id, fields: { name: '改名 "公司"' } }]);
		await crm.records.delete('customer', [{ item: 0, id: records[1].id }]);
		await closeStores();
		const copy = path.join(testFolder(), 'copy.sqlite');
		copyFileSync(crm.file, copy);
		const sqlite3 = path.join(await ensureN8n(), 'node_modules/sqlite3');
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, sqlite3, copy]);
		expect(JSON.parse(stdout)).toEqual({
			integrity: [{ integrity_check: 'ok' }],
			foreignKeys: [],
			customers: [
				{ number: 'C000001', name: '改名 "公司"', phone: '+861062345678', version: 2, type: 'integer' },
				{ number: 'C000003', name: '科技 2', phone: '+861062345678', version: 1, type: 'integer' },
				{ number: 'C000004', name: '科技 3', phone: '+861062345678', version: 1, type: 'integer' },
			],
			count: [{ n: 1500 }],
			events: [
				{ kind: 'created', n: 1500 },
				{ kind: 'deleted', n: 1 },
				{ kind: 'updated', n: 1 },
			],
			found: [{ n: 1499 }],
		});
	});
});
