import { isBlank } from '../../../../core/blank';
import type { TimelineEntry } from '../../../../core/crm';
import { localTime } from '../../../../core/imports/values/localTime';
import type { Objects } from '../../../../core/schema/objects';
import type { CrmObject, Field } from '../../../../core/schema/types';
import type { Locale, Text } from '../../../../core/text';
import { lifecycleEvents, recordEvents } from '../../../../core/triggers';

const events = new Map([...recordEvents, ...lifecycleEvents].map(({ value, text }) => [value, text]));

const colon: Text = { en: ': ', 'zh-CN': '：' };
const comma: Text = { en: ', ', 'zh-CN': '、' };
const semicolon: Text = { en: '; ', 'zh-CN': '；' };

const maxLength = 200;

const isPlain = ({ type, system }: Field) => !system && type !== 'reference' && type !== 'list';

/** Who reads it, and by which clock. */
interface Reader {
	readonly locale: Locale;
	readonly timezone: string;
}

/** A value in the user's words; an id or a list says nothing to a person. */
function wordsOf(field: Field, value: unknown, { locale, timezone }: Reader): string {
	const option = field.options?.find((one) => one.value === value);
	if (option) return option.label[locale];
	if (isBlank(value)) return '–';
	return field.type === 'dateTime' ? localTime(Date.parse(String(value)), timezone).slice(0, 'yyyy-mm-dd hh:mm'.length) : String(value);
}

function changeOf(object: CrmObject, [name, { from, to }]: [string, { from: unknown; to: unknown }], reader: Reader): string[] {
	const { locale } = reader;
	const field = object.byName.get(name);
	if (!field || field.system) return [];
	if (!isPlain(field)) return [field.label[locale]];
	return [`${field.label[locale]} ${wordsOf(field, from, reader)} → ${wordsOf(field, to, reader)}`];
}

/** Of a new record only that it is new: its fields are the record itself. */
function changesOf(object: CrmObject, { kind, changes = {} }: TimelineEntry, reader: Reader): string {
	if (kind.split(', ').includes('created')) return '';
	return Object.entries(changes)
		.flatMap((change) => changeOf(object, change, reader))
		.join(semicolon[reader.locale]);
}

/** What the record that refers to this one says: its first choice, such as the method, and its texts. */
function contentOf(object: CrmObject, record: Readonly<Record<string, unknown>>, reader: Reader): string {
	return object.fields
		.filter((field) => isPlain(field) && ['option', 'text', 'longText'].includes(field.type) && !isBlank(record[field.name]))
		.map((field) => wordsOf(field, record[field.name], reader))
		.join(semicolon[reader.locale]);
}

/** A character (code point) has at most two units, so what follows could not come in; a long text is not read to its end. */
function shortened(line: string): string {
	const characters = [...line.slice(0, (maxLength + 1) * 2)];
	return characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : line;
}

/** One line of a timeline as a person reads it: "Activity: Note; call today", "Record Updated: Score 37 → 57". */
export function timelineSummary(entry: TimelineEntry, objects: Objects, reader: Reader): string {
	const { locale } = reader;
	const object = objects.get(entry.object);
	const head = entry.record
		? object.label[locale]
		: entry.kind
				.split(', ')
				.map((name) => events.get(name)?.[locale] ?? name)
				.join(comma[locale]);
	const body = entry.record ? contentOf(object, entry.record, reader) : changesOf(object, entry, reader);
	const line = body === '' ? head : `${head}${colon[locale]}${body}`;
	return shortened(line);
}
