import { CrmError } from '../errors';
import { confirm, versionFact, type CatalogueUse } from './catalogue';
import { asMigrationError } from './failures';
import { migrations } from './migrations/list';
import type { Sql } from './sql';

/** A database that is to be brought to this code's schema, as its engine can do it. */
export interface MigrationTarget {
	readonly sql: Sql;
	/** Whether migrations have run on it. */
	isMade(sql: Sql): Promise<boolean>;
	/** Runs `work` in a transaction beside which nobody else migrates; `steps` runs what is missing, on its connection. */
	exclusively(work: (sql: Sql, steps: () => Promise<void>) => Promise<void>): Promise<void>;
	/** Copies the database before it is changed. PostgreSQL leaves that to its administrators. */
	keep?(schemaVersion: number): Promise<void>;
}

/** The schema this code was written for: the time of its last migration. */
export const codeVersion = migrations.at(-1)?.at ?? 0;
const oldestCode = migrations.findLast((migration) => migration.contract)?.at ?? migrations[0]?.at ?? 0;

interface StoreVersion {
	readonly schemaVersion: number;
	readonly minCodeVersion: number;
}

async function versionOf(target: MigrationTarget, sql: Sql): Promise<StoreVersion | undefined> {
	if (!(await target.isMade(sql))) return undefined;
	const rows = await sql.query<{ name: string; value: string }>('SELECT "name", "value" FROM "crm_meta"');
	const facts = new Map(rows.map((row) => [row.name, Number(row.value)]));
	return { schemaVersion: facts.get('schemaVersion') ?? 0, minCodeVersion: facts.get('minCodeVersion') ?? 0 };
}

/**
 * Brings the store to this code's schema, once, whichever process comes first; a SQLite file that holds data is copied
 * to `<file>.before-<schemaVersion>` first. A newer store is used as it is, unless its contract step shut this code out.
 * @throws CrmError StoreUnavailable when the store needs newer code, or somebody built views on tables that change
 */
export async function migrate(target: MigrationTarget): Promise<void> {
	if (isCurrent(await versionOf(target, target.sql))) return;
	await target.exclusively(async (sql, steps) => {
		// Read again under the lock: another process may have been first, and its result must not be copied as the old state.
		const before = await versionOf(target, sql);
		if (isCurrent(before)) return;
		if (before) await target.keep?.(before.schemaVersion);
		await steps().catch((error: unknown) => Promise.reject(asMigrationError(error)));
		const facts = { schemaVersion: codeVersion, minCodeVersion: oldestCode };
		for (const [name, value] of Object.entries(facts)) {
			await sql.query(
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

/**
 * Refuses to write when another process has brought the store past this code since it was opened, or has changed the
 * definitions of custom fields since the call began.
 * @throws CrmError StoreUnavailable
 * @throws DefinitionsChanged
 */
export async function refuseOutdated(sql: Sql, use: CatalogueUse | undefined): Promise<void> {
	const rows = await sql.query<{ name: string; value: string }>(
		`SELECT "name", "value" FROM "crm_meta" WHERE "name" IN ('minCodeVersion', '${versionFact}')`,
		[],
		'kept',
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
