import { clock } from '../../../core/clock';
import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import type { CrmRecord } from '../../../core/crm';
import { claimSteps, complete, enrollOne, enrolmentOf, givenCadence, goToNext, message, monday } from './running';

const steps = [message('一'), message('二', { delay: 1, delayUnit: 'days' })];

/** A lead that has had the first message. */
async function underWay(crm: TestCrm, more: object = {}, fields: object = {}): Promise<{ lead: CrmRecord; id: string }> {
	await givenCadence(crm, steps, more);
	const lead = await crm.given.lead({ phone: '13812345678', ...fields });
	const id = await enrollOne(crm, lead);
	await complete(crm, await claimSteps(crm));
	return { lead, id };
}

const namesOf = async (crm: TestCrm, id: string) => (await crm.eventsOf({ id })).flatMap(({ names }) => names);

const reply = { phone_number: '13812345678', send_time: '2026-03-02 10:30:00', content: '请发报价', sequence_id: 1 };

const hear = async (crm: TestCrm): Promise<void> =>
	void (await crm.inbound.record([{ item: 0, source: 'smsAliyun', json: [reply] }])).map(valueOf);

describe('somebody in a cadence leaves it', () => {
	const ways: ReadonlyArray<readonly [string, string, (crm: TestCrm, lead: CrmRecord) => Promise<unknown>]> = [
		['with a reply', 'reply', (crm) => hear(crm)],
		[
			'with a meeting',
			'meeting',
			(crm, { id }) => crm.engagement.log([{ item: 0, fields: { method: 'visit', leadId: id, detail: '拜访' } }]),
		],
		[
			'with a deal that is won',
			'won',
			async (crm, { id }) => {
				const deal = await crm.given.opportunity({ leadId: id });
				valueOf((await crm.sales.win([{ item: 0, id: deal.id }]))[0]);
			},
		],
		[
			'with a deal that is lost',
			'lost',
			async (crm, { id }) => {
				const deal = await crm.given.opportunity({ leadId: id });
				valueOf((await crm.sales.lose([{ item: 0, id: deal.id, reason: 'price' }]))[0]);
			},
		],
		[
			'when it takes its consent back',
			'optOut',
			(crm, { id }) => crm.consents.set([{ item: 0, object: 'lead', id, state: 'withdrawn', purposes: ['marketing'], source: '电话' }]),
		],
		['when it is disqualified', 'disqualified', (crm, { id }) => crm.leads.disqualify([{ item: 0, id, reason: 'noNeed' }])],
		['when it is converted', 'converted', (crm, { id }) => crm.leads.convert([{ item: 0, id }])],
		['when it is deleted', 'deleted', (crm, { id }) => crm.records.delete('lead', [{ item: 0, id }])],
		[
			'when the cadence is deleted',
			'cadenceDeleted',
			async (crm) => {
				const [cadence] = (await crm.records.list('cadence', { limit: 1 })).records;
				await crm.records.delete('cadence', [{ item: 0, id: cadence.id }]);
			},
		],
	];

	it.each(ways)('%s', async (_, reason, happen) => {
		const crm = openTestCrm({ now: monday });
		const { lead, id } = await underWay(crm);
		await happen(crm, lead);
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'exited', exitReason: reason, openKey: null, nextAt: null });
		expect(await namesOf(crm, id)).toContain('enrolment.exited');
		expect(await goToNext(crm)).toBeUndefined();
	});

	it('and a reply is an event of its own, once', async () => {
		const crm = openTestCrm({ now: monday });
		const { id } = await underWay(crm, { exitOnReply: false });
		await hear(crm);
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'active', repliedAt: clock.iso() });
		await goToNext(crm);
		await complete(crm, await claimSteps(crm));
		const names = await namesOf(crm, id);
		expect(names.filter((name) => name === 'enrolment.replied')).toHaveLength(1);
		// Whoever replied comes to the end in silence.
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'finished' });
		expect(names).not.toContain('enrolment.finished');
	});

	it('or goes on as the contact that the lead became', async () => {
		const crm = openTestCrm({ now: monday });
		const { lead, id } = await underWay(crm, { onConverted: 'contact' });
		const { contact } = valueOf((await crm.leads.convert([{ item: 0, id: lead.id }]))[0]);
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'active', leadId: null, contactId: contact?.id });
		await goToNext(crm);
		const [given] = await claimSteps(crm);
		expect(given.work).toMatchObject({ object: 'contact', recordId: contact?.id });
	});

	it('also between the claim of a step and its end', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, steps);
		const id = await enrollOne(crm, await crm.given.lead({ phone: '13812345678' }));
		const given = await claimSteps(crm);
		await hear(crm);
		expect(await complete(crm, given)).toEqual([expect.objectContaining({ repeated: false })]);
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'exited', exitReason: 'reply' });
		expect(await goToNext(crm)).toBeUndefined();
	});

	it('by hand, waits while it is paused, and goes on where it was', async () => {
		const crm = openTestCrm({ now: monday });
		const { lead, id } = await underWay(crm);
		await crm.cadences.pause([{ item: 0, enrolmentId: id }]);
		expect(await goToNext(crm)).toBeUndefined();
		setNow('2026-03-20T02:00:00.000Z');
		await crm.cadences.resume([{ item: 0, enrolmentId: id }]);
		expect((await claimSteps(crm)).map(({ step }) => step)).toEqual(['二']);
		const [left] = (await crm.cadences.exit([{ item: 0, object: 'lead', id: lead.id, note: '客户要求' }])).map(valueOf);
		expect(left).toEqual([expect.objectContaining({ id, status: 'exited', exitReason: 'manual', exitNote: '客户要求' })]);
		const [again] = await crm.as({ partial: true }).cadences.pause(inputsOf([{ enrolmentId: id }]));
		expect(again).toMatchObject({ ok: false, error: { code: 'TransitionRefused' } });
	});

	it('when its message was refused, if the cadence wants that', async () => {
		const crm = openTestCrm({ now: monday });
		await givenCadence(crm, steps, { onRefused: 'exit' });
		const id = await enrollOne(crm, await crm.given.lead());
		await complete(crm, await claimSteps(crm), 'refused');
		expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'exited', exitReason: 'refused' });
	});

	it('and whoever gets a new owner takes the cadence along', async () => {
		const crm = openTestCrm({ now: monday });
		const { lead, id } = await underWay(crm);
		const owner = await crm.given.user();
		await crm.ownership.assign([{ item: 0, object: 'lead', id: lead.id, userId: owner.id }]);
		expect(await enrolmentOf(crm, id)).toMatchObject({ ownerId: owner.id });
	});
});
