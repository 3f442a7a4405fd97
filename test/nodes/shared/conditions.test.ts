import type { IDataObject } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { clock } from '../../../core/clock';
import { capture } from '../../support/capturing';
import { runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

/** Stores a lead at each moment; its name says which. */
async function leadsAt(moments: Readonly<Record<string, string>>): Promise<void> {
	for (const [at, [name, moment]] of Object.entries(moments).entries()) {
		const restore = clock.use(() => Date.parse(moment));
		await capture([{ name, phone: `1380013800${at}` }]).finally(restore);
	}
}

/** Names of the leads that the node finds by when they came, in the order in which they came. */
async function found(timezone: string, condition: IDataObject): Promise<string> {
	const filters = { conditions: [{ field: 'createdAt', ...condition }] };
	const sort = { keys: [{ field: 'createdAt', direction: 'asc' }] };
	const parameters = { resource: 'lead', operation: 'getAll', filters, sort };
	const run = await runNode({ type: 'crm', parameters, timezone });
	if (run.error) throw run.error;
	return run.json.map(({ name }) => String(name)).join('');
}

beforeEach(freshCrm);
afterAll(closeStores);

it('takes a day without a time as the whole day where the workflow is', async () => {
	await leadsAt({
		A: '2026-11-20T15:59:59.999Z',
		B: '2026-11-20T16:00:00Z',
		C: '2026-11-21T15:59:59.999Z',
		D: '2026-11-21T16:00:00Z',
	});
	const inShanghai = async (operator: string, value: string, end?: string) =>
		await found('Asia/Shanghai', { operator, value, ...(end && { end }) });
	expect(await inShanghai('equals', '2026-11-21')).toBe('BC');
	expect(await inShanghai('lessOrEqual', '2026-11-21')).toBe('ABC');
	expect(await inShanghai('greaterThan', '2026年11月21日')).toBe('D');
	expect(await inShanghai('between', '2026-11-20', '2026-11-21')).toBe('ABC');
	expect(await inShanghai('in', '2026-11-20，2026/11/22')).toBe('AD');
	expect(await inShanghai('lessThan', '2026-11-21')).toBe('A');
	expect(await inShanghai('greaterOrEqual', '2026-11-21')).toBe('BCD');
	expect(await found('UTC', { operator: 'lessOrEqual', value: '2026-11-20' })).toBe('AB');
});

it('takes a time as that moment where the workflow is', async () => {
	await leadsAt({ A: '2026-11-20T16:00:00Z', B: '2026-11-20T16:00:01Z' });
	expect(await found('Asia/Shanghai', { operator: 'lessOrEqual', value: '2026-11-21T00:00:00' })).toBe('A');
	const range = { operator: 'between', value: '2026-11-21', end: '2026-11-21T00:00:01' };
	expect(await found('Asia/Shanghai', range)).toBe('A');
});

it('knows days of 23 and of 25 hours', async () => {
	await leadsAt({
		A: '2026-03-29T21:59:59.999Z',
		B: '2026-03-29T22:00:00Z',
		C: '2026-10-24T22:00:00Z',
		D: '2026-10-25T22:59:59.999Z',
		E: '2026-10-25T23:00:00Z',
	});
	expect(await found('Europe/Berlin', { operator: 'lessOrEqual', value: '2026-03-29' })).toBe('A');
	expect(await found('Europe/Berlin', { operator: 'between', value: '2026-10-25', end: '2026-10-25' })).toBe('CD');
});
