import { rename, rm } from 'node:fs/promises';
import { NodeSqliteDatabase } from './nodeSqlite';

/** Copies a database that is in use; the copy appears under its name only when it is complete. */
export async function copyStore(file: string, copy: string): Promise<void> {
	const source = new NodeSqliteDatabase(file, { readonly: true });
	try {
		await source.backup(`${copy}.unfinished`);
		await rename(`${copy}.unfinished`, copy);
	} finally {
		source.close();
		await rm(`${copy}.unfinished`, { force: true });
	}
}
