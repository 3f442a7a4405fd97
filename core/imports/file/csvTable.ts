import { breathe } from '../../store';
import { CsvScanner } from './csvScanner';
import { guessDelimiter } from './delimiter';
import { unreadable } from './fileErrors';
import type { Spool } from './spool';
import { batchSize, type Row, type Table } from './table';

/** Encodings a user can choose, as TextDecoder names them. GB18030 contains GBK and GB2312. */
export const encodings = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'windows-1252'] as const;

function encodingOf({ head, isUtf8 }: Spool): string {
	if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
	if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
	// Of UTF-16, a half of each comma, digit and line end is zero; elsewhere a zero is a stray one.
	const zeros = [0, 0];
	head.forEach((byte, at) => byte === 0 && (zeros[at % 2] += 1));
	if (Math.max(...zeros) * 50 > head.length) return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be';
	return isUtf8 ? 'utf-8' : 'gb18030';
}

/** A CSV or tab-separated text. */
export function openCsv(spool: Spool, wanted?: string): Table {
	const encoding = wanted ?? encodingOf(spool);
	const head = new TextDecoder(encoding).decode(spool.head, { stream: true });
	const { delimiter, from } = guessDelimiter(head);
	let read = 0;
	const text = async function* () {
		const decoder = new TextDecoder(encoding, { fatal: true });
		read = 0;
		for await (const chunk of spool.file.pieces()) {
			read += chunk.length;
			yield decoded(decoder, chunk);
		}
		yield decoded(decoder);
	};
	return {
		format: 'csv',
		encoding,
		delimiter,
		rows: () => rowsOf(text(), delimiter, from),
		progress: () => read / spool.file.bytes,
		close: () => spool.file.close(),
	};
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
	try {
		return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
	} catch {
		throw unreadable(
			{
				en: 'The file is neither UTF-8 nor GBK text',
				'zh-CN': '文件既不是 UTF-8 也不是 GBK 文本',
			},
			{
				en: 'Choose its encoding in the options, or save it as .xlsx or as CSV (UTF-8) and import that.',
				'zh-CN': '请在选项中指定编码，或另存为 .xlsx 或 CSV（UTF-8）后再导入。',
			},
		);
	}
}

async function* rowsOf(text: AsyncIterable<string>, delimiter: string, from: number): AsyncGenerator<readonly Row[], void, undefined> {
	const scanner = new CsvScanner(delimiter);
	for await (const piece of text) {
		scanner.push(piece);
		await breathe();
		if (scanner.done.length >= batchSize) yield taken(scanner, from);
	}
	scanner.end();
	if (scanner.done.length > 0) yield taken(scanner, from);
}

const taken = (scanner: CsvScanner, from: number): readonly Row[] => scanner.done.splice(0).filter(({ number }) => number > from);
