import { failureOf, openTestCrm, setNow, valueOf } from '../../support/testCrm';

const at = (minute: number) => `2026-03-01T01:${String(minute).padStart(2, '0')}:00.000Z`;

describe('the event log', () => {
	it('holds who, what, when and where in n8n, one event for each changed record', async () => {
		const origin = { workflowId: 'w1', workflowName: '线索', executionId: 'e7', nodeName: 'CRM' };
		const crm = openTestCrm({ now: at(0), actor: 'workflow:w1', origin });
		const outcomes = await crm.records.create('customer', [
			{ item: 4, fields: { name: '甲', tier: 'A' } },
			{ item: 6, fields: { name: '乙' } },
		]);
		const events = await crm.rows('SELECT e.*, c.* FROM crm_event e JOIN crm_call c ON c.id = e."callId" ORDER BY e.seq');
		expect(events).toMatchObject([
			{ seq: 1, at: at(0), kind: 'created', object: 'customer', recordVersion: 1, item: 4, actor: 'workflow:w1', ...origin, depth: 0 },
			{ seq: 2, item: 6 },
		]);
		expect(events.map((event) => event.recordId)).toEqual(outcomes.map((outcome) => outcome.ok && outcome.value.id));
		expect(JSON.parse(String(events[0].changes))).toMatchObject({
			name: [null, '甲'],
			tier: [null, 'A'],
			type: [null, 'endCustomer'],
			number: [null, 'C000001'],
		});
	});

	it('keeps personal values apart, where they can be erased, and only the names of their fields in the log', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead({ name: '王小明', phone: '13812345678', city: '杭州' });
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { phone: '13912345678' } }]);
		const [created, updated] = await crm.eventsOf(lead);
		expect(created.changes).toMatchObject({ name: null, phone: null, city: [null, '杭州'] });
		expect(created.personal).toMatchObject({ name: [null, '王小明'], phone: [null, '+8613812345678'] });
		expect(updated).toMatchObject({ changes: { phone: null }, personal: { phone: ['+8613812345678', '+8613912345678'] } });
		const open =
			JSON.stringify(await crm.rows('SELECT * FROM crm_event')) +
			JSON.stringify(await crm.rows('SELECT * FROM crm_call')) +
			JSON.stringify(await crm.rows('SELECT * FROM crm_idempotency'));
		expect(open).not.toMatch(/王小明|13812345678|13912345678/);
	});

	it('says that a record was assigned when its owner changed, and starts its clock', async () => {
		const crm = openTestCrm({ now: at(0) });
		const [a, b] = [await crm.given.user(), await crm.given.user()];
		const lead = await crm.given.lead({ ownerId: a.id });
		setNow(at(5));
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { ownerId: b.id } }]);
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { city: '杭州' } }]);
		expect((await crm.eventsOf(lead)).map((event) => event.names)).toEqual([
			['created', 'lead.assigned'],
			['updated', 'lead.assigned'],
			['updated'],
		]);
		expect(await crm.rows('SELECT "assignedAt" FROM crm_lead')).toEqual([{ assignedAt: at(5) }]);
	});

	it('counts how deep in a chain of workflows a call stands', async () => {
		const crm = openTestCrm();
		const first = await crm.given.lead();
		const second = await crm.as({ origin: { cause: { seq: 1, recordId: first.id } } }).given.lead();
		await crm.as({ origin: { cause: { seq: 2, recordId: second.id } } }).given.lead();
		expect((await crm.rows('SELECT depth FROM crm_call ORDER BY id')).map((row) => row.depth)).toEqual([0, 1, 2]);
	});

	it('takes no event of another database for the cause of a call', async () => {
		const [crm, other] = [openTestCrm(), openTestCrm()];
		await crm.given.lead();
		const elsewhere = await other.given.lead();
		await crm.as({ origin: { cause: { seq: 1, recordId: elsewhere.id } } }).given.lead();
		expect(await crm.rows('SELECT depth, "causeSeq" FROM crm_call ORDER BY id')).toEqual([
			{ depth: 0, causeSeq: null },
			{ depth: 0, causeSeq: null },
		]);
	});
});

describe('the timeline', () => {
	it('shows changes and follow-ups of a record in one line, newest first', async () => {
		const crm = openTestCrm({ now: at(0), origin: { workflowName: '跟进' } });
		const user = await crm.given.user();
		const lead = await crm.given.lead({ name: '张伟', phone: '13812345678' });
		await crm.given.activity({ leadId: lead.id, at: at(30), detail: '电话', userId: user.id });
		setNow(at(10));
		await crm.given.task({ leadId: lead.id, assigneeId: user.id });
		setNow(at(20));
		await crm.records.update('lead', [{ item: 2, id: lead.id, fields: { phone: '13912345678' } }]);
		await crm.given.touchpoint({ leadId: lead.id, at: at(5) });
		await crm.given.activity({ at: at(40) });
		const { entries } = await crm.records.timeline('lead', lead.id, { limit: 10 });
		expect(entries.map((entry) => [entry.at, entry.kind])).toEqual([
			[at(30), 'activity'],
			[at(20), 'updated'],
			[at(10), 'task'],
			[at(5), 'touchpoint'],
			[at(0), 'created'],
		]);
		expect(entries[0]).toMatchObject({ actor: 'test', origin: { workflowName: '跟进' }, record: { detail: '电话', userId: user.id } });
		// Whoever has to do a task is not who made it.
		expect(entries[2]).toMatchObject({ actor: 'test', origin: { workflowName: '跟进' }, record: { assigneeId: user.id } });
		expect(entries[1]).toMatchObject({
			actor: 'test',
			changes: { phone: { from: '+8613812345678', to: '+8613912345678' } },
			origin: { workflowName: '跟进', item: 2 },
		});
	});

	it('comes in pages that neither repeat nor miss a line, also of one moment and while more is written', async () => {
		const crm = openTestCrm({ now: at(0) });
		const lead = await crm.given.lead();
		for (let i = 0; i < 6; i++) {
			await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { city: `城 ${i}` } }]);
			await crm.given.activity({ leadId: lead.id, at: at(0) });
		}
		const whole = (await crm.records.timeline('lead', lead.id, { limit: 100 })).entries;
		expect(whole).toHaveLength(13);
		const paged: typeof whole = [];
		let cursor: string | undefined;
		do {
			const page = await crm.records.timeline('lead', lead.id, { limit: 2, cursor });
			paged.push(...page.entries);
			cursor = page.nextCursor;
			setNow(at(paged.length));
			await crm.given.activity({ leadId: lead.id, at: at(50) });
		} while (cursor);
		expect(paged).toEqual(whole);
	});

	it('begins with the making of the record, also when more happened in that moment', async () => {
		const crm = openTestCrm({ now: at(0) });
		const lead = await crm.given.lead();
		for (const make of [crm.given.activity, crm.given.task, crm.given.touchpoint]) await make({ leadId: lead.id });
		const { entries } = await crm.records.timeline('lead', lead.id, { limit: 10 });
		expect(entries).toHaveLength(4);
		expect(entries.at(-1)?.kind).toBe('created');
	});

	it('is there for a deleted record, and leaves deleted follow-ups out', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead();
		const task = await crm.given.task({ leadId: lead.id });
		await crm.records.delete('task', [{ item: 0, id: task.id }]);
		await crm.records.delete('lead', [{ item: 0, id: lead.id }]);
		expect((await crm.records.timeline('lead', lead.id, { limit: 10 })).entries.map((entry) => entry.kind)).toEqual(['deleted', 'created']);
	});

	it('stays readable when personal values were erased', async () => {
		const crm = openTestCrm();
		const lead = await crm.given.lead({ phone: '13812345678', city: '杭州' });
		await crm.store.write(crm.context, (tx) => tx.query('DELETE FROM crm_event_personal'));
		const [entry] = (await crm.records.timeline('lead', lead.id, { limit: 1 })).entries;
		expect(entry.changes).toMatchObject({ phone: { from: null, to: null }, city: { from: null, to: '杭州' } });
	});

	it('is kept whole, with who did what, when the owner hands over and leaves', async () => {
		const crm = openTestCrm({ now: at(0) });
		const [leaver, next] = [await crm.given.user({ name: '李娜' }), await crm.given.user({ name: '王强' })];
		const lead = await crm.given.lead({ ownerId: leaver.id });
		const told = { method: 'call', result: 'interested', detail: '希望本周看样品', person: '张伟', userId: leaver.id, leadId: lead.id };
		valueOf((await crm.as({ actor: `user:${leaver.id}` }).engagement.log([{ item: 0, fields: told }]))[0]);
		const before = (await crm.records.timeline('lead', lead.id, { limit: 10 })).entries;
		expect(before.map(({ kind }) => kind).sort()).toEqual(['activity', 'created, lead.assigned', 'updated']);
		setNow(at(10));
		valueOf((await crm.ownership.assign([{ item: 0, object: 'lead', id: lead.id, userId: next.id }]))[0]);
		valueOf((await crm.records.update('user', [{ item: 0, id: leaver.id, fields: { active: false } }]))[0]);
		valueOf((await crm.records.delete('user', [{ item: 0, id: leaver.id }]))[0]);
		const { entries } = await crm.records.timeline('lead', lead.id, { limit: 10 });
		expect(entries[0]).toMatchObject({ at: at(10), changes: { ownerId: { from: leaver.id, to: next.id } } });
		expect(entries.slice(1)).toEqual(before);
		expect(entries.find(({ kind }) => kind === 'activity')).toMatchObject({
			at: at(0),
			actor: `user:${leaver.id}`,
			record: { method: 'call', result: 'interested', detail: '希望本周看样品', person: '张伟', userId: leaver.id },
		});
		const { records } = await crm.records.list('user', { limit: 5, deleted: 'only' });
		expect(records).toMatchObject([{ id: leaver.id, name: '李娜' }]);
	});

	it("refuses a list's cursor, and that of another record's timeline", async () => {
		const crm = openTestCrm();
		const [a, b] = [await crm.given.lead(), await crm.given.lead()];
		await crm.records.update('lead', [{ item: 0, id: a.id, fields: { city: '杭州' } }]);
		const ofList = (await crm.records.list('lead', { limit: 1 })).nextCursor;
		const ofOther = (await crm.records.timeline('lead', a.id, { limit: 1 })).nextCursor;
		for (const cursor of [ofList, ofOther]) {
			const error = await failureOf(crm.records.timeline('lead', b.id, { limit: 5, cursor }));
			expect(error).toMatchObject({ field: 'cursor', message: expect.stringContaining('another list') });
		}
		expect((await failureOf(crm.records.timeline('lead', b.id, { limit: 5, cursor: 'x' }))).message).toContain('damaged');
	});
});
