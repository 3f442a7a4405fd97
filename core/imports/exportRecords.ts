import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import type { ExportRequest, ExportResult } from '../importTypes';
import type { Session } from '../records';
import type { CrmObject, Field, ObjectName } from '../schema/types';
import { breathe, listRecords, recordsById } from '../store';
import { madeFile } from './badRowsFile';
import type { Cell } from './file/table';
import { newTableWriter } from './file/newTableWriter';
import { mimeTypes } from './file/tableWriter';
import { badField, cellOf, exportedFields, kindOf } from './exportFields';

/** Records read at a time. */
const pageSize = 500;

/** Writes the records of a query into a file that an import understands again. Memory does not grow with them. */
export async function exportRecords(session: Session, request: ExportRequest): Promise<ExportResult> {
	const object = session.objects.get(request.object);
	const { language = 'en', format, encoding, fields: wanted } = request;
	const fields =
		wanted === undefined || wanted.length === 0
			? exportedFields(object)
			: wanted.map((name) => object.byName.get(name) ?? badField(object, name));
	const writer = await newTableWriter({ format, encoding, sheet: object.plural[language], kinds: fields.map(kindOf) });
	const titles = new Titles(session);
	try {
		await writer.add(fields.map(({ label }) => label[language]));
		let rows = 0;
		for (let cursor: string | undefined, more = true; more;) {
			const { timeZone, scope } = session.context;
			const page = await listRecords(session.store.read, object, { ...request, limit: pageSize, cursor, scope, timeZone });
			await titles.learn(fields, page.records);
			for (const record of page.records) {
				await writer.add(fields.map((field) => cellOf(field, record[field.name], { language, timeZone, titleOf: titles.of })));
				await breathe();
			}
			rows += page.records.length;
			cursor = page.nextCursor;
			more = cursor !== undefined;
		}
		const name = `${request.fileName ?? `${object.plural[language]} ${clock.today(session.context.timeZone)}`}.${format}`;
		return { rows, file: madeFile(await writer.end(), name, mimeTypes[format]) };
	} catch (error) {
		await writer.discard();
		throw error;
	}
}

/** Titles that are remembered from one page to the next: owners are few. */
const remembered = 5000;

/** What references are called, a few statements for a page of records. */
class Titles {
	readonly #known = new Map<string, string>();

	constructor(private readonly session: Session) {}

	readonly of = (id: string): Cell => this.#known.get(id) ?? id;

	async learn(fields: readonly Field[], records: readonly CrmRecord[]): Promise<void> {
		if (this.#known.size > remembered) this.#known.clear();
		const wanted = new Map<ObjectName, Set<string>>();
		for (const { name, ref } of fields) {
			if (!ref) continue;
			const ids = wanted.get(ref) ?? new Set();
			for (const record of records) if (typeof record[name] === 'string') ids.add(record[name]);
			wanted.set(ref, ids);
		}
		for (const [name, ids] of wanted) {
			const object = this.session.objects.get(name);
			const found = await recordsById(this.session.store.read, object, { ids, scope: { kind: 'all' } });
			for (const [id, record] of found) this.#known.set(id, titleOf(object, record));
		}
	}
}

/** With its number, where it has one: two customers may have one name. */
function titleOf(object: CrmObject, record: CrmRecord): string {
	const title = String(record[object.title] ?? record.id);
	const number = object.fields.find((field) => field.number);
	return number && number.name !== object.title ? `${title} (${String(record[number.name])})` : title;
}
