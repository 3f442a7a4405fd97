import { fieldChanged, lifecycleEvents, recordEvents } from '../../../core/triggers';
import { openTestCrm, valueOf } from '../../support/testCrm';

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
	const rows = await crm.rows<{ names: string }>('SELECT DISTINCT "names" FROM "crm_event"');
	const written = new Set(rows.flatMap((row) => JSON.parse(row.names) as string[]));
	const offered = new Set([...recordEvents, ...lifecycleEvents].map((event) => event.value));
	expect(offered).toEqual(written.add(fieldChanged));
});
