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
	async complete(tx, { drafts, fail }) {
		const books = await recordsById(tx, priceBook, { ids: idsIn(drafts, 'priceBookId'), scope: everything });
		const products = await recordsById(tx, objects.get('product'), { ids: idsIn(drafts, 'productId'), scope: everything });
		for (const { index, before, after } of drafts) {
			const currency = books.get(String(after.priceBookId))?.currency ?? null;
			if (before && before.currency !== currency && before.unitPrice === after.unitPrice)
				fail(index, priceInOther(String(before.currency), String(currency)));
			after.currency = currency;
			if (before && before.productId !== after.productId && before.name === after.name) after.name = null;
			after.name ??= products.get(String(after.productId))?.name ?? null;
			await breathe();
		}
	},
};

/** A price that was moved or restored: 100 yuan are not 100 dollars. */
const priceInOther = (ours: string, theirs: string) =>
	validationFailed(objects.get('price'), [
		{
			field: 'unitPrice',
			message: {
				en: `is in ${ours}, and the price book in ${theirs}: enter the price in ${theirs}`,
				'zh-CN': `币种为 ${ours}，而价格表为 ${theirs}：请填写 ${theirs} 单价`,
			},
		},
	]);

/** All price books that fall back on each other are in one currency, and so is what they hold. */
export const priceBookRule: RecordRule = {
	async complete(tx, { drafts, fail }) {
		const parents = await recordsById(tx, priceBook, { ids: idsIn(drafts, 'parentId'), scope: everything });
		const moved = drafts.filter(({ before, after }) => before && before.currency !== after.currency).map(({ after }) => after.id);
		// Whoever puts something on one of them holds it by referring to it: they are done by now, or come after this.
		await recordsById(tx, priceBook, { ids: moved, scope: everything, lock: 'remove' });
		const used = await usedBooks(tx, moved);
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
	const message = { en: `is in ${theirs}, and this one in ${ours}`, 'zh-CN': `币种为 ${theirs}，而本价格表为 ${ours}` };
	return validationFailed(priceBook, [{ field: 'parentId', message }]);
}

const inUse = () =>
	validationFailed(priceBook, [
		{
			field: 'currency',
			message: {
				en: 'cannot be changed, as there are prices, price books or opportunities that rest on it',
				'zh-CN': '已有价格、下级价格表或商机使用该币种，不能修改',
			},
		},
	]);

/** Which of some price books have prices, others under them, or opportunities. */
async function usedBooks(sql: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
	if (ids.length === 0) return new Set();
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string }>(
		`SELECT "priceBookId" AS id FROM "crm_price" WHERE ${bindings.among('"priceBookId"', ids)} AND "deletedAt" IS NULL
		UNION SELECT "parentId" FROM "crm_price_book" WHERE ${bindings.among('"parentId"', ids)} AND "deletedAt" IS NULL
		UNION SELECT "priceBookId" FROM "crm_opportunity" WHERE ${bindings.among('"priceBookId"', ids)} AND "deletedAt" IS NULL`,
		bindings.values,
	);
	return new Set(rows.map((row) => row.id));
}
