import type { Imports } from '../crm';
import { recordPlaces, withIds, type Session } from '../records';
import { exportRecords } from './exportRecords';
import { listImports } from './importLog';
import { namedUpsert } from './namedUpsert';
import { previewImport } from './preview';
import { runImport } from './run';
import { undoImport } from './undo';

export { encodings } from './file/csvTable';
export { importFields } from './mapping/importFields';
export { leaveOut } from './mapping/mapColumns';

/** Lists in files, for one caller. */
export const importsOf = (session: Session): Imports => ({
	preview: (input) => previewImport(session, input),
	run: (input) => runImport(session, input),
	upsert: async (name, object, inputs) =>
		await namedUpsert(session, name, object, await withIds(session, inputs, recordPlaces(session.objects.get(object)))),
	undo: (name, options) => undoImport(session, name, options),
	list: (page) => listImports(session, page),
	export: (request) => exportRecords(session, request),
});
