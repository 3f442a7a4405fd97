import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { engine } from '../../support/connection';
import { openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	setNow('2026-03-02T05:00:00Z');
	crm = openTestCrm();
});

const counts = async () => ({
	lead: await crm.records.count('lead', {}),
	customer: await crm.records.count('customer', {}),
	user: await crm.records.count('user', {}),
	task: await crm.records.count('task', {}),
});

describe('demo data', () => {
	it('fills an empty CRM with a company whose dates lie around today, once', async () => {
		const made = await crm.system.loadDemo();
		expect(made).toMatchObject({ customer: 6, lead: 8 });
		expect(await crm.system.loadDemo()).toEqual({});
		expect(await counts()).toMatchObject({ lead: 8, customer: 6, user: 6 });
		const { records } = await crm.records.list('lead', { limit: 50 });
		for (const lead of records) {
			expect(String(lead.createdAt) <= '2026-03-02T05:00:00.000Z').toBe(true);
			expect((lead.scoreParts as Array<{ points: number }>).reduce((sum, part) => sum + part.points, 0)).toBe(lead.score);
		}
		expect(await crm.system.setupProblems()).toEqual([]);
	});

	it('has reminders that come due within a week, and takes them away with the rest', async () => {
		await crm.system.loadDemo();
		const { work } = await crm.work.list({ limit: 50 });
		expect(work.length).toBeGreaterThan(3);
		expect(new Set(work.map(({ kind, name }) => name ?? kind))).toEqual(
			new Set(['跟进提醒', 'approval.reminder', 'approval.deadline', 'cadence.message']),
		);
		for (const { dueAt, recordId } of work) {
			expect(dueAt > '2026-03-02' && dueAt < '2026-03-10').toBe(true);
			expect(recordId).not.toBeNull();
		}
		await crm.system.removeDemo();
		expect((await crm.work.list({ limit: 50 })).work).toEqual([]);
	});

	it('has people and companies with Chinese and with Latin names', async () => {
		await crm.system.loadDemo();
		for (const object of ['customer', 'contact', 'lead'] as const) {
			const names = (await crm.records.list(object, { limit: 50 })).records.map(({ name }) => String(name));
			expect(names).toContainEqual(expect.stringMatching(/[\u4e00-\u9fff]/));
			expect(names).toContainEqual(expect.stringMatching(/^[A-Za-z .,()]+$/));
		}
	});

	it('has opportunities in all stages, one without a decider, one that is stuck, one without a next step', async () => {
		await crm.system.loadDemo();
		const { records: deals } = await crm.records.list('opportunity', { limit: 50 });
		expect(deals.map(({ stage }) => stage).sort()).toEqual(['contact', 'lost', 'needs', 'needs', 'quote', 'quote', 'won']);
		const { found } = await crm.sales.review({ reasons: [], limit: 50 });
		expect(found.map(({ opportunity, reasons }) => [opportunity.name, reasons.map(({ code }) => code)])).toEqual([
			['年度经销框架', ['tooLongInStage']],
			['检测实验室扩建', ['noDecider']],
			['医院检验科纯水系统', ['noNextStep']],
		]);
	});

	it('has products, prices and amounts that agree with each other', async () => {
		await crm.system.loadDemo();
		const { records: lines } = await crm.records.list('opportunityProduct', { limit: 50 });
		const rewritten = await crm.records.update(
			'opportunityProduct',
			lines.map(({ id }, item) => ({ item, id, fields: { note: '核对' } })),
		);
		expect(rewritten.map(valueOf)).toMatchObject(lines.map(({ lineTotal, name, taxRate }) => ({ lineTotal, name, taxRate })));
		const before = (await crm.records.list('opportunity', { limit: 50 })).records;
		expect(before.every(({ version }) => version === 1)).toBe(true);
		expect(await crm.records.count('exchangeRate', {})).toBe(4);
	});

	it('has a lead on the twelfth day of a cadence, whose next message comes within a week', async () => {
		await crm.system.loadDemo();
		const [stats] = await crm.cadences.stats([{ item: 0, cadence: '新线索跟进' }]);
		expect(valueOf(stats)).toMatchObject({ enrolled: 1, active: 1 });
		expect(valueOf(stats).steps.map(({ done, waiting }) => [done, waiting])).toEqual([
			[1, 0],
			[1, 0],
			[1, 0],
			[1, 0],
			[0, 1],
		]);
		const [enrolment] = (await crm.records.list('enrolment', { limit: 5 })).records;
		expect([enrolment.startedAt, enrolment.nextAt]).toEqual(['2026-02-18T02:00:00.000Z', '2026-03-04T02:00:00.000Z']);
		const timeline = await crm.records.timeline('lead', String(enrolment.leadId), { limit: 50 });
		expect(timeline.entries.filter(({ object }) => object === 'message')).toHaveLength(2);
	});

	it('names the cadence as the workflow of that language does', async () => {
		for (const [locale, file] of [
			['en', 'follow-up-cadence.json'],
			['zh-CN', 'zh-CN/follow-up-cadence.json'],
		] as const) {
			const own = openTestCrm();
			await own.system.loadDemo(locale);
			const [cadence] = (await own.records.list('cadence', { limit: 5 })).records;
			const { nodes } = JSON.parse(readFileSync(join(__dirname, '../../../workflows', file), 'utf8')) as {
				nodes: Array<{ parameters: { operation?: string; cadence?: string } }>;
			};
			expect(nodes.find(({ parameters }) => parameters.operation === 'enroll')?.parameters.cadence).toBe(cadence.name);
		}
	});

	it('has a contract that waits for the approval of a manager', async () => {
		await crm.system.loadDemo();
		const [contract] = (await crm.records.list('contract', { limit: 5 })).records;
		expect(contract).toMatchObject({ number: 'HT-2026-000001', status: 'inApproval', amount: '74320.00', maxDiscountPercent: 5 });
		const status = valueOf((await crm.approvals.status([{ item: 0, approvalId: contract.id }]))[0]);
		expect(status.waitingFor).toMatchObject([{ approverName: '周敏' }]);
	});

	it('has two teams, six users, one of them in no team, and one absent today', async () => {
		await crm.system.loadDemo();
		const { records: users } = await crm.records.list('user', { limit: 50 });
		const away = users.filter((user) =>
			(user.absences as Array<{ from: string; to: string }> | null)?.some(({ from, to }) => from <= '2026-03-02' && '2026-03-02' <= to),
		);
		expect([users.length, new Set(users.map((user) => user.teamId)).size, away.length]).toEqual([6, 3, 1]);
	});

	it('goes without a trace in the lists, with what was done on it, and leaves the set-up and the records of others', async () => {
		const own = await crm.given.lead({ phone: '13812345678' });
		await crm.system.loadDemo();
		const [demoLead] = (await crm.records.list('lead', { limit: 1, search: '王芳' })).records;
		await crm.engagement.log([{ item: 0, fields: { method: 'call', leadId: demoLead.id, nextStep: 'x' } }]);
		const { opportunity } = valueOf((await crm.leads.convert([{ item: 0, id: demoLead.id }]))[0]);
		await crm.records.update('opportunity', [{ item: 0, id: String(opportunity?.id), fields: { amount: '5' } }]);
		const { customer } = valueOf((await crm.leads.convert([{ item: 0, id: demoLead.id }]))[0]);
		await crm.system.removeDemo();
		for (const name of [
			'opportunity',
			'opportunityProduct',
			'opportunityContact',
			'contract',
			'contractProduct',
			'enrolment',
			'message',
			'product',
			'productLine',
			'price',
			'priceBook',
			'exchangeRate',
		] as const)
			expect([name, await crm.records.count(name, {})]).toEqual([name, 0]);
		// Its contact is a customer's of the user's own.
		expect((await crm.records.list('customer', { limit: 9 })).records).toMatchObject([{ id: customer?.id }]);
		await crm.records.delete(
			'contact',
			(await crm.records.list('contact', { limit: 9 })).records.map(({ id }, item) => ({ item, id })),
		);
		await crm.records.delete('customer', [{ item: 0, id: String(customer?.id) }]);
		expect(await counts()).toEqual({ lead: 1, customer: 0, user: 6, task: 0 });
		expect((await crm.records.list('lead', { limit: 9 })).records[0].id).toBe(own.id);
		expect(await crm.records.count('activity', {})).toBe(0);
		expect(await crm.system.setupProblems()).toEqual([]);
		expect(await crm.system.loadDemo()).toMatchObject({ lead: 8 });
	});
});

describe('set-up problems', () => {
	it('names what is missing in an empty CRM', async () => {
		expect((await crm.system.setupProblems()).map((problem) => problem.code)).toEqual([
			'noUsers',
			'noAssignmentRule',
			'noScoringModel',
			'noPipeline',
		]);
	});

	it('names users nobody can reach, and a sales team that is all away', async () => {
		const user = await crm.given.user({ absences: [{ from: '2026-03-02', to: '2026-03-02' }] });
		const problems = await crm.system.setupProblems();
		expect(problems).toContainEqual(expect.objectContaining({ code: 'userWithoutAddress', recordId: user.id }));
		expect(problems.map((problem) => problem.code)).toContain('everyoneAway');
	});

	const codes = async () => (await crm.system.setupProblems()).map((problem) => problem.code);

	it('says when there are users but none of them gets leads', async () => {
		await crm.given.user({ role: 'manager' });
		expect(await codes()).toContain('nobodyToAssign');
		await crm.given.user({ name: '林佳', role: 'sales' });
		expect(await codes()).not.toContain('nobodyToAssign');
	});

	it('judges whom a rule can give to as assigning does: its team, and whom it names', async () => {
		const away = [{ from: '2026-03-02', to: '2026-03-02' }];
		const [south] = await crm.records.create('team', [{ item: 0, fields: { name: '华南组' } }]);
		const teamId = valueOf(south).id;
		await crm.given.user({ role: 'sales', teamId, absences: away });
		await crm.given.user({ name: '林佳', role: 'sales' });
		const manager = await crm.given.user({ name: '周敏', role: 'manager', teamId });
		const define = async (fields: object) =>
			valueOf((await crm.leads.defineAssignment([{ item: 0, fields: { name: '华南', active: true, teamId, ...fields } }]))[0]);
		await define({});
		expect((await crm.system.setupProblems()).find(({ code }) => code === 'everyoneAway')?.message.en).toContain('"华南"');
		await define({ branches: [{ field: 'region', values: ['华南'], userId: manager.id }] });
		expect(await codes()).not.toContain('everyoneAway');
	});

	it('names the rule whose team has no salespeople', async () => {
		const [team] = await crm.records.create('team', [{ item: 0, fields: { name: '华东组' } }]);
		const user = await crm.given.user({ role: 'sales' });
		const [rule] = await crm.leads.defineAssignment([{ item: 0, fields: { name: '华东', active: true, teamId: valueOf(team).id } }]);
		const problems = await crm.system.setupProblems();
		expect(problems).toContainEqual(expect.objectContaining({ code: 'nobodyToAssign', recordId: valueOf(rule).id }));
		expect(problems.find(({ code }) => code === 'nobodyToAssign')?.message.en).toContain('"华东"');
		valueOf((await crm.records.update('user', [{ item: 0, id: user.id, fields: { teamId: valueOf(team).id } }]))[0]);
		expect(await codes()).not.toContain('nobodyToAssign');
	});
});

it('reports what the store holds', async () => {
	await crm.given.lead();
	expect(await crm.system.health()).toMatchObject({
		status: 'ok',
		engine,
		...(engine === 'sqlite' ? { file: crm.file } : { schema: crm.file.split('.')[1] }),
		bytes: expect.any(Number) as number,
		records: { lead: 1, customer: 0 },
		lastEvent: 1,
	});
	expect(valueOf((await crm.records.create('team', [{ item: 0, fields: { name: 'x' } }]))[0]).version).toBe(1);
});
