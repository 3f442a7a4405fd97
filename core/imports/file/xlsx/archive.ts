import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { bounds } from '../fileBounds';
import { tooLarge, unreadable } from '../fileErrors';
import type { ScratchFile } from '../scratchFile';

const damaged = { en: 'The workbook is damaged', 'zh-CN': '工作簿已损坏' };

const unpacksTooFar = { en: 'The workbook unpacks to far more than it should', 'zh-CN': '工作簿解压后过大' };

/** Parts that a workbook has at most; they are listed before any is unpacked. */
const maxParts = 20_000;

/** The parts of a zipped workbook, unpacked one by one as they are read. What a part unpacks to is checked against what it says. */
export class Archive {
	private constructor(
		private readonly zip: ZipFile,
		private readonly entries: ReadonlyMap<string, Entry>,
	) {}

	/** @throws CrmError when it is no whole zip file */
	static async open(file: ScratchFile): Promise<Archive> {
		const { fromFdPromise } = require('yauzl') as typeof import('yauzl');
		try {
			const zip = await fromFdPromise(file.descriptor, { lazyEntries: true, autoClose: false });
			if (zip.entryCount > maxParts) throw tooLarge({ en: 'The workbook has too many parts', 'zh-CN': '工作簿包含的部件过多' });
			const entries = new Map<string, Entry>();
			for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
			return new Archive(zip, entries);
		} catch (error) {
			throw asDamaged(error);
		}
	}

	has(part: string): boolean {
		return this.entries.has(part.toLowerCase());
	}

	/** Bytes of a part when unpacked, as the archive says. */
	sizeOf(part: string): number {
		return this.entries.get(part.toLowerCase())?.uncompressedSize ?? 0;
	}

	/** A part's bytes, piece by piece. @throws CrmError when it is not there, or larger than any real one */
	async *read(part: string, limit: number = bounds.part): AsyncGenerator<Buffer, void, undefined> {
		const entry = this.entries.get(part.toLowerCase());
		if (!entry) throw unreadable(damaged);
		const { uncompressedSize: size, compressedSize: packed } = entry;
		if (size > limit) throw tooLarge(unpacksTooFar);
		if (size > bounds.unpacking.from && size > bounds.unpacking.times * packed) throw unreadable(unpacksTooFar);
		let stream: Readable | undefined;
		try {
			stream = await this.zip.openReadStreamPromise(entry);
			for await (const chunk of stream) yield chunk as Buffer;
		} catch (error) {
			throw asDamaged(error);
		} finally {
			stream?.destroy();
		}
	}
}

/** The library's own errors are plain ones, which a broken file causes. */
const asDamaged = (error: unknown) => ((error as Error).name === 'CrmError' ? error : unreadable(damaged));
