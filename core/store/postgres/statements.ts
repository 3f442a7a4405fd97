import { hash } from 'node:crypto';
import { sqlBy, type Plan, type Sql } from '../sql';
import { postgresDialect } from './dialect';

/** What a pool and a client of the driver both do. */
interface Querying {
	query(config: { text: string; values: unknown[]; name?: string }): Promise<{ rows: unknown[] }>;
}

const quotedOrPlace = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g;

/** Texts that are remembered; ours are few, but an update has one for every set of columns. */
const maxTexts = 2000;
const texts = new Map<string, Numbered>();

interface Numbered {
	readonly text: string;
	/** Under which a connection keeps its plan. */
	readonly name: string;
}

/** A statement with PostgreSQL's numbered places for parameters. */
function numbered(statement: string): Numbered {
	let known = texts.get(statement);
	if (known === undefined) {
		if (texts.size >= maxTexts) texts.clear();
		let place = 0;
		const text = statement.replace(quotedOrPlace, (found) => (found === '?' ? `$${++place}` : found));
		texts.set(statement, (known = { text, name: `crm_${hash('sha1', text)}` }));
	}
	return known;
}

/** PostgreSQL takes no NUL in a text; no stored one has it, so that what stands for it finds nothing. */
const writable = (value: unknown): unknown =>
	typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;

/** Statements on a pool, each on whichever connection is free, or on one client. */
export const sqlOf = (on: Querying): Sql =>
	sqlBy(postgresDialect, async <Row>(statement: string, parameters: readonly unknown[] = [], plan?: Plan) => {
		const { text, name } = numbered(statement);
		const { rows } = await on.query({ text, values: parameters.map(writable), name: plan === 'kept' ? name : undefined });
		return rows as Row[];
	});
