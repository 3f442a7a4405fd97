import { CrmError } from '../errors';
import { foldName } from '../normalise/names';
import type { Session } from '../records';
import { validationFailed } from '../schema/parseFields';
import type { Text } from '../text';
import { Bindings, breathe, chunksOf, scopeSql, type StoreTx } from '../store';

/** The products that lines name. */
export interface Products {
	/** The id of the product, or what is wrong with what it is called. */
	find(named: unknown): string | CrmError;
}

interface Row {
	readonly id: string;
	readonly code: string;
	readonly name: string;
}

/** People know products by their codes and names, forms have nothing else. Finds them in one statement for some hundreds. */
export async function findProducts(tx: StoreTx, { context, objects }: Session, named: readonly unknown[]): Promise<Products> {
	const product = objects.get('product');
	const wanted = [...new Set(named.flatMap((name) => (typeof name === 'string' && name.trim() !== '' ? [name.trim()] : [])))];
	const [byId, byCode, byName] = [new Set<string>(), new Map<string, string>(), new Map<string, string | null>()];
	for (const chunk of chunksOf(wanted, 250)) {
		const bindings = new Bindings(tx);
		const like = (column: string, values: readonly string[]) => bindings.among(`t."${column}"`, values);
		const rows = await tx.query<Row>(
			`SELECT t."id", t."code", t."name" FROM "crm_product" t
			WHERE (${like(
				'id',
				chunk.map((one) => one.toLowerCase()),
			)} OR ${like('code', chunk)} OR ${like('name', chunk)}) AND t."deletedAt" IS NULL AND ${scopeSql(product, context.scope, bindings)}`,
			bindings.values,
		);
		for (const { id, code, name } of rows) {
			byId.add(id);
			byCode.set(foldName(code), id);
			byName.set(foldName(name), byName.has(foldName(name)) ? null : id);
		}
		await breathe();
	}
	return {
		find: (name) => {
			if (typeof name !== 'string' || name.trim() === '') return wrong(needed);
			const trimmed = name.trim();
			if (byId.has(trimmed.toLowerCase())) return trimmed.toLowerCase();
			const id = byCode.get(foldName(trimmed)) ?? byName.get(foldName(trimmed));
			return id ?? wrong(id === null ? ambiguous : unknown);
		},
	};

	function wrong(message: Text): CrmError {
		return validationFailed(objects.get('contractProduct'), [{ field: 'productId', message }]);
	}
}

const needed: Text = { en: 'is required', 'zh-CN': '为必填项' };
const unknown: Text = {
	en: 'is not known: give the ID, the code or the exact name of a product',
	'zh-CN': '不存在：请填写产品 ID、产品编码或完整的产品名称',
};
const ambiguous: Text = { en: 'is the name of several products: give the code', 'zh-CN': '有多个同名产品：请填写产品编码' };
