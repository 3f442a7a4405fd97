import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { objects } from '../../core';
import type { CrmRecord } from '../../core/crm';
import type { ObjectName } from '../../core/schema/types';
import { withEditorCrm } from './editor';
import { collectRecords } from './paging';
import { recordTitle } from './recordLocator';

/** Entries shown in a plain list; whoever has more gives an id by expression. */
const listLimit = 500;

type Loader = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

const listOf = (object: ObjectName, valueOf: (record: CrmRecord) => string): Loader =>
	async function () {
		return await withEditorCrm(this, async (crm) => {
			const description = objects.get(object);
			const sort = [{ field: description.title, direction: 'asc' as const }];
			const records = await collectRecords(crm, object, { sort }, listLimit);
			return records.map((record) => ({ name: recordTitle(description, record), value: valueOf(record) }));
		});
	};

const methods: Partial<Record<ObjectName, string>> = { user: 'users', team: 'teams' };

/** The loadOptions method that lists the records of an object few enough for a plain list. */
export const referenceMethod = (object: ObjectName): string | undefined => methods[object];

/** n8n's `methods.loadOptions` for users, teams and the named policies. Policies are referred to by name. */
export const referenceOptionMethods = {
	users: listOf('user', ({ id }) => id),
	teams: listOf('team', ({ id }) => id),
	assignmentRules: listOf('assignmentRule', ({ name }) => String(name)),
	scoringModels: listOf('scoringModel', ({ name }) => String(name)),
} satisfies Record<string, Loader>;
