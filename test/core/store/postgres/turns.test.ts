import type { StoreTx } from '../../../../core/store';
import { openTestCrm } from '../../../support/testCrm';

const takeTurn = (tx: StoreTx) => tx.dialect.takeTurns(tx, 'assignment', ['rule']);

describe('turns about the same thing', () => {
	it('are taken one after the other in one CRM', async () => {
		const crm = openTestCrm();
		const order: string[] = [];
		const call = (name: string) =>
			crm.store.write(crm.context, async (tx) => {
				await takeTurn(tx);
				await tx.query('SELECT 1');
				order.push(`${name} begins`);
				await tx.query('SELECT pg_sleep(0.1)');
				order.push(`${name} ends`);
			});
		await Promise.all([call('one'), call('other')]);
		const [first, second] = order[0].startsWith('one') ? ['one', 'other'] : ['other', 'one'];
		expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
	});

	it('are taken at once in two CRMs of one database', async () => {
		const crm = openTestCrm();
		const other = openTestCrm({ store: `${crm.file.split('.')[0]}.another` });
		const both = crm.store.write(crm.context, async (tx) => {
			await takeTurn(tx);
			await tx.query('SELECT 1');
			return await other.store.write(other.context, async (theirs) => {
				await takeTurn(theirs);
				return await theirs.query('SELECT 2 AS two');
			});
		});
		expect(await both).toEqual([{ two: 2 }]);
	});
});
