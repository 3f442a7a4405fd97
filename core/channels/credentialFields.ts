import { CrmError } from '../errors';
import type { Text } from '../text';

/** What is filled in in a credential of n8n. */
export type CredentialFields = Readonly<Record<string, unknown>>;

/** One field of a credential, as the user sees it. */
export interface CredentialField {
	readonly name: string;
	readonly label: Text;
}

/** The name of a credential type as the user sees it, the same in all languages: messages and guides tell to look for it. */
export type CredentialName = 'WeCom API' | 'WeCom Robot API' | 'Aliyun SMS API' | 'SMTP';

/** What is filled in; empty for nothing. */
export const textIn = (fields: CredentialFields, { name }: CredentialField): string => {
	const value = fields[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
};

/** @throws CrmError ValidationFailed naming the credential and the field */
export function requiredIn(credential: CredentialName, fields: CredentialFields, field: CredentialField): string {
	const value = textIn(fields, field);
	if (value !== '') return value;
	throw badField(credential, field, { en: 'is empty', 'zh-CN': '未填写' });
}

/**
 * The address that calls begin with, without a slash at its end; `standard` where nothing is filled in.
 * @throws CrmError ValidationFailed
 */
export function baseUrlIn(credential: CredentialName, fields: CredentialFields, standard: string): string {
	const value = textIn(fields, baseUrlField) || standard;
	if (/^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value.replace(/\/+$/, '');
	throw badField(credential, baseUrlField, {
		en: 'must begin with https:// or http://',
		'zh-CN': '须以 https:// 或 http:// 开头',
	});
}

/** Every credential of an HTTP channel has it: for a proxy on the way out, and for tests. */
export const baseUrlField: CredentialField = { name: 'baseUrl', label: { en: 'Base URL', 'zh-CN': '接口地址' } };

/** What is wrong with a field of a credential; never what stands in it. */
export const badField = (credential: CredentialName, { name, label }: CredentialField, problem: Text): CrmError =>
	new CrmError(
		'ValidationFailed',
		{
			en: `${label.en} of the credential ${credential} ${problem.en}`,
			'zh-CN': `凭据“${credential}”的“${label['zh-CN']}”${problem['zh-CN']}`,
		},
		{
			hint: { en: 'Open the credential in n8n and correct it.', 'zh-CN': '请在 n8n 中打开该凭据并修改。' },
			field: name,
			problems: [{ field: name, message: problem }],
		},
	);
