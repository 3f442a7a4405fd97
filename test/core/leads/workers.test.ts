import { startChild } from '../../support/childProcess';
import { inputsOf, openTestCrm, valueOf } from '../../support/testCrm';

const workers = 8;

/** Runs a command in as many processes as there are workers, all beginning at the same moment. */
async function together(command: string, options: Readonly<Record<string, unknown>>): Promise<unknown[]> {
	const at = Date.now() + 4000;
	const children = Array.from({ length: workers }, (_, worker) => startChild(command, { ...options, worker, at }));
	return (await Promise.all(children.map((child) => child.done))).flat();
}

describe(`${workers} workers at once`, () => {
	it('with messages of one phone make one lead', async () => {
		const crm = openTestCrm();
		await crm.given.user({ role: 'sales' });
		const outputs = await together('captureOne', { file: crm.file, count: 3, phone: '13812345678' });
		expect(outputs.filter((output) => output === 'created')).toHaveLength(1);
		expect(outputs.filter((output) => output === 'matched')).toHaveLength(workers * 3 - 1);
		expect(await crm.rows('SELECT count(*) AS n FROM crm_lead')).toEqual([{ n: 1 }]);
		expect(await crm.rows('SELECT count(*) AS n FROM crm_touchpoint')).toEqual([{ n: workers * 3 }]);
	}, 60_000);

	it('with one key against repeats make one record, and all are answered with it', async () => {
		const crm = openTestCrm();
		await crm.given.user();
		const ids = await together('createKeyed', { file: crm.file, key: 'delivery-7' });
		expect(new Set(ids).size).toBe(1);
		expect(await crm.records.count('customer', {})).toBe(1);
	}, 60_000);

	it('that create or update by one unique key make one record, and none of their changes is lost', async () => {
		const crm = openTestCrm();
		await crm.given.user();
		const versions = (await together('upsertTeam', { file: crm.file, count: 3 })) as number[];
		expect(await crm.rows('SELECT name, version FROM crm_team')).toEqual([{ name: '一组', version: workers * 3 }]);
		expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: workers * 3 }, (_, i) => i + 1));
	}, 60_000);

	it('that change the same records in another order each all come through', async () => {
		const crm = openTestCrm();
		const made = await crm.records.create('customer', inputsOf(Array.from({ length: 40 }, (_, i) => ({ fields: { name: `客户 ${i}` } }))));
		const ids = made.map((outcome) => valueOf(outcome).id);
		const stored = await together('updateShuffled', { file: crm.file, ids, count: 3 });
		expect(stored).toEqual(Array.from({ length: workers * 3 }, () => ids.length));
		expect(await crm.rows('SELECT DISTINCT version FROM crm_customer')).toEqual([{ version: workers * 3 + 1 }]);
	}, 60_000);
});
