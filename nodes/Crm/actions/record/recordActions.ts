import type { CrmObject } from '../../../../core/schema/types';
import type { Action } from '../../../shared/action';
import { countRecords } from './count.action';
import { createRecord } from './create.action';
import { deleteRecord } from './delete.action';
import { exportRecords } from './export.action';
import { getManyRecords } from './getAll.action';
import { getRecord } from './get.action';
import { restoreRecord } from './restore.action';
import { getTimeline } from './timeline.action';
import { updateRecord } from './update.action';
import { upsertRecord } from './upsert.action';

const operations = [
	createRecord,
	getManyRecords,
	getRecord,
	updateRecord,
	upsertRecord,
	getTimeline,
	countRecords,
	deleteRecord,
	restoreRecord,
	exportRecords,
];

/** What can be done with records that the product alone writes. */
const reading = [getManyRecords, getRecord, getTimeline, countRecords, exportRecords];

/** What can be done with set-up, which the Define form of its own node makes and changes. */
const keeping = [getManyRecords, getRecord, getTimeline, countRecords, deleteRecord, restoreRecord];

/** The operations that an object has, the most used first. */
export function recordActions(object: CrmObject): Action[] {
	const offered = object.policy ? keeping : object.log ? reading : operations;
	return offered.map((operation) => operation(object));
}
