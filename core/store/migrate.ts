import type { DataSource } from 'typeorm';
import { CrmError } from '../errors';
import { migrations } from './migrations/list';
import { nodeSqlite, type NodeSqliteDatabase } from './sqlite/nodeSqlite';
import { sqlOf } from './sqlite/open';
import type { UnitOfWork } from './unitOfWork';

interface Target {
	readonly dataSource: DataSource;
	readonly unit: UnitOfWork;
	readonly native: NodeSqliteDatabase;
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
	const [table] = await sql.query(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'crm_meta'`);
	if (!table) return undefined;
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
	const before = await versionOf(target.dataSource);
	if (before && before.minCodeVersion > codeVersion) throw newerStore();
	if (before && before.schemaVersion >= codeVersion) return;
	if (before) await nodeSqlite().backup(target.native.connection, `${target.file}.before-${before.schemaVersion}`);
	await target.unit.run(async (tx) => {
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
