import { Bindings, breathe, chunksOf, type Sql } from '../../store';
import { addressKey, type Address } from '../../consents';

/** What people said about messages to an address. */
export interface Standing {
	readonly suppressed: boolean;
	/** By purpose. */
	readonly consents: ReadonlyMap<string, 'granted' | 'withdrawn'>;
}

interface Row {
	readonly kind: string;
	readonly address: string;
	readonly purpose: string | null;
	readonly state: 'granted' | 'withdrawn' | null;
}

/** Looks addresses up in the suppression list and among the consents, in one statement per thousand. */
export async function standings(sql: Sql, addresses: readonly Address[]): Promise<Map<string, Standing>> {
	const asked = new Map(addresses.map((one) => [addressKey(one), [one.addressKind, one.address]]));
	const found = new Map<string, { suppressed: boolean; consents: Map<string, 'granted' | 'withdrawn'> }>();
	for (const chunk of chunksOf([...asked.values()], 1000)) {
		for (const row of await rowsOf(sql, chunk)) {
			const key = `${row.kind} ${row.address}`;
			const standing = found.get(key) ?? { suppressed: false, consents: new Map() };
			found.set(key, standing);
			if (row.purpose !== null && row.state !== null) standing.consents.set(row.purpose, row.state);
			else standing.suppressed = true;
		}
		await breathe();
	}
	return found;
}

async function rowsOf(sql: Sql, addresses: readonly unknown[][]): Promise<Row[]> {
	const bindings = new Bindings(sql);
	const wanted = () => bindings.rows(addresses, { kind: 'text', address: 'text' });
	// Driven by the wanted addresses: each is a look-up in a unique index, however long the lists are.
	return await sql.query<Row>(
		`SELECT w."kind" AS kind, w."address" AS address, NULL AS purpose, NULL AS state FROM ${wanted()} w CROSS JOIN "crm_suppression" s
		WHERE s."addressKind" = w."kind" AND s."address" = w."address" AND s."deletedAt" IS NULL
		UNION ALL
		SELECT w."kind", w."address", c."purpose", c."state" FROM ${wanted()} w CROSS JOIN "crm_consent" c
		WHERE c."addressKind" = w."kind" AND c."address" = w."address" AND c."deletedAt" IS NULL`,
		bindings.values,
	);
}
