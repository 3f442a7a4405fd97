import { readSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { newId } from '../../store';

const pieceSize = 65_536;

const shorter = () => new Error('a scratch file is shorter than what was written to it');

/**
 * A file of our own while an import or an export runs, so that memory does not grow with it. It has no name where the
 * system allows that (all but Windows), so that nothing of a customer list is left behind by a process that is killed.
 */
export class ScratchFile {
	#bytes = 0;

	private constructor(
		private readonly handle: FileHandle,
		private readonly name: string,
	) {}

	static async create(): Promise<ScratchFile> {
		const name = path.join(tmpdir(), `guanxi-${newId()}`);
		const file = new ScratchFile(await open(name, 'wx+', 0o600), name);
		await file.#unlink();
		return file;
	}

	/** Windows keeps the name of an open file; there it goes with `close`. */
	async #unlink(): Promise<void> {
		await rm(this.name, { force: true }).catch(() => undefined);
	}

	get bytes(): number {
		return this.#bytes;
	}

	get descriptor(): number {
		return this.handle.fd;
	}

	/** Writes to the end and gives the place at which it begins. */
	async append(chunk: Uint8Array): Promise<number> {
		const begin = this.#bytes;
		for (let done = 0; done < chunk.length;) {
			const { bytesWritten } = await this.handle.write(chunk, done, chunk.length - done, begin + done);
			done += bytesWritten;
		}
		this.#bytes += chunk.length;
		return begin;
	}

	/** A piece of what was written; small, as the thread waits for it. */
	read(position: number, length: number): Buffer {
		const buffer = Buffer.alloc(length);
		for (let done = 0; done < length;) {
			const read = readSync(this.handle.fd, buffer, done, length - done, position + done);
			if (read === 0) throw shorter();
			done += read;
		}
		return buffer;
	}

	/** All of it, from the beginning, piece by piece. */
	async *pieces(): AsyncGenerator<Buffer, void, undefined> {
		for (let position = 0; position < this.#bytes;) {
			const buffer = Buffer.allocUnsafe(Math.min(pieceSize, this.#bytes - position));
			const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, position);
			if (bytesRead === 0) throw shorter();
			yield buffer.subarray(0, bytesRead);
			position += bytesRead;
		}
	}

	/** The same as a stream, for others. */
	stream(): Readable {
		return Readable.from(this.pieces(), { objectMode: false, highWaterMark: pieceSize });
	}

	async close(): Promise<void> {
		await this.handle.close();
		await this.#unlink();
	}
}
