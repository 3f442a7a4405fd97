import { inputsOf, openTestCrm, valueOf } from '../../support/testCrm';
import { claimSteps, complete, enroll, enrollOne, givenCadence, message, monday } from './running';

const outputs = (list: ReadonlyArray<{ output: string; rule?: string }>) => list.map(({ output, rule }) => rule ?? output);

describe('people who enter a cadence', () => {
	it('are in it once, whoever asks and however often', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一')]);
		const leads = await Promise.all([crm.given.lead(), crm.given.lead(), crm.given.lead()]);
		const [first, second] = await Promise.all([enroll(crm, [...leads, leads[0]]), enroll(crm, leads)]);
		const all = [...first, ...second];
		expect(all.filter(({ output }) => output === 'enrolled')).toHaveLength(3);
		expect(all.filter(({ output }) => output === 'alreadyIn')).toHaveLength(4);
		expect(await crm.records.count('enrolment', {})).toBe(3);
	});

	it('are told apart by why they may not', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一', { channels: ['email'] })]);
		const [silent, stopped, unwilling, lost, good] = [
			await crm.given.lead(),
			await crm.given.lead({ email: 'stop@example.com' }),
			await crm.given.lead({ email: 'no@example.com' }),
			await crm.given.lead({ email: 'lost@example.com' }),
			await crm.given.lead({ email: 'yes@example.com' }),
		];
		await crm.consents.suppress([{ item: 0, addressKind: 'email', address: 'stop@example.com', reason: 'manual' }]);
		await crm.consents.set([{ item: 0, addressKind: 'email', address: 'no@example.com', state: 'withdrawn', purposes: ['service'] }]);
		await crm.leads.disqualify([{ item: 0, id: lost.id, reason: 'noNeed' }]);
		expect(outputs(await enroll(crm, [silent, stopped, unwilling, lost, good]))).toEqual([
			'noAddress',
			'suppressed',
			'optOut',
			'closed',
			'enrolled',
		]);
	});

	it('are refused with what to do when the cadence is not there, is off, or is for others', async () => {
		const crm = openTestCrm({ now: monday, partial: true });
		await givenCadence(crm, [message('一')]);
		await givenCadence(crm, [message('一')], { name: '停用的', active: false });
		await givenCadence(crm, [message('一')], { name: '联系人的', audience: 'contact' });
		const { id } = await crm.given.lead();
		const inputs = ['没有的', '停用的', '联系人的', '新线索跟进'].map((cadence) => ({ cadence, object: 'lead' as const, id }));
		const outcomes = await crm.cadences.enroll([
			...inputsOf(inputs),
			{ item: 4, cadence: '新线索跟进', object: 'lead', id: '019cbbb9-2900-700e-9ca9-826155b9bdd0' },
		]);
		expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.output : outcome.error.code))).toEqual([
			'RecordNotFound',
			'Refused',
			'Refused',
			'enrolled',
			'RecordNotFound',
		]);
	});

	it('are answered by the first outcome when the same event comes again, also after they have left', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一')]);
		const lead = await crm.given.lead();
		const input = { item: 0, cadence: '新线索跟进', object: 'lead' as const, id: lead.id, idempotencyKey: 'event-1' };
		const first = valueOf((await crm.cadences.enroll([input]))[0]);
		await crm.cadences.exit([{ item: 0, enrolmentId: String(first.enrolment?.id) }]);
		const again = valueOf((await crm.cadences.enroll([input]))[0]);
		expect(again).toMatchObject({ output: 'enrolled', repeated: true, enrolment: { id: first.enrolment?.id } });
		expect(await crm.records.count('enrolment', {})).toBe(1);
	});

	it('may come by what they are like, ten thousand at once', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一', { delay: 1 })]);
		const fields = Array.from({ length: 2000 }, (_, i) => ({ fields: { name: `线索 ${i}`, city: i % 2 ? '上海' : '北京' } }));
		await crm.records.create('lead', inputsOf(fields));
		const filter = { match: 'all' as const, conditions: [{ field: 'city', operator: 'equals' as const, value: '上海' }] };
		const [people] = (await crm.cadences.enrollMatching([{ item: 0, cadence: '新线索跟进', filter }])).map(valueOf);
		expect(people.filter(({ output }) => output === 'enrolled')).toHaveLength(1000);
		const [again] = (await crm.cadences.enrollMatching([{ item: 0, cadence: '新线索跟进', filter, limit: 700 }])).map(valueOf);
		expect(again.every(({ output }) => output === 'alreadyIn')).toBe(true);
		expect(again).toHaveLength(700);
	});

	it('are seen by whoever may see them alone', async () => {
		const crm = openTestCrm({ now: monday });
		const [mine, theirs] = [await crm.given.user(), await crm.given.user()];
		await givenCadence(crm, [message('一')]);
		const own = await enrollOne(crm, await crm.given.lead({ ownerId: mine.id }));
		await enrollOne(crm, await crm.given.lead({ ownerId: theirs.id }));
		const seen = await crm.as({ scope: { kind: 'own', userId: mine.id } }).records.list('enrolment', { limit: 10 });
		expect(seen.records.map(({ id }) => id)).toEqual([own]);
	});

	it('are counted: who is where, what became of steps, and who replied to which message', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, [message('一'), message('二', { delay: 1 })]);
		const leads = [await crm.given.lead({ phone: '13812345678' }), await crm.given.lead(), await crm.given.lead()];
		await enroll(crm, leads);
		const given = await claimSteps(crm);
		await complete(crm, given.slice(0, 2));
		await complete(crm, given.slice(2), 'refused');
		const reply = { phone_number: '13812345678', send_time: '2026-03-02 10:30:00', content: '请发报价', sequence_id: 1 };
		await crm.inbound.record([{ item: 0, source: 'smsAliyun', json: [reply] }]);
		const stats = valueOf((await crm.cadences.stats([{ item: 0, cadence: '新线索跟进' }]))[0]);
		expect(stats).toMatchObject({
			enrolled: 3,
			active: 2,
			exited: 1,
			exitReasons: { reply: 1 },
			replied: 1,
			replyRate: 33.3,
			steps: [
				{ step: '一', reached: 3, done: 3, results: { sent: 2, refused: 1 }, replied: 1, waiting: 0 },
				{ step: '二', reached: 0, waiting: 2 },
			],
		});
	});
});
