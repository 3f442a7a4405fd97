import { day } from '../standIn/clock';
import type { Received } from '../standIn/httpServer';
import { newId, ok, wrong, type Result, type World } from './world';

const life = 3 * day;
const maxFile = 20 * 1024 * 1024;

/** Files given to the vendor, which are forgotten after three days. */
export class Media {
	readonly files = new Map<string, { readonly name: string; readonly bytes: Buffer; readonly at: number; readonly owner: string }>();

	constructor(private readonly world: World) {}

	/** POST with the file in the form field `media`. @param owner the app or robot that alone may use it */
	upload({ headers, body, query }: Received, owner: string): Result {
		const type = query.get('type');
		if (!['image', 'voice', 'video', 'file'].includes(type ?? '')) return wrong(40004, 'invalid media type');
		const file = fileOf(headers['content-type'] ?? '', body);
		if (!file) return wrong(41005, 'media data missing');
		if (file.bytes.length <= 5 || file.bytes.length > maxFile) return wrong(40006, 'invalid file size');
		const id = newId('media-');
		this.files.set(id, { ...file, at: this.world.clock.now(), owner });
		return ok({ type, media_id: id, created_at: String(this.world.seconds()) });
	}

	has(id: string, owner?: string): boolean {
		const file = this.files.get(id);
		return file !== undefined && this.world.clock.now() - file.at < life && (owner === undefined || file.owner === owner);
	}
}

/** The part `media` of a multipart form. */
function fileOf(contentType: string, body: Buffer): { name: string; bytes: Buffer } | undefined {
	const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
	if (!boundary) return undefined;
	const start = body.indexOf('name="media"');
	const head = body.indexOf('\r\n\r\n', start);
	const end = body.indexOf(`\r\n--${boundary}`, head);
	if (start < 0 || head < 0 || end < 0) return undefined;
	const name = /filename="([^"]*)"/.exec(body.subarray(start, head).toString('utf8'))?.[1];
	return name ? { name, bytes: Buffer.from(body.subarray(head + 4, end)) } : undefined;
}
