import { channelOf } from '../../../core';
import { fieldChanged, lifecycleEvents, recordEvents } from '../../../core/triggers';
import { sentMessage } from '../../support/sentMessage';
import { inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';
import { everyApprovalEvent } from '../approvals/everyEvent';
import { everyContractEvent } from '../contracts/everyEvent';
import { claimSteps, endWell } from '../cadences/running';

/** One message of every outcome. */
async function messages(crm: TestCrm): Promise<void> {
	const outbox = { channel: channelOf('outbox') };
	const recipient = { object: 'lead', id: (await crm.given.lead()).id } as const;
	const always = { quietHours: false, holidays: false, needsConsent: false };
	valueOf(
		(await crm.messages.definePolicy([{ item: 0, fields: { name: '策略', rules: [{ purpose: 'care', maxPerDay: 1, ...always }] } }]))[0],
	);
	const content = { body: '您好' };
	const care = { item: 0, recipient, content, purpose: 'care' } as const;
	await crm.messages.send([care, care, { ...care, purpose: 'marketing' }], outbox);
}

/** Somebody who comes to the end of a cadence, and somebody who leaves it after a break. */
async function cadences(crm: TestCrm): Promise<void> {
	await crm.given.cadence({ name: '跟进', steps: [{ name: '联系', kind: 'task' }] });
	const [done, left] = [await crm.given.lead({ phone: '13700137000' }), await crm.given.lead()];
	const people = inputsOf([done, left].map(({ id }) => ({ cadence: '跟进', object: 'lead' as const, id })));
	const [, { enrolment }] = (await crm.cadences.enroll(people)).map(valueOf);
	const target = [{ item: 0, enrolmentId: String(enrolment?.id) }];
	await crm.cadences.pause(target);
	await crm.cadences.resume(target);
	await crm.cadences.exit(target);
	await endWell(crm, await claimSteps(crm));
	await crm.given.cadence({ name: '再跟进', steps: [{ name: '联系', kind: 'task' }] });
	valueOf((await crm.cadences.enroll([{ item: 0, cadence: '再跟进', object: 'lead', id: done.id }]))[0]);
	const reply = { phone_number: '13700137000', content: '好的', sequence_id: 2 };
	valueOf((await crm.inbound.record([{ item: 0, source: 'smsAliyun', json: [reply] }]))[0]);
}

it('offers every event that the core writes, and no other', async () => {
	const crm = openTestCrm();
	const capture = async (fields: Record<string, unknown>) =>
		valueOf((await crm.leads.capture([{ item: 0, fields, touchpoint: { channel: 'web' } }], {}))[0]);
	const fitRules = [{ field: 'name', operator: 'isSet', points: 5 }];
	const owner = await crm.given.user();
	const poor = await crm.given.lead({ phone: '13900139000' });
	const good = await crm.given.lead({ ownerId: owner.id });
	for (const object of ['customer', 'contact', 'opportunity'] as const) await crm.given[object]({ ownerId: owner.id });
	await crm.given.task({ assigneeId: owner.id });
	await crm.given.activity({ userId: owner.id });
	await capture({ name: '王芳', phone: '13800138000' });
	valueOf((await crm.leads.defineScoring([{ item: 0, fields: { name: '评分', fitRules, active: true } }]))[0]);
	valueOf((await crm.leads.score([{ item: 0, id: good.id }], {}))[0]);
	valueOf((await crm.leads.qualify([{ item: 0, id: good.id }]))[0]);
	valueOf((await crm.leads.disqualify([{ item: 0, id: poor.id, reason: 'noBudget' }]))[0]);
	const stages = [{ name: '接触' }, { name: '报价' }];
	valueOf((await crm.sales.definePipeline([{ item: 0, fields: { name: '标准', stages } }]))[0]);
	const { opportunity } = valueOf((await crm.leads.convert([{ item: 0, id: good.id }]))[0]);
	const deal = { item: 0, id: String(opportunity?.id) };
	valueOf((await crm.sales.moveStage([{ ...deal, stage: '报价' }]))[0]);
	valueOf((await crm.sales.win([deal]))[0]);
	valueOf((await crm.sales.reopen([deal]))[0]);
	valueOf((await crm.sales.lose([{ ...deal, reason: 'price' }]))[0]);
	// Who comes back is worked on again.
	await capture({ name: '李雷', phone: '13900139000' });
	valueOf((await crm.records.delete('lead', [{ item: 0, id: poor.id }]))[0]);
	valueOf((await crm.records.restore('lead', [{ item: 0, id: poor.id }]))[0]);
	const address = { item: 0, addressKind: 'email', address: 'wang@example.com' } as const;
	for (const state of ['granted', 'withdrawn'] as const)
		valueOf((await crm.consents.set([{ ...address, state, purposes: ['marketing'] }]))[0]);
	valueOf((await crm.consents.suppress([{ ...address, reason: 'optOut' }]))[0]);
	valueOf((await crm.consents.lift([address]))[0]);
	const [arrived, lost] = [await sentMessage(crm, { providerId: '1' }), await sentMessage(crm, { providerId: '2' })];
	const receipts = [arrived, lost].map(({ providerId }, i) => ({ biz_id: providerId, phone_number: '13800138000', success: i === 0 }));
	const reply = { phone_number: '13800138000', content: '好的', sequence_id: 1 };
	valueOf((await crm.inbound.record([{ item: 0, source: 'smsAliyun', json: [...receipts, reply] }]))[0]);
	await messages(crm);
	await everyApprovalEvent(crm);
	await everyContractEvent(crm);
	await cadences(crm);
	const rows = await crm.rows<{ names: string }>('SELECT DISTINCT "names" FROM "crm_event"');
	const written = new Set(rows.flatMap((row) => JSON.parse(row.names) as string[]));
	const offered = new Set([...recordEvents, ...lifecycleEvents].map((event) => event.value));
	expect(offered).toEqual(written.add(fieldChanged));
});
