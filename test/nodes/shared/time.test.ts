import type { IDataObject } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { clock } from '../../../core/clock';
import { toStoredTime } from '../../../nodes/shared/time';
import { capture } from '../../support/capturing';
import { runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

let restore = () => {};

const setNow = (time: string) => {
	restore();
	restore = clock.use(() => Date.parse(time));
};

beforeEach(freshCrm);
afterEach(() => restore());
afterAll(closeStores);

describe('a plain day where a moment is asked for', () => {
	it.each(['2026-03-01', '2026/3/1', '2026.3.1', '2026年3月1日', '2026年03月01', ' 2026-03-01 '])(
		'reads %j as the start of that day',
		(day) => {
			expect(toStoredTime(day, 'dateTime', 'Asia/Shanghai')).toBe('2026-02-28T16:00:00.000Z');
			expect(toStoredTime(day, 'dateTime', 'America/New_York')).toBe('2026-03-01T05:00:00.000Z');
		},
	);

	it('starts a day that has no midnight with its first moment', () => {
		expect(toStoredTime('2026-09-06', 'dateTime', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
	});

	it('leaves a day that does not exist to be refused, and a plain date where a date is asked for', () => {
		expect(toStoredTime('2026-02-30', 'dateTime', 'Asia/Shanghai')).toBe('2026-02-30');
		expect(toStoredTime('2026/3/1', 'date', 'America/New_York')).toBe('2026/3/1');
	});

	it('finds by a filter what came on that day where the workflow is', async () => {
		setNow('2026-02-28T15:30:00Z');
		await capture([{ name: '昨天', phone: '13800138001' }]);
		setNow('2026-02-28T16:30:00Z');
		await capture([{ name: '今天', phone: '13800138002' }]);
		const filters = { conditions: [{ field: 'createdAt', operator: 'greaterOrEqual', value: '2026年3月1日' }] };
		const found = async (timezone: string) => {
			const parameters = { resource: 'lead', operation: 'getAll', filters };
			return (await runNode({ type: 'crm', parameters, timezone })).json.map(({ name }) => name);
		};
		expect(await found('Asia/Shanghai')).toEqual(['今天']);
		expect(await found('America/New_York')).toEqual([]);
	});
});

it('judges who is absent today by the day it is where the workflow is', async () => {
	const user: IDataObject = {
		name: '李娜',
		email: 'lina@example.com',
		role: 'sales',
		absences: [{ from: '2026-03-01', to: '2026-03-01' }],
	};
	const fields = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
	const made = await runNode({ type: 'crm', parameters: { resource: 'user', operation: 'create', fields }, items: [user] });
	expect(made.error).toBeUndefined();
	// The evening of 1 March in New York, the morning of 2 March in Shanghai.
	setNow('2026-03-01T23:30:00Z');
	const problems = async (timezone: string) => {
		const run = await runNode({ type: 'crm', parameters: { resource: 'system', operation: 'setupProblems' }, timezone });
		return run.json.map(({ code }) => code);
	};
	expect(await problems('America/New_York')).toContain('everyoneAway');
	expect(await problems('Asia/Shanghai')).not.toContain('everyoneAway');
});
