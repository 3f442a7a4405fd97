import type { Cause } from '../../../core/context';
import { errorOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';
import { eventually, listen, passTime, type Listener } from './listener';

const leadsOnly = { events: [], objects: ['lead' as const], changedFields: [] };

const statesOf = async (crm: TestCrm) =>
	(await crm.rows<{ state: string }>('SELECT "state" FROM "crm_delivery" ORDER BY "seq"')).map((row) => row.state);

/** Lets a failing event have all its attempts. */
async function exhaust(crm: TestCrm, listener: Listener): Promise<void> {
	const heard = listener.items.length;
	for (let attempt = 1; attempt <= 5; attempt++) {
		await eventually(() => listener.items.length >= heard + attempt);
		await eventually(async () => !(await statesOf(crm)).includes('running'));
		passTime(200);
		await crm.given.team();
	}
}

const lettersOf = async (crm: TestCrm) => (await crm.system.deadLetters({ limit: 100 })).letters;

describe('an event whose workflow fails again and again', () => {
	it('is given up on after five attempts, and the next event of its record comes', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, {
			filter: leadsOnly,
			work: (item) => (item.event === 'created' ? { failed: 'Node "Mail": 550 no mailbox' } : 'done'),
		});
		const lead = await crm.given.lead();
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { company: 'ACME' } }]);
		await exhaust(crm, listener);
		await eventually(() => listener.items.length === 6);
		expect(listener.items.map((item) => `${item.event} ${item.attempt}`)).toEqual([
			...[1, 2, 3, 4, 5].map((attempt) => `created ${attempt}`),
			'updated 1',
		]);
		expect(new Set(listener.keys).size).toBe(6);
		expect(await lettersOf(crm)).toEqual([
			{
				id: listener.items[0].key,
				workflowId: 'workflow-a',
				event: 'created',
				object: 'lead',
				recordId: lead.id,
				attempts: 5,
				reason: { en: 'Node "Mail": 550 no mailbox', 'zh-CN': 'Node "Mail": 550 no mailbox' },
				at: expect.stringMatching(/Z$/) as string,
			},
		]);
	});

	it('is delivered when it is retried after the workflow was mended, with a deduplication key of its own', async () => {
		const crm = openTestCrm();
		let broken = true;
		const listener = await listen(crm, { filter: leadsOnly, work: () => (broken ? { failed: 'broken' } : 'done') });
		await crm.given.lead();
		await exhaust(crm, listener);
		broken = false;
		const [letter] = await lettersOf(crm);
		expect(valueOf((await crm.system.retryDeadLetters([{ item: 0, id: letter.id }]))[0])).toEqual(letter);
		await eventually(() => listener.items.length === 6);
		expect(listener.items[5]).toMatchObject({ key: listener.items[0].key, attempt: 1 });
		expect(new Set(listener.keys).size).toBe(6);
		await eventually(async () => (await statesOf(crm)).length === 0);
	});

	it('has five attempts again when it is retried too early', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: leadsOnly, work: () => ({ failed: 'broken' }) });
		await crm.given.lead();
		await exhaust(crm, listener);
		const [letter] = await lettersOf(crm);
		await crm.system.retryDeadLetters([{ item: 0, id: letter.id }]);
		expect(await lettersOf(crm)).toEqual([]);
		await exhaust(crm, listener);
		expect(await lettersOf(crm)).toMatchObject([{ id: letter.id, attempts: 5 }]);
	});

	it('keeps no addresses, no numbers and no endless text of the error', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, {
			filter: leadsOnly,
			work: () => Promise.reject(new Error(`550 <wang.fang@example.com> or +86 138 0013 8000 ${'x'.repeat(5000)}`)),
		});
		await crm.given.lead();
		await exhaust(crm, listener);
		const [{ reason }] = await lettersOf(crm);
		expect(reason.en).toMatch(/^550 <…@…> or … x+$/);
		expect(reason.en).toHaveLength(500);
	});
});

describe('the list of dead letters', () => {
	it('comes in pages, the latest first', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, { filter: leadsOnly, maxDepth: 0 });
		for (let i = 0; i < 5; i++) {
			await crm.given.lead();
			await eventually(async () => (await statesOf(crm)).filter((state) => state === 'dead').length === i + 1);
		}
		const first = await crm.system.deadLetters({ limit: 2 });
		const second = await crm.system.deadLetters({ limit: 2, cursor: first.nextCursor });
		const third = await crm.system.deadLetters({ limit: 2, cursor: second.nextCursor });
		const ids = [first, second, third].flatMap((page) => page.letters.map((letter) => letter.id));
		expect(ids).toEqual([...ids].sort().reverse());
		expect(new Set(ids).size).toBe(5);
		expect(third.nextCursor).toBeUndefined();
		expect(listener.items).toEqual([]);
	});

	it('refuses a cursor of another list', async () => {
		const crm = openTestCrm();
		await expect(crm.system.deadLetters({ limit: 2, cursor: 'abc' })).rejects.toMatchObject({ code: 'ValidationFailed' });
	});

	it('answers item by item when letters are retried of which one is unknown', async () => {
		const crm = openTestCrm({ partial: true });
		await listen(crm, { filter: leadsOnly, maxDepth: 0 });
		await crm.given.lead();
		await eventually(async () => (await lettersOf(crm)).length === 1);
		const [letter] = await lettersOf(crm);
		const outcomes = await crm.system.retryDeadLetters([
			{ item: 0, id: letter.id },
			{ item: 1, id: 'workflow-a:node-1:999' },
		]);
		expect(valueOf(outcomes[0]).id).toBe(letter.id);
		expect(errorOf(outcomes[1])).toMatchObject({ code: 'RecordNotFound', field: 'id' });
	});
});

describe('workflows that start each other', () => {
	it('are stopped at the limit, and the loop is named', async () => {
		const crm = openTestCrm();
		const workflow = (name: string) => ({ id: `workflow-${name}:node`, workflowId: `workflow-${name}`, workflowName: name, maxDepth: 4 });
		/** Changes the lead, as a workflow does whose CRM node stands behind the trigger. */
		const answer = (name: string, field: string) => async (item: Cause) => {
			const origin = { workflowId: `workflow-${name}`, workflowName: name, cause: item };
			await crm.as({ origin }).records.update('lead', [{ item: 0, id: item.recordId, fields: { [field]: `${field} ${item.seq}` } }]);
			return 'done' as const;
		};
		const changed = (field: string) => ({ events: ['fieldChanged'], objects: [], changedFields: [field] });
		const a = await listen(crm, { ...workflow('A'), filter: changed('company'), work: answer('A', 'city') });
		const b = await listen(crm, { ...workflow('B'), filter: changed('city'), work: answer('B', 'company') });
		const lead = await crm.given.lead();
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { company: 'ACME' } }]);
		await eventually(async () => (await lettersOf(crm)).length === 1);
		expect([a.items.length, b.items.length]).toEqual([2, 2]);
		expect(await lettersOf(crm)).toMatchObject([
			{
				workflowId: 'workflow-A',
				attempts: 0,
				reason: {
					en: 'Loop: A → B → A. Workflows may start each other 4 times in a row.',
					'zh-CN': '循环触发：A → B → A。工作流最多连续相互触发 4 次。',
				},
			},
		]);
	});

	it('are named as a loop too when the one that is started has another one write', async () => {
		const crm = openTestCrm();
		await listen(crm, {
			filter: leadsOnly,
			maxDepth: 2,
			work: async (item) => {
				const origin = { workflowId: 'b', workflowName: 'Sync', cause: item };
				await crm.as({ origin }).records.update('lead', [{ item: 0, id: item.recordId, fields: { city: `city ${item.seq}` } }]);
				return 'done' as const;
			},
		});
		await crm.given.lead();
		await eventually(async () => (await lettersOf(crm)).length === 1);
		expect((await lettersOf(crm))[0].reason.en).toMatch(/^Loop: Sync → Sync → A\. /);
	});

	it('that are only a long chain are named as one', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		await listen(crm, { filter: leadsOnly, maxDepth: 1 });
		const [{ seq }] = await crm.rows<{ seq: number }>('SELECT max("seq") AS seq FROM "crm_event"');
		const chained = crm.as({ origin: { workflowId: 'b', workflowName: 'Scoring', cause: { seq, recordId: lead.id } } });
		await chained.records.update('lead', [{ item: 0, id: lead.id, fields: { company: 'ACME' } }]);
		await eventually(async () => (await lettersOf(crm)).length === 1);
		expect((await lettersOf(crm))[0].reason.en).toMatch(/^Chain: .* → Scoring → A\. /);
	});
});

describe('workflows that start each other where no trigger stands between them', () => {
	/** Changes the lead as a workflow does that was started through a webhook: nothing tells what the cause was. */
	const changeIn = async (crm: TestCrm, id: string, execution: number, company: string) => {
		const origin = { workflowId: 'workflow-b', workflowName: 'Sync', executionId: String(execution), nodeName: 'Update Lead' };
		await crm.as({ origin }).records.update('lead', [{ item: 0, id, fields: { company } }]);
	};

	it('are stopped after thirty rounds within a minute, and the workflow that writes is named', async () => {
		const crm = openTestCrm();
		const listener = await listen(crm, {
			filter: leadsOnly,
			work: async (item) => {
				await changeIn(crm, item.recordId, item.seq, `round ${item.seq}`);
				return 'done' as const;
			},
		});
		const lead = await crm.given.lead();
		await eventually(async () => (await lettersOf(crm)).length === 1);
		expect(listener.items).toHaveLength(31);
		expect(await lettersOf(crm)).toMatchObject([
			{
				recordId: lead.id,
				attempts: 0,
				reason: {
					en: 'This looks like a loop: more than 30 executions changed this record within a minute. Written by: Sync.',
					'zh-CN': '疑似循环触发：一分钟内有超过 30 次执行修改了此记录。写入者：Sync。',
				},
			},
		]);
		const other = await crm.given.lead();
		await eventually(() => listener.items.some((item) => item.recordId === other.id));
	}, 30_000);

	it('are not seen in one execution that changes a record often', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		const listener = await listen(crm, { filter: leadsOnly });
		for (let i = 0; i < 40; i++) await changeIn(crm, lead.id, 1, `company ${i}`);
		await eventually(() => listener.items.length === 40);
		expect(await lettersOf(crm)).toEqual([]);
	});

	it('are not seen in what a workflow gets that was off for a while, nor in events it does not ask for', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		const changed = { events: ['fieldChanged'], objects: [], changedFields: ['company'] };
		const off = await listen(crm, { filter: changed });
		await off.close();
		for (let i = 0; i < 40; i++) await changeIn(crm, lead.id, i, `company ${i}`);
		const deleted = await listen(crm, { id: 'other:node', filter: { events: ['deleted'], objects: [], changedFields: [] } });
		valueOf((await crm.records.delete('lead', [{ item: 0, id: lead.id }]))[0]);
		await eventually(() => deleted.items.length === 1);
		passTime(70);
		const listener = await listen(crm, { filter: changed });
		await eventually(() => listener.items.length === 40);
		expect(await lettersOf(crm)).toEqual([]);
	});

	it('go on when the letter is retried after the minute', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		const listener = await listen(crm, { filter: leadsOnly });
		for (let i = 0; i < 31; i++) await changeIn(crm, lead.id, i, `company ${i}`);
		await eventually(async () => (await lettersOf(crm)).length === 1);
		expect(listener.items).toHaveLength(30);
		passTime(70);
		const [letter] = await lettersOf(crm);
		await crm.system.retryDeadLetters([{ item: 0, id: letter.id }]);
		await eventually(() => listener.items.length === 31);
	});
});
