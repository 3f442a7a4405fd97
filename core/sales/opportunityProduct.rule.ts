import type { CrmRecord } from '../crm';
import { addMoney, amountOf, costOf, moneyOf } from '../money';
import { objects } from '../schema/objects';
import { productLineRule, type LineKind } from './productLines';

/** The products of an opportunity: their totals are the opportunity's amount. */
export const opportunityLines: LineKind = {
	line: objects.get('opportunityProduct'),
	parent: objects.get('opportunity'),
	parentField: 'opportunityId',
	fromProduct: ['name', 'taxRate'],
	amountsOf: ({ unitPrice, currency, quantity, discountPercent }) => {
		const price = { unitPrice: String(unitPrice), currency: String(currency) };
		return { lineTotal: amountOf(costOf(price, Number(quantity), Number(discountPercent ?? 0))) };
	},
	// None without lines, not zero: what the deal is worth is then unknown until somebody enters it.
	sum: (lines, currency) => ({ amount: lines.length === 0 ? null : totalOf(lines, currency) }),
};

function totalOf(lines: readonly CrmRecord[], currency: string): string {
	const amounts = lines.map(({ lineTotal }) => moneyOf(String(lineTotal), currency));
	return amountOf(addMoney(currency, amounts));
}

export const opportunityProductRule = productLineRule(opportunityLines);
