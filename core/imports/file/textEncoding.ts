/** Encodings that files are written in: UTF-8 with a byte order mark, by which Excel knows it, or GB18030, which contains GBK. */
export type WrittenEncoding = 'utf-8' | 'gb18030';

let table: Uint32Array | undefined;

/**
 * GB18030 by UTF-16 code unit, up to four bytes as one number: Node decodes the encoding and cannot write it, so that its
 * decoder is asked for all sequences once (GB 18030-2022; 24,000 of two bytes and 39,000 of four).
 */
function codes(): Uint32Array {
	if (table) return table;
	table = new Uint32Array(65_536);
	const decoder = new TextDecoder('gb18030');
	const learn = (bytes: number[]) => {
		const text = decoder.decode(Uint8Array.from(bytes));
		const unit = text.charCodeAt(0);
		if (text.length === 1 && unit !== 0xfffd && table?.[unit] === 0) table[unit] = bytes.reduce((code, byte) => code * 256 + byte, 0);
	};
	for (let first = 0x81; first <= 0xfe; first++) {
		for (let second = 0x40; second <= 0xfe; second++) if (second !== 0x7f) learn([first, second]);
	}
	for (let place = 0; place < 39_420; place++) learn(fourBytes(0x81, place));
	return table;
}

/** The four-byte sequence at a place counted from the first one that begins with `first`. */
const fourBytes = (first: number, place: number): number[] => [
	first + Math.floor(place / 12_600),
	0x30 + (Math.floor(place / 1260) % 10),
	0x81 + (Math.floor(place / 10) % 126),
	0x30 + (place % 10),
];

function toGb18030(text: string): Buffer {
	const known = codes();
	const bytes: number[] = [];
	for (const character of text) {
		const point = character.codePointAt(0) as number;
		if (point < 0x80) bytes.push(point);
		else if (point > 0xffff) bytes.push(...fourBytes(0x90, point - 0x1_0000));
		else bytes.push(...(known[point] === 0 ? [0x3f] : bytesOf(known[point])));
	}
	return Buffer.from(bytes);
}

const bytesOf = (code: number): number[] =>
	code > 0xffff ? [code >>> 24, (code >>> 16) & 0xff, (code >>> 8) & 0xff, code & 0xff] : [code >>> 8, code & 0xff];

/** A text's bytes; the first piece of a UTF-8 file gets the byte order mark. */
export function encodeText(text: string, encoding: WrittenEncoding, first: boolean): Buffer {
	return encoding === 'gb18030' ? toGb18030(text) : Buffer.from(first ? `\uFEFF${text}` : text);
}
