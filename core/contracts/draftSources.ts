import { isBlank } from '../blank';
import type { CrmRecord, DraftContractInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, notFound, type Session } from '../records';
import { linesOf, opportunityLines } from '../sales';
import { recordsById, type StoreTx } from '../store';

/** Where contracts come from: their opportunities. */
export interface Sources {
	/** What the opportunity of an input says of its contract. */
	fieldsOf(index: number): Readonly<Record<string, unknown>>;
	/** The currency of the prices, or of the estimate, that come from the opportunity; undefined where none do. */
	currencyOf(index: number): string | undefined;
	/** The products of a contract, as fields of `contractProduct`. */
	linesOf(index: number): ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** Reads the opportunities of inputs and their products; marks inputs whose opportunity is not there, or lost. */
export async function readSources(
	tx: StoreTx,
	{ context, objects }: Session,
	batch: Batch<DraftContractInput, CrmRecord>,
): Promise<Sources> {
	const { inputs } = batch;
	const opportunity = objects.get('opportunity');
	const ids = inputs.flatMap(({ opportunityId }) => opportunityId ?? []);
	const deals = await recordsById(tx, opportunity, { ids, scope: context.scope, lock: 'refer' });
	const copied = inputs.flatMap(({ opportunityId, lines = [] }) => (opportunityId && lines.length === 0 ? [opportunityId] : []));
	const products = await linesOf(tx, opportunityLines, copied);
	for (const [index, { opportunityId }] of inputs.entries()) {
		if (opportunityId === undefined || !batch.isOpen(index)) continue;
		const deal = deals.get(opportunityId);
		if (!deal || deal.deletedAt !== null) batch.fail(index, notFound(opportunity, opportunityId, deal !== undefined));
		else if (deal.status === 'lost') batch.fail(index, lost());
	}
	const dealOf = (index: number) => deals.get(inputs[index].opportunityId ?? '');
	const ownLines = (index: number) => inputs[index].lines ?? [];
	const copiedLines = (index: number) => (ownLines(index).length > 0 ? [] : (products.get(dealOf(index)?.id ?? '') ?? []));
	/** An amount that was only estimated is not taken where products say what it is. */
	const estimateOf = (index: number) =>
		ownLines(index).length + copiedLines(index).length > 0 || !isBlank(inputs[index].fields.amount) ? null : dealOf(index)?.amount;
	return {
		fieldsOf: (index) => {
			const deal = dealOf(index);
			return deal ? { ...fieldsFrom(deal), ...(isBlank(estimateOf(index)) ? {} : { amount: estimateOf(index) }) } : {};
		},
		currencyOf: (index) => (copiedLines(index).length > 0 || !isBlank(estimateOf(index)) ? String(dealOf(index)?.currency) : undefined),
		linesOf: (index) => (ownLines(index).length > 0 ? ownLines(index) : copiedLines(index).map(lineFrom)),
	};
}

const fieldsFrom = ({ id, name, customerId, ownerId, currency }: CrmRecord): Record<string, unknown> => ({
	opportunityId: id,
	name,
	customerId,
	ownerId,
	currency,
});

const lineFrom = ({ productId, name, quantity, unitPrice, discountPercent, taxRate, note }: CrmRecord): Record<string, unknown> => ({
	productId,
	name,
	quantity,
	unitPrice,
	discountPercent,
	taxRate,
	note,
});

const lost = (): CrmError =>
	new CrmError(
		'Refused',
		{ en: 'This opportunity is lost, so there is nothing to draft a contract from', 'zh-CN': '该商机已输单，不能据此起草合同' },
		{
			hint: {
				en: 'Reopen it in a CRM Sales node first, or choose another one.',
				'zh-CN': '请先在“CRM 销售”节点中重新打开，或选择其他商机。',
			},
			field: 'opportunityId',
		},
	);
