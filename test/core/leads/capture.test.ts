import type { CaptureInput, CaptureOptions, CaptureResult, CrmRecord } from '../../../core/crm';
import { openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
});

const input = (fields: Record<string, unknown>, more: Partial<CaptureInput> = {}): CaptureInput => ({
	item: 0,
	fields,
	touchpoint: { channel: 'web' },
	...more,
});

async function capture(inputs: readonly CaptureInput[], options: CaptureOptions = {}): Promise<CaptureResult[]> {
	return (
		await crm.leads.capture(
			inputs.map((one, item) => ({ ...one, item })),
			options,
		)
	).map(valueOf);
}

const captureOne = async (fields: Record<string, unknown>, options: CaptureOptions = {}, more: Partial<CaptureInput> = {}) =>
	(await capture([input(fields, more)], options))[0];

const leads = () => crm.rows<CrmRecord>('SELECT * FROM "crm_lead" WHERE "deletedAt" IS NULL ORDER BY "rowId"');

describe('matching', () => {
	it('makes one lead of two spellings of one phone number', async () => {
		const first = await captureOne({ name: '王芳', phone: '138 1380 0011' });
		const second = await captureOne({ name: '王女士', phone: '+86-13813800011' });
		expect([first.output, second.output]).toEqual(['created', 'matched']);
		expect(second.lead?.id).toBe(first.lead?.id);
		expect(await leads()).toHaveLength(1);
	});

	it.each([
		['email', 'Wang@Example.com', 'wang@example.com'],
		['wechat', 'wang_fang', 'wang_fang'],
		['unionId', 'oUnion-1', 'oUnion-1'],
		['externalUserId', 'wmExternal-1', 'wmExternal-1'],
	])('matches on %s', async (field, once, again) => {
		const first = await captureOne({ name: 'A', [field]: once, phone: '13813800011' });
		const second = await captureOne({ name: 'B', [field]: again });
		expect(second).toMatchObject({ output: 'matched', lead: { id: first.lead?.id } });
	});

	it('keeps two people of one name at one company with different phones apart and marks the second', async () => {
		const first = await captureOne({ name: '李强', company: '宁波海曙检测中心', phone: '13905740012' });
		const second = await captureOne({ name: '李强', company: '宁波海曙检测中心', phone: '13905740099' });
		expect(second.output).toBe('possibleDuplicate');
		expect(second.possibleDuplicateOf?.id).toBe(first.lead?.id);
		expect(second.lead?.possibleDuplicateOf).toBe(first.lead?.id);
		expect(await leads()).toHaveLength(2);
	});

	it('matches name and company, folded, where no stronger key contradicts it', async () => {
		const first = await captureOne({ name: '李 强', company: '宁波（海曙）检测有限公司', phone: '13905740012' });
		const second = await captureOne({ name: '李强', company: '宁波(海曙)检测', email: 'li@example.com' });
		expect(second).toMatchObject({ output: 'matched', lead: { id: first.lead?.id, email: 'li@example.com', phone: '+8613905740012' } });
	});

	it('fills blanks of a matched lead and overwrites nothing', async () => {
		await captureOne({ name: '王芳', phone: '13813800011', city: '南京' });
		const { lead } = await captureOne({ name: '王小芳', phone: '13813800011', city: '上海', company: '江北药业' });
		expect(lead).toMatchObject({ name: '王芳', city: '南京', company: '江北药业' });
	});

	it('takes up a lead again that was given up on, but not one marked invalid', async () => {
		const lost = await captureOne({ name: 'A', phone: '13813800011' });
		const spam = await captureOne({ name: 'B', phone: '13813800012' });
		await crm.leads.disqualify([
			{ item: 0, id: String(lost.lead?.id), reason: 'noBudget' },
			{ item: 1, id: String(spam.lead?.id), reason: 'invalid' },
		]);
		const [again, spamAgain] = await capture([
			input({ name: 'A', phone: '13813800011', message: '预算批了' }),
			input({ name: 'B', phone: '13813800012', message: 'x' }),
		]);
		expect(again.lead).toMatchObject({ status: 'working', disqualifyReason: null });
		expect(spamAgain.lead).toMatchObject({ status: 'disqualified', disqualifyReason: 'invalid' });
		expect((await crm.eventsOf(again.lead as CrmRecord)).at(-1)?.names).toEqual(expect.arrayContaining(['lead.captured', 'lead.reopened']));
	});

	it('does not match a deleted lead', async () => {
		const { lead } = await captureOne({ name: 'A', phone: '13813800011' });
		await crm.records.delete('lead', [{ item: 0, id: String(lead?.id) }]);
		expect((await captureOne({ name: 'A', phone: '13813800011' })).output).toBe('created');
	});

	it('meets the first of two items about one person within one call', async () => {
		const results = await capture([input({ name: 'A', phone: '13813800011' }), input({ name: 'B', phone: '13813800011', city: '苏州' })]);
		expect(results.map((result) => result.output)).toEqual(['created', 'matched']);
		expect(await leads()).toMatchObject([{ name: 'A', city: '苏州', version: 1 }]);
		expect((await crm.eventsOf(results[0].lead as CrmRecord)).map((event) => event.kind)).toEqual(['created']);
	});

	it('does not let one key come to stand on two leads when two were matched', async () => {
		const a = await captureOne({ name: 'A', phone: '13813800011' });
		await captureOne({ name: 'B', email: 'b@example.com' });
		const both = await captureOne({ name: 'C', phone: '13813800011', email: 'b@example.com' });
		expect(both.lead).toMatchObject({ id: a.lead?.id, email: null });
	});
});

describe('what was said', () => {
	it('keeps each message and its source as a touchpoint of the lead', async () => {
		const { lead, touchpointId } = await captureOne(
			{ name: 'A', phone: '13813800011', message: '报价' },
			{},
			{ touchpoint: { channel: 'web', utmSource: 'baidu', referrer: 'https://example.com/a' } },
		);
		const [touchpoint] = (await crm.records.get('touchpoint', [{ item: 0, id: String(touchpointId) }])).map(valueOf);
		expect(touchpoint).toMatchObject({
			leadId: lead?.id,
			channel: 'web',
			utmSource: 'baidu',
			referrer: 'https://example.com/a',
			message: '报价',
			at: '2026-03-02T01:00:00.000Z',
		});
	});

	it('stores nothing of keys the schema does not know and names them', async () => {
		const fields = JSON.parse(
			'{"name":"A","phone":"13813800011","__proto__":{"admin":true},"favouriteColour":"red","score":99,"status":"qualified"}',
		) as Record<string, unknown>;
		const result = await captureOne(fields);
		expect([...result.ignored].sort()).toEqual(['__proto__', 'favouriteColour', 'score', 'status']);
		expect(result.lead).toMatchObject({ score: 0, status: 'new' });
		expect(({} as Record<string, unknown>).admin).toBeUndefined();
	});

	it('rejects with all problems at once and stores nothing', async () => {
		const result = await captureOne({ phone: 'abc', email: 'a@@b.com', source: 'moon' });
		expect(result.output).toBe('rejected');
		expect(result.answer.status).toBe(400);
		expect(result.errors?.map((error) => error.field).sort()).toEqual(['email', 'name', 'phone', 'source']);
		expect(await leads()).toEqual([]);
		expect(await crm.rows('SELECT 1 FROM "crm_event"')).toEqual([]);
	});

	it('needs a phone, an e-mail or a WeChat id', async () => {
		expect((await captureOne({ name: 'A' })).errors).toMatchObject([{ field: 'phone' }]);
		expect((await captureOne({ name: 'A', wechat: 'a_1' })).output).toBe('created');
	});

	it('rejects the bad items and stores the good ones of a call', async () => {
		const inputs = Array.from({ length: 1000 }, (_, i) =>
			input({ name: `客户${i}`, phone: i % 27 === 1 ? 'letters' : `139${10_000_000 + i}` }),
		);
		const results = await capture(inputs);
		const bad = results.flatMap((result, i) => (result.output === 'rejected' ? [i] : []));
		expect(bad).toEqual(inputs.flatMap((_, i) => (i % 27 === 1 ? [i] : [])));
		expect(await leads()).toHaveLength(1000 - bad.length);
	});

	it('rejects an owner that does not exist', async () => {
		const result = await captureOne({ name: 'A', phone: '13813800011', ownerId: '0192f0c1-0000-7000-8000-000000000000' });
		expect(result).toMatchObject({ output: 'rejected', errors: [{ field: 'ownerId' }] });
	});
});

describe('the same post again', () => {
	it('gives the first result for the same idempotency key, whatever else it says', async () => {
		const first = await captureOne({ name: 'A', phone: '13813800011' }, {}, { idempotencyKey: 'k1' });
		const again = await captureOne({ name: 'B', phone: '13813800099' }, {}, { idempotencyKey: 'k1' });
		expect(again).toMatchObject({ output: 'created', repeated: true, lead: { id: first.lead?.id }, answer: first.answer });
		expect(await crm.rows('SELECT 1 FROM "crm_touchpoint"')).toHaveLength(1);
	});

	it('gives the first result for the same normalised content within ten minutes, and captures after them', async () => {
		const first = await captureOne({ name: 'A', phone: '13813800011' });
		setNow('2026-03-02T01:09:59Z');
		expect(await captureOne({ name: 'A ', phone: '138-1380-0011' })).toMatchObject({
			output: 'created',
			repeated: true,
			touchpointId: first.touchpointId,
		});
		setNow('2026-03-02T01:10:01Z');
		expect(await captureOne({ name: 'A', phone: '13813800011' })).toMatchObject({ output: 'matched', repeated: false });
	});

	it('looks at every post anew when the window is 0', async () => {
		await captureOne({ name: 'A', phone: '13813800011' });
		expect((await captureOne({ name: 'A', phone: '13813800011' }, { repeatWindowMinutes: 0 })).output).toBe('matched');
	});

	it('gives the first result to a copy within one call', async () => {
		const [first, copy] = await capture([input({ name: 'A', phone: '13813800011' }), input({ name: 'A', phone: '13813800011' })]);
		expect(copy).toMatchObject({ output: 'created', repeated: true, lead: { id: first.lead?.id } });
		expect(await crm.rows('SELECT 1 FROM "crm_touchpoint"')).toHaveLength(1);
	});

	it('keeps the key of a post whose content it knew, and gives the first result long after', async () => {
		const fields = { name: 'A', phone: '13813800011' };
		const first = await captureOne(fields, {}, { idempotencyKey: 'k1' });
		setNow('2026-03-02T01:05:00Z');
		expect(await captureOne(fields, {}, { idempotencyKey: 'k2' })).toMatchObject({ repeated: true, touchpointId: first.touchpointId });
		setNow('2026-03-02T01:16:00Z');
		expect(await captureOne(fields, {}, { idempotencyKey: 'k2' })).toMatchObject({
			output: 'created',
			repeated: true,
			touchpointId: first.touchpointId,
		});
		expect(await crm.rows('SELECT 1 FROM "crm_touchpoint"')).toHaveLength(1);
	});

	it('keeps every key of a call in which one content came several times', async () => {
		const fields = { name: 'A', phone: '13813800011' };
		const [first] = await capture(['a', 'b', 'c'].map((idempotencyKey) => input(fields, { idempotencyKey })));
		setNow('2026-03-02T01:11:00Z');
		for (const idempotencyKey of ['a', 'b', 'c']) {
			expect(await captureOne(fields, {}, { idempotencyKey })).toMatchObject({ repeated: true, touchpointId: first.touchpointId });
		}
	});

	it.each([
		['is answered by what was kept', true],
		['is a copy of an earlier one', false],
	])('gives one result to one key in a call whose first input %s', async (_, posted) => {
		const fields = { name: 'A', phone: '13813800011' };
		if (posted) await captureOne(fields);
		const results = await capture([
			input(fields),
			input(fields, { idempotencyKey: 'k' }),
			input({ name: 'B', phone: '13813800012' }, { idempotencyKey: 'k' }),
		]);
		expect(new Set(results.map((result) => result.touchpointId)).size).toBe(1);
		expect(await leads()).toHaveLength(1);
	});

	it('captures a post of a deleted lead anew, once however often it comes in a call', async () => {
		const once = input({ name: 'A', phone: '13813800011' }, { idempotencyKey: 'k1' });
		const [{ lead }] = await capture([once]);
		await crm.records.delete('lead', [{ item: 0, id: String(lead?.id) }]);
		const [first, copy] = await capture([once, once]);
		expect(first).toMatchObject({ output: 'created', repeated: false });
		expect(first.lead?.id).not.toBe(lead?.id);
		expect(copy).toMatchObject({ output: 'created', repeated: true, touchpointId: first.touchpointId });
		expect((await capture([once]))[0]).toMatchObject({ repeated: true, touchpointId: first.touchpointId });
		expect(await leads()).toHaveLength(1);
		expect(await crm.rows('SELECT 1 FROM "crm_touchpoint" WHERE "leadId" = ?', [first.lead?.id])).toHaveLength(1);
	});

	it('keeps nothing personal with the key', async () => {
		await captureOne({ name: '王芳', phone: '13813800011', email: 'w@example.com' }, {}, { idempotencyKey: 'k1' });
		const kept = JSON.stringify(await crm.rows('SELECT * FROM "crm_idempotency"'));
		for (const secret of ['王芳', '13813800011', 'w@example.com']) expect(kept).not.toContain(secret);
	});
});

describe('at the door', () => {
	it('answers a robot like a person and stores nothing', async () => {
		const result = await captureOne({ name: 'A', phone: '13813800011' }, {}, { honeypot: 'http://spam' });
		expect(result).toMatchObject({ output: 'rejected', answer: { status: 200, body: { received: true } } });
		expect(await leads()).toEqual([]);
	});

	it('refuses a post over the size limit', async () => {
		expect(await captureOne({ name: 'A', phone: '13813800011' }, { maxBytes: 1024 }, { bytes: 1025 })).toMatchObject({
			output: 'rejected',
			answer: { status: 413 },
		});
	});

	it('counts posts per sender in the store and lets the next window in', async () => {
		const limit = { rateLimit: { max: 2, perMinutes: 10 } };
		const post = async (n: number, sender: string) =>
			(await captureOne({ name: 'A', phone: `1381380001${n}` }, limit, { sender })).answer.status;
		expect([await post(1, 'a'), await post(2, 'a'), await post(3, 'a'), await post(4, 'b')]).toEqual([200, 200, 429, 200]);
		setNow('2026-03-02T01:20:00Z');
		expect(await post(5, 'a')).toBe(200);
		expect(JSON.stringify(await crm.rows('SELECT * FROM "crm_rate"'))).not.toContain('"a"');
	});

	it('tells the public only that the message was received, known number or not', async () => {
		const bodies = [
			await captureOne({ name: 'A', phone: '13813800011' }, { publicAnswer: true }),
			await captureOne({ name: 'B', phone: '13813800011' }, { publicAnswer: true }),
		];
		expect(bodies.map((result) => result.answer)).toEqual([
			{ status: 200, body: { received: true } },
			{ status: 200, body: { received: true } },
		]);
	});
});

describe('scoring and assignment', () => {
	const model = {
		name: 'M',
		fitCap: 20,
		engagementCap: 30,
		fitRules: [{ field: 'city', operator: 'equals', value: '上海', points: 50, name: '本地' }],
		engagementRules: [{ event: 'touchpoint', points: 10 }],
	};

	it('scores by the active model and explains every point', async () => {
		await crm.leads.defineScoring([{ item: 0, fields: model }]);
		const { lead, scoreParts } = await captureOne({ name: 'A', phone: '13813800011', city: '上海' });
		expect(lead?.score).toBe(30);
		expect(scoreParts?.map((part) => [part.kind, part.points])).toEqual([
			['fit', 50],
			['cap', -30],
			['engagement', 10],
		]);
		expect(lead?.scoreParts).toEqual(scoreParts);
	});

	it('raises the score with every contact', async () => {
		await crm.leads.defineScoring([{ item: 0, fields: model }]);
		await captureOne({ name: 'A', phone: '13813800011' });
		const { lead } = await captureOne({ name: 'A', phone: '13813800011', message: '再问一次' });
		expect(lead?.score).toBe(20);
	});

	it('explains the score of a lead that is matched when no model is active', async () => {
		const [defined] = (await crm.leads.defineScoring([{ item: 0, fields: model }])).map(valueOf);
		const { scoreParts } = await captureOne({ name: 'A', phone: '13813800011', city: '上海' });
		await crm.records.update('scoringModel', [{ item: 0, id: defined.id, fields: { active: false } }]);
		const again = await captureOne({ name: 'A', phone: '13813800011', message: '再问一次' });
		expect(again.lead?.score).toBe(30);
		expect(again.scoreParts).toEqual(scoreParts);
	});

	it('says that a lead was scored when it is made and whenever its score changed, and only then', async () => {
		const namesOf = async (result: CaptureResult) => (await crm.eventsOf(result.lead as CrmRecord)).at(-1)?.names;
		expect(await namesOf(await captureOne({ name: 'Z', phone: '13813800010' }))).toEqual(['created', 'lead.captured']);
		await crm.leads.defineScoring([{ item: 0, fields: { ...model, engagementCap: 20 } }]);
		const again = async (message: string) => await namesOf(await captureOne({ name: 'A', phone: '13813800011', message }));
		expect(await again('1')).toEqual(['created', 'lead.captured', 'lead.scored']);
		expect(await again('2')).toEqual(['updated', 'lead.captured', 'lead.scored']);
		expect(await again('3')).not.toContain('lead.scored');
	});

	it('names a scoring model that does not exist', async () => {
		await expect(captureOne({ name: 'A', phone: '13813800011' }, { scoringModel: 'X' })).rejects.toMatchObject({
			code: 'RecordNotFound',
			text: { en: expect.stringContaining('"X"') as string },
		});
		expect(await leads()).toEqual([]);
	});

	it('shares leads out in turn, skips the absent and tells the owner by event', async () => {
		await crm.leads.defineAssignment([{ item: 0, fields: { name: 'R', method: 'roundRobin' } }]);
		const [a, b] = [await crm.given.user({ name: 'a' }), await crm.given.user({ name: 'b' })];
		await crm.given.user({ name: 'c', absences: [{ from: '2026-03-01', to: '2026-03-05' }] });
		await crm.given.user({ name: 'd', active: false });
		const results = await capture(Array.from({ length: 4 }, (_, i) => input({ name: 'A', phone: `1381380001${i}` })));
		expect(results.map((result) => result.owner?.id)).toEqual([a.id, b.id, a.id, b.id]);
		expect((await crm.eventsOf(results[0].lead as CrmRecord))[0].names).toEqual(
			expect.arrayContaining(['created', 'lead.captured', 'lead.assigned']),
		);
	});

	it('shares evenly when eight executions assign at once', async () => {
		await crm.leads.defineAssignment([{ item: 0, fields: { name: 'R', method: 'roundRobin' } }]);
		for (const name of ['a', 'b', 'c', 'd']) await crm.given.user({ name });
		const owners = await Promise.all(
			Array.from({ length: 8 }, async (_, worker) =>
				(await capture(Array.from({ length: 5 }, (__, i) => input({ name: 'A', phone: `138138${worker}00${10 + i}` })))).map(
					(result) => result.owner?.id,
				),
			),
		);
		const counts = Object.values(Object.groupBy(owners.flat(), String)).map((list) => list?.length);
		expect(counts).toEqual([10, 10, 10, 10]);
	});

	it('leaves a lead without an owner when asked to, and keeps the owner of a matched one', async () => {
		await crm.leads.defineAssignment([{ item: 0, fields: { name: 'R', method: 'leastOpenWork' } }]);
		await crm.given.user({ name: 'a' });
		expect((await captureOne({ name: 'A', phone: '13813800011' }, { assignmentRule: null })).owner).toBeNull();
		const own = await crm.given.user({ name: 'own', role: 'manager' });
		const kept = await captureOne({ name: 'B', phone: '13813800012', ownerId: own.id });
		expect((await captureOne({ name: 'B', phone: '13813800012', city: 'x' })).owner?.id).toBe(kept.owner?.id);
		expect(kept.owner?.id).toBe(own.id);
	});
});

it('captures 2,000 items as one call with numbers without a gap', async () => {
	await crm.leads.defineAssignment([{ item: 0, fields: { name: 'R', method: 'roundRobin' } }]);
	await crm.given.user({ name: 'a' });
	const results = await capture(
		Array.from({ length: 2000 }, (_, i) => input({ name: `客户${i}`, company: `公司${i}`, phone: `139${10_000_000 + i}` })),
	);
	expect(results.every((result) => result.output === 'created')).toBe(true);
	expect((await crm.rows<{ n: number }>('SELECT count(*) AS n FROM "crm_call"'))[0].n).toBe(3);
	const numbers = await crm.rows<{ number: string }>('SELECT "number" FROM "crm_lead" ORDER BY "rowId"');
	expect(numbers.map((row) => row.number)).toEqual(Array.from({ length: 2000 }, (_, i) => `L${String(i + 1).padStart(6, '0')}`));
});

describe('what a review found', () => {
	it('keeps what differs from the matched lead with the message', async () => {
		await captureOne({ name: '王芳', email: 'wang@example.com', phone: '13813800011' });
		const { lead, touchpointId } = await captureOne({ name: '王芳', email: 'wang@example.com', phone: '13900000022' });
		expect(lead?.phone).toBe('+8613813800011');
		const [touchpoint] = (await crm.records.get('touchpoint', [{ item: 0, id: String(touchpointId) }])).map(valueOf);
		expect(touchpoint.differing).toEqual([{ field: 'phone', value: '+8613900000022' }]);
	});

	it('names the other leads that hold one of the keys', async () => {
		await captureOne({ name: 'A', phone: '13813800011' });
		const b = await captureOne({ name: 'B', email: 'b@example.com' });
		expect((await captureOne({ name: 'C', phone: '13813800011', email: 'b@example.com' })).alsoMatched).toEqual([b.lead?.id]);
	});

	it('keeps a longer window of one node when another with a shorter one captures', async () => {
		const week = { repeatWindowMinutes: 7 * 24 * 60 };
		const first = await captureOne({ name: 'A', phone: '13813800011' }, week);
		setNow('2026-03-05T01:00:00Z');
		await captureOne({ name: 'B', phone: '13813800012' });
		expect(await captureOne({ name: 'A', phone: '13813800011' }, week)).toMatchObject({ repeated: true, touchpointId: first.touchpointId });
	});

	it('counts a window longer than a day to its end', async () => {
		const limit = { rateLimit: { max: 1, perMinutes: 3 * 24 * 60 } };
		setNow('2026-03-02T00:00:01Z');
		const post = async (n: number) => (await captureOne({ name: 'A', phone: `1381380001${n}` }, limit, { sender: 'a' })).answer.status;
		expect(await post(1)).toBe(200);
		const windowEnd = Math.ceil((Date.parse('2026-03-02T00:00:01Z') + 1) / 259_200_000) * 259_200_000;
		setNow(new Date(windowEnd - 1000).toISOString());
		expect(await post(2)).toBe(429);
	});

	it('keeps no key in the clear', async () => {
		await captureOne({ name: 'A', phone: '13813800011' }, {}, { idempotencyKey: '13813800011' });
		expect(JSON.stringify(await crm.rows('SELECT * FROM "crm_idempotency"'))).not.toContain('13813800011');
	});

	it('refuses a megabyte of legal forms without reading it', async () => {
		const result = await captureOne({
			name: 'A',
			phone: '13813800011',
			company: `x ${'ltd '.repeat(250_000)}`,
			message: 'a\n'.repeat(500_000),
		});
		expect(result.errors?.map((error) => error.field).sort()).toEqual(['company', 'message']);
	});
});
