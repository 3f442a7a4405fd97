import { startChild } from '../../../support/childProcess';
import { failureOf, inputsOf, openTestCrm } from '../../../support/testCrm';

describe('a lock of another process', () => {
	it('is waited for without standing in the way of others', async () => {
		const crm = openTestCrm();
		await crm.given.team({ name: '一组' });
		const child = startChild('lock', { file: crm.file, ms: 1000 });
		expect(await child.next()).toBe('locked');
		let ticks = 0;
		const timer = setInterval(() => (ticks += 1), 10);
		const started = performance.now();
		const write = crm.given.customer();
		expect(await crm.records.count('team', {})).toBe(1);
		await write;
		clearInterval(timer);
		expect(performance.now() - started).toBeGreaterThan(500);
		expect(ticks).toBeGreaterThan(20);
		await child.done;
	});

	it('that lasts too long is reported in a sentence, and nothing is stored', async () => {
		const crm = openTestCrm();
		await crm.given.team();
		const child = startChild('lock', { file: crm.file, ms: 7000 });
		await child.next();
		const error = await failureOf(crm.records.create('customer', inputsOf([{ fields: { name: 'x' } }])));
		expect(error).toMatchObject({
			code: 'StoreUnavailable',
			retryable: true,
			text: { en: 'The CRM database is locked by another program' },
		});
		child.process.kill();
		await child.done.catch(() => undefined);
		await crm.given.customer();
		expect(await crm.records.count('customer', {})).toBe(1);
	});
});
