import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { CrmLead } from '../../../nodes/CrmLead/CrmLead.node';
import { editorContext, runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (id: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(id) });

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const run = async (type: NodeSetup['type'], parameters: INodeParameters, items: readonly IDataObject[] = [{}]) => {
	const done = await runNode({ type, parameters, items });
	if (done.error) throw done.error;
	return done.json;
};

const given = async (resource: string, ...items: IDataObject[]) =>
	await run('crm', { resource, operation: 'create', fields: automatic }, items);

const lead = async (operation: string, id: unknown, parameters: INodeParameters = {}) =>
	await runNode({ type: 'crmLead', parameters: { resource: 'lead', operation, leadId: byId(id), ...parameters } });

describe('scoring', () => {
	it('scores by the rules made in the form and explains every point', async () => {
		await run('crmLead', {
			resource: 'scoringModel',
			operation: 'define',
			name: 'Standard',
			active: true,
			fitCap: 60,
			engagementCap: 40,
			fitRules: {
				items: [
					{ field: 'source', operator: 'equals', value: 'exhibition', points: 20, name: '' },
					{ field: 'company', operator: 'isSet', value: '', points: 10, name: 'Has a company' },
				],
			},
		});
		const [{ id }] = await given('lead', { name: '张伟', company: '华为', source: 'exhibition', phone: '13800138000' });
		const scored = await lead('score', id);
		expect(scored.json[0]).toMatchObject({ score: 30, lead: { id, score: 30 } });
		const parts = scored.json[0].parts as IDataObject[];
		expect(parts.map(({ points }) => points)).toEqual([20, 10]);
		expect(parts.every(({ reason }) => typeof reason === 'string')).toBe(true);
	});

	it('changes the model of the same name instead of making a second, and an emptied list empties it', async () => {
		const define = async (fitRules: INodeParameters) =>
			(await run('crmLead', { resource: 'scoringModel', operation: 'define', name: 'Standard', fitRules }))[0];
		const first = await define({ items: [{ field: 'city', operator: 'isSet', points: 5 }] });
		const second = await define({});
		expect(second.id).toBe(first.id);
		expect(second.fitRules ?? []).toEqual([]);
	});

	it('offers the lead’s fields and the models there are', async () => {
		const { methods } = new CrmLead();
		await run('crmLead', { resource: 'scoringModel', operation: 'define', name: 'Standard' });
		const editor = editorContext('crmLead', { resource: 'lead', operation: 'score' });
		expect(await methods.loadOptions.scoringModels.call(editor)).toEqual([{ name: 'Standard', value: 'Standard' }]);
		expect(await methods.loadOptions.leadFields.call(editor)).toContainEqual({ name: 'Company', value: 'company' });
	});
});

describe('assignment', () => {
	it('gives captured leads to the people of the branch that fits', async () => {
		const [north, south] = await given('team', { name: '华北' }, { name: '华南' });
		const [li, chen] = await given('user', { name: '李娜', teamId: north.id }, { name: '陈静', teamId: south.id });
		await run('crmLead', {
			resource: 'assignmentRule',
			operation: 'define',
			name: 'By region',
			teamId: north.id as string,
			branches: { items: [{ field: 'city', values: '深圳，广州', teamId: south.id as string, userId: '', method: '' }] },
		});
		const captured = await run('crmLead', { resource: 'lead', operation: 'capture' }, [
			{ name: '甲', phone: '13800138001', city: '广州' },
			{ name: '乙', phone: '13800138002', city: '北京' },
		]);
		expect(captured.map(({ owner }) => (owner as IDataObject).id)).toEqual([chen.id, li.id]);
	});
});

describe('defining again', () => {
	const defineRule = async (parameters: INodeParameters, items?: readonly IDataObject[]) =>
		(await run('crmLead', { resource: 'assignmentRule', operation: 'define', name: 'In turn', ...parameters }, items))[0];

	it('empties the team that was emptied in the form: leads go to everybody again', async () => {
		const [north] = await given('team', { name: '华北' });
		await given('user', { name: '李娜', teamId: north.id }, { name: '陈静' });
		expect(await defineRule({ teamId: north.id as string })).toMatchObject({ teamId: north.id });
		expect(await defineRule({ teamId: '' })).toMatchObject({ teamId: null, version: 2 });
		const leads = ['13800138001', '13800138002'].map((phone) => ({ name: phone, phone }));
		const captured = await run('crmLead', { resource: 'lead', operation: 'capture' }, leads);
		expect(captured.map(({ owner }) => (owner as IDataObject).name).sort()).toEqual(['李娜', '陈静']);
	});

	it('empties a team whose expression gives nothing, and takes the default for what has one', async () => {
		const [north] = await given('team', { name: '华北' });
		await defineRule({ teamId: north.id as string, method: 'leastOpenWork', active: false });
		const emptied = { teamId: '={{ $json.team }}', method: '={{ $json.method }}', active: '={{ $json.active }}' };
		expect(await defineRule(emptied, [{ method: null }])).toMatchObject({ teamId: null, method: 'roundRobin', active: true });
	});

	it('keeps a cap of zero, which is a cap, and leaves out the zeros and texts of a rule that mean none', async () => {
		const engagementRules = { items: [{ event: 'touchpoint', match: '', points: 5, cap: 0, halfLifeDays: 0, name: '' }] };
		const parameters = { resource: 'scoringModel', operation: 'define', name: 'Standard', fitCap: 0, engagementRules };
		expect((await run('crmLead', parameters))[0]).toMatchObject({
			fitCap: 0,
			engagementCap: 40,
			engagementRules: [{ event: 'touchpoint', points: 5 }],
		});
	});
});

it.each([
	['commas of any width and line ends', '深圳, 广州，\n 佛山', ['深圳', '广州', '佛山']],
	['a number from an expression', '={{ 7 }}', ['7']],
	['a list from an expression', '={{ ["深圳 ", 7] }}', ['深圳', '7']],
])('reads %s as the values of a branch', async (_, values, read) => {
	const branches = { items: [{ field: 'city', values, teamId: '', userId: '', method: '' }] };
	const parameters = { resource: 'assignmentRule', operation: 'define', name: 'By city', branches };
	expect((await run('crmLead', parameters))[0].branches).toEqual([{ field: 'city', values: read }]);
});

describe('qualifying', () => {
	it('qualifies a lead', async () => {
		const [{ id }] = await given('lead', { name: '张伟', phone: '13800138000' });
		expect((await lead('qualify', id, { detail: '预算已确认' })).json[0]).toMatchObject({ id, status: 'qualified' });
	});

	it('takes a lead out with a reason, and says why it cannot be done twice', async () => {
		const [{ id }] = await given('lead', { name: '张伟', phone: '13800138000' });
		const reason = { disqualifyReason: 'noBudget', disqualifyDetail: '明年再议' };
		expect((await lead('disqualify', id, reason)).json[0]).toMatchObject({ status: 'disqualified', ...reason });
		const again = await lead('disqualify', id, reason);
		expect(again.error?.message).toBeTruthy();
		expect(again.error?.description).toBeTruthy();
	});
});
