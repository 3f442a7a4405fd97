import type { DataSource } from 'typeorm';

/** TypeORM, loaded when the first store opens: loading it when n8n starts would cost every user 300 ms. */
export function typeorm(): typeof import('typeorm') {
	return require('typeorm') as typeof import('typeorm');
}

/** For `where` in entity work: the column has no value. */
export const isNull = () => typeorm().IsNull();

/** Opens a data source. */
export async function initialised(dataSource: DataSource): Promise<DataSource> {
	// n8n's own TypeORM shares this global in the process; ours must not be the one that creates it.
	const shared = globalThis as { typeormMetadataArgsStorage?: unknown };
	const before = shared.typeormMetadataArgsStorage;
	try {
		return await dataSource.initialize();
	} finally {
		if (before === undefined) delete shared.typeormMetadataArgsStorage;
	}
}
