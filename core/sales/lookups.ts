import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CrmRecord, PriceAnswer, PriceInput, RateAnswer, RateInput } from '../crm';
import { CrmError } from '../errors';
import { amountOf, convertMoney, costOf, moneyOf } from '../money';
import { Batch, notFound, type Session } from '../records';
import { parseAmount, parseCurrency, settleAmounts } from '../schema/amounts';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { parseValue } from '../schema/parseValue';
import type { CrmObject, Field } from '../schema/types';
import { Bindings, breathe, recordsById } from '../store';
import { PriceList } from './findPrices';

const product = objects.get('product');
const priceBook = objects.get('priceBook');
const exchangeRate = objects.get('exchangeRate');
const everything = { kind: 'all' } as const;

const fieldOf = (object: CrmObject, name: string) => object.byName.get(name) as Field;
const dayField = fieldOf(exchangeRate, 'date');
const quantityField = fieldOf(objects.get('opportunityProduct'), 'quantity');

/** What a question says, in stored form. @throws CrmError naming the field of what it cannot say */
function read<T>(object: CrmObject, field: string, parsed: ReturnType<typeof parseValue>): T {
	if (!parsed.ok) throw validationFailed(object, [{ field, message: parsed.problem }]);
	return parsed.value as T;
}

const live = (records: ReadonlyMap<string, CrmRecord>, object: CrmObject, id: string): CrmRecord => {
	const record = records.get(id);
	if (!record || record.deletedAt !== null) throw notFound(object, id, record !== undefined);
	return record;
};

/** The prices of products in price books on a day, for all questions in a few statements. */
export async function findPrices(session: Session, inputs: readonly PriceInput[]): Promise<Array<Outcome<PriceAnswer>>> {
	const batch = new Batch<PriceInput, PriceAnswer>(inputs);
	const sql = session.store.read;
	const products = await recordsById(sql, product, { ids: inputs.map(({ productId }) => productId), scope: everything });
	const books = await recordsById(sql, priceBook, { ids: inputs.flatMap(({ priceBookId }) => priceBookId ?? []), scope: everything });
	const known = inputs.flatMap(({ productId, priceBookId }) => {
		const found = products.get(productId);
		return found ? [{ product: found, priceBookId }] : [];
	});
	const prices = await PriceList.read(sql, known);
	const today = clock.today(session.context.timeZone);
	for (const [index, { productId, priceBookId, quantity: asked, on }] of inputs.entries()) {
		await batch.attempt(index, () => {
			const quantity = read<number | null>(product, 'quantity', parseValue(quantityField, asked)) ?? 1;
			const day = read<string | null>(product, 'on', parseValue(dayField, on)) ?? today;
			const wanted = live(products, product, productId);
			if (priceBookId !== undefined) live(books, priceBook, priceBookId);
			const found = prices.find({ product: wanted, priceBookId, quantity, on: day });
			if (!found) throw noPrice();
			batch.done(index, answerOf(productId, quantity, found));
		});
		await breathe();
	}
	batch.settle(session.context.partial);
	return batch.outcomes();
}

function answerOf(
	productId: string,
	quantity: number,
	{ unitPrice, currency, entry }: NonNullable<ReturnType<PriceList['find']>>,
): PriceAnswer {
	return {
		productId,
		quantity,
		unitPrice,
		currency,
		total: amountOf(costOf({ unitPrice, currency }, quantity)),
		source: entry ? 'priceBook' : 'product',
		priceId: entry?.id ?? null,
		priceBookId: (entry?.priceBookId as string | undefined) ?? null,
		minQuantity: (entry?.minQuantity as number | undefined) ?? null,
	};
}

const noPrice = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no price for this product, quantity and day', 'zh-CN': '没有符合该产品、数量和日期的价格' },
		{
			hint: {
				en: 'Add a price to the price book, give it a parent price book, or give the product a default price.',
				'zh-CN': '请在价格表中添加价格、为价格表指定上级价格表，或填写产品的标准单价。',
			},
			field: 'productId',
		},
	);

interface RateRow {
	readonly base: string;
	readonly quote: string;
	readonly on: string;
	readonly id: string | null;
}

interface RateWanted {
	readonly base: string;
	readonly quote: string;
	readonly on: string;
	readonly amount?: string;
}

function rateWanted({ base, quote, on, amount }: RateInput, today: string): RateWanted {
	const wanted = {
		base: read<string>(exchangeRate, 'base', parseCurrency(base)),
		quote: read<string>(exchangeRate, 'quote', parseCurrency(quote)),
		on: read<string | null>(exchangeRate, 'date', parseValue(dayField, on)) ?? today,
	};
	if (amount === undefined) return wanted;
	const field = fieldOf(objects.get('opportunity'), 'amount');
	return { ...wanted, amount: read<string>(exchangeRate, 'amount', parseAmount(field, amount)) };
}

const rateKey = ({ base, quote, on }: Pick<RateRow, 'base' | 'quote' | 'on'>) => `${base} ${quote} ${on}`;

/** The exchange rates on a day, or on the last day before it that has one, for all questions in a few statements. */
export async function findRates(session: Session, inputs: readonly RateInput[]): Promise<Array<Outcome<RateAnswer>>> {
	const batch = new Batch<RateInput, RateAnswer>(inputs);
	const today = clock.today(session.context.timeZone);
	const wanted = new Map<number, RateWanted>();
	for (const [index, input] of inputs.entries()) {
		await batch.attempt(index, () => wanted.set(index, rateWanted(input, today)));
		await breathe();
	}
	const rates = await ratesOn(session, [...wanted.values()]);
	for (const [index, one] of wanted) {
		await batch.attempt(index, () => batch.done(index, rateAnswer(one, rates.get(rateKey(one)))));
		await breathe();
	}
	batch.settle(session.context.partial);
	return batch.outcomes();
}

async function ratesOn({ store }: Session, wanted: readonly RateWanted[]): Promise<Map<string, CrmRecord>> {
	const distinct = new Map(wanted.map((one) => [rateKey(one), [one.base, one.quote, one.on]]));
	const bindings = new Bindings(store.read);
	// Each is one look-up in the index of the unique key, however many rates there are.
	const rows = await store.read.query<RateRow>(
		`SELECT w."base", w."quote", w."on", (SELECT r."id" FROM "crm_exchange_rate" r WHERE r."base" = w."base" AND r."quote" = w."quote" AND r."date" <= w."on" AND r."deletedAt" IS NULL ORDER BY r."date" DESC LIMIT 1) AS id
		FROM ${bindings.rows([...distinct.values()], { base: 'text', quote: 'text', on: 'text' })} w`,
		bindings.values,
	);
	const records = await recordsById(store.read, exchangeRate, { ids: rows.flatMap(({ id }) => id ?? []), scope: everything });
	return new Map(rows.flatMap((row) => (row.id === null ? [] : [[rateKey(row), records.get(row.id) as CrmRecord]])));
}

function rateAnswer({ base, quote, on, amount }: RateWanted, record: CrmRecord | undefined): RateAnswer {
	if (!record && base !== quote) throw noRate({ base, quote, on });
	const rate = record ? String(record.rate) : '1';
	const answer = { base, quote, rate, date: record ? String(record.date) : on, source: (record?.source as string | undefined) ?? null };
	if (amount === undefined) return answer;
	return { ...answer, converted: amountOf(convertMoney(settled(amount, base), rate, quote)) };
}

function settled(amount: string, currency: string) {
	const fields: Record<string, unknown> = { amount, currency };
	const problems = settleAmounts(objects.get('opportunity'), fields);
	if (problems.length > 0) throw validationFailed(exchangeRate, problems);
	return moneyOf(String(fields.amount), currency);
}

const noRate = ({ base, quote, on }: Pick<RateRow, 'base' | 'quote' | 'on'>) =>
	new CrmError(
		'RecordNotFound',
		{
			en: `There is no exchange rate from ${base} to ${quote} on or before ${on}`,
			'zh-CN': `没有 ${on} 及之前 ${base} 兑 ${quote} 的汇率`,
		},
		{ hint: { en: 'Add one with Exchange Rate → Create in a CRM node.', 'zh-CN': '请在 CRM 节点中用“汇率 → 创建”添加。' }, field: 'date' },
	);
