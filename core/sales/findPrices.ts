import type { CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { Bindings, breathe, chunksOf, formatOf, quote, type Sql } from '../store';

const price = objects.get('price');
const priceBook = objects.get('priceBook');

/** A question for a price. */
export interface PriceWanted {
	readonly product: CrmRecord;
	readonly quantity: number;
	/** Where to look first; absent: the product's default price. */
	readonly priceBookId?: string | null;
	/** YYYY-MM-DD. */
	readonly on: string;
	/** Only a price in this currency will do; absent: that of the price book. */
	readonly currency?: string;
}

export interface PriceFound {
	readonly unitPrice: string;
	readonly currency: string;
	/** The entry it comes from; absent for the product's default price. */
	readonly entry?: CrmRecord;
}

/** The wanted price books and all above them, by id. */
async function booksAbove(sql: Sql, ids: readonly string[]): Promise<Map<string, CrmRecord>> {
	if (ids.length === 0) return new Map();
	const format = formatOf(priceBook);
	const bindings = new Bindings(sql);
	const rows = await sql.query(
		`WITH RECURSIVE up(id) AS (SELECT w.value FROM ${bindings.list(ids)} w UNION SELECT t."parentId" FROM up JOIN "crm_price_book" t ON t."id" = up.id WHERE t."parentId" IS NOT NULL)
		SELECT ${format.select} FROM "crm_price_book" t WHERE "id" IN (SELECT up.id FROM up) AND "deletedAt" IS NULL`,
		bindings.values,
	);
	return new Map(rows.map((row) => [String(row.id), format.decode(row)]));
}

const ladderKey = (bookId: unknown, productId: unknown) => `${String(bookId)} ${String(productId)}`;

/** The entries of books for products, by both; the greatest minimum quantity first. */
async function laddersOf(sql: Sql, books: readonly string[], products: readonly string[]): Promise<Map<string, CrmRecord[]>> {
	const format = formatOf(price);
	const ladders = new Map<string, CrmRecord[]>();
	for (const chunk of books.length > 0 ? chunksOf([...new Set(products)], 250) : []) {
		const bindings = new Bindings(sql);
		const rows = await sql.query(
			`SELECT ${format.select} FROM ${quote(price.table)} t WHERE ${bindings.among('"productId"', chunk)} AND ${bindings.among('"priceBookId"', books)} AND "deletedAt" IS NULL ORDER BY "minQuantity" DESC`,
			bindings.values,
		);
		for (const row of rows) {
			const entry = format.decode(row);
			const key = ladderKey(entry.priceBookId, entry.productId);
			const ladder = ladders.get(key);
			if (ladder) ladder.push(entry);
			else ladders.set(key, [entry]);
		}
		await breathe();
	}
	return ladders;
}

const isValid = ({ active, validFrom, validTo }: CrmRecord, on: string): boolean =>
	active === true && (validFrom === null || String(validFrom) <= on) && (validTo === null || on <= String(validTo));

/** What prices are looked up in: price books and their entries, read in a few statements for all questions. */
export class PriceList {
	private constructor(
		private readonly books: ReadonlyMap<string, CrmRecord>,
		private readonly ladders: ReadonlyMap<string, readonly CrmRecord[]>,
	) {}

	static async read(sql: Sql, wanted: ReadonlyArray<Pick<PriceWanted, 'priceBookId' | 'product'>>): Promise<PriceList> {
		const ids = new Set(wanted.flatMap(({ priceBookId }) => priceBookId ?? []));
		const books = await booksAbove(sql, [...ids]);
		const products = wanted.map(({ product }) => product.id);
		return new PriceList(books, await laddersOf(sql, [...books.keys()], products));
	}

	/**
	 * The price of a product: the entry with the greatest minimum quantity that is reached, of the first price book
	 * (the wanted one, its parent, and so on) that is valid on the day and has one; else the product's default price.
	 */
	find({ product, quantity, priceBookId, on, currency }: PriceWanted): PriceFound | undefined {
		const wanted = currency ?? this.books.get(priceBookId ?? '')?.currency;
		const seen = new Set<unknown>();
		for (let book = this.books.get(priceBookId ?? ''); book && !seen.has(book.id); book = this.books.get(String(book.parentId))) {
			seen.add(book.id);
			if (!isValid(book, on) || book.currency !== wanted) continue;
			const entry = this.ladders.get(ladderKey(book.id, product.id))?.find(({ minQuantity }) => Number(minQuantity) <= quantity);
			if (entry) return { unitPrice: String(entry.unitPrice), currency: String(entry.currency), entry };
		}
		const fits = product.defaultPrice !== null && (wanted === undefined || product.currency === wanted);
		return fits ? { unitPrice: String(product.defaultPrice), currency: String(product.currency) } : undefined;
	}
}
