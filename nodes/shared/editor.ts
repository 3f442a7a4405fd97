import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { objects, openCrm } from '../../core';
import type { Crm } from '../../core/crm';
import type { Objects } from '../../core/schema/objects';
import { connectionOf } from './connection';
import { asCrmError, toNodeError } from './errors';
import { instanceLocale } from './locale';

/** The objects of the node's database, with its custom fields. Forms open without a database too; they show built-in fields then. */
export async function editorObjects(context: ILoadOptionsFunctions): Promise<Objects> {
	try {
		return await withEditorCrm(context, async (crm) => await crm.objects());
	} catch (cause) {
		context.logger.warn('The CRM cannot list custom fields for a form', { cause });
		return objects;
	}
}

/** Opens the CRM for a list that the editor shows. Throws NodeOperationError. */
export async function withEditorCrm<T>(context: ILoadOptionsFunctions, work: (crm: Crm) => Promise<T>): Promise<T> {
	try {
		const timeZone = context.getTimezone();
		// Partial: what a form says of a record that is not there (yet) leaves its lists as they are without it.
		const crm = openCrm(await connectionOf(context), { actor: 'editor', scope: { kind: 'all' }, origin: {}, partial: true, timeZone });
		try {
			return await work(crm);
		} finally {
			crm.release();
		}
	} catch (cause) {
		throw toNodeError(context.getNode(), asCrmError(cause), instanceLocale());
	}
}
