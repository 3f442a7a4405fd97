import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { Client } from 'pg';

import type { PostgresConnection } from '../../../../core/crm';
import { codeVersion } from '../../../../core/store';
import { migrations } from '../../../../core/store/migrations/list';
import { postgresStatements } from '../../../../core/store/postgres/ddl';
import { schemaChanges } from '../../../../core/store/schemaChanges';
import { startChild } from '../../../support/childProcess';
import { connectionTo } from '../../../support/connection';
import { newDatabase } from '../../../support/databases';
import { failureOf, openTestCrm, valueOf, type TestCrm } from '../../../support/testCrm';

const nothing = { columns: new Map(), hasIndex: () => false, indexesOf: () => [], isTuned: () => true };

/** Everything that a schema's tables are made of, in PostgreSQL's own words without the schema's name. */
const pictureSql = `SELECT part FROM (
	SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(collation_name, '') || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity AS part
	FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'crm_migration'
	UNION ALL SELECT 'index ' || replace(indexdef, quote_ident(schemaname) || '.', '') FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> 'crm_migration'
	UNION ALL SELECT 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
		WHERE connamespace = current_schema()::regnamespace AND contype <> 'n' AND conrelid::regclass::text NOT LIKE '%crm_migration%'
	UNION ALL SELECT 'sequence ' || sequence_name FROM information_schema.sequences WHERE sequence_schema = current_schema() AND sequence_name NOT LIKE 'crm_migration%') parts
	ORDER BY part`;

const pictureOf = async (query: (sql: string) => Promise<Array<{ part: string }>>) => (await query(pictureSql)).map(({ part }) => part);

/** A schema as it would be made today, without the way that led there. */
async function freshPicture(): Promise<string[]> {
	const connection = connectionTo(newDatabase()) as PostgresConnection;
	const { schema } = connection;
	const client = new Client({ ...connection, options: `-c search_path="${schema}"` });
	await client.connect();
	await client.query(`CREATE SCHEMA "${schema}"`);
	for (const statement of postgresStatements(schemaChanges(nothing))) await client.query(statement);
	const picture = await pictureOf(async (sql) => (await client.query<{ part: string }>(sql)).rows);
	await client.end();
	return picture;
}

const setFact = (crm: TestCrm, name: string, value: string) =>
	crm.store.write(crm.context, (tx) => tx.query('UPDATE "crm_meta" SET "value" = ? WHERE "name" = ?', [value, name]));

describe('a migrated schema', () => {
	it('is what the schema files say', async () => {
		const crm = openTestCrm({ store: newDatabase() });
		const [found, wanted] = [await pictureOf((sql) => crm.rows(sql)), await freshPicture()];
		expect(found.length).toBeGreaterThan(300);
		expect(found).toEqual(wanted);
		expect(await crm.rows(`SELECT value FROM crm_meta WHERE name = 'schemaVersion'`)).toEqual([{ value: String(migrations.at(-1)?.at) }]);
	});

	it('is made once by four processes that find none at the same moment', async () => {
		const crm = openTestCrm({ store: newDatabase() });
		const at = Date.now() + 3000;
		const children = Array.from({ length: 4 }, (_, worker) => startChild('create', { file: crm.file, count: 1, size: 2, worker, at }));
		await Promise.all(children.map((child) => child.done));
		expect(await crm.rows('SELECT count(*) AS n FROM crm_migration')).toEqual([{ n: migrations.length }]);
		expect(await crm.records.count('customer', {})).toBe(8);
	}, 60_000);
});

const dumps = path.join(__dirname, 'dumps');
const releases = readdirSync(dumps);

/** A schema of an earlier release. */
async function schemaOf(release: string): Promise<string> {
	const name = newDatabase();
	const connection = connectionTo(name) as PostgresConnection;
	const client = new Client({ ...connection });
	await client.connect();
	await client.query(readFileSync(path.join(dumps, release), 'utf8').replaceAll('guanxi_dump', connection.schema));
	await client.end();
	return name;
}

describe('a schema of an earlier release', () => {
	it('is there for this one too', () => {
		const { version } = JSON.parse(readFileSync(path.join(__dirname, '../../../../package.json'), 'utf8')) as { version: string };
		expect(releases).toContain(`${version}.sql`);
	});

	it.each(releases)('%s opens with its content, and can be worked with', async (release) => {
		const crm = openTestCrm({ store: await schemaOf(release) });
		const picture = await pictureOf((sql) => crm.rows(sql));
		// Custom fields of the dump have indexes of their own.
		const indexOfField = /^index CREATE (UNIQUE )?INDEX "c[ux]_/;
		expect(picture.filter((part) => !indexOfField.test(part))).toEqual(await freshPicture());
		const { records } = await crm.records.list('customer', { limit: 5, search: '示例科技' });
		expect(records).toMatchObject([{ name: '苏州示例科技有限公司', phone: '+8651262345678', number: 'C000001' }]);
		expect(await crm.given.customer()).toMatchObject({ number: 'C000002' });
		const [again] = await crm.records.create('team', [{ item: 0, fields: { name: '华东组' }, idempotencyKey: 'dump.team' }]);
		expect(valueOf(again)).toMatchObject({ name: '华东组' });
		expect(await crm.records.count('team', {})).toBe(1);
	});
});

describe('a schema that newer code has taken over', () => {
	it('is used as it is by a worker that still runs older code, as long as it only has more', async () => {
		const crm = openTestCrm();
		await crm.given.customer();
		await crm.store.write(crm.context, (tx) => tx.query('ALTER TABLE crm_customer ADD COLUMN "later" TEXT'));
		await setFact(crm, 'schemaVersion', String(codeVersion + 1));
		await crm.given.customer();
		await crm.store.close();
		await crm.given.customer();
		expect(await crm.records.count('customer', {})).toBe(3);
		expect(await crm.rows(`SELECT value FROM crm_meta WHERE name = 'schemaVersion'`)).toEqual([{ value: String(codeVersion + 1) }]);
	});

	it('is written to no more by a worker that it has shut out, and says what to do', async () => {
		const crm = openTestCrm();
		await crm.given.customer();
		await setFact(crm, 'minCodeVersion', String(codeVersion + 1));
		const error = await failureOf(crm.given.customer());
		expect(error.text.en).toContain('newer version of n8n-nodes-guanxi');
		expect(error.hint.en).toContain('restart every worker');
		await crm.store.close();
		expect((await failureOf(crm.records.count('customer', {}))).text.en).toContain('newer version');
	});
});
