import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import type { ProviderFault } from '../../core/channels/channel';
import { credentialTrials } from '../../core/channels/credentialTrials';
import { asCrmError } from './errors';
import { testHttpOf } from './http';
import { instanceLocale } from './locale';

const works = { en: 'The provider knows the account', 'zh-CN': '服务商已确认账号有效' };

type Test = (this: ICredentialTestFunctions, credential: ICredentialsDecrypted) => Promise<INodeCredentialTestResult>;

const testOf = (type: string): Test =>
	async function (credential) {
		const locale = instanceLocale();
		try {
			const fault = await credentialTrials[type](credential.data ?? {}, testHttpOf(this));
			return fault ? { status: 'Error', message: saidOf(fault) } : { status: 'OK', message: works[locale] };
		} catch (cause) {
			const { text, hint } = asCrmError(cause);
			return { status: 'Error', message: joined(text[locale], hint[locale]) };
		}
	};

function saidOf({ code, message, hint }: ProviderFault): string {
	const said = message === '' ? code : `${message} (${code})`;
	return hint ? joined(said, hint[instanceLocale()]) : said;
}

const joined = (happened: string, todo: string): string =>
	instanceLocale() === 'en' ? `${happened.replace(/\.$/, '')}. ${todo}` : `${happened.replace(/。$/, '')}。${todo}`;

/** n8n's `methods.credentialTest` for the credentials of channels: their test buttons really ask the provider. */
export const channelTests: Readonly<Record<string, Test>> = Object.fromEntries(
	Object.keys(credentialTrials).map((type) => [type, testOf(type)]),
);
