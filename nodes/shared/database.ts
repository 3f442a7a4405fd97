import type { ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';

import { openCrm } from '../../core';
import { usable } from './connection';
import { asCrmError } from './errors';
import { instanceLocale } from './locale';
import { readDatabase } from './readDatabase';

/**
 * Opens the database that these fields describe, and makes schema and tables where they are missing.
 * @throws CrmError with what is in the way
 */
export async function tryOut(data: ICredentialsDecrypted['data'] = {}): Promise<void> {
	const connection = usable(readDatabase(data));
	const crm = openCrm(connection, { actor: 'credential test', scope: { kind: 'all' }, origin: {}, partial: false });
	try {
		await crm.system.checkAccess();
	} finally {
		crm.release();
	}
}

const works = { en: 'The CRM can be read and written', 'zh-CN': 'CRM 可以读取和写入' };

/** n8n's `methods.credentialTest`: what the test button of the credential does. Every node has it, as n8n asks any of them. */
export const databaseTest = {
	async crmDatabase(credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
		const locale = instanceLocale();
		try {
			await tryOut(credential.data);
			return { status: 'OK', message: works[locale] };
		} catch (cause) {
			const error = asCrmError(cause);
			const [happened, todo] = [error.text[locale].replace(/[.。]$/, ''), error.hint[locale]];
			return { status: 'Error', message: locale === 'en' ? `${happened}. ${todo}` : `${happened}。${todo}` };
		}
	},
};
