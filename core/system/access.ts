import type { Session } from '../records';

/**
 * Opens the store, makes what is missing of it, and writes to it without changing anything.
 * @throws CrmError StoreUnavailable with what is in the way
 */
export async function checkAccess({ store, context }: Session): Promise<void> {
	await store.write(context, async (tx) => {
		await tx.query(`UPDATE "crm_meta" SET "value" = "value" WHERE "name" = 'schemaVersion'`);
	});
}
