import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { databaseFields } from '../nodes/shared/databaseFields';
import { instanceLocale } from '../nodes/shared/locale';
import { localiseProperty } from '../nodes/shared/property';

/** Where the CRM keeps its data. For nodes that say so; others work with the SQLite file in n8n's user folder. */
export class CrmDatabaseApi implements ICredentialType {
	name = 'crmDatabaseApi';

	// One name in all languages: error messages and guides tell the user to look for it.
	displayName = 'CRM Database';

	icon = { light: 'file:crmDatabase.svg', dark: 'file:crmDatabase.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-guanxi';

	properties: INodeProperties[] = databaseFields.map((field) => localiseProperty(field, instanceLocale()));
}
