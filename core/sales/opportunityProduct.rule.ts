import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { addMoney, amountOf, costOf, moneyOf } from '../money';
import type { Draft, Judged, RecordRule } from '../records';
import { settleAmounts } from '../schema/amounts';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { Bindings, breathe, changedRecord, chunksOf, formatOf, recordsById, type Change, type Sql, type StoreTx } from '../store';
import { PriceList } from './findPrices';
import { idsIn } from './prices.rule';

const line = objects.get('opportunityProduct');
const opportunity = objects.get('opportunity');
const everything = { kind: 'all' } as const;

/** A line takes name, price and tax from its product, its currency from the opportunity, and adds up to the opportunity's amount. */
export const opportunityProductRule: RecordRule = {
	async complete(tx, judged) {
		const { drafts } = judged;
		// Locked: whoever changes the currency of one of them meanwhile would find no products yet.
		const deals = await recordsById(tx, opportunity, { ids: idsIn(drafts, 'opportunityId'), scope: everything, lock: 'change' });
		const products = await recordsById(tx, objects.get('product'), { ids: idsIn(drafts, 'productId'), scope: everything });
		const lines = drafts.flatMap((draft): Line[] => {
			const [deal, product] = [deals.get(String(draft.after.opportunityId)), products.get(String(draft.after.productId))];
			return deal && product ? [{ draft, deal, product }] : [];
		});
		for (const one of lines) if (hasOtherProduct(one.draft)) forgetProduct(one.draft);
		await priceLines(tx, judged, lines);
		for (const { draft, deal, product } of lines) {
			const { after } = draft;
			if (keepsPriceOf(draft, deal.currency)) judged.fail(draft.index, otherCurrency(after.currency, deal.currency));
			after.name ??= product.name;
			after.taxRate ??= product.taxRate;
			after.currency = deal.currency;
			if (settleAmounts(line, after).length === 0 && after.unitPrice !== null) after.lineTotal = totalOf(after);
			await breathe();
		}
	},
	async follow(tx, changes) {
		return await summedUp(tx, changes);
	},
};

interface Line {
	readonly draft: Draft;
	readonly deal: CrmRecord;
	readonly product: CrmRecord;
}

const hasOtherProduct = ({ before, after }: Draft) => before !== undefined && before.productId !== after.productId;

/** What a line has from its product and was not entered anew with the other one. */
function forgetProduct({ before, after }: Draft): void {
	for (const field of ['name', 'unitPrice', 'taxRate']) if (after[field] === before?.[field]) after[field] = null;
}

/** A line that was moved or restored comes to an opportunity in another currency: 100 yuan are not 100 dollars. */
const keepsPriceOf = ({ before, after }: Draft, currency: unknown) =>
	before !== undefined && before.currency !== currency && before.unitPrice === after.unitPrice;

const otherCurrency = (ours: unknown, theirs: unknown) =>
	validationFailed(line, [
		{
			field: 'unitPrice',
			message: {
				en: `is in ${String(ours)}, and the opportunity in ${String(theirs)}: enter the price in ${String(theirs)}`,
				'zh-CN': `币种为 ${String(ours)}，而商机为 ${String(theirs)}：请填写 ${String(theirs)} 单价`,
			},
		},
	]);

/** Finds the prices of lines that were given none; marks those for which there is none. */
async function priceLines(tx: StoreTx, { session, fail }: Judged, lines: readonly Line[]): Promise<void> {
	const unpriced = lines.filter(({ draft }) => draft.after.unitPrice === null);
	if (unpriced.length === 0) return;
	const on = clock.today(session.context.timeZone);
	const wanted = unpriced.map(({ draft, deal, product }) => ({
		product,
		quantity: Number(draft.after.quantity),
		priceBookId: deal.priceBookId as string | null,
		currency: String(deal.currency),
		on,
	}));
	const prices = await PriceList.read(tx, wanted);
	for (const [i, { draft }] of unpriced.entries()) {
		const found = prices.find(wanted[i]);
		if (found) draft.after.unitPrice = found.unitPrice;
		else fail(draft.index, noPrice(wanted[i].currency));
		await breathe();
	}
}

const noPrice = (currency: string) =>
	validationFailed(line, [
		{
			field: 'unitPrice',
			message: {
				en: `is needed: neither the price book nor the product has a price in ${currency}`,
				'zh-CN': `为必填项：价格表和产品均没有 ${currency} 价格`,
			},
		},
	]);

function totalOf({ unitPrice, currency, quantity, discountPercent }: CrmRecord): string {
	const price = { unitPrice: String(unitPrice), currency: String(currency) };
	return amountOf(costOf(price, Number(quantity), Number(discountPercent ?? 0)));
}

/** The opportunities whose lines changed, with the sum of their lines as their amount. */
async function summedUp(tx: StoreTx, changes: readonly Change[]): Promise<Change[]> {
	const items = new Map<string, number | undefined>();
	for (const { before, after, item } of changes)
		for (const { opportunityId } of [before ?? after, after]) items.set(String(opportunityId), item);
	const deals = await recordsById(tx, opportunity, { ids: items.keys(), scope: everything, lock: 'change' });
	const totals = await totalsOf(tx, [...deals.keys()]);
	const summed: Change[] = [];
	for (const before of deals.values()) {
		const currency = String(before.currency);
		const fields = { amount: sumOf(totals.get(before.id) ?? [], currency) };
		const problems = settleAmounts(opportunity, { ...fields, currency });
		if (problems.length > 0) throw validationFailed(opportunity, problems);
		const after = changedRecord(before, fields);
		if (after !== before) summed.push({ object: opportunity, before, after, item: items.get(before.id) });
		await breathe();
	}
	return summed;
}

/** None without lines, not zero: what the deal is worth is then unknown until somebody enters it. */
function sumOf(totals: readonly string[], currency: string): string | null {
	if (totals.length === 0) return null;
	const amounts = totals.map((total) => moneyOf(total, currency));
	return amountOf(addMoney(currency, amounts));
}

/** The line totals of opportunities. */
async function totalsOf(sql: Sql, ids: readonly string[]): Promise<Map<string, string[]>> {
	const format = formatOf(line);
	const totals = new Map<string, string[]>();
	for (const chunk of chunksOf(ids, 250)) {
		const bindings = new Bindings(sql);
		const rows = await sql.query(
			`SELECT ${format.select} FROM "crm_opportunity_product" t WHERE ${bindings.among('"opportunityId"', chunk)} AND "deletedAt" IS NULL`,
			bindings.values,
		);
		for (const row of rows) {
			const { opportunityId, lineTotal } = format.decode(row);
			const id = String(opportunityId);
			const list = totals.get(id);
			if (list) list.push(String(lineTotal));
			else totals.set(id, [String(lineTotal)]);
			await breathe();
		}
	}
	return totals;
}
