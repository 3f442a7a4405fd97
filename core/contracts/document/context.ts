import { isBlank } from '../../blank';
import { chineseAmount } from '../../chineseAmount';
import { decimalsOf } from '../../currencies';
import type { CrmRecord } from '../../crm';
import { objects } from '../../schema/objects';
import type { Locale } from '../../text';
import type { Related } from '../parts';
import type { ContractForm } from './form';

/** What a contract is rendered from. */
export interface DocumentParts {
	readonly contract: CrmRecord;
	readonly lines: readonly CrmRecord[];
	readonly related: Related;
	readonly form: ContractForm;
	readonly language: Locale;
}

const seals = objects.get('contract').byName.get('sealKind')?.options ?? [];

const signable = new Set<unknown>(['approved', 'signed', 'active', 'completed', 'terminated']);

/**
 * What a contract template may name: the contract's fields, the contract and the records it refers to under their kinds,
 * `our` side, `lines`, and what the built-in text writes from them.
 */
export function documentContext(parts: DocumentParts): Record<string, unknown> {
	const { contract, lines, form, language } = parts;
	const { customer, contact, owner, opportunity } = parts.related;
	const copies = Number(contract.copies ?? 2);
	const copiesEach = copies % 2 === 0 ? copies / 2 : null;
	const figure = figureIn(language, String(contract.currency));
	const words = language === 'zh-CN' && contract.currency === 'CNY' && !isBlank(contract.amount);
	return {
		...contract,
		contract,
		customer: withPhones(customer, language),
		contact: withPhones(contact, language),
		owner,
		opportunity,
		our: form.our,
		terms: form.terms,
		lines: lines.map((line, i) => lineContext(line, i + 1, figure)),
		sum: { net: figure(contract.netAmount), tax: figure(contract.taxAmount), total: figure(contract.amount) },
		hasDiscounts: lines.some(({ discountPercent }) => Number(discountPercent ?? 0) > 0),
		hasTerm: !isBlank(contract.startOn) || !isBlank(contract.endOn),
		amountInWords: words ? chineseAmount(String(contract.amount)) : null,
		copiesInWords: copiesIn(copies),
		copiesEach,
		copiesEachInWords: copiesEach === null ? null : copiesIn(copiesEach),
		sealName: seals.find(({ value }) => value === contract.sealKind)?.label[language] ?? null,
		unapproved: !signable.has(contract.status),
	};
}

/** Numbers as they are dialled where the contract is read: in China without its own prefix. */
function withPhones(record: CrmRecord | null, language: Locale): CrmRecord | null {
	if (!record || language !== 'zh-CN') return record;
	const shown = (phone: unknown) => (typeof phone === 'string' ? phone.replace(/^\+86(?=1\d{10}$)/, '').replace(/^\+86/, '0') : phone);
	return { ...record, phone: shown(record.phone), ...('mobile' in record && { mobile: shown(record.mobile) }) };
}

type Figure = (amount: unknown) => string;

/** Amounts in a table stand without the sign of their currency, and with all digits that they have. */
function figureIn(language: Locale, currency: string): Figure {
	const format = new Intl.NumberFormat(language, { minimumFractionDigits: decimalsOf(currency) ?? 2, maximumFractionDigits: 20 });
	return (amount) => (isBlank(amount) ? '' : format.format(String(amount) as `${number}`));
}

/** What no contract says of a line: what templates are given has its bounds. */
const besideLine = new Set(['id', 'version', 'createdAt', 'updatedAt', 'deletedAt', 'contractId', 'productId', 'currency', 'listPrice']);

const lineContext = (line: CrmRecord, no: number, figure: Figure): Record<string, unknown> => ({
	...Object.fromEntries(Object.entries(line).filter(([name]) => !besideLine.has(name))),
	no,
	rate: isBlank(line.taxRate) ? '' : `${String(line.taxRate)}%`,
	price: figure(line.unitPrice),
	net: figure(line.lineNet),
	tax: figure(line.lineTax),
	total: figure(line.lineTotal),
});

const capitals = '零壹贰叁肆伍陆柒捌玖拾';

/** 贰, 肆 … as contracts count their copies; more than ten in figures. */
const copiesIn = (copies: number): string => (copies <= 10 ? capitals[copies] : String(copies));
