import path from 'node:path';

import { acquireStore } from '../../../core/store';
import { testFolder } from '../../support/testCrm';

type Registry = typeof import('../../../core/store/registry');

it('tells of a store that an update left behind and that cannot be closed, instead of ending n8n', async () => {
	const connection = { kind: 'sqlite', path: path.join(testFolder(), 'crm.sqlite') } as const;
	const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
	const older = acquireStore(connection);
	await older.store.read.query('SELECT 1');
	const close = older.store.close.bind(older.store);
	const closing = jest.spyOn(older.store, 'close').mockRejectedValue(new Error('the disk is gone'));
	older.release();
	// The code of the update: the same module, loaded anew.
	let update!: Registry;
	jest.isolateModules(() => {
		update = require('../../../core/store/registry') as Registry;
	});
	update.acquireStore(connection).release();
	await new Promise(setImmediate);
	expect(closing).toHaveBeenCalledTimes(1);
	expect(emitWarning.mock.calls).toEqual([[expect.stringContaining('the disk is gone'), 'GuanxiWarning']]);
	emitWarning.mockRestore();
	await close();
	await update.closeStores();
});
