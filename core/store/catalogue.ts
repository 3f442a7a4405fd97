import { withCustomFields } from '../schema/customFields';
import type { FieldRecord } from '../schema/generated/records';
import { objects, objectsOf, type Objects } from '../schema/objects';
import { newId } from './ids';
import { insertRows } from './insert';
import { formatOf } from './rows';
import { quote, type Sql } from './sql';

/** The objects of one database: those of the schema files with the fields that its users defined. */
export interface Catalogue extends Objects {
	/** Another one whenever a definition changed, also in a backup that was put back. */
	readonly version: string;
	/** Every definition there is, also of fields that are switched off; the oldest first. */
	readonly definitions: readonly FieldRecord[];
}

/** What a database without custom fields has. */
export const builtIn: Catalogue = { ...objects, version: '', definitions: [] };

/** The definitions that a call was begun with. Each of its transactions makes sure that they are still in force. */
export interface CatalogueUse {
	readonly version: string;
	/** Whether one of them found them so. */
	confirmed: boolean;
}

/**
 * Thrown by a transaction, of which nothing is stored then: the call is to begin again. One that has several of them, such as
 * an import, goes on where it was.
 */
export class DefinitionsChanged extends Error {}

/** @throws DefinitionsChanged when the call works with other definitions than the database's */
export function confirm(use: CatalogueUse, version: string): void {
	if (use.version !== version) throw new DefinitionsChanged();
	use.confirmed = true;
}

/** The fact in `crm_meta` that names the state of all definitions. */
export const versionFact = 'fieldsVersion';

/** Lets every process notice that definitions have changed: called by whatever writes one. */
export const renewVersion = (tx: Sql): Promise<void> =>
	insertRows(tx, { table: 'crm_meta', columns: ['name', 'value'], key: ['name'] }, [[versionFact, newId()]]);

async function versionOf(sql: Sql): Promise<string> {
	const [row] = await sql.query<{ value: string }>('SELECT "value" FROM "crm_meta" WHERE "name" = ?', [versionFact]);
	return row?.value ?? '';
}

/** Reads the definitions when they are others than the known ones. */
async function readCatalogue(sql: Sql, known: Catalogue): Promise<Catalogue> {
	// First the version: whoever changes a definition right after it is noticed the next time.
	const version = await versionOf(sql);
	if (version === known.version) return known;
	const field = objects.get('field');
	const format = formatOf(field);
	const rows = await sql.query(`SELECT ${format.select} FROM ${quote(field.table)} t WHERE t."deletedAt" IS NULL ORDER BY t."id"`);
	const definitions = rows.map((row) => format.decode(row) as unknown as FieldRecord);
	return { ...objectsOf(objects.all.map((object) => withCustomFields(object, definitions))), version, definitions };
}

/** Milliseconds for which reads trust what they know; a write always makes sure. */
const trust = 1000;

/** What one process knows of a database's definitions. */
export class CatalogueCache {
	#known = builtIn;
	#readAt = -Infinity;
	#reading?: Promise<Catalogue>;

	constructor(private readonly sql: Sql) {}

	/** The definitions as they were at most a second ago. */
	async current(): Promise<Catalogue> {
		return performance.now() - this.#readAt < trust ? this.#known : await this.refresh();
	}

	/** The definitions as they are now. */
	async refresh(): Promise<Catalogue> {
		// A reading that goes on may have begun before the change that the caller knows of.
		await this.#reading?.catch(() => undefined);
		this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
		return await this.#reading;
	}

	async #read(): Promise<Catalogue> {
		const readAt = performance.now();
		this.#known = await readCatalogue(this.sql, this.#known);
		this.#readAt = readAt;
		return this.#known;
	}
}
