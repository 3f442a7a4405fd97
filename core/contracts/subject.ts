import type { CrmRecord } from '../crm';
import { CrmError } from '../errors';
import { formatMoney, moneyOf } from '../money';
import { isBlank } from '../blank';
import type { ApprovalFact, ApprovalSubject, ApprovalSummary } from '../records';
import { linesOf } from '../sales';
import { objects } from '../schema/objects';
import { breathe } from '../store';
import type { Text } from '../text';
import { contractLines } from './contractLines';
import { keepParts, readKeptParts } from './keptParts';
import { readParts, type ContractParts } from './parts';
import { contractStep } from './step';

const contract = objects.get('contract');
const line = objects.get('contractProduct');
const labelOf = (name: string, object = contract): Text => object.byName.get(name)?.label ?? { en: name, 'zh-CN': name };

/** A contract goes through its approval by its lifecycle; its approvers see what the customer will sign. */
export const contractSubject: ApprovalSubject = {
	async steps(session, tx, asked) {
		const { timeZone } = session.context;
		const object = session.objects.get('contract');
		const steps: Array<Awaited<ReturnType<ApprovalSubject['steps']>>[number]> = [];
		for (const { record, verb, reason, item } of asked) {
			await breathe();
			try {
				const fields = verb === 'reject' ? { rejectionReason: reason ?? null } : {};
				const { after, emits } = contractStep(record, verb, { fields, timeZone });
				steps.push({ object, before: record, after, item, emits });
			} catch (error) {
				if (!(error instanceof CrmError)) throw error;
				steps.push(error);
			}
		}
		await keepParts(
			tx,
			session.objects,
			steps.flatMap((step, i) => (step instanceof CrmError || asked[i].verb !== 'submit' ? [] : [step.after])),
		);
		return steps;
	},
	async summary(sql, records) {
		const lines = await linesOf(
			sql,
			contractLines,
			records.map(({ id }) => id),
		);
		const kept = await readKeptParts(sql, records);
		const live = await readParts(
			sql,
			objects,
			records.filter(({ id }) => !kept.has(id)),
		);
		return new Map(
			records.map((record) => [record.id, summaryOf(record, lines.get(record.id) ?? [], kept.get(record.id) ?? live.of(record))]),
		);
	},
};

function moneyText(amount: unknown, currency: unknown): Text | undefined {
	if (isBlank(amount)) return undefined;
	const money = moneyOf(String(amount), String(currency));
	return { en: formatMoney(money, 'en'), 'zh-CN': formatMoney(money, 'zh-CN') };
}

const percentText = (value: unknown): string => (isBlank(value) ? '' : `${String(value)}%`);

function factsOf(record: CrmRecord, values: Readonly<Record<string, Text | string | undefined>>): ApprovalFact[] {
	return Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ label: labelOf(name), value }]));
}

function summaryOf(record: CrmRecord, lines: readonly CrmRecord[], { related, form }: ContractParts): ApprovalSummary {
	const { currency } = record;
	const money = (name: string) => moneyText(record[name], currency);
	return {
		title: `${String(record.number)} ${String(record.name)}`,
		facts: factsOf(record, {
			customerId: String(related.customer?.name ?? ''),
			opportunityId: related.opportunity ? `${String(related.opportunity.number)} ${String(related.opportunity.name)}` : undefined,
			amount: money('amount'),
			maxDiscountPercent: record.maxDiscountPercent ? percentText(record.maxDiscountPercent) : undefined,
			startOn: String(record.startOn ?? ''),
			endOn: String(record.endOn ?? ''),
			ourSignatory: signatory(record.ourSignatory, record.ourSignatoryTitle),
			customerSignatory: signatory(record.customerSignatory, record.customerSignatoryTitle),
			copies: String(record.copies ?? ''),
			templateId: form.name ?? undefined,
			pricesIncludeTax: lines.length > 0 ? yesOrNo(record.pricesIncludeTax !== false) : undefined,
		}),
		...(lines.length > 0 && { lines: tableOf(lines), totals: factsOf(record, totalsOf(record, money)) }),
		texts: [
			...(['paymentTerms', 'deliveryTerms', 'otherTerms'] as const).map((name) => ({ label: labelOf(name), text: record[name] })),
			{ label: labelOf('terms', objects.get('contractTemplate')), text: form.terms },
		].flatMap(({ label, text }) => (isBlank(text) ? [] : [{ label, text: String(text) }])),
	};
}

const signatory = (name: unknown, title: unknown): string => [name, title].filter((part) => !isBlank(part)).join(' ');

const yesOrNo = (value: boolean): Text => (value ? { en: 'Yes', 'zh-CN': '是' } : { en: 'No', 'zh-CN': '否' });

const totalsOf = ({ discountAmount }: CrmRecord, money: (name: string) => Text | undefined) => ({
	...(Number(discountAmount ?? 0) > 0 && { discountAmount: money('discountAmount') }),
	netAmount: money('netAmount'),
	taxAmount: money('taxAmount'),
	amount: money('amount'),
});

function tableOf(lines: readonly CrmRecord[]): NonNullable<ApprovalSummary['lines']> {
	const columns = ['name', 'quantity', 'unitPrice', 'discountPercent', 'taxRate', 'lineTotal'];
	const noted = lines.some(({ note }) => !isBlank(note));
	return {
		columns: [...columns, ...(noted ? ['note'] : [])].map((name) => ({
			label: labelOf(name, line),
			numeric: name !== 'name' && name !== 'note',
		})),
		rows: lines.map((one) => [
			String(one.name ?? ''),
			`${String(one.quantity)}${one.unit ? ` ${String(one.unit)}` : ''}`,
			String(one.unitPrice ?? ''),
			percentText(one.discountPercent),
			percentText(one.taxRate),
			moneyText(one.lineTotal, one.currency) ?? '',
			...(noted ? [String(one.note ?? '')] : []),
		]),
	};
}
