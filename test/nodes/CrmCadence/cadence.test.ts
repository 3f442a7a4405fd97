import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const ok = async (setup: NodeSetup) => {
	const done = await runNode(setup);
	if (done.error) throw done.error;
	return done;
};

const given = async (resource: string, ...items: IDataObject[]) =>
	(await ok({ type: 'crm', parameters: { resource, operation: 'create', fields: automatic }, items })).json;

const cadence = (resource: string, operation: string, parameters: INodeParameters, items?: readonly IDataObject[]): NodeSetup => ({
	type: 'crmCadence',
	parameters: { resource, operation, ...parameters },
	...(items && { items }),
});

const steps: IDataObject[] = [
	{ name: '首封', kind: 'message', delay: 0, delayUnit: 'workingDays', channels: ['email'], template: '问候', ifNoAddress: 'skip' },
	{ name: '致电', kind: 'call', delay: 2, delayUnit: 'workingDays', atTime: '10:00', subject: '电话回访', waitForDone: true },
];

/** A cadence as a user fills it in. */
async function define(list = steps, more: INodeParameters = {}) {
	const version = { language: 'zh-CN', body: '您好，{{name}}', channel: '' };
	await ok({
		type: 'crmMessage',
		parameters: {
			resource: 'template',
			operation: 'define',
			name: '问候',
			active: true,
			purpose: 'service',
			versions: { items: [version] },
		},
	});
	const parameters = { name: '新线索跟进', active: true, audience: 'lead', window: 'always', steps: { items: list }, ...more };
	return await runNode(cadence('cadence', 'define', parameters as INodeParameters));
}

const enrollAll = (items: readonly IDataObject[], more: INodeParameters = {}) =>
	runNode(
		cadence('enrolment', 'enroll', { cadence: '新线索跟进', object: 'lead', who: 'one', leadId: byId('={{ $json.id }}'), ...more }, items),
	);

describe('Define', () => {
	it('makes a cadence of what was filled in, and says whom a change concerns', async () => {
		const { json, error } = await define();
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			name: '新线索跟进',
			exitOnReply: true,
			steps: [
				{ name: '首封', channels: ['email'], template: '问候' },
				{ name: '致电', delay: 2, atTime: '10:00', waitForDone: true },
			],
			affected: { count: 0, people: [] },
		});
		const [lead] = await given('lead', { name: '王芳', email: 'wang@example.com' });
		await enrollAll([lead]);
		const changed = await define([{ ...steps[0], channels: [] }, steps[1]]);
		expect(changed.json[0].affected).toEqual({ count: 1, people: [{ object: 'lead', id: lead.id, name: '王芳', step: '首封' }] });
	});

	it('says which step has what wrong', async () => {
		const { error } = await define([
			{ ...steps[0], template: '没有' },
			{ ...steps[1], delay: -1 },
		]);
		expect(error?.message).toContain('没有');
		expect(`${error?.message} ${error?.description}`).toContain('366');
	});
});

describe('Enroll', () => {
	it('sends each person out by what became of them', async () => {
		await define();
		const leads = await given('lead', { name: '甲', email: 'a@example.com' }, { name: '乙' });
		const done = await enrollAll([...leads, leads[0]]);
		expect(done.outputs.map((items) => items.map(({ json }) => [json.recordId, json.rule]))).toEqual([
			[[leads[0].id, undefined]],
			[[leads[0].id, undefined]],
			[[leads[1].id, 'noAddress']],
		]);
	});

	it('takes everybody who matches', async () => {
		await define([{ ...steps[0], channels: [] }]);
		await given('lead', { name: '甲', city: '上海' }, { name: '乙', city: '北京' }, { name: '丙', city: '上海' });
		const filters = { conditions: [{ field: 'city', operator: 'equals', value: '上海' }] };
		const done = await enrollAll([{}], { who: 'matching', filters, match: 'all', returnAll: true });
		expect(done.outputs[0]).toHaveLength(2);
	});
});

describe('somebody in a cadence', () => {
	it('is paused, resumed and taken out by hand', async () => {
		await define();
		const [lead] = await given('lead', { name: '甲', email: 'a@example.com' });
		const { json } = await enrollAll([lead]);
		const person = { target: 'person', object: 'lead', leadId: byId(String(lead.id)), cadence: '' };
		expect((await ok(cadence('enrolment', 'pause', person))).json).toEqual([expect.objectContaining({ status: 'paused' })]);
		expect((await ok(cadence('enrolment', 'resume', person))).json).toEqual([expect.objectContaining({ status: 'active' })]);
		const member = { target: 'enrolment', enrolmentId: String(json[0].enrolmentId), note: '客户要求' };
		expect((await ok(cadence('enrolment', 'exit', member))).json).toEqual([
			expect.objectContaining({ status: 'exited', exitReason: 'manual' }),
		]);
		const [stats] = (await ok(cadence('cadence', 'stats', { cadence: '新线索跟进' }))).json;
		expect(stats).toMatchObject({ enrolled: 1, active: 0, exited: 1, exitReasons: { manual: 1 } });
	});

	it('cannot complete a step that nobody has given out', async () => {
		await define();
		const [lead] = await given('lead', { name: '甲', email: 'a@example.com' });
		const { json } = await enrollAll([lead]);
		const { error } = await runNode(cadence('enrolment', 'completeStep', { enrolmentId: String(json[0].enrolmentId), result: 'sent' }));
		expect(error?.message).toContain('首封');
	});
});
