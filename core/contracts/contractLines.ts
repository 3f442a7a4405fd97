import type { CrmRecord } from '../crm';
import { addMoney, amountOf, beforePercent, costOf, moneyOf, percentOf, subtractMoney, type Money } from '../money';
import type { LineKind } from '../sales';
import { objects } from '../schema/objects';
import { closedContract } from './closedContract';

/**
 * The products of a contract. Each line is rounded by itself, half up, and the contract's totals are the sums of its lines, so
 * that what a person adds up on paper is what stands there.
 *
 * Where prices include tax the line's total comes first, and its net is that divided by 1 + rate; where they do not, the net
 * comes first and the tax is a percentage of it. The third of net, tax and total always follows from the other two.
 */
export const contractLines: LineKind = {
	line: objects.get('contractProduct'),
	parent: objects.get('contract'),
	parentField: 'contractId',
	fromProduct: ['name', 'unit', 'taxRate'],
	listPrice: 'listPrice',
	most: 500,
	amountsOf: (line, { pricesIncludeTax }) => {
		const price = { unitPrice: String(line.unitPrice), currency: String(line.currency) };
		const cost = costOf(price, Number(line.quantity), Number(line.discountPercent ?? 0));
		const full = costOf(price, Number(line.quantity));
		const { net, total } = taxed(cost, Number(line.taxRate ?? 0), pricesIncludeTax !== false);
		return {
			lineNet: amountOf(net),
			lineTax: amountOf(subtractMoney(total, net)),
			lineTotal: amountOf(total),
			discountAmount: amountOf(subtractMoney(full, cost)),
		};
	},
	sum: (lines, currency) => {
		// What a contract without lines comes to is unknown until somebody enters it.
		if (lines.length === 0) return { amount: null, netAmount: null, taxAmount: null, discountAmount: null, maxDiscountPercent: 0 };
		const sumOf = (field: string) => totalOf(lines, field, currency);
		return {
			amount: sumOf('lineTotal'),
			netAmount: sumOf('lineNet'),
			taxAmount: sumOf('lineTax'),
			discountAmount: sumOf('discountAmount'),
			maxDiscountPercent: lines.reduce((most, line) => Math.max(most, discountOf(line)), 0),
		};
	},
	closed: (contract) => closedContract(contract),
};

function taxed(cost: Money, rate: number, included: boolean): { net: Money; total: Money } {
	if (included) return { net: beforePercent(cost, rate), total: cost };
	return { net: cost, total: addMoney(cost.currency, [cost, percentOf(cost, rate)]) };
}

/** The discount of a line in percent: as it was given, or as its price lies below the list price where that is more. */
function discountOf({ unitPrice, listPrice, discountPercent }: CrmRecord): number {
	const given = Number(discountPercent ?? 0);
	const list = Number(listPrice ?? 0);
	if (list === 0) return given;
	const paid = (Number(unitPrice) * (100 - given)) / list;
	return Math.max(given, Math.round((100 - paid) * 100) / 100);
}

function totalOf(lines: readonly CrmRecord[], field: string, currency: string): string {
	const amounts = lines.map((line) => moneyOf(String(line[field]), currency));
	return amountOf(addMoney(currency, amounts));
}
