/** TypeORM, loaded when the first store opens: loading it when n8n starts would cost every user 300 ms. */
export function typeorm(): typeof import('typeorm') {
	return require('typeorm') as typeof import('typeorm');
}

/** For `where` in entity work: the column has no value. */
export const isNull = () => typeorm().IsNull();
