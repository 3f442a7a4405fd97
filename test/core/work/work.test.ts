import { cancelByRecord, rescheduleByKey } from '../../../core/work';
import { forgetClosed, nextWorkAt, renewWork } from '../../../core/work/settle';
import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { after, claim, schedule, scheduleAsUser, settle, start, states } from './working';

const keysOf = (rows: ReadonlyArray<{ key: string }>) => rows.map(({ key }) => key);
const ids = (...list: string[]) => inputsOf(list.map((id) => ({ id })));

describe('scheduling', () => {
	it('stores work with what it needs, and gives the first item for the same kind and key', async () => {
		const crm = openTestCrm({ now: start });
		const lead = await crm.given.lead();
		const wanted = {
			key: 'message-1',
			object: 'lead' as const,
			recordId: lead.id,
			dueAt: after(60),
			notAfter: after(90),
			payload: { step: 2 },
		};
		const [first, twin, other] = await schedule(crm, [wanted, { ...wanted, dueAt: after(5) }, { key: 'message-2' }]);
		expect(first).toMatchObject({ repeated: false, work: { kind: 'message.deferred', state: 'waiting', attempts: 0, ...wanted } });
		expect(twin).toEqual({ work: first.work, repeated: true });
		expect(other.repeated).toBe(false);
		const [again] = await schedule(crm, [{ ...wanted, dueAt: after(70) }]);
		expect(again).toEqual({ work: first.work, repeated: true });
		expect(await states(crm)).toEqual(['waiting', 'waiting']);
	});

	it('is part of the transaction of the write it belongs to', async () => {
		const crm = openTestCrm({ now: start });
		const failed = crm.store.write(crm.context, async () => {
			await schedule(crm, [{}]);
			throw new Error('the write fails');
		});
		await expect(failed).rejects.toThrow('the write fails');
		expect(await states(crm)).toEqual([]);
	});

	it.each([
		[{ kind: 'message.nonsense' }, 'kind'],
		[{ kind: 'custom' }, 'kind'],
		[{ kind: `custom:${'x'.repeat(101)}` }, 'kind'],
		[{ dueAt: 'tomorrow' }, 'dueAt'],
		[{ dueAt: after(60), notAfter: after(59) }, 'notAfter'],
		[{ payload: { text: 'x'.repeat(5000) } }, 'payload'],
		[{ object: 'lead' as const }, 'recordId'],
	])('refuses %j', async (work, field) => {
		const crm = openTestCrm({ now: start });
		const error = await failureOf(scheduleAsUser(crm, [work]));
		expect(error).toMatchObject({ code: 'ValidationFailed', field });
		expect(await states(crm)).toEqual([]);
	});

	it('wants the record to be there, and stores a user key as a hash only', async () => {
		const crm = openTestCrm({ now: start, partial: true });
		const lead = await crm.given.lead();
		const outcomes = await crm.work.schedule([
			{ item: 0, kind: 'custom:call', object: 'lead', recordId: lead.id, dueAt: start, key: '13800138000' },
			{ item: 1, kind: 'custom:call', object: 'lead', recordId: '01890a5d-ac96-774b-bcce-b302099a8057', dueAt: start },
		]);
		expect(valueOf(outcomes[0]).work).toMatchObject({ kind: 'custom', name: 'call' });
		expect(errorOf(outcomes[1]).code).toBe('RecordNotFound');
		expect(JSON.stringify(await crm.rows('SELECT * FROM "crm_due"'))).not.toContain('13800138000');
		const [again] = await scheduleAsUser(crm, [{ key: '13800138000' }]);
		expect(again.work.id).toBe(valueOf(outcomes[0]).work.id);
	});
});

describe('claiming', () => {
	it('gives what is due, the earliest first, and nothing twice', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(crm, [
			{ key: 'later', dueAt: after(60) },
			{ key: 'second', dueAt: after(-5) },
			{ key: 'first', dueAt: after(-9) },
			{ key: 'other', kind: 'message.check' },
		]);
		expect(keysOf(await claim(crm))).toEqual(['first', 'second']);
		expect(await claim(crm)).toEqual([]);
		setNow(after(60));
		expect(keysOf(await claim(crm, { kinds: ['message.deferred'], limit: 1 }))).toHaveLength(1);
	});

	it('gives each kind its share, however much of another is due', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(
			crm,
			Array.from({ length: 300 }, (_, i) => ({ key: `flood-${i}`, dueAt: after(-1000 + i) })),
		);
		await schedule(crm, [
			{ kind: 'message.check', key: 'check', dueAt: after(-1) },
			{ kind: 'custom:call', key: 'call', dueAt: after(0) },
		]);
		const claimed = await claim(crm, { kinds: ['message.deferred', 'message.check', 'custom:call'], limit: 10 });
		expect(claimed).toHaveLength(10);
		expect(keysOf(claimed)).toEqual(expect.arrayContaining(['check', 'call']));
	});

	it('puts late items aside instead of giving them out, many of them on the way to a good one', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(crm, [
			...Array.from({ length: 400 }, (_, i) => ({ key: `late-${i}`, dueAt: after(-1000 + i), notAfter: after(-1) })),
			{ key: 'good', notAfter: after(0) },
		]);
		expect(keysOf(await claim(crm, { limit: 5 }))).toEqual(['good']);
		const { work } = await crm.work.list({ limit: 500, states: ['late'] });
		expect(work).toHaveLength(400);
		expect(await claim(crm)).toEqual([]);
	});

	it('gives work whose process has gone again once its lease is over, and not for ever', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(crm, [{ key: 'poison' }, { key: 'good', dueAt: after(10_000) }]);
		let times = 0;
		for (let seconds = 0; seconds < 600; seconds += 31) {
			setNow(after(seconds));
			times += (await claim(crm)).length;
		}
		expect(times).toBe(10);
		const { work } = await crm.work.list({ limit: 10, states: ['dead'] });
		expect(work).toMatchObject([{ key: 'poison', reason: { en: expect.stringContaining('10 times') } }]);
		setNow(after(10_000));
		expect(keysOf(await claim(crm))).toEqual(['good']);
	});
});

describe('what becomes of it', () => {
	it('does a key that is done not again, until it is long forgotten', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(crm, [{ key: 'once', payload: { step: 1 } }]);
		await settle(
			crm,
			(await claim(crm)).map((work) => ({ work, ending: 'done' })),
		);
		const [again] = await schedule(crm, [{ key: 'once' }]);
		expect(again).toMatchObject({ repeated: true, work: { state: 'done', payload: null } });
		const forget = async () => await crm.store.write(crm.context, forgetClosed);
		setNow(after(399 * 86_400));
		await forget();
		expect(await states(crm)).toEqual(['done']);
		setNow(after(400 * 86_400));
		await forget();
		expect(await states(crm)).toEqual([]);
	});

	it('stays with whoever renews the lease', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(crm, [{}, { dueAt: after(900) }]);
		const claimed = await claim(crm);
		expect(await nextWorkAt(crm.store.read, ['message.deferred', 'message.check'])).toBe(after(30));
		setNow(after(20));
		await crm.store.write(crm.context, async (tx) => await renewWork(tx, claimed, 30_000));
		expect(await nextWorkAt(crm.store.read, ['message.deferred'])).toBe(after(50));
		setNow(after(49));
		expect(await claim(crm)).toEqual([]);
		await settle(
			crm,
			claimed.map((work) => ({ work, ending: 'done' })),
		);
		expect(await nextWorkAt(crm.store.read, ['message.deferred'])).toBe(after(900));
		expect(await nextWorkAt(crm.store.read, ['message.check'])).toBeUndefined();
	});

	it('comes again after a failure, later each time, and is given up on in the end', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(crm, [{}]);
		const pauses: number[] = [];
		let now = 0;
		for (let attempt = 1; attempt <= 6; attempt++) {
			const [work] = await claim(crm);
			expect(work.attempts).toBe(attempt - 1);
			await settle(crm, [{ work, ending: { failed: { en: `no ${attempt}`, 'zh-CN': '不行' } } }]);
			const [row] = await crm.rows<{ nextAt: string | null }>('SELECT "nextAt" FROM "crm_due"');
			if (row.nextAt === null) break;
			pauses.push((Date.parse(row.nextAt) - Date.parse(after(now))) / 1000);
			now = (Date.parse(row.nextAt) - Date.parse(start)) / 1000;
			setNow(row.nextAt);
		}
		expect(pauses).toHaveLength(5);
		for (const [at, seconds] of [2, 15, 60, 300, 1800].entries()) {
			expect(pauses[at]).toBeGreaterThanOrEqual(seconds * 0.8);
			expect(pauses[at]).toBeLessThanOrEqual(seconds * 1.2);
		}
		expect(await crm.work.list({ limit: 5 })).toMatchObject({ work: [{ state: 'dead', attempts: 6, reason: { en: 'no 6' } }] });
	});

	it('is no longer the business of a claim that others have taken over', async () => {
		const crm = openTestCrm({ now: start });
		await schedule(crm, [{}]);
		const [slow] = await claim(crm);
		setNow(after(31));
		const [quick] = await claim(crm);
		await settle(crm, [{ work: slow, ending: 'done' }]);
		expect(await states(crm)).toEqual(['running']);
		await settle(crm, [{ work: quick, ending: 'done' }]);
		expect(await states(crm)).toEqual(['done']);
	});

	it('is completed, tried again, given up on and revived by hand', async () => {
		const crm = openTestCrm({ now: start, partial: true });
		const [a, b, c] = (await schedule(crm, [{}, {}, {}])).map(({ work }) => work.id);
		expect((await crm.work.complete(ids(a, a))).map(valueOf)).toMatchObject([{ state: 'done' }, { state: 'done' }]);
		expect(valueOf((await crm.work.retry([{ item: 0, id: b, reason: 'mail to x@y.example failed' }]))[0])).toMatchObject({
			state: 'waiting',
			attempts: 1,
			reason: { en: 'mail to …@… failed' },
		});
		expect(valueOf((await crm.work.fail([{ item: 0, id: c, reason: 'no' }]))[0])).toMatchObject({ state: 'dead' });
		expect(errorOf((await crm.work.fail([{ item: 0, id: a, reason: 'no' }]))[0]).code).toBe('TransitionRefused');
		const [revived, not, unknown] = await crm.work.retryDead(ids(c, b, 'nobody'));
		expect(valueOf(revived)).toMatchObject({ state: 'waiting', attempts: 0 });
		expect(errorOf(not).code).toBe('TransitionRefused');
		expect(errorOf(unknown).code).toBe('RecordNotFound');
		expect(await claim(crm)).toHaveLength(1);
	});

	it('stores nothing when one of the inputs is bad and errors are not gone on after', async () => {
		const crm = openTestCrm({ now: start });
		const [{ work }] = await schedule(crm, [{}]);
		await failureOf(crm.work.complete(ids(work.id, 'nobody')));
		expect(await states(crm)).toEqual(['waiting']);
	});

	it('moves to another time with its latest moment, even while a workflow has it', async () => {
		const crm = openTestCrm({ now: start });
		const [{ work }] = await schedule(crm, [{ key: 'm', notAfter: after(60) }]);
		const [running] = await claim(crm);
		const [moved] = await crm.work.reschedule([{ item: 0, id: work.id, dueAt: after(3600) }]);
		expect(valueOf(moved)).toMatchObject({ state: 'waiting', dueAt: after(3600), notAfter: after(3660) });
		await settle(crm, [{ work: running, ending: 'done' }]);
		expect(await states(crm)).toEqual(['waiting']);
		await crm.store.write(crm.context, async (tx) => {
			await rescheduleByKey(tx, [{ kind: 'message.deferred', key: 'm', dueAt: after(10), notAfter: null }]);
		});
		setNow(after(10));
		expect(await claim(crm)).toMatchObject([{ key: 'm', notAfter: null }]);
	});

	it('is not brought forward by a failure after it was put off', async () => {
		const crm = openTestCrm({ now: start });
		const [{ work }] = await schedule(crm, [{}]);
		await claim(crm);
		valueOf((await crm.work.reschedule([{ item: 0, id: work.id, dueAt: after(3600) }]))[0]);
		const [failed] = await crm.work.retry([{ item: 0, id: work.id, reason: 'mail server away' }]);
		expect(valueOf(failed)).toMatchObject({ state: 'waiting', attempts: 1, reason: { en: 'mail server away' } });
		setNow(after(3599));
		expect(await claim(crm)).toEqual([]);
		setNow(after(3600));
		expect(await claim(crm)).toHaveLength(1);
	});

	it('is cancelled with its record, all of it or some kinds, whoever has it', async () => {
		const crm = openTestCrm({ now: start });
		const [one, two] = [await crm.given.lead(), await crm.given.lead()];
		const of = (lead: { id: string }) => ({ object: 'lead' as const, recordId: lead.id });
		await schedule(crm, [of(one), { ...of(one), kind: 'message.check' }, of(two), { ...of(two), dueAt: after(9) }]);
		await claim(crm, { limit: 1 });
		const outcomes = await crm.work.cancelByRecord([
			{ item: 0, object: 'lead', id: one.id, kinds: ['message.deferred'] },
			{ item: 1, object: 'lead', id: two.id },
		]);
		expect(outcomes.map(valueOf)).toEqual([{ cancelled: 1 }, { cancelled: 2 }]);
		expect(await states(crm)).toEqual(['cancelled', 'waiting', 'cancelled', 'cancelled']);
		const counts = await crm.store.write(crm.context, async (tx) => await cancelByRecord(tx, [{ object: 'lead', id: one.id }]));
		expect(counts).toEqual([1]);
	});
});

it('is shown to nobody, and changed by nobody, who may not see the record it is about', async () => {
	const crm = openTestCrm({ now: start, partial: true });
	const [li, wang] = [await crm.given.user(), await crm.given.user()];
	const own = await crm.given.lead({ ownerId: li.id });
	const touchpoint = await crm.given.touchpoint({ leadId: own.id });
	const works = await schedule(crm, [
		{ object: 'lead', recordId: own.id },
		{ object: 'touchpoint', recordId: touchpoint.id, dueAt: after(1) },
		{ dueAt: after(2) },
	]);
	const [mine, through, none] = works.map(({ work }) => work.id);
	const as = (user: { id: string }) => crm.as({ scope: { kind: 'own', userId: user.id } });
	const seenBy = async (user: { id: string }) => (await as(user).work.list({ limit: 9 })).work.map(({ id }) => id);
	expect(await seenBy(li)).toEqual([mine, through, none]);
	expect(await seenBy(wang)).toEqual([none]);
	const cancelled = await as(wang).work.cancel(ids(mine, through, none));
	expect(cancelled.map((outcome) => (outcome.ok ? outcome.value.state : outcome.error.code))).toEqual([
		'RecordNotFound',
		'RecordNotFound',
		'cancelled',
	]);
	const byRecord = async (user: { id: string }) =>
		valueOf((await as(user).work.cancelByRecord([{ item: 0, object: 'lead', id: own.id }]))[0]).cancelled;
	expect([await byRecord(wang), await byRecord(li)]).toEqual([0, 1]);
});

describe('the list', () => {
	const listed = async (crm: TestCrm, query: object) => keysOf((await crm.work.list({ limit: 50, ...query })).work);

	it('has all that is open, the earliest due first, by state, kind and record, a page at a time', async () => {
		const crm = openTestCrm({ now: start });
		const lead = await crm.given.lead();
		await schedule(crm, [
			{ key: 'running', dueAt: after(-9) },
			{ key: 'dead', dueAt: after(-8) },
			{ key: 'done', dueAt: after(-7) },
		]);
		const [, dead, done] = await claim(crm);
		await settle(crm, [
			{ work: dead, ending: { dead: { en: 'no', 'zh-CN': '不' } } },
			{ work: done, ending: 'done' },
		]);
		await schedule(crm, [
			{ key: 'waiting', dueAt: after(5), object: 'lead', recordId: lead.id },
			{ key: 'tooLate', dueAt: after(-6), notAfter: after(-5) },
			{ key: 'check', kind: 'message.check', dueAt: after(7) },
		]);
		expect(await listed(crm, {})).toEqual(['running', 'dead', 'tooLate', 'waiting', 'check']);
		expect(await listed(crm, { states: ['waiting'] })).toEqual(['waiting', 'check']);
		expect(await listed(crm, { states: ['late', 'dead'] })).toEqual(['dead', 'tooLate']);
		expect(await listed(crm, { kinds: ['message.check'] })).toEqual(['check']);
		expect(await listed(crm, { object: 'lead', recordId: lead.id })).toEqual(['waiting']);
		const keys: string[] = [];
		for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
			const page = await crm.work.list({ limit: 2, cursor });
			keys.push(...keysOf(page.work));
			cursor = page.nextCursor;
		}
		expect(keys).toEqual(['running', 'dead', 'tooLate', 'waiting', 'check']);
	});
});
