import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { clock } from '../../../core/clock';
import { runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

/** Friday 17:00 in China. */
const now = '2026-03-06T09:00:00.000Z';

let restoreClock: () => void;
beforeEach(() => {
	freshCrm();
	restoreClock = clock.use(() => Date.parse(now));
});
afterEach(() => restoreClock());
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const byId = (id: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(id) });

const run = async (parameters: INodeParameters, items: readonly IDataObject[] = [{}], onError?: 'continueRegularOutput') =>
	await runNode({ type: 'crm', parameters, items, onError });

const done = async (...call: Parameters<typeof run>) => {
	const { error, json } = await run(...call);
	if (error) throw error;
	return json;
};

const schedule = async (parameters: INodeParameters = {}, items?: readonly IDataObject[]) =>
	await done({ resource: 'work', operation: 'schedule', workName: 'Call', due: 'at', dueAt: '2026-03-07T10:00:00', ...parameters }, items);

const work = async (operation: string, parameters: INodeParameters, items?: readonly IDataObject[]) =>
	await done({ resource: 'work', operation, ...parameters }, items);

const list = async (parameters: INodeParameters = {}) =>
	await done({ resource: 'system', operation: 'dueWork', returnAll: true, ...parameters });

describe('due work → schedule', () => {
	it('schedules at a time in the workflow’s time zone, about a record, with data, once for a key', async () => {
		const [lead] = await done({ resource: 'lead', operation: 'create', fields: automatic }, [{ name: '张伟', phone: '13800138000' }]);
		const parameters = {
			recordType: 'lead',
			leadId: byId(lead.id),
			data: { items: [{ name: 'tries', value: '={{ 1 + 1 }}' }] },
			options: { idempotencyKey: 'call-1', lateAfterHours: 2 },
		};
		const [first] = await schedule(parameters);
		expect(first).toMatchObject({
			kind: 'custom',
			name: 'Call',
			object: 'lead',
			recordId: lead.id,
			dueAt: '2026-03-07T02:00:00.000Z',
			notAfter: '2026-03-07T04:00:00.000Z',
			state: 'waiting',
			payload: { tries: 2 },
			repeated: false,
		});
		const [again] = await schedule(parameters);
		expect(again).toMatchObject({ workId: first.workId, repeated: true });
		expect(await list()).toHaveLength(1);
	});

	it.each([
		['2 working hours', { due: 'after', amount: 2, unit: 'hours' }, '2026-03-09T02:00:00.000Z'],
		['1 working day', { due: 'after', amount: 1, unit: 'days' }, '2026-03-09T09:00:00.000Z'],
		['10:00 of the next working day', { due: 'nextDay', atTime: '10:00' }, '2026-03-09T02:00:00.000Z'],
		[
			'an hour after another time',
			{ due: 'after', amount: 1, unit: 'hours', options: { countFrom: '2026-03-10T09:00:00' } },
			'2026-03-10T02:00:00.000Z',
		],
		['a moment of an expression', { dueAt: '={{ DateTime.fromISO("2026-03-08T01:00:00Z") }}' }, '2026-03-08T01:00:00.000Z'],
	])('counts %s from a Friday afternoon', async (_, due, dueAt) => {
		expect(await schedule(due)).toMatchObject([{ dueAt }]);
	});

	it('goes by the calendar that is chosen', async () => {
		const [calendar] = await done({
			resource: 'holidayCalendar',
			operation: 'define',
			name: '门店',
			workingHours: { items: [{ weekday: 'saturday', from: '10:00', to: '16:00' }] },
			days: { items: [{ on: '2026-03-14', kind: 'holiday' }] },
		});
		expect(calendar).toMatchObject({ name: '门店', timeZone: 'Asia/Shanghai', publicHolidays: 'china' });
		const within = async (amount: number) =>
			(await schedule({ due: 'after', amount, unit: 'hours', options: { calendar: '门店' } }))[0].dueAt;
		expect([await within(2), await within(7)]).toEqual(['2026-03-07T04:00:00.000Z', '2026-03-21T03:00:00.000Z']);
	});

	it('leaves a bad item out where the node goes on, and stores the others', async () => {
		const parameters = { resource: 'work', operation: 'schedule', workName: 'Call', due: 'nextDay', atTime: '={{ $json.time }}' };
		const json = await done(parameters, [{ time: '10:00' }, { time: 'noon' }, { time: '' }, { time: '11:00' }], 'continueRegularOutput');
		const bad = (words: string) => ({ error: expect.stringContaining(words) });
		expect(json).toMatchObject([{ state: 'waiting' }, bad('time of day'), bad('At is missing'), { state: 'waiting' }]);
		expect(await list()).toHaveLength(2);
	});

	it.each([
		['no name', { workName: '' }, 'Name'],
		['no time', { dueAt: '' }, 'Due At'],
		['a time that is none', { dueAt: 'soon' }, 'Due At'],
		['no amount', { due: 'after', amount: '' }, 'Amount'],
		['a last time before the due time', { options: { notAfter: '2026-03-01T00:00:00' } }, 'late'],
	])('refuses %s', async (_, parameters, words) => {
		await expect(schedule(parameters)).rejects.toMatchObject({ message: expect.stringContaining(words) });
	});
});

describe('due work behind a CRM Trigger', () => {
	it('is moved, completed and failed by the ID in the item', async () => {
		const items = (await schedule({}, [{}, {}, {}, {}])).map(({ workId }) => ({ workId }));
		const workId = '={{ $json.workId }}';
		expect(await work('complete', { workId }, items.slice(0, 1))).toMatchObject([{ state: 'done' }]);
		expect(await work('reschedule', { workId, due: 'nextDay', atTime: '09:30' }, items.slice(1, 2))).toMatchObject([
			{ state: 'waiting', dueAt: '2026-03-09T01:30:00.000Z' },
		]);
		const failed = await work('fail', { workId, reason: 'Closed', tryAgain: '={{ $itemIndex === 0 }}' }, items.slice(2));
		expect(failed).toMatchObject([
			{ workId: items[2].workId, state: 'waiting', attempts: 1, reason: 'Closed' },
			{ workId: items[3].workId, state: 'dead', reason: 'Closed' },
		]);
	});

	it('says where an ID comes from that nobody has', async () => {
		await expect(work('complete', { workId: '01890a5d-ac96-774b-bcce-b302099a8057' })).rejects.toMatchObject({
			message: expect.stringContaining('no due work'),
			description: expect.stringContaining('workId'),
		});
	});
});

describe('system', () => {
	it('lists due work by state, name and record, the earliest first', async () => {
		const [lead] = await done({ resource: 'lead', operation: 'create', fields: automatic }, [{ name: '张伟', phone: '13800138000' }]);
		const [later] = await schedule({ recordType: 'lead', leadId: byId(lead.id) });
		const [late] = await schedule({ workName: 'Visit', dueAt: '2026-03-01T00:00:00', options: { lateAfterHours: 1 } });
		const [dead] = await schedule({ dueAt: '2026-03-02T00:00:00' });
		await work('fail', { workId: String(dead.workId), reason: 'Closed', tryAgain: false });
		const found = async (parameters?: INodeParameters) => (await list(parameters)).map(({ workId }) => workId);
		expect(await found()).toEqual([late.workId, dead.workId, later.workId]);
		expect(await found({ states: ['late'] })).toEqual([late.workId]);
		expect(await found({ states: ['dead', 'waiting'] })).toEqual([dead.workId, later.workId]);
		expect(await found({ dueNames: 'Visit' })).toEqual([late.workId]);
		expect(await found({ recordType: 'lead', leadId: byId(lead.id) })).toEqual([later.workId]);
		expect(await found({ returnAll: false, limit: 1 })).toEqual([late.workId]);
	});

	it('cancels by ID, and all of a record, or some of it', async () => {
		const [lead] = await done({ resource: 'lead', operation: 'create', fields: automatic }, [{ name: '张伟', phone: '13800138000' }]);
		const about = { recordType: 'lead', leadId: byId(lead.id) };
		const [single] = await schedule();
		await schedule({ ...about, workName: 'Visit' });
		await schedule({ ...about, workName: 'Call' });
		const cancel = async (parameters: INodeParameters) => await done({ resource: 'system', operation: 'cancelDueWork', ...parameters });
		expect(await cancel({ cancelBy: 'id', workId: String(single.workId) })).toMatchObject([{ workId: single.workId, state: 'cancelled' }]);
		expect(await cancel({ cancelBy: 'record', ...about, dueNames: 'Visit' })).toEqual([{ cancelled: 1 }]);
		expect(await cancel({ cancelBy: 'record', ...about })).toEqual([{ cancelled: 1 }]);
		expect(await list()).toEqual([]);
	});

	it('lists failed due work among the dead letters, and retries it', async () => {
		const [{ workId }] = await schedule();
		await work('fail', { workId: String(workId), reason: 'Closed', tryAgain: false });
		const letters = async () => await done({ resource: 'system', operation: 'deadLetters', returnAll: true });
		expect(await letters()).toMatchObject([{ id: workId, event: 'dueWork', kind: 'custom', name: 'Call', attempts: 1, reason: 'Closed' }]);
		const retry = { resource: 'system', operation: 'retryDeadLetter', deadLetterId: String(workId) };
		expect(await done(retry)).toMatchObject([{ id: workId, event: 'dueWork' }]);
		expect(await letters()).toEqual([]);
		await expect(done(retry)).rejects.toMatchObject({ message: expect.stringContaining('not given up on') });
	});

	it('tells among the setup problems of due work that failed, is late, or that nobody gets', async () => {
		const codes = async () => (await done({ resource: 'system', operation: 'setupProblems' })).map(({ code }) => code);
		expect(await codes()).not.toContain('workNotTaken');
		const [{ workId }] = await schedule();
		await work('fail', { workId: String(workId), reason: 'Closed', tryAgain: false });
		await schedule({ workName: 'Visit', dueAt: '2026-03-05T10:00:00' });
		expect(await codes()).toEqual(expect.arrayContaining(['workDead', 'workNotTaken']));
	});
});
