/** Code units looked at on either side of a cut for a character that is made of several. */
const around = 64;

/**
 * The text, cut to at most so many bytes of UTF-8, with `ending` where something was taken away. Vendors count bytes and
 * cut in the middle of a character; this never does, nor inside a character made of several code points (a flag, a family).
 * Halves of surrogate pairs become U+FFFD, as they would on their way.
 */
export function cutBytes(text: string, maxBytes: number, ending = '…'): string {
	// No text of so few code units is longer.
	if (text.length * 3 <= maxBytes) return text.toWellFormed();
	const bytes = Buffer.from(text, 'utf8');
	if (bytes.length <= maxBytes) return text.toWellFormed();
	const kept = Buffer.byteLength(ending, 'utf8') <= maxBytes ? ending : '';
	return wholeCharacters(bytes, maxBytes - Buffer.byteLength(kept, 'utf8')) + kept;
}

/** The same for vendors that count characters: at most so many units of UTF-16, which are never fewer than what they count. */
export function cutCharacters(text: string, most: number, ending = '…'): string {
	if (text.length <= most) return text.toWellFormed();
	const room = most - ending.length;
	const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(0, most + around));
	const boundary = segments.containing(room)?.index ?? 0;
	return text.slice(0, boundary).toWellFormed() + ending;
}

function wholeCharacters(bytes: Buffer, limit: number): string {
	let end = limit;
	// A byte of the form 10xxxxxx goes on with a character that has begun.
	while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
	const before = bytes.toString('utf8', 0, end);
	// What follows may belong to the last character: a sign for the skin, the second half of a flag.
	const after = bytes.toString('utf8', end, end + around * 3);
	const start = Math.max(0, before.length - around);
	const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(before.slice(start) + after.slice(0, around));
	const character = segments.containing(before.length - start);
	const boundary = start + (character?.index ?? before.length - start);
	// A character longer than all that was looked at is cut between its code points.
	return boundary > start || start === 0 ? before.slice(0, boundary) : before;
}
