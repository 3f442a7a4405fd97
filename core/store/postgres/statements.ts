import type { Sql } from '../sql';
import { postgresDialect } from './dialect';

/** What a pool and a client of the driver both do. */
interface Querying {
	query(config: { text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

const quotedOrPlace = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g;

/** Texts that are remembered; ours are few, but an update has one for every set of columns. */
const maxTexts = 2000;
const texts = new Map<string, string>();

/** A statement with PostgreSQL's numbered places for parameters. */
function numbered(statement: string): string {
	let text = texts.get(statement);
	if (text === undefined) {
		if (texts.size >= maxTexts) texts.clear();
		let place = 0;
		texts.set(statement, (text = statement.replace(quotedOrPlace, (found) => (found === '?' ? `$${++place}` : found))));
	}
	return text;
}

/** PostgreSQL takes no NUL in a text; no stored one has it, so that what stands for it finds nothing. */
const writable = (value: unknown): unknown =>
	typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;

/** Statements on a pool, each on whichever connection is free, or on one client. */
export const sqlOf = (on: Querying): Sql => ({
	dialect: postgresDialect,
	query: async <Row>(statement: string, parameters: readonly unknown[] = []) => {
		const { rows } = await on.query({ text: numbered(statement), values: parameters.map(writable) });
		return rows as Row[];
	},
});
