import { breathe } from '../../../store';
import { bounds } from '../fileBounds';
import type { Cell } from '../table';

/** Cells that are shown as one: rows from 1, columns from 0. */
interface Merge {
	readonly top: number;
	readonly bottom: number;
	readonly left: number;
	readonly right: number;
}

/** `AB12` as [27, 12]; undefined when it is no cell. */
export function placeOf(reference: string): [column: number, row: number] | undefined {
	const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
	if (!letters) return undefined;
	let column = 0;
	for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
	return [column - 1, Number(digits)];
}

function mergeOf(reference: string): Merge | undefined {
	const [from, to] = reference.split(':').map(placeOf);
	return from && to && { left: from[0], top: from[1], right: to[0], bottom: to[1] };
}

const endOfData = /<\/(?:\w+:)?sheetData>/;
const longestEnd = 40;

/** What stands behind a sheet's rows, as far as merged cells go: its XML says only there which they are. The rows are passed over unread. */
async function textAfterData(chunks: AsyncIterable<Buffer>): Promise<string> {
	let before = '';
	let after: string | undefined;
	for await (const chunk of chunks) {
		const text = chunk.toString('latin1');
		if (after !== undefined) after += text;
		else {
			before = before.slice(-longestEnd) + text;
			const end = endOfData.exec(before);
			if (end) after = before.slice(end.index);
		}
		if (after !== undefined && after.length > bounds.smallPart) break;
		await breathe();
	}
	return after ?? '';
}

/** The merged cells of a sheet that reach over several rows. */
export async function readMerges(chunks: AsyncIterable<Buffer>): Promise<readonly Merge[]> {
	const text = await textAfterData(chunks);
	const merges: Merge[] = [];
	for (const [, reference] of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?\bref="([^"]+)"/g)) {
		const merge = mergeOf(reference);
		if (merge && merge.bottom > merge.top && merges.push(merge) === bounds.merges) break;
	}
	return merges;
}

/** Gives the cells of a row what the merged cells above say: a region over ten customers is the region of all ten. */
export class MergeFill {
	readonly #byTop: Map<number, Merge[]>;
	#open: Array<Merge & { value: Cell }> = [];

	constructor(merges: readonly Merge[]) {
		this.#byTop = Map.groupBy(merges, ({ top }) => top);
	}

	fill(row: number, cells: Cell[]): void {
		this.#open = this.#open.filter(({ bottom }) => row <= bottom);
		for (const { left, value } of this.#open) {
			while (cells.length <= left) cells.push(null);
			cells[left] ??= value;
		}
		for (const merge of this.#byTop.get(row) ?? []) {
			const value = cells[merge.left] ?? null;
			if (value !== null) this.#open.push({ ...merge, value });
		}
	}
}
