import type { CrmRecord } from '../crm';
import { CrmError } from '../errors';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import type { Draft, RecordRule } from '../records';
import { Bindings, breathe, recordsById, type Sql } from '../store';

const priceBook = objects.get('priceBook');
const everything = { kind: 'all' } as const;

export const idsIn = (drafts: readonly Draft[], field: string): string[] => drafts.map(({ after }) => String(after[field]));

/** A price is in the currency of its price book, and is called like its product. */
export const priceRule: RecordRule = {
	async complete(tx, { drafts }) {
		const books = await recordsById(tx, priceBook, { ids: idsIn(drafts, 'priceBookId'), scope: everything });
		const products = await recordsById(tx, objects.get('product'), { ids: idsIn(drafts, 'productId'), scope: everything });
		for (const { after } of drafts) {
			after.currency = books.get(String(after.priceBookId))?.currency ?? null;
			after.name ??= products.get(String(after.productId))?.name ?? null;
			await breathe();
		}
	},
};

/** All price books that fall back on each other are in one currency, and so is what they hold. */
export const priceBookRule: RecordRule = {
	async complete(tx, { drafts, fail }) {
		const parents = await recordsById(tx, priceBook, { ids: idsIn(drafts, 'parentId'), scope: everything });
		const moved = drafts.filter(({ before, after }) => before && before.currency !== after.currency);
		const used = await usedBooks(
			tx,
			moved.map(({ after }) => after.id),
		);
		for (const { index, after, before } of drafts) {
			const parent = parents.get(String(after.parentId));
			if (parent && parent.currency !== after.currency) fail(index, otherCurrency(parent, after));
			if (before && before.currency !== after.currency && used.has(after.id)) fail(index, inUse());
			await breathe();
		}
	},
};

function otherCurrency(parent: CrmRecord, book: CrmRecord): CrmError {
	const [theirs, ours] = [String(parent.currency), String(book.currency)];
	const message = { en: `is in ${theirs}, and this one in ${ours}`, 'zh-CN': `的币种为 ${theirs}，而本价格表为 ${ours}` };
	return validationFailed(priceBook, [{ field: 'parentId', message }]);
}

const inUse = () =>
	validationFailed(priceBook, [
		{
			field: 'currency',
			message: {
				en: 'cannot be changed, as there are prices or price books that rest on it',
				'zh-CN': '已有价格或下级价格表使用该币种，不能修改',
			},
		},
	]);

/** Which of some price books have prices, or others under them. */
async function usedBooks(sql: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
	if (ids.length === 0) return new Set();
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string }>(
		`SELECT "priceBookId" AS id FROM "crm_price" WHERE ${bindings.among('"priceBookId"', ids)} AND "deletedAt" IS NULL
		UNION SELECT "parentId" FROM "crm_price_book" WHERE ${bindings.among('"parentId"', ids)} AND "deletedAt" IS NULL`,
		bindings.values,
	);
	return new Set(rows.map((row) => row.id));
}
