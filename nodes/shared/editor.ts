import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { openCrm } from '../../core';
import type { Crm } from '../../core/crm';
import { connectionOf } from './connection';
import { asCrmError, toNodeError } from './errors';
import { instanceLocale } from './locale';

/** Opens the CRM for a list that the editor shows. Throws NodeOperationError. */
export async function withEditorCrm<T>(context: ILoadOptionsFunctions, work: (crm: Crm) => Promise<T>): Promise<T> {
	try {
		const timeZone = context.getTimezone();
		const crm = openCrm(await connectionOf(context), { actor: 'editor', scope: { kind: 'all' }, origin: {}, partial: false, timeZone });
		try {
			return await work(crm);
		} finally {
			crm.release();
		}
	} catch (cause) {
		throw toNodeError(context.getNode(), asCrmError(cause), instanceLocale());
	}
}
