import type { PostgresConnection } from '../../../../core/crm';
import { connectAlone } from '../../../../core/store/postgres/open';
import { define, indexNames } from '../../../support/fields';
import { openTestCrm } from '../../../support/testCrm';
import { eventually } from '../../triggers/listener';

const builders = `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_try_advisory_lock%' AND application_name = 'n8n-nodes-guanxi'`;

it('builds what the field is to have when its turn comes, not what it was to have when it began to wait', async () => {
	const crm = openTestCrm();
	await define(crm, { label: 'Area' });
	// Another process that builds indexes of this CRM.
	const other = await connectAlone(crm.store.connection as PostgresConnection);
	await other.query(`SELECT pg_advisory_lock(${0x6778_10}, hashtext(current_schema()))`);
	const defining = define(crm, { name: 'area', unique: true });
	await eventually(async () => (await crm.rows(builders)).length > 0);
	// It is told that the field is not to be unique after all, and is done with that first.
	await other.query(`UPDATE crm_field SET "unique" = FALSE, "indexState" = 'none', "version" = "version" + 1`);
	await other.query(`UPDATE crm_meta SET "value" = 'another' WHERE "name" = 'fieldsVersion'`);
	await other.end();
	expect(await defining).toMatchObject([{ unique: false, indexState: 'none' }]);
	expect((await indexNames(crm)).filter((name) => name.startsWith('cu_'))).toEqual([]);
});
