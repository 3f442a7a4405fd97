import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { startChild } from '../../support/childProcess';
import { openTestCrm, testFolder } from '../../support/testCrm';

/** A list with a bad row in every hundred. */
async function listOf(rows: number): Promise<string> {
	const file = path.join(testFolder(), 'list.csv');
	const out = createWriteStream(file);
	out.write('客户名称,电话,邮箱,城市,备注\n');
	for (let i = 0; i < rows; i++) {
		const phone = i % 100 === 99 ? '12345' : `138${String(10_000_000 + i)}`;
		if (!out.write(`苏州示例${i}科技有限公司,${phone},a${i}@example.com,苏州,第 ${i} 行的备注\n`)) await once(out, 'drain');
	}
	out.end();
	await once(out, 'finish');
	return file;
}

describe('an import that is killed in the middle', () => {
	it('goes on where it stopped, makes nothing twice, and tells the bad rows of both parts', async () => {
		const crm = openTestCrm();
		const [{ file }, list] = [crm, await listOf(6000)];
		const first = startChild('import', { file, list });
		await first.next();
		first.process.kill('SIGKILL');
		await first.done.catch(() => undefined);
		const stored = await crm.records.count('customer', {});
		expect(stored).toBeGreaterThan(0);
		expect(stored).toBeLessThan(5940);
		const answers = await startChild('import', { file, list }).done;
		expect(answers.at(-1)).toMatchObject({
			result: { rows: 6000, created: 5940, bad: 60, repeated: false, continuedAfter: expect.any(Number) as number },
		});
		expect((answers.at(-1) as { result: { badRows: unknown[] } }).result.badRows[0]).toMatchObject({ row: 101 });
		expect(await crm.records.count('customer', {})).toBe(5940);
		expect(await crm.imports.undo('list')).toMatchObject({ deleted: 5940, left: 0 });
	});

	it('can be undone without going on', async () => {
		const crm = openTestCrm();
		const [{ file }, list] = [crm, await listOf(6000)];
		const child = startChild('import', { file, list });
		await child.next();
		child.process.kill('SIGKILL');
		await child.done.catch(() => undefined);
		const stored = await crm.records.count('customer', {});
		expect(await crm.imports.undo('list')).toMatchObject({ deleted: stored, left: 0 });
		expect(await crm.records.count('customer', {})).toBe(0);
	});
});

/** Minutes long: for the long run only. */
const memoryTest = () =>
	it('needs no more memory for twice the rows', async () => {
		const peakOf = async (rows: number) => {
			const answers = await startChild('import', { file: openTestCrm().file, list: await listOf(rows) }).done;
			expect(answers.at(-1)).toMatchObject({ result: { rows } });
			return (answers.at(-1) as { peak: number }).peak;
		};
		// Twice the rows: what the engine keeps for itself has settled by then.
		const [some, twice] = [await peakOf(100_000), await peakOf(200_000)];
		expect(twice / some).toBeLessThan(1.15);
	}, 600_000);

if (process.env.GUANXI_SOAK) memoryTest();
