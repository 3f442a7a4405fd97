/**
 * `npm run dump`: writes test/core/store/dumps/<version>.sql, a small store of this release with rows in every table.
 * Commit it with the release; the upgrade test opens every dump there is with the code of its day.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { closeStores, openCrm } from '../core';
import { clock } from '../core/clock';
import type { Crm } from '../core/crm';
import type { ObjectName } from '../core/schema/types';
import { acquireStore } from '../core/store';
import { NodeSqliteDatabase } from '../core/store/sqlite/nodeSqlite';

const root = path.join(__dirname, '..');

async function put(crm: Crm, object: ObjectName, fields: Record<string, unknown>): Promise<string> {
	const [outcome] = await crm.records.create(object, [{ item: 0, fields, idempotencyKey: `dump.${object}` }]);
	if (!outcome.ok) throw outcome.error;
	return outcome.value.id;
}

async function fill(file: string): Promise<void> {
	clock.use(() => Date.parse('2026-03-01T01:00:00.000Z'));
	const origin = { workflowId: 'w1', workflowName: '示例', executionId: '1', nodeName: 'CRM' };
	const crm = openCrm(
		{ kind: 'sqlite', path: file },
		{ actor: 'workflow:w1', scope: { kind: 'all' }, origin, partial: false, batch: 'dump' },
	);
	const teamId = await put(crm, 'team', { name: '华东组' });
	const ownerId = await put(crm, 'user', { name: '李娜', email: 'lina@example.com', teamId });
	await put(crm, 'assignmentRule', { name: '默认规则', active: true, method: 'roundRobin', teamId });
	const [model] = await crm.leads.defineScoring([{ item: 0, fields: { name: '默认模型', active: true } }]);
	if (!model.ok) throw model.error;
	const customerId = await put(crm, 'customer', {
		name: '苏州示例科技有限公司',
		phone: '0512-62345678',
		unifiedSocialCreditCode: '91320594MA1DEM501D',
		ownerId,
	});
	const contactId = await put(crm, 'contact', { name: '王芳', mobile: '13812345678', customerId, ownerId });
	const activityId = await put(crm, 'activity', { method: 'call', at: clock.iso(), detail: '已电话联系', contactId, userId: ownerId });
	await put(crm, 'task', { subject: '发送报价', dueOn: '2026-03-05', customerId, activityId, assigneeId: ownerId });
	await fillSales(crm, { customerId, contactId, ownerId });
	await crm.leads.capture(
		[
			{
				item: 0,
				fields: { name: 'Ada Lovelace', phone: '13912345678', company: 'Example Ltd' },
				touchpoint: { channel: 'web' },
				sender: '203.0.113.5',
			},
		],
		{ rateLimit: { max: 10, perMinutes: 1 } },
	);
	const gone = await put(crm, 'lead', { name: '已删除' });
	await crm.records.delete('lead', [{ item: 0, id: gone }]);
	await fillTriggerTables(crm, file);
	crm.release();
	await closeStores();
}

async function fillSales(crm: Crm, known: { customerId: string; contactId: string; ownerId: string }): Promise<void> {
	const { customerId, contactId, ownerId } = known;
	const [pipeline] = await crm.sales.definePipeline([
		{ item: 0, fields: { name: '默认管道', stages: [{ name: '初步接触', maxAgeDays: 14 }] } },
	]);
	if (!pipeline.ok) throw pipeline.error;
	const productLineId = await put(crm, 'productLine', { name: '纯水设备' });
	const productId = await put(crm, 'product', { code: 'P-1', name: '纯水机', productLineId, defaultPrice: '18800.00' });
	const priceBookId = await put(crm, 'priceBook', { name: '标准价格表' });
	await put(crm, 'price', { priceBookId, productId, minQuantity: 5, unitPrice: '17900.00' });
	const opportunityId = await put(crm, 'opportunity', { name: '设备更新', customerId, ownerId, priceBookId });
	await put(crm, 'opportunityProduct', { opportunityId, productId, quantity: 6 });
	await put(crm, 'opportunityContact', { opportunityId, contactId, role: 'decider' });
	await put(crm, 'exchangeRate', { base: 'USD', quote: 'CNY', date: '2026-03-01', rate: '7.1' });
}

async function fillTriggerTables(crm: Crm, file: string): Promise<void> {
	const { store, release } = acquireStore({ kind: 'sqlite', path: file });
	await store.write(crm.context, async (tx) => {
		await tx.query(
			`INSERT INTO crm_subscription ("id", "workflowId", "nodeName", "cursor", "updatedAt") VALUES ('w2:n1', 'w2', 'CRM Trigger', 1, ?)`,
			[clock.iso()],
		);
		await tx.query(
			`INSERT INTO crm_delivery ("id", "subscriptionId", "seq", "object", "recordId", "state", "attempts", "interruptions", "nextAt", "updatedAt") SELECT 'd1', 'w2:n1', "seq", "object", "recordId", 'dead', 5, 0, "at", "at" FROM crm_event WHERE "seq" = 1`,
		);
	});
	release();
}

function literal(value: unknown): string {
	if (value === null) return 'NULL';
	if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`;
	return typeof value === 'string' ? `'${value.replace(/'/g, "''")}'` : String(value);
}

/** SQL text that makes the same database again; the search indexes' own tables are filled row by row. */
function dumpSql(database: DatabaseSync): string {
	const objects = database
		.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid`)
		.all() as Array<Record<'type' | 'name' | 'sql', string>>;
	const searches = objects.filter((object) => object.sql?.startsWith('CREATE VIRTUAL')).map((object) => object.name);
	const inSearch = (name: string) => searches.some((search) => name.startsWith(`${search}_`));
	const lines: string[] = [];
	for (const { type, name, sql } of objects) if (type === 'table' && !inSearch(name)) lines.push(`${sql};`);
	for (const { type, name } of objects) {
		if (type !== 'table' || searches.includes(name)) continue;
		if (inSearch(name)) lines.push(`DELETE FROM "${name}";`);
		for (const row of database.prepare(`SELECT * FROM "${name}"`).all())
			lines.push(`INSERT INTO "${name}" VALUES (${Object.values(row).map(literal).join(', ')});`);
	}
	for (const { type, sql } of objects) if (type === 'index' && sql) lines.push(`${sql};`);
	return `${lines.join('\n')}\n`;
}

async function main(): Promise<void> {
	const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-dump-'));
	try {
		const file = path.join(folder, 'crm.sqlite');
		await fill(file);
		const database = new NodeSqliteDatabase(file, { readonly: true });
		writeFileSync(path.join(root, `test/core/store/dumps/${version}.sql`), dumpSql(database.connection));
		database.close();
		console.log(`wrote test/core/store/dumps/${version}.sql`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: Error) => {
	console.error(error);
	process.exit(1);
});
