import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { CrmError, type Problem } from '../errors';
import type { Draft, Judged, RecordRule } from '../records';
import { amountProblems, settleAmounts } from '../schema/amounts';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import type { Text } from '../text';
import { breathe, changedRecord, recordsById, type Change, type StoreTx } from '../store';
import { linesOf } from './linesOf';
import { PriceList } from './findPrices';
import { idsIn } from './prices.rule';

const everything = { kind: 'all' } as const;

/** Lines of products that add up to what they belong to: those of an opportunity, those of a contract. */
export interface LineKind {
	readonly line: CrmObject;
	readonly parent: CrmObject;
	/** The line's reference to it. */
	readonly parentField: string;
	/** What a line takes from its product where it has nothing of its own; named alike on both. */
	readonly fromProduct: readonly string[];
	/** The line's field that keeps the product's default price, where it is in the line's currency. */
	readonly listPrice?: string;
	/** How many lines a parent may have; absent: any number. */
	readonly most?: number;
	/** The amounts of a line that has a price, in a currency that its price fits. */
	amountsOf(line: CrmRecord, parent: CrmRecord): Readonly<Record<string, unknown>>;
	/** What the lines make of their parent. */
	sum(lines: readonly CrmRecord[], currency: string): Readonly<Record<string, unknown>>;
	/** Why the lines of a parent are as they must stay. */
	closed?(parent: CrmRecord): CrmError | undefined;
}

/** A line takes name, price and tax from its product, its currency from its parent, and adds up to the parent's amount. */
export const productLineRule = (kind: LineKind): RecordRule => ({
	async complete(tx, judged) {
		// Locked: whoever changes the currency of one of them meanwhile would find no products yet.
		const parents = await recordsById(tx, kind.parent, { ids: parentIds(kind, judged.drafts), scope: everything, lock: 'change' });
		refuseClosed(kind, judged, parents);
		const bad = new Set<number>();
		const fail: Judged['fail'] = (index, ...why) => {
			bad.add(index);
			judged.fail(index, ...why);
		};
		await completeLines(tx, kind, { ...judged, fail }, parents);
		const good = judged.drafts.filter(({ index, after }) => !bad.has(index) && amountProblems(kind.line, after).length === 0);
		await refuseSums(tx, kind, { ...judged, drafts: good }, parents);
	},
	async remove(tx, judged) {
		if (!kind.closed) return;
		refuseClosed(
			kind,
			judged,
			await recordsById(tx, kind.parent, { ids: parentIds(kind, judged.drafts), scope: everything, lock: 'change' }),
		);
	},
	async follow(tx, changes) {
		return await summedUp(tx, kind, changes);
	},
});

const parentIds = ({ parentField }: LineKind, drafts: readonly Draft[]): string[] =>
	drafts.flatMap(({ before, after }) => [String((before ?? after)[parentField]), String(after[parentField])]);

function refuseClosed(kind: LineKind, { drafts, fail }: Judged, parents: ReadonlyMap<string, CrmRecord>): void {
	if (!kind.closed) return;
	for (const draft of drafts) {
		for (const id of parentIds(kind, [draft])) {
			const parent = parents.get(id);
			const error = parent && kind.closed(parent);
			if (error) fail(draft.index, error);
		}
	}
}

interface Line {
	readonly draft: Draft;
	readonly parent: CrmRecord;
	readonly product: CrmRecord;
}

/** Fills in what lines take from their products and parents, and their amounts; marks those that have no price. */
export async function completeLines(tx: StoreTx, kind: LineKind, judged: Judged, parents: ReadonlyMap<string, CrmRecord>): Promise<void> {
	const { drafts } = judged;
	const products = await recordsById(tx, objects.get('product'), { ids: idsIn(drafts, 'productId'), scope: everything });
	const lines = drafts.flatMap((draft): Line[] => {
		const [parent, product] = [parents.get(String(draft.after[kind.parentField])), products.get(String(draft.after.productId))];
		return parent && product ? [{ draft, parent, product }] : [];
	});
	for (const one of lines) if (hasOtherProduct(one.draft)) forgetProduct(kind, one.draft);
	await priceLines(tx, kind, judged, lines);
	for (const { draft, parent, product } of lines) {
		const { after } = draft;
		if (keepsPriceOf(draft, parent.currency)) judged.fail(draft.index, otherCurrency(kind, after.currency, parent.currency));
		for (const field of kind.fromProduct) after[field] ??= product[field];
		after.currency = parent.currency;
		if (kind.listPrice) after[kind.listPrice] = product.currency === parent.currency ? product.defaultPrice : null;
		if (settleAmounts(kind.line, after).length === 0 && after.unitPrice !== null) Object.assign(after, kind.amountsOf(after, parent));
		await breathe();
	}
}

const hasOtherProduct = ({ before, after }: Draft) => before !== undefined && before.productId !== after.productId;

/** What a line has from its product and was not entered anew with the other one. */
function forgetProduct({ fromProduct }: LineKind, { before, after }: Draft): void {
	for (const field of [...fromProduct, 'unitPrice']) if (after[field] === before?.[field]) after[field] = null;
}

/** A line that was moved or restored comes to a parent in another currency: 100 yuan are not 100 dollars. */
const keepsPriceOf = ({ before, after }: Draft, currency: unknown) =>
	before !== undefined && before.currency !== currency && before.unitPrice === after.unitPrice;

const unitPriceError = ({ line }: LineKind, message: Text) => validationFailed(line, [{ field: 'unitPrice', message }]);

const otherCurrency = (kind: LineKind, ours: unknown, theirs: unknown) => {
	const { label } = kind.parent;
	return unitPriceError(kind, {
		en: `is in ${String(ours)}, and the ${label.en.toLowerCase()} in ${String(theirs)}: enter the price in ${String(theirs)}`,
		'zh-CN': `币种为 ${String(ours)}，而${label['zh-CN']}为 ${String(theirs)}：请填写 ${String(theirs)} 单价`,
	});
};

/** Finds the prices of lines that were given none; marks those for which there is none. */
async function priceLines(tx: StoreTx, kind: LineKind, { session, fail }: Judged, lines: readonly Line[]): Promise<void> {
	const unpriced = lines.filter(({ draft }) => draft.after.unitPrice === null);
	if (unpriced.length === 0) return;
	const on = clock.today(session.context.timeZone);
	const wanted = unpriced.map(({ draft, parent, product }) => ({
		product,
		quantity: Number(draft.after.quantity),
		priceBookId: parent.priceBookId as string | null | undefined,
		currency: String(parent.currency),
		on,
	}));
	const prices = await PriceList.read(tx, wanted);
	for (const [i, { draft }] of unpriced.entries()) {
		const found = prices.find(wanted[i]);
		if (found) draft.after.unitPrice = found.unitPrice;
		else fail(draft.index, noPrice(kind, wanted[i].currency));
		await breathe();
	}
}

const noPrice = (kind: LineKind, currency: string) =>
	unitPriceError(
		kind,
		kind.parent.byName.has('priceBookId')
			? {
					en: `is needed: neither the price book nor the product has a price in ${currency}`,
					'zh-CN': `为必填项：价格表和产品均没有 ${currency} 价格`,
				}
			: { en: `is needed: the product has no price in ${currency}`, 'zh-CN': `为必填项：产品没有 ${currency} 标准单价` },
	);

/** Marks lines with which their parent has too many, or comes to more than an amount may be: no one of them is at fault alone. */
async function refuseSums(tx: StoreTx, kind: LineKind, judged: Judged, parents: ReadonlyMap<string, CrmRecord>): Promise<void> {
	const { drafts, fail } = judged;
	const parentOf = (line: CrmRecord) => String(line[kind.parentField]);
	const moved = new Map(drafts.map(({ after }) => [after.id, parentOf(after)]));
	const stored = await linesOf(tx, kind, [...new Set(moved.values())]);
	for (const [id, own] of Map.groupBy(drafts, ({ after }) => parentOf(after))) {
		await breathe();
		const parent = parents.get(id);
		if (!parent) continue;
		const staying = (stored.get(id) ?? []).filter((line) => (moved.get(line.id) ?? id) === id);
		const lines = new Map([...staying, ...own.map(({ after }) => after)].map((line) => [line.id, line]));
		const error = sumFault(kind, parent, [...lines.values()]);
		if (error) for (const { index } of own) fail(index, error);
	}
}

function sumFault(kind: LineKind, parent: CrmRecord, lines: readonly CrmRecord[]): CrmError | undefined {
	try {
		sumOf(kind, parent, lines);
		return undefined;
	} catch (error) {
		if (error instanceof CrmError) return error;
		throw error;
	}
}

/** The parents whose lines changed, with what their lines make of them. */
async function summedUp(tx: StoreTx, kind: LineKind, changes: readonly Change[]): Promise<Change[]> {
	const items = new Map<string, number | undefined>();
	for (const { before, after, item } of changes)
		for (const record of [before ?? after, after]) items.set(String(record[kind.parentField]), item);
	const parents = await recordsById(tx, kind.parent, { ids: items.keys(), scope: everything, lock: 'change' });
	const lines = await linesOf(tx, kind, [...parents.keys()]);
	const summed: Change[] = [];
	for (const before of parents.values()) {
		const after = changedRecord(before, sumOf(kind, before, lines.get(before.id) ?? []));
		if (after !== before) summed.push({ object: kind.parent, before, after, item: items.get(before.id) });
		await breathe();
	}
	return summed;
}

/** What lines make of their parent. @throws CrmError ValidationFailed for too many, or a sum that is larger than an amount may be */
export function sumOf(
	{ parent: object, line, sum, most = Infinity }: LineKind,
	parent: CrmRecord,
	lines: readonly CrmRecord[],
): Readonly<Record<string, unknown>> {
	if (lines.length > most) throw validationFailed(object, [tooMany(line, most, lines.length)]);
	const currency = String(parent.currency);
	const fields = sum(lines, currency);
	const problems = settleAmounts(object, { ...fields, currency });
	if (problems.length > 0) throw validationFailed(object, problems);
	return fields;
}

const tooMany = ({ plural }: CrmObject, most: number, count: number): Problem => ({
	field: 'lines',
	place: plural,
	message: {
		en: `are ${count}; ${most} are the most`,
		'zh-CN': `共 ${count} 条，最多 ${most} 条`,
	},
});
