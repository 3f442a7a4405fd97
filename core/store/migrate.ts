import { rename, rm } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import { CrmError } from '../errors';
import { confirm, versionFact, type CatalogueUse } from './catalogue';
import { migrations } from './migrations/list';
import { NodeSqliteDatabase } from './sqlite/nodeSqlite';
import { isMade, sqlOf } from './sqlite/open';
import type { Sql } from './sql';
import type { UnitOfWork } from './unitOfWork';

interface Target {
	readonly dataSource: DataSource;
	readonly unit: UnitOfWork;
	readonly file: string;
}

/** The schema this code was written for: the time of its last migration. */
export const codeVersion = migrations.at(-1)?.at ?? 0;
const oldestCode = migrations.findLast((migration) => migration.contract)?.at ?? migrations[0]?.at ?? 0;

interface StoreVersion {
	readonly schemaVersion: number;
	readonly minCodeVersion: number;
}

async function versionOf(dataSource: DataSource): Promise<StoreVersion | undefined> {
	const sql = sqlOf(dataSource);
	if (!(await isMade(sql))) return undefined;
	const rows = await sql.query<{ name: string; value: string }>('SELECT "name", "value" FROM "crm_meta"');
	const facts = new Map(rows.map((row) => [row.name, Number(row.value)]));
	return { schemaVersion: facts.get('schemaVersion') ?? 0, minCodeVersion: facts.get('minCodeVersion') ?? 0 };
}

/**
 * Brings the store to this code's schema, once, whichever process comes first; a store that holds data is copied to
 * `<file>.before-<schemaVersion>` first. A newer store is used as it is, unless its contract step shut this code out.
 * @throws CrmError StoreUnavailable when the store needs newer code
 */
export async function migrate(target: Target): Promise<void> {
	if (isCurrent(await versionOf(target.dataSource))) return;
	await target.unit.run(async (tx) => {
		// Read again under the lock: another process may have been first, and its result must not be copied as the old state.
		const before = await versionOf(target.dataSource);
		if (isCurrent(before)) return;
		if (before) await copyStore(target.file, `${target.file}.before-${before.schemaVersion}`);
		await target.dataSource.runMigrations({ transaction: 'none' });
		const facts = { schemaVersion: codeVersion, minCodeVersion: oldestCode };
		for (const [name, value] of Object.entries(facts)) {
			await tx.query(
				'INSERT INTO "crm_meta" ("name", "value") VALUES (?, ?) ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"',
				[name, String(value)],
			);
		}
	});
}

function isCurrent(version: StoreVersion | undefined): boolean {
	if (version && version.minCodeVersion > codeVersion) throw newerStore();
	return version !== undefined && version.schemaVersion >= codeVersion;
}

/** The copy appears under its name only when it is complete. */
async function copyStore(file: string, copy: string): Promise<void> {
	const source = new NodeSqliteDatabase(file, { readonly: true });
	try {
		await source.backup(`${copy}.unfinished`);
		await rename(`${copy}.unfinished`, copy);
	} finally {
		source.close();
		await rm(`${copy}.unfinished`, { force: true });
	}
}

/**
 * Refuses to write when another process has brought the store past this code since it was opened, or has changed the
 * definitions of custom fields since the call began.
 * @throws CrmError StoreUnavailable
 * @throws DefinitionsChanged
 */
export async function refuseOutdated(sql: Sql, use: CatalogueUse | undefined): Promise<void> {
	const rows = await sql.query<{ name: string; value: string }>(
		`SELECT "name", "value" FROM "crm_meta" WHERE "name" IN ('minCodeVersion', '${versionFact}')`,
	);
	const facts = new Map(rows.map((row) => [row.name, row.value]));
	if (Number(facts.get('minCodeVersion')) > codeVersion) throw newerStore();
	if (use) confirm(use, facts.get(versionFact) ?? '');
}

const newerStore = () =>
	new CrmError(
		'StoreUnavailable',
		{
			en: 'This CRM database was written by a newer version of n8n-nodes-guanxi',
			'zh-CN': '此 CRM 数据库由更新版本的 n8n-nodes-guanxi 写入',
		},
		{
			hint: {
				en: 'Update the package under Settings → Community nodes and restart n8n; in queue mode update and restart every worker too.',
				'zh-CN': '请在“设置 → 社区节点”中更新本软件包并重启 n8n；队列模式下还需更新并重启每个 worker。',
			},
		},
	);
