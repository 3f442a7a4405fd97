import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { clock } from '../clock';
import { CrmError } from '../errors';
import { Bindings, chunksOf, insertRows, type Store, type StoreTx, type WriteContext } from '../store';

/** Bytes of a piece: few statements for a large file, and no more in memory than some of these, on SQLite in n8n's own thread. */
const pieceSize = 512 * 1024;

/** Bytes that a file may have; a contract that was scanned in colour has some millions. */
export const largestFile = 100 * 1024 * 1024;

/** Milliseconds after which what came of a file that is not there yet was left by a process that ended. */
const abandonedAfter = 86_400_000;

/** What a file holds, once all of it is stored. */
export interface Content {
	readonly bytes: number;
	/** Hexadecimal. */
	readonly sha256: string;
}

/** A file that comes in. */
interface Arrival {
	readonly id: string;
	open(): Promise<Readable>;
}

/**
 * Stores what a file holds, a piece and a transaction at a time, so that nobody waits for a slow source. It is no file yet:
 * its record comes with {@link arrivedSql} in another transaction. What has come in of one that fails is taken away.
 * @throws CrmError ValidationFailed for a file that is empty or too large
 */
export async function storeContent(store: Store, context: WriteContext, { id, open }: Arrival): Promise<Content> {
	const put = async (position: number, piece: Buffer) =>
		await store.write(context, async (tx) => {
			if (position === 0) await insertRows(tx, { table: 'crm_file_arrival', columns: ['fileId', 'startedAt'] }, [[id, clock.iso()]]);
			await insertRows(tx, { table: 'crm_file_piece', columns: ['fileId', 'position', 'bytes'] }, [[id, position, piece]]);
		});
	const digest = createHash('sha256');
	let bytes = 0;
	try {
		let position = 0;
		for await (const piece of piecesOf(given(open))) {
			bytes += piece.length;
			if (bytes > largestFile) throw tooLarge();
			digest.update(piece);
			await put(position++, piece);
		}
		if (bytes === 0) throw empty();
	} catch (error) {
		// The first piece brings the arrival with it.
		if (bytes > 0) await dropContent(store, context, [id]);
		throw error;
	}
	return { bytes, sha256: digest.digest('hex') };
}

/** What a source gives. @throws CrmError where it breaks off: that is a matter of this file, not of the store */
async function* given(open: () => Promise<Readable>): AsyncGenerator<unknown> {
	try {
		yield* await open();
	} catch (error) {
		throw error instanceof CrmError ? error : unreadable();
	}
}

/** What a source gives, in pieces of one size; the last one is what is left. */
async function* piecesOf(source: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
	let held: Buffer[] = [];
	let size = 0;
	for await (const chunk of source) {
		let rest = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array | string);
		while (size + rest.length >= pieceSize) {
			const cut = pieceSize - size;
			yield Buffer.concat([...held, rest.subarray(0, cut)]);
			rest = rest.subarray(cut);
			[held, size] = [[], 0];
		}
		// A copy: the stream may fill the same memory again.
		if (rest.length > 0) held.push(Buffer.from(rest));
		size += rest.length;
	}
	if (size > 0) yield Buffer.concat(held);
}

/** Takes away what came in of files that will not be there. */
export async function dropContent(store: Store, context: WriteContext, ids: readonly string[]): Promise<void> {
	for (const chunk of chunksOf(ids, 250)) await store.write(context, async (tx) => await dropPieces(tx, chunk));
}

/** Takes away the bytes of files. */
export async function dropPieces(tx: StoreTx, ids: readonly string[]): Promise<void> {
	for (const chunk of chunksOf(ids, 250)) {
		for (const table of ['crm_file_piece', 'crm_file_arrival']) {
			const bindings = new Bindings(tx);
			await tx.send(`DELETE FROM "${table}" WHERE ${bindings.among('"fileId"', chunk)}`, bindings.values);
		}
	}
}

/** Takes away what processes that ended in the middle have left. */
export async function dropAbandoned(store: Store, context: WriteContext): Promise<void> {
	const before = new Date(clock.now() - abandonedAfter).toISOString();
	const rows = await store.read.query<{ id: string }>(
		'SELECT "fileId" AS id FROM "crm_file_arrival" WHERE "startedAt" < ? ORDER BY "startedAt" LIMIT 20',
		[before],
	);
	await dropContent(
		store,
		context,
		rows.map(({ id }) => id),
	);
}

/** A stored file's bytes, read a piece at a time as they are taken. The stream fails where they are not what was stored. */
export function readContent(store: Store, { id, bytes, sha256 }: Content & { readonly id: string }): Readable {
	async function* pieces(): AsyncGenerator<Buffer> {
		const digest = createHash('sha256');
		let length = 0;
		for (let position = 0; length < bytes; position++) {
			const [row] = await store.read.query<{ bytes: Uint8Array }>(
				'SELECT "bytes" FROM "crm_file_piece" WHERE "fileId" = ? AND "position" = ?',
				[id, position],
			);
			if (!row) throw damaged();
			const piece = Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength);
			length += piece.length;
			digest.update(piece);
			yield piece;
		}
		if (digest.digest('hex') !== sha256) throw damaged();
	}
	return Readable.from(pieces(), { objectMode: false });
}

export const tooLarge = (): CrmError =>
	new CrmError(
		'ValidationFailed',
		{
			en: `The file is larger than ${largestFile / 1024 / 1024} MB`,
			'zh-CN': `文件超过 ${largestFile / 1024 / 1024} MB`,
		},
		{
			hint: {
				en: 'Scan it in black and white or at a lower resolution, or keep it elsewhere and store its link.',
				'zh-CN': '请降低扫描分辨率或使用黑白扫描，或将文件存放在别处并只记录链接。',
			},
			field: 'file',
		},
	);

const empty = (): CrmError =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The file is empty', 'zh-CN': '文件是空的' },
		{ hint: { en: 'Choose a file that has something in it.', 'zh-CN': '请选择有内容的文件。' }, field: 'file' },
	);

const unreadable = (): CrmError =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The file cannot be read', 'zh-CN': '文件无法读取' },
		{
			hint: {
				en: 'Run the node that gives the file again; what it gave before may be gone.',
				'zh-CN': '请重新运行提供该文件的节点；其先前的输出可能已失效。',
			},
			field: 'file',
		},
	);

const damaged = (): CrmError =>
	new CrmError(
		'StoreUnavailable',
		{ en: 'The file is not stored as it came in', 'zh-CN': '存储的文件内容已损坏' },
		{
			hint: {
				en: 'Take the database back from a backup, or attach the file again.',
				'zh-CN': '请从备份恢复数据库，或重新上传该文件。',
			},
			field: 'id',
		},
	);
