import { setTimeout as sleep } from 'node:timers/promises';

import type { StoreTx } from '../../../core/store';
import { migrations } from '../../../core/store/migrations/list';
import { startChild } from '../../support/childProcess';
import { openTestCrm, type TestCrm } from '../../support/testCrm';

const put = (tx: StoreTx, name: string) => tx.query('INSERT INTO crm_sequence (name, value) VALUES (?, 1)', [name]);
const names = async (crm: TestCrm) =>
	(await crm.rows<{ name: string }>('SELECT name FROM crm_sequence ORDER BY name')).map((row) => row.name);
const fail = () => Promise.reject(new Error('no'));

describe('a transaction', () => {
	it('leaves nothing when its work fails, and runs what waits for the commit only when there is one', async () => {
		const crm = openTestCrm();
		const told: string[] = [];
		const work = (name: string, end: () => Promise<unknown>) =>
			crm.store.write(crm.context, async (tx) => {
				tx.afterCommit(() => told.push(name));
				await put(tx, name);
				await end();
			});
		await expect(work('a', fail)).rejects.toThrow('no');
		await work('b', () => Promise.resolve());
		expect(await names(crm)).toEqual(['b']);
		expect(told).toEqual(['b']);
	});

	it('is undone, and says why, when a statement fails that nobody waited for', async () => {
		const crm = openTestCrm();
		const send = (tx: StoreTx, name: string | null) => tx.send('INSERT INTO crm_sequence (name, value) VALUES (?, 1)', [name]);
		const failing = crm.store.write(crm.context, async (tx) => {
			await send(tx, 'a');
			await send(tx, null);
		});
		await expect(failing).rejects.toThrow('a required value is missing');
		const goingOn = crm.store.write(crm.context, async (tx) => {
			await send(tx, null);
			await sleep(20);
			await names(crm);
			await tx.query('SELECT 1 AS one');
		});
		await expect(goingOn).rejects.toThrow('a required value is missing');
		await crm.store.write(crm.context, async (tx) => {
			await send(tx, 'outer');
			await expect(crm.store.write(crm.context, (inner) => send(inner, null))).rejects.toThrow('a required value is missing');
			await send(tx, 'later');
		});
		expect(await names(crm)).toEqual(['later', 'outer']);
	});

	it('is undone when what it relies on is not so, and says that before anything else', async () => {
		const crm = openTestCrm();
		const relying = (end: (tx: StoreTx) => Promise<unknown>) =>
			crm.store.write(crm.context, async (tx) => {
				tx.relyOn(sleep(5).then(() => Promise.reject(new Error('relied on'))));
				await put(tx, 'a');
				await end(tx);
			});
		await expect(relying(() => Promise.resolve())).rejects.toThrow('relied on');
		await expect(relying(fail)).rejects.toThrow('relied on');
		await expect(relying((tx) => tx.query('SELECT nothing FROM crm_sequence'))).rejects.toThrow('relied on');
		expect(await names(crm)).toEqual([]);
	});

	it('says what failed first, not what failed for that reason, whoever waited for it', async () => {
		const crm = openTestCrm();
		const failing = (also: (tx: StoreTx) => Promise<unknown>) =>
			crm.store.write(crm.context, async (tx) => {
				const first = tx.query('INSERT INTO crm_sequence (name, value) VALUES (NULL, 1)');
				await also(tx).catch(() => undefined);
				await first;
			});
		const statement = 'SELECT nothing FROM crm_sequence';
		await expect(failing((tx) => tx.send(statement))).rejects.toThrow('a required value is missing');
		await expect(failing((tx) => tx.query(statement))).rejects.toThrow('a required value is missing');
	});

	it('is undone when a statement of it failed, although its work went on', async () => {
		const crm = openTestCrm();
		const goingOn = crm.store.write(crm.context, async (tx) => {
			await put(tx, 'a');
			await expect(tx.query('INSERT INTO crm_sequence (name, value) VALUES (NULL, 1)')).rejects.toThrow();
		});
		await expect(goingOn).rejects.toThrow('a required value is missing');
		expect(await names(crm)).toEqual([]);
	});

	it('goes on beside what it relies on, although that needs statements and calls inside it need turns', async () => {
		const crm = openTestCrm();
		const writing = crm.store.write(crm.context, async (tx) => {
			const twoStatements = async () => {
				await tx.query('SELECT 1 AS one');
				await sleep(20);
				await put(tx, 'relied on');
			};
			tx.relyOn(twoStatements());
			await crm.store.write(crm.context, (inner) => put(inner, 'inner'));
		});
		await Promise.race([writing, sleep(5000, undefined, { ref: false }).then(() => Promise.reject(new Error('hangs')))]);
		expect(await names(crm)).toEqual(['inner', 'relied on']);
	});

	it('does no more, in calls inside it either, once it knows that what it relies on is not so', async () => {
		const crm = openTestCrm();
		let done = 0;
		const relying = crm.store.write(crm.context, async (tx) => {
			tx.relyOn(tx.query('SELECT 1 AS one').then(() => Promise.reject(new Error('relied on'))));
			await crm.store.write(crm.context, async (inner) => {
				for (let i = 0; i < 10; i++) {
					await put(inner, `n${i}`);
					done++;
				}
			});
		});
		await expect(relying).rejects.toThrow('relied on');
		expect(done).toBeLessThan(2);
	});

	it('runs statements in the order in which they were made, waited for or not', async () => {
		const crm = openTestCrm();
		const found = await crm.store.write(crm.context, async (tx) => {
			for (let i = 0; i < 40; i++) void tx.send('INSERT INTO crm_sequence (name, value) VALUES (?, ?)', [`n${i}`, i]);
			return await tx.query<{ n: number }>('SELECT count(*) AS n FROM crm_sequence');
		});
		expect(found).toEqual([{ n: 40 }]);
	});

	it('stays stored when a listener fails', async () => {
		const crm = openTestCrm();
		const warned = jest.spyOn(process, 'emitWarning').mockImplementation();
		await crm.store.write(crm.context, async (tx) => {
			tx.afterCommit(() => {
				throw new Error('listener');
			});
			await put(tx, 'a');
		});
		expect(warned.mock.calls[0][0]).toContain('listener');
		warned.mockRestore();
		expect(await names(crm)).toEqual(['a']);
	});

	it('takes a call inside it in, and undoes that call alone when it fails', async () => {
		const crm = openTestCrm();
		await crm.store.write(crm.context, async (tx) => {
			await put(tx, 'outer');
			await expect(
				crm.store.write(crm.context, async (inner) => {
					await put(inner, 'inner');
					await crm.store.write(crm.context, (third) => put(third, 'third'));
					await fail();
				}),
			).rejects.toThrow('no');
			await crm.store.write(crm.context, (inner) => put(inner, 'second'));
		});
		expect(await names(crm)).toEqual(['outer', 'second']);
	});

	it('lets calls inside it take turns, with each other and with its own statements', async () => {
		const crm = openTestCrm();
		const results = await crm.store.write(crm.context, (tx) =>
			Promise.allSettled([
				...Array.from({ length: 10 }, (_, i) =>
					crm.store.write(crm.context, async (inner) => {
						await put(inner, `n${i}`);
						await sleep(10);
						if (i % 2 === 0) await fail();
					}),
				),
				sleep(5).then(() => put(tx, 'own')),
			]),
		);
		expect(results.map((result) => result.status)).toEqual([
			...Array.from({ length: 10 }, (_, i) => (i % 2 ? 'fulfilled' : 'rejected')),
			'fulfilled',
		]);
		expect(await names(crm)).toEqual(['n1', 'n3', 'n5', 'n7', 'n9', 'own']);
	});

	it('waits for a call inside it that nobody waited for', async () => {
		const crm = openTestCrm();
		await crm.store.write(crm.context, async (tx) => {
			await put(tx, 'outer');
			void crm.store.write(crm.context, async (inner) => {
				await put(inner, 'half');
				await sleep(20);
				await put(inner, 'whole');
			});
		});
		expect(await names(crm)).toEqual(['half', 'outer', 'whole']);
	});

	it('cannot be used after its end, by a callback that outlives it', async () => {
		const crm = openTestCrm();
		let late: Promise<unknown> = Promise.resolve();
		let lateCall: Promise<unknown> = Promise.resolve();
		await crm.store.write(crm.context, async (tx) => {
			late = sleep(10).then(() => put(tx, 'late'));
			lateCall = sleep(10).then(() => crm.store.write(crm.context, (inner) => put(inner, 'late call')));
			await put(tx, 'a');
		});
		await Promise.all([
			expect(late).rejects.toThrow('this transaction has ended'),
			expect(lateCall).rejects.toThrow('this transaction has ended'),
		]);
		expect(await names(crm)).toEqual(['a']);
	});

	it('shows nobody else what is not committed', async () => {
		const crm = openTestCrm();
		await crm.store.write(crm.context, async (tx) => {
			await put(tx, 'a');
			expect(await names(crm)).toEqual([]);
		});
		expect(await names(crm)).toEqual(['a']);
	});
});

describe('many writers', () => {
	it('of one process all come through, one after the other', async () => {
		const crm = openTestCrm();
		await Promise.all(Array.from({ length: 20 }, (_, i) => crm.given.customer({ name: `客户 ${i}` })));
		expect(await crm.rows('SELECT count(*) AS n, count(DISTINCT number) AS numbers FROM crm_customer')).toEqual([{ n: 20, numbers: 20 }]);
		expect(await crm.rows('SELECT count(DISTINCT seq) AS n FROM crm_event')).toEqual([{ n: 20 }]);
	});

	it('of three processes share a file that none of them had made', async () => {
		const crm = openTestCrm();
		const children = [1, 2].map(() => startChild('create', { file: crm.file, count: 25, size: 4 }));
		await Promise.all([...children.map((child) => child.done), ...Array.from({ length: 10 }, () => crm.given.customer())]);
		expect(await crm.rows('SELECT count(*) AS n, count(DISTINCT number) AS numbers FROM crm_customer')).toEqual([{ n: 210, numbers: 210 }]);
		expect(await crm.rows('SELECT count(*) AS n FROM crm_migration')).toEqual([{ n: migrations.length }]);
	});
});
