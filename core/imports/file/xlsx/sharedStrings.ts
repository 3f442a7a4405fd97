import { breathe } from '../../../store';
import { bounds } from '../fileBounds';
import { ScratchFile } from '../scratchFile';
import type { Archive } from './archive';
import { XmlReader } from './xml';

/** Texts of one block, and blocks that are kept in memory: cells mostly use the texts in the order of the table. */
const blockSize = 256;
const keptBlocks = 128;

/**
 * The texts of a workbook's cells, which refer to them by number. There are as many as the file has names, so they lie in
 * a file of their own, and only the blocks that were used last are in memory.
 */
export class SharedStrings {
	readonly #places: number[] = [];
	readonly #blocks = new Map<number, readonly string[]>();
	#open: string[] = [];

	private constructor(private readonly file: ScratchFile) {}

	static async read(archive: Archive, part: string | undefined): Promise<SharedStrings> {
		const strings = new SharedStrings(await ScratchFile.create());
		if (part === undefined || !archive.has(part)) return strings;
		const found: string[] = [];
		const reader = new XmlReader(stringHandlers((text) => found.push(text)));
		try {
			for await (const chunk of archive.read(part)) {
				reader.write(chunk);
				await strings.#take(found.splice(0));
				await breathe();
			}
			return strings;
		} catch (error) {
			await strings.close();
			throw error;
		}
	}

	async #take(texts: readonly string[]): Promise<void> {
		for (const text of texts) {
			if (this.#open.push(text) < blockSize) continue;
			this.#places.push(await this.file.append(Buffer.from(JSON.stringify(this.#open))));
			this.#open = [];
		}
	}

	/** '' for a number that no text has. */
	get(index: number): string {
		const block = Math.floor(index / blockSize);
		return (block === this.#places.length ? this.#open : this.#block(block))[index % blockSize] ?? '';
	}

	#block(block: number): readonly string[] {
		const known = this.#blocks.get(block);
		if (known) return known;
		const from = this.#places[block];
		if (from === undefined) return [];
		const end = this.#places[block + 1] ?? this.file.bytes;
		const texts = JSON.parse(this.file.read(from, end - from).toString()) as string[];
		if (this.#blocks.size >= keptBlocks) this.#blocks.delete(this.#blocks.keys().next().value as number);
		this.#blocks.set(block, texts);
		return texts;
	}

	async close(): Promise<void> {
		await this.file.close();
	}
}

/** Hears the texts of `si` elements, in runs of any number; what stands in `rPh` says how to pronounce it. */
function stringHandlers(found: (text: string) => void) {
	let text = '';
	let inText = false;
	let spoken = false;
	return {
		open(name: string) {
			if (name === 'si') text = '';
			else if (name === 'rPh') spoken = true;
			else if (name === 't') inText = !spoken;
		},
		text(piece: string) {
			if (inText && text.length <= bounds.cell) text += piece;
		},
		close(name: string) {
			if (name === 't') inText = false;
			else if (name === 'rPh') spoken = false;
			else if (name === 'si') found(text.slice(0, bounds.cell));
		},
	};
}
