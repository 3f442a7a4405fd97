import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { closeStores } from '../../../../core';
import { crmEntities } from '../../../../core/schema/entities';
import { foldDomain } from '../../../../core/normalise/domain';
import { objects } from '../../../../core/schema/objects';
import { codeVersion } from '../../../../core/store';
import { migrations } from '../../../../core/store/migrations/list';
import { sqliteDifference } from '../../../../core/store/sqlite/ddl';
import { SqliteEngine } from '../../../../core/store/sqlite/engine';
import { WriteQueue } from '../../../../core/store/sqlite/writeQueue';
import { wantedTables } from '../../../../core/store/tables';
import { emptyTables, fill, ofRunning } from '../../../../tools/dump/content';
import { startChild } from '../../../support/childProcess';
import { failureOf, openTestCrm, testFolder, valueOf } from '../../../support/testCrm';

const dumps = path.join(__dirname, 'dumps');
const releases = readdirSync(dumps).filter((file) => file.endsWith('.sql'));

/** A store of an earlier release. */
function storeOf(release: string): string {
	const file = path.join(testFolder(), 'crm.sqlite');
	const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
	// The search indexes' own tables are filled row by row.
	database.enableDefensive(false);
	database.exec(readFileSync(path.join(dumps, release), 'utf8'));
	database.close();
	return file;
}

function change(file: string, sql: string): void {
	const database = new DatabaseSync(file);
	database.enableDefensive(false);
	database.exec(sql);
	database.close();
}

const facts = (crm: { rows: ReturnType<typeof openTestCrm>['rows'] }) => crm.rows('SELECT name, value FROM crm_meta ORDER BY name');

describe('a migrated store', () => {
	it('is what the schemas say', async () => {
		const crm = openTestCrm();
		await crm.rows('SELECT 1');
		expect(await sqliteDifference((sql) => crm.rows(sql))).toEqual([]);
		expect(await facts(crm)).toEqual([
			{ name: 'minCodeVersion', value: expect.any(String) },
			{ name: 'schemaVersion', value: String(migrations.at(-1)?.at) },
		]);
	});

	it('has each column in the type, and with the reference, that the schemas say', async () => {
		const crm = openTestCrm();
		const types = { text: 'TEXT', integer: 'INTEGER', real: 'REAL', boolean: 'INTEGER', json: 'TEXT', document: 'TEXT', binary: 'BLOB' };
		for (const table of wantedTables()) {
			const columns = await crm.rows<{ name: string; type: string; notnull: number }>(`PRAGMA table_info("${table.name}")`);
			const found = columns.filter(({ name }) => name !== 'rowId').map(({ name, type, notnull }) => [name, type, Boolean(notnull)]);
			const wanted = table.columns.map((column) => [column.name, types[column.type], column.notNull ?? false]);
			// A column that came with a later migration stands after the first ones.
			expect(found.sort()).toEqual(wanted.sort());
			const references = await crm.rows<{ from: string; table: string; on_delete: string }>(`PRAGMA foreign_key_list("${table.name}")`);
			expect(references.map((row) => `${row.from} ${row.table} ${row.on_delete}`).sort()).toEqual(
				table.columns
					.flatMap(({ name, references: to }) => (to ? `${name} ${to.table} ${to.onDelete === 'setNull' ? 'SET NULL' : 'RESTRICT'}` : []))
					.sort(),
			);
		}
	});

	it('would not pass when a column, an index or the way a search index is kept differed', async () => {
		const crm = openTestCrm();
		await crm.rows('SELECT 1');
		await closeStores();
		change(
			crm.file,
			`DROP INDEX "ix_crm_lead_createdAt"; ALTER TABLE crm_lead DROP COLUMN "productLine"; DELETE FROM crm_lead_search_config WHERE k = 'pgsz'`,
		);
		const database = new DatabaseSync(crm.file);
		const difference = await sqliteDifference((sql) => Promise.resolve(database.prepare(sql).all()));
		database.close();
		expect(difference).toEqual([
			'ALTER TABLE "crm_lead" ADD COLUMN "productLine" TEXT',
			'CREATE INDEX "ix_crm_lead_createdAt" ON "crm_lead" ("createdAt", "id")',
			`INSERT INTO "crm_lead_search" ("crm_lead_search", "rank") VALUES ('pgsz', 1000)`,
		]);
	});

	it('is read by TypeORM through a repository of every object', async () => {
		const crm = openTestCrm();
		const user = await crm.given.user({ active: true, absences: [{ from: '2026-01-01', to: '2026-01-02' }] });
		const lead = await crm.given.lead({ ownerId: user.id, name: '张伟' });
		const manager = await crm.store.entities();
		for (const entity of crmEntities()) expect(await manager.getRepository(entity).find({ take: 1 })).toEqual(expect.any(Array));
		expect(crmEntities()).toHaveLength(objects.all.length);
		expect(await manager.getRepository('lead').findOneByOrFail({ id: lead.id })).toMatchObject({
			...lead,
			nameKey: expect.any(String) as string,
		});
		expect(await manager.getRepository('user').findOneByOrFail({ id: user.id })).toEqual(user);
	});
});

/** The tables that a release had, but for those that its indexes keep for themselves. */
const tablesOf = (release: string): string[] =>
	wantedTables()
		.map(({ name }) => name)
		.filter((name) => readFileSync(path.join(dumps, release), 'utf8').includes(`CREATE TABLE "${name}"`));

describe('a store of an earlier release', () => {
	it('is kept for this release too', () => {
		const { version } = JSON.parse(readFileSync(path.join(__dirname, '../../../../package.json'), 'utf8')) as { version: string };
		expect(releases).toContain(`${version}.sql`);
	});

	it('has something in every table when it is kept', async () => {
		const file = path.join(testFolder(), 'crm.sqlite');
		await fill({ kind: 'sqlite', path: file });
		await closeStores();
		const database = new DatabaseSync(file, { readOnly: true });
		expect(emptyTables(database)).toEqual([]);
		database.close();
	});

	it.each(releases)('%s opens with its content, and can be worked with', async (release) => {
		const crm = openTestCrm({ store: storeOf(release) });
		for (const name of tablesOf(release).filter((table) => !ofRunning.includes(table)))
			expect([name, (await crm.rows(`SELECT count(*) AS n FROM "${name}"`))[0].n]).not.toEqual([name, 0]);
		expect(await crm.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
		expect(await crm.rows('PRAGMA foreign_key_check')).toEqual([]);
		expect(await sqliteDifference((sql) => crm.rows(sql))).toEqual([]);
		const { records } = await crm.records.list('customer', { limit: 5, search: '示例科技' });
		expect(records).toMatchObject([{ name: '苏州示例科技有限公司', phone: '+8651262345678', number: 'C000001' }]);
		expect(await crm.given.customer()).toMatchObject({ number: 'C000002' });
		const [again] = await crm.records.create('team', [{ item: 0, fields: { name: '华东组' }, idempotencyKey: 'dump.team' }]);
		expect(valueOf(again).name).toBe('华东组');
		expect(await crm.records.count('team', {})).toBe(1);
		expect((await crm.records.timeline('customer', records[0].id, { limit: 5 })).entries.map((entry) => entry.kind)).toContain('task');
	});

	it('knows the domains of the web addresses it had', async () => {
		const file = storeOf('0.1.0.sql');
		const addresses = ['https://www.Acme.com/about', 'acme.com:8080', 'shop.acme.com.cn', 'http://acme.com', 'none', '-', null];
		for (const [i, address] of addresses.entries()) {
			const website = address === null ? 'NULL' : `'${address}'`;
			change(
				file,
				`INSERT INTO crm_customer ("id", "version", "createdAt", "updatedAt", "name", "website") VALUES ('c${i}', 1, '2026-01-01', '2026-01-01', 'c', ${website})`,
			);
		}
		const crm = openTestCrm({ store: file });
		const rows = await crm.rows(`SELECT "domainKey" FROM crm_customer WHERE "name" = 'c' ORDER BY "id"`);
		expect(rows.map(({ domainKey }) => domainKey)).toEqual(addresses.map((address) => foldDomain(address ?? '') || null));
	});

	it('is searched and written whatever pages its search index has', async () => {
		const file = storeOf('0.1.0.sql');
		change(file, `DELETE FROM crm_customer_search_config WHERE k = 'pgsz'`);
		const crm = openTestCrm({ store: file });
		await crm.given.customer({ name: '杭州示例科技有限公司' });
		expect((await crm.records.list('customer', { limit: 5, search: '示例科技' })).records).toHaveLength(2);
	});

	it('is copied before it is migrated, and the copy is whole', async () => {
		const file = storeOf('0.1.0.sql');
		change(file, `UPDATE crm_meta SET value = '1700000000000' WHERE name = 'schemaVersion'`);
		const crm = openTestCrm({ store: file });
		expect(await crm.records.count('customer', {})).toBe(1);
		const copy = new DatabaseSync(`${file}.before-1700000000000`);
		expect(copy.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
		expect(copy.prepare(`SELECT value FROM crm_meta WHERE name = 'schemaVersion'`).get()).toEqual({ value: '1700000000000' });
		expect(copy.prepare('SELECT count(*) AS n FROM crm_customer').get()).toEqual({ n: 1 });
		copy.close();
		expect(existsSync(`${file}.before-1700000000000.unfinished`)).toBe(false);
		expect(await facts(crm)).toContainEqual({ name: 'schemaVersion', value: String(codeVersion) });
	});

	it('is copied and migrated once by two that found it old at the same moment', async () => {
		const file = storeOf('0.1.0.sql');
		change(file, `UPDATE crm_meta SET value = '1700000000000' WHERE name = 'schemaVersion'`);
		const queue = new WriteQueue();
		const engines = [new SqliteEngine(file, queue), new SqliteEngine(file, queue)];
		await Promise.all(engines.map((engine) => engine.open()));
		await Promise.all(engines.map((engine) => engine.close()));
		expect(readdirSync(path.dirname(file)).filter((name) => name.includes('before'))).toEqual(['crm.sqlite.before-1700000000000']);
	});

	it('is migrated once by two processes that open it at the same time', async () => {
		const file = storeOf('0.1.0.sql');
		change(file, `UPDATE crm_meta SET value = '1700000000000' WHERE name = 'schemaVersion'`);
		await Promise.all([1, 2].map(() => startChild('create', { file, count: 2, size: 1 }).done));
		const copy = new DatabaseSync(`${file}.before-1700000000000`);
		expect(copy.prepare('SELECT count(*) AS n FROM crm_customer').get()).toEqual({ n: 1 });
		copy.close();
		expect(await openTestCrm({ store: file }).records.count('customer', {})).toBe(5);
	});
});

describe('a store of a later release', () => {
	it('is used as it is while it only has more than this code knows', async () => {
		const file = storeOf('0.1.0.sql');
		await openTestCrm({ store: file }).records.count('customer', {});
		await closeStores();
		const copies = readdirSync(path.dirname(file)).filter((name) => name.includes('before'));
		change(
			file,
			`UPDATE crm_meta SET value = '${codeVersion + 1}' WHERE name = 'schemaVersion'; ALTER TABLE crm_customer ADD COLUMN "later" TEXT`,
		);
		const crm = openTestCrm({ store: file });
		await crm.given.customer();
		expect(await crm.records.count('customer', {})).toBe(2);
		expect(await facts(crm)).toContainEqual({ name: 'schemaVersion', value: String(codeVersion + 1) });
		expect(readdirSync(path.dirname(file)).filter((name) => name.includes('before'))).toEqual(copies);
	});

	it('is refused when it shuts this code out, and says what to do', async () => {
		const file = storeOf('0.1.0.sql');
		change(file, `UPDATE crm_meta SET value = '${codeVersion + 1}'`);
		const crm = openTestCrm({ store: file });
		for (const work of [crm.records.count('customer', {}), crm.given.customer()]) {
			const error = await failureOf(work);
			expect(error).toMatchObject({
				code: 'StoreUnavailable',
				text: { en: 'This CRM database was written by a newer version of n8n-nodes-guanxi' },
			});
			expect(error.hint.en).toContain('Update the package');
		}
	});

	it('that becomes one while it is open is written to no more', async () => {
		const crm = openTestCrm({ store: storeOf('0.1.0.sql') });
		await crm.given.customer();
		change(crm.file, `UPDATE crm_meta SET value = '${codeVersion + 1}'`);
		expect((await failureOf(crm.given.customer())).text.en).toContain('newer version');
	});
});
