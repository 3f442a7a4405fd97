import { randomUUID } from 'node:crypto';
import { clock } from '../clock';
import { CrmError } from '../errors';
import type { ImportEntry, RowCounts } from '../importTypes';
import type { Session } from '../records';
import type { ObjectName } from '../schema/types';
import type { Text } from '../text';
import { Bindings, decodeCursor, encodeCursor, insertRows, pageLimit, type Sql, type StoreTx } from '../store';

/** The names under which an import's calls, and those that take it back, stand in the log. */
export const batchOf = (name: string): string => `import:${name}`;
export const undoBatchOf = (name: string): string => `undo:${name}`;

/** The batch that a batch took back; undefined for one that took back none. */
export const undoneBatch = (batch: string | null): string | undefined =>
	batch?.startsWith(undoBatchOf('')) ? batchOf(batch.slice(undoBatchOf('').length)) : undefined;

/** A row of `crm_import`. */
export interface Stored extends RowCounts {
	readonly name: string;
	readonly object: ObjectName;
	readonly file: string | null;
	readonly fileHash: string | null;
	readonly state: 'running' | 'done' | 'undone';
	readonly run: string;
	readonly emitEvents: number | boolean;
	readonly startedAt: string;
	readonly updatedAt: string;
	readonly row: number;
	readonly percent: number;
	readonly headings: string | null;
	readonly mapping: unknown;
}

export const noCounts: RowCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, bad: 0 };

/** What one chunk of rows did. */
export interface Step {
	readonly counts: RowCounts;
	readonly lastRow: number;
	readonly percent: number;
	readonly faults: ReadonlyArray<readonly [row: number, reason: Text]>;
}

/** How an import stands; it stays so until the transaction ends. */
async function findImport(tx: StoreTx, name: string): Promise<Stored | undefined> {
	await tx.dialect.takeTurns(tx, 'import', [name]);
	const [row] = await tx.query<Stored>('SELECT * FROM "crm_import" WHERE "name" = ?', [name]);
	return row;
}

const refused = (text: Text, hint: Text) => new CrmError('Refused', text, { hint, field: 'importName' });

const otherName: Text = { en: 'Choose another Import Name.', 'zh-CN': '请使用其他导入名称。' };

const usedForOther = () =>
	refused(
		{ en: 'This Import Name was used for another file, sheet or object', 'zh-CN': '该导入名称已用于其他文件、工作表或对象' },
		otherName,
	);

const wasUndone = () => refused({ en: 'The import of this name was undone', 'zh-CN': '该名称的导入已被撤销' }, otherName);

const takenOver = () =>
	refused(
		{ en: 'This import was started again elsewhere and goes on there', 'zh-CN': '该导入已在别处重新启动并继续' },
		{
			en: 'Let that run finish; “Get many imports” of the CRM node shows how far it is.',
			'zh-CN': '请等待另一次运行完成，CRM 节点的“获取多次导入”可查看进度。',
		},
	);

/** What an import is of: one name stands for one of these. */
export interface ImportOf {
	readonly object: ObjectName;
	readonly fileHash: string | null;
}

export const isOf = (known: Stored, { object, fileHash }: ImportOf): boolean => known.object === object && known.fileHash === fileHash;

/** One import's own record of how far it got; every chunk of rows moves it in the transaction that writes them. */
export class ImportLog {
	private constructor(
		readonly name: string,
		private readonly run: string,
		/** How it stood when this run began. */
		readonly before: Stored,
	) {}

	/** Begins an import, or takes up one that was interrupted. @throws CrmError when the name stands for something else */
	static async begin(
		session: Session,
		of: Pick<Stored, 'name' | 'object' | 'file' | 'fileHash' | 'headings' | 'mapping'> & { emitEvents: boolean },
	): Promise<ImportLog> {
		const run = randomUUID();
		return await session.store.write(session.context, async (tx) => {
			const known = await findImport(tx, of.name);
			if (known && !isOf(known, of)) throw usedForOther();
			if (known?.state === 'undone') throw wasUndone();
			if (known) {
				await tx.query('UPDATE "crm_import" SET "run" = ?, "updatedAt" = ? WHERE "name" = ?', [run, clock.iso(), of.name]);
				return new ImportLog(of.name, run, known);
			}
			const at = clock.iso();
			const fresh: Stored = { ...of, ...noCounts, state: 'running', run, startedAt: at, updatedAt: at, row: 0, percent: 0 };
			const columns = Object.keys(fresh);
			await insertRows(tx, { table: 'crm_import', columns }, [Object.values(fresh)]);
			return new ImportLog(of.name, run, fresh);
		});
	}

	/** Before a chunk is written: nobody takes the import over meanwhile. @throws CrmError when somebody has, or has undone it */
	async hold(tx: StoreTx): Promise<void> {
		const now = await findImport(tx, this.name);
		if (now?.state === 'undone') throw wasUndone();
		if (now?.run !== this.run) throw takenOver();
	}

	async advance(tx: StoreTx, { counts, lastRow, percent, faults }: Step): Promise<void> {
		await tx.query(
			`UPDATE "crm_import" SET "rows" = "rows" + ?, "created" = "created" + ?, "updated" = "updated" + ?, "unchanged" = "unchanged" + ?,
			"bad" = "bad" + ?, "row" = ?, "percent" = ?, "updatedAt" = ? WHERE "name" = ?`,
			[counts.rows, counts.created, counts.updated, counts.unchanged, counts.bad, lastRow, percent, clock.iso(), this.name],
		);
		const rows = faults.map(([row, reason]) => [this.name, row, JSON.stringify(reason)]);
		await insertRows(tx, { table: 'crm_import_fault', columns: ['import', 'row', 'reason'] }, rows);
	}

	async finish(session: Session): Promise<void> {
		await session.store.write(session.context, async (tx) => {
			await tx.query(`UPDATE "crm_import" SET "state" = 'done', "percent" = 100, "updatedAt" = ? WHERE "name" = ? AND "run" = ?`, [
				clock.iso(),
				this.name,
				this.run,
			]);
		});
	}

	/** Why rows were bad that an earlier run dealt with. */
	async faultsAmong(sql: Sql, rows: readonly number[]): Promise<Map<number, Text>> {
		if (rows.length === 0) return new Map();
		const bindings = new Bindings(sql);
		const where = `"import" = ${bindings.add(this.name)} AND "row" >= ${bindings.add(rows[0])} AND "row" <= ${bindings.add(rows.at(-1))}`;
		const found = await sql.query<{ row: number; reason: string }>(
			`SELECT "row", "reason" FROM "crm_import_fault" WHERE ${where}`,
			bindings.values,
		);
		return new Map(found.map(({ row, reason }) => [row, JSON.parse(reason) as Text]));
	}
}

const noSuchImport = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no import of this name', 'zh-CN': '没有该名称的导入' },
		{
			hint: { en: '“Get many imports” of the CRM node lists the names.', 'zh-CN': 'CRM 节点的“获取多次导入”可查看名称。' },
			field: 'importName',
		},
	);

/**
 * Marks an import as taken back: from then on nobody goes on importing under the name.
 * @returns what it was of, and whether it was marked before
 * @throws CrmError when there is none
 */
export async function markUndone(session: Session, name: string): Promise<{ object: ObjectName; repeated: boolean }> {
	return await session.store.write(session.context, async (tx) => {
		const known = await findImport(tx, name);
		if (!known) throw noSuchImport();
		await tx.query('UPDATE "crm_import" SET "state" = ?, "updatedAt" = ? WHERE "name" = ?', ['undone', clock.iso(), name]);
		return { object: known.object, repeated: known.state === 'undone' };
	});
}

/** Milliseconds after which a running import that did not move was interrupted. */
const still = 120_000;

const entryOf = ({ fileHash: _hash, run: _run, row: _row, headings: _headings, mapping: _mapping, ...stored }: Stored): ImportEntry => ({
	...stored,
	emitEvents: Boolean(stored.emitEvents),
	state: stored.state === 'running' && clock.now() - Date.parse(stored.updatedAt) > still ? 'interrupted' : stored.state,
});

/** Imports, the latest first. */
export async function listImports(
	session: Session,
	page: { limit: number; cursor?: string },
): Promise<{ imports: ImportEntry[]; nextCursor?: string }> {
	const limit = pageLimit(page.limit);
	const { read } = session.store;
	const bindings = new Bindings(read);
	const [at, name] = page.cursor === undefined ? [] : decodeCursor('imports', 2, page.cursor);
	const after =
		at === undefined
			? 'TRUE'
			: `("startedAt" < ${bindings.add(at)} OR ("startedAt" = ${bindings.add(at)} AND "name" > ${bindings.add(name)}))`;
	const rows = await read.query<Stored>(
		`SELECT * FROM "crm_import" WHERE ${after} ORDER BY "startedAt" DESC, "name" LIMIT ${limit + 1}`,
		bindings.values,
	);
	const last = rows.length > limit ? rows[limit - 1] : undefined;
	return { imports: rows.slice(0, limit).map(entryOf), nextCursor: last && encodeCursor('imports', [last.startedAt, last.name]) };
}
