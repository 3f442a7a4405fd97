import type { Problem } from '../errors';
import type { Draft, RecordRule } from '../records';
import { withLines } from '../sales';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { breathe, sameValue } from '../store';
import { closedContract } from './closedContract';
import { contractLines } from './contractLines';
import { judgeRestored, linesTogether } from './linesTogether';

const contract = objects.get('contract');

/** What is no part of the contract itself, and may be changed in every status. Custom fields are: contracts print them, policies test them. */
const beside = new Set(['note', 'ownerId', 'assignedAt', 'lastActivityAt']);

/** What follows from the products where there are any. */
const ofProducts = ['amount', 'currency', 'pricesIncludeTax'] as const;

/** A contract is written while it is a draft or rejected; then it stays as its approvers see it. */
export const contractRule: RecordRule = {
	async complete(tx, judged) {
		const { drafts, fail, session } = judged;
		await judgeRestored(tx, judged);
		const object = session.objects.get('contract');
		const changed = drafts.filter(({ before, after }) => before && ofProducts.some((name) => before[name] !== after[name]));
		const summed = await withLines(
			tx,
			contractLines,
			changed.map(({ after }) => after.id),
		);
		for (const draft of drafts) {
			const { index, before, after } = draft;
			after.maxDiscountPercent ??= 0;
			const closed = before && closedTo(object, draft);
			if (closed) fail(index, closed);
			const problems = [...moneyProblems(draft, summed), ...termProblems(draft)];
			if (problems.length > 0) fail(index, validationFailed(contract, problems));
			await breathe();
		}
	},
	follow: linesTogether,
	async remove(_tx, { drafts, fail }) {
		for (const { index, before } of drafts) {
			const closed = before && closedContract(before, { field: 'status' });
			if (closed) fail(index, closed);
			await breathe();
		}
	},
};

/** What a change would make of a contract that is no longer written. */
function closedTo(object: CrmObject, { before, after }: Draft) {
	if (!before) return undefined;
	const changed = object.fields.filter(({ name, system }) => !system && !beside.has(name) && !sameValue(before[name], after[name]));
	if (changed.length === 0) return undefined;
	const labels = { en: changed.map(({ label }) => label.en).join(', '), 'zh-CN': changed.map(({ label }) => label['zh-CN']).join('、') };
	return closedContract(before, { field: changed[0].name, labels });
}

function moneyProblems({ before, after }: Draft, summed: ReadonlySet<string>): Problem[] {
	if (!before || !summed.has(after.id)) return [];
	const message = { en: 'follows from the products of the contract', 'zh-CN': '由合同产品明细决定，不能修改' };
	const including = { en: 'cannot be changed while there are products', 'zh-CN': '已有产品明细时不能修改' };
	return ofProducts
		.filter((field) => before[field] !== after[field])
		.map((field) => ({ field, message: field === 'pricesIncludeTax' ? including : message }));
}

function termProblems({ after }: Draft): Problem[] {
	const { startOn, endOn } = after;
	if (typeof startOn !== 'string' || typeof endOn !== 'string' || startOn <= endOn) return [];
	return [{ field: 'endOn', message: { en: `is before the start date ${startOn}`, 'zh-CN': `早于开始日期 ${startOn}` } }];
}
