import { CrmError } from '../errors';
import type { Text } from '../text';

type Value = string | number | null;

const refused = (text: Text) =>
	new CrmError('ValidationFailed', text, {
		hint: {
			en: 'Use the cursor that the page before gave, for the same list in the same order; without one, the list begins anew.',
			'zh-CN': '请使用上一页返回的游标，并保持列表和排序不变；不填则从头开始。',
		},
		field: 'cursor',
	});

const broken: Text = { en: 'The cursor is damaged, or was not given by the CRM', 'zh-CN': '游标已损坏，或不是由 CRM 返回的' };
const foreign: Text = { en: 'The cursor belongs to another list or another order', 'zh-CN': '游标属于其他列表或其他排序' };

/** The place in a list after which its next page begins. `list` says which list it is, in which order: no other takes it. */
export const encodeCursor = (list: string, place: readonly Value[]): string =>
	Buffer.from(JSON.stringify([list, ...place])).toString('base64url');

const isValue = (value: unknown): value is Value => value === null || typeof value === 'string' || typeof value === 'number';

function parse(cursor: string): readonly unknown[] {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
		if (Array.isArray(parsed)) return parsed;
	} catch {
		// No JSON: no cursor either.
	}
	throw refused(broken);
}

/** The place that a cursor holds: `length` values. @throws CrmError when it is none, or one of another list */
export function decodeCursor(list: string, length: number, cursor: string): readonly Value[] {
	const [owner, ...place] = parse(cursor);
	if (typeof owner !== 'string' || !place.every(isValue)) throw refused(broken);
	if (owner !== list) throw refused(foreign);
	if (place.length !== length) throw refused(broken);
	return place;
}
