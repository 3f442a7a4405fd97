import type { CrmRecord } from '../../crm';
import type { ContractTemplateRecord } from '../../schema/generated/records';
import { localeOf, type Locale } from '../../text';
import { chineseDocument } from './chinese';
import { englishDocument } from './english';

/** A text in one language, in which a contract's own values are filled in. */
export interface ContractDocument {
	readonly language: Locale;
	readonly html: string;
}

/** What a contract is printed with beside its own values and those it is made with: a template, or the built-in text. */
export interface ContractForm {
	/** Of the template; null: the built-in text alone. */
	readonly id: string | null;
	readonly name: string | null;
	readonly our: Readonly<Record<'name' | 'registration' | 'address' | 'phone' | 'bank' | 'account', string | null>>;
	readonly terms: string | null;
	/** At least one. */
	readonly documents: readonly ContractDocument[];
}

const builtIn: readonly ContractDocument[] = [
	{ language: 'zh-CN', html: chineseDocument },
	{ language: 'en', html: englishDocument },
];

export function formOf(record: CrmRecord | null): ContractForm {
	const template = record as Partial<ContractTemplateRecord> | null;
	const versions = template?.versions ?? [];
	return {
		id: template?.id ?? null,
		name: template?.name ?? null,
		our: {
			name: template?.ourName ?? null,
			registration: template?.ourRegistration ?? null,
			address: template?.ourAddress ?? null,
			phone: template?.ourPhone ?? null,
			bank: template?.ourBank ?? null,
			account: template?.ourAccount ?? null,
		},
		terms: template?.terms ?? null,
		documents: versions.length > 0 ? versions.map(({ language, html }) => ({ language: localeOf(language), html })) : builtIn,
	};
}

/** The document in the language, else in another one that there is. */
export const documentIn = ({ documents }: ContractForm, language: Locale): ContractDocument =>
	documents.find((one) => one.language === language) ?? documents[0];
