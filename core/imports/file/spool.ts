import { createHash } from 'node:crypto';
import type { FileSource } from '../../importTypes';
import { bounds } from './fileBounds';
import { tooLarge, unreadable } from './fileErrors';
import { ScratchFile } from './scratchFile';

/** A given file, taken over: a workbook's contents stand at its end, and a stream cannot be read twice. */
export interface Spool {
	readonly name: string;
	readonly file: ScratchFile;
	/** Hash of its bytes: two files of one name are told apart. */
	readonly hash: string;
	readonly head: Buffer;
	readonly isUtf8: boolean;
}

const headSize = 65_536;

/** Takes a file in, piece by piece. Close `file` when done. @throws CrmError when it is empty or too large */
export async function takeIn(source: FileSource): Promise<Spool> {
	const file = await ScratchFile.create();
	try {
		const hash = createHash('sha256');
		const utf8 = new Utf8Check();
		for await (const piece of await source.open()) {
			const chunk = Buffer.from(piece as Uint8Array);
			if (file.bytes + chunk.length > bounds.file) throw tooLarge(tooManyBytes);
			hash.update(chunk);
			utf8.add(chunk);
			await file.append(chunk);
		}
		if (file.bytes === 0) throw unreadable({ en: 'The file is empty', 'zh-CN': '文件是空的' });
		return {
			name: source.name,
			file,
			hash: hash.digest('base64url'),
			head: file.read(0, Math.min(headSize, file.bytes)),
			isUtf8: utf8.isGood(),
		};
	} catch (error) {
		await file.close();
		throw error;
	}
}

const tooManyBytes = { en: 'The file is larger than 500 MB', 'zh-CN': '文件超过 500 MB' };

/** Whether bytes are UTF-8; stops looking at the first that are not. */
class Utf8Check {
	readonly #decoder = new TextDecoder('utf-8', { fatal: true });
	#good = true;

	add(chunk: Uint8Array, more = true): void {
		if (!this.#good) return;
		try {
			this.#decoder.decode(chunk, { stream: more });
		} catch {
			this.#good = false;
		}
	}

	isGood(): boolean {
		this.add(new Uint8Array(), false);
		return this.#good;
	}
}
