import type { CrmRecord } from '../crm';
import { addMoney, amountOf, costOf, moneyOf } from '../money';
import * as sales from './demoSales';
import { dateOf, timeOf, type Draftboard } from './draftboard';

const currency = 'CNY';

/** Products with their prices, and what currencies are worth. */
export function addCatalogue(board: Draftboard): void {
	const long = timeOf(-90);
	for (const { parent, ...line } of sales.productLines.map((one) => ({ parent: undefined, ...one })))
		board.add('productLine', { ...line, parentId: parent && board.find('productLine', 'name', parent).id }, { at: long });
	for (const { line, ...product } of sales.products)
		board.add('product', { ...product, currency, productLineId: board.find('productLine', 'name', line).id }, { at: long });
	for (const { parent, validFrom, ...book } of sales.priceBooks.map((one) => ({ parent: undefined, ...one }))) {
		const parentId = parent && board.find('priceBook', 'name', parent).id;
		board.add('priceBook', { ...book, currency, validFrom: dateOf(validFrom), parentId }, { at: long });
	}
	for (const [book, code, minQuantity, unitPrice] of sales.prices) {
		const product = board.find('product', 'code', code);
		const priceBookId = board.find('priceBook', 'name', book).id;
		board.add('price', { name: product.name, priceBookId, productId: product.id, minQuantity, unitPrice, currency }, { at: long });
	}
	for (const [base, quote, days, rate] of sales.rates)
		board.add('exchangeRate', { base, quote, date: dateOf(days), rate, source: '示例汇率' }, { at: timeOf(days) });
}

type DemoDeal = (typeof sales.deals)[number];

/** The opportunities, with their products, people and next steps. */
export function addDeals(board: Draftboard, set: { users: ReadonlyMap<string, string>; pipeline: CrmRecord }): void {
	for (const deal of sales.deals) {
		const { id: customerId } = board.find('customer', 'name', deal.customer);
		const ownerId = set.users.get(deal.owner);
		const at = timeOf(deal.day, 3);
		const opportunity = board.add(
			'opportunity',
			{ ...headOf(board, deal, set.pipeline), customerId, ownerId, assignedAt: at },
			{ at, emits: emitsOf(deal) },
		);
		for (const line of linesOf(deal)) {
			const product = board.find('product', 'code', line.code);
			const { code: _code, ...fields } = line;
			const more = { name: product.name, productId: product.id, taxRate: product.taxRate, opportunityId: opportunity.id };
			board.add('opportunityProduct', { ...fields, ...more }, { at });
		}
		for (const [name, role] of Object.entries(deal.people))
			board.add('opportunityContact', { opportunityId: opportunity.id, contactId: board.find('contact', 'name', name).id, role }, { at });
		if (deal.next) addNextStep(board, deal.next, { opportunityId: opportunity.id, customerId, assigneeId: ownerId });
	}
}

const emitsOf = ({ stage }: DemoDeal): string[] => [
	'opportunity.assigned',
	...(stage === 'won' || stage === 'lost' ? [`opportunity.${stage}`] : []),
];

function headOf(board: Draftboard, deal: DemoDeal, pipeline: CrmRecord): Record<string, unknown> {
	const { stage, lossReason, competitor, name } = deal;
	const closed = stage === 'won' || stage === 'lost';
	const totals = linesOf(deal).map(({ lineTotal }) => moneyOf(lineTotal, currency));
	const entered = timeOf(deal.enteredStage, 3);
	return {
		...{ name, stage, lossReason, competitor, pipelineId: pipeline.id, currency: deal.currency ?? currency },
		amount: totals.length > 0 ? amountOf(addMoney(currency, totals)) : deal.amount,
		status: closed ? stage : 'open',
		probability: sales.pipeline.stages.find(({ key }) => key === stage)?.probability,
		stageEnteredAt: entered,
		closedAt: closed ? entered : undefined,
		expectedCloseOn: dateOf(deal.closes),
		priceBookId: deal.priceBook && board.find('priceBook', 'name', deal.priceBook).id,
	};
}

const linesOf = ({ lines = [] }: DemoDeal) =>
	lines.map(([code, quantity, unitPrice, discountPercent]) => {
		const lineTotal = amountOf(costOf({ unitPrice, currency }, quantity, discountPercent));
		return { code, quantity, unitPrice, discountPercent, lineTotal, currency };
	});

function addNextStep(board: Draftboard, [subject, due]: readonly [string, number], of: Record<string, unknown>): void {
	board.add('task', { subject, kind: 'nextStep', dueOn: dateOf(due), ...of }, { at: timeOf(-1, 4), emits: ['task.assigned'] });
}
